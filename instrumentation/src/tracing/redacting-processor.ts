/** The last look at each span before it leaves: instrumentations write statements and URLs as they find them, with whatever secrets are in them. */
import type { Attributes } from "@opentelemetry/api";
import type { Span, SpanProcessor } from "@opentelemetry/sdk-trace";
import { withoutSecrets } from "../logging/secrets-in-text";
import { ATTRIBUTES } from "./attributes";
import { sanitizedStatement } from "./statement";
import { withoutStatementValues } from "./statement-values";
import { redactedQuery, redactedUrl } from "./url";

type Redaction = (text: string, attributes: Attributes) => string;

const systemOf = (attributes: Attributes): string => {
  const system = attributes[ATTRIBUTES.dbSystem] ?? attributes["db.system"];
  return typeof system === "string" ? system : "";
};

const statement: Redaction = (text, attributes) => sanitizedStatement(systemOf(attributes), text);

/** By attribute; those without a constant are the names of earlier conventions, which some instrumentations still write. */
const REDACTIONS: Readonly<Record<string, Redaction>> = {
  [ATTRIBUTES.dbQuery]: statement,
  "db.statement": statement,
  [ATTRIBUTES.url]: redactedUrl,
  "http.url": redactedUrl,
  [ATTRIBUTES.urlQuery]: redactedQuery,
  "http.target": redactedUrl,
};

/** Instrumentations hand errors on as they are. */
function redactFailures(span: Span, redaction: (text: string) => string): void {
  const { code, message } = span.status;
  if (message !== undefined) span.setStatus({ code, message: redaction(message) });
  for (const event of span.events) {
    const texts: Attributes = {};
    for (const name of FAILURE_TEXTS) {
      const text = event.attributes?.[name];
      if (typeof text === "string") texts[name] = redaction(text);
    }
    event.attributes = { ...event.attributes, ...texts };
  }
}

const FAILURE_TEXTS = [ATTRIBUTES.exceptionMessage, ATTRIBUTES.exceptionStack];

/** The errors of a query repeat its values. */
function failureRedaction(attributes: Attributes): (text: string) => string {
  const text = attributes[ATTRIBUTES.dbQuery] ?? attributes["db.statement"];
  return typeof text === "string"
    ? (failure) => withoutStatementValues(systemOf(attributes), text, failure)
    : withoutSecrets;
}

export class RedactingProcessor implements SpanProcessor {
  onEnding(span: Span): void {
    try {
      const { attributes } = span;
      redactFailures(span, failureRedaction(attributes));
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
