/** The last look at each span before it leaves: instrumentations write statements and URLs as they find them, with whatever secrets are in them. */
import type { Attributes } from "@opentelemetry/api";
import type { Span, SpanProcessor } from "@opentelemetry/sdk-trace";
import { ATTRIBUTES } from "./attributes";
import { sanitizedStatement } from "./statement";
import { redactedQuery, redactedUrl } from "./url";

type Redaction = (text: string, attributes: Attributes) => string;

const statement: Redaction = (text, attributes) => {
  const system = attributes[ATTRIBUTES.dbSystem] ?? attributes["db.system"];
  return sanitizedStatement(typeof system === "string" ? system : "", text);
};

/** By attribute; those without a constant are the names of earlier conventions, which some instrumentations still write. */
const REDACTIONS: Readonly<Record<string, Redaction>> = {
  [ATTRIBUTES.dbQuery]: statement,
  "db.statement": statement,
  [ATTRIBUTES.url]: redactedUrl,
  "http.url": redactedUrl,
  [ATTRIBUTES.urlQuery]: redactedQuery,
  "http.target": redactedUrl,
};

export class RedactingProcessor implements SpanProcessor {
  onEnding(span: Span): void {
    try {
      const { attributes } = span;
      for (const [name, redaction] of Object.entries(REDACTIONS)) {
        const text = attributes[name];
        if (typeof text === "string") span.setAttribute(name, redaction(text, attributes));
      }
    } catch {
      // A span of an unknown make: the application must end it in peace.
    }
  }

  onStart(): void {}

  onEnd(): void {}

  forceFlush(): Promise<void> {
    return Promise.resolve();
  }

  shutdown(): Promise<void> {
    return Promise.resolve();
  }
}
