/** What OpenTelemetry has to say about itself, at a bearable rate: a collector that is away for a night says so once a minute, not with each batch. */
import type { DiagLogger } from "@opentelemetry/api";
import { shown } from "../findings";
import { messageOf } from "./failure";

export interface Diagnostic {
  readonly level: "error" | "warn" | "info" | "debug";
  readonly message: string;
}

export type OnDiagnostic = (diagnostic: Diagnostic) => void;

/** Seconds between two messages of one kind. */
const PERIOD = 60;

/** Kinds that are told apart; what comes on top counts as one. */
const MOST_KINDS = 100;

const LONGEST_MESSAGE = 4000;

/** To standard error, as a line of its own. */
export function printDiagnostic({ level, message }: Diagnostic): void {
  process.stderr.write(`observability ${level}: ${message}\n`);
}

/** Of each module that was loaded too early OpenTelemetry speaks, also of those of this package; the setup names the application's, in one line. */
const TOLD_BY_US = /^@opentelemetry\/\S+ Module \S+ has been loaded before /;

interface Kind {
  nextAt: number;
  suppressed: number;
}

/** A logger for `diag` that hands on one message of a kind each minute, with the number of those that it kept back. Never throws. */
export class RateLimitedDiagnostics implements DiagLogger {
  readonly #onDiagnostic: OnDiagnostic;
  readonly #now: () => number;
  readonly #kinds = new Map<string, Kind>();

  /** @param now seconds of a clock that only goes forward */
  constructor(onDiagnostic: OnDiagnostic, now: () => number = () => performance.now() / 1000) {
    this.#onDiagnostic = onDiagnostic;
    this.#now = now;
  }

  error(...parts: readonly unknown[]): void {
    this.#tell("error", parts);
  }

  warn(...parts: readonly unknown[]): void {
    this.#tell("warn", parts);
  }

  info(...parts: readonly unknown[]): void {
    this.#tell("info", parts);
  }

  debug(...parts: readonly unknown[]): void {
    this.#tell("debug", parts);
  }

  verbose(...parts: readonly unknown[]): void {
    this.#tell("debug", parts);
  }

  #tell(level: Diagnostic["level"], parts: readonly unknown[]): void {
    try {
      const message = parts.map(textOf).join(" ").slice(0, LONGEST_MESSAGE);
      if (TOLD_BY_US.test(message)) return;
      const suppressed = this.#suppressed(`${level} ${kindOf(message)}`);
      if (suppressed === undefined) return;
      const more = suppressed > 0 ? ` (and ${suppressed} more like it)` : "";
      this.#onDiagnostic({ level, message: `${message}${more}` });
    } catch {
      // Whoever listens is broken; there is nobody left to tell.
    }
  }

  /** How many of its kind were kept back before this one; undefined if this one is kept back as well. */
  #suppressed(name: string): number | undefined {
    const known = this.#kinds.has(name) || this.#kinds.size < MOST_KINDS ? name : "others";
    const kind = this.#kinds.get(known) ?? { nextAt: 0, suppressed: 0 };
    this.#kinds.set(known, kind);
    const now = this.#now();
    if (now < kind.nextAt) {
      kind.suppressed++;
      return undefined;
    }
    const { suppressed } = kind;
    kind.nextAt = now + PERIOD;
    kind.suppressed = 0;
    return suppressed;
  }
}

/** Messages that differ in numbers alone (ports, counts, ids) are of one kind. */
const kindOf = (message: string): string => message.slice(0, 120).replace(/[0-9a-f]{16,}|\d+/g, "#");

function textOf(part: unknown): string {
  if (typeof part === "string") return unpacked(part);
  return part instanceof Error ? messageOf(part) : shown(part);
}

/** OpenTelemetry hands errors on as JSON with stack and all; their message is what is meant. */
function unpacked(text: string): string {
  if (!text.startsWith("{")) return text;
  try {
    const value: unknown = JSON.parse(text);
    return messageOf(value) || text;
  } catch {
    return text;
  }
}
