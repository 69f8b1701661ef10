/** Makes a line of a message and fields: collects them on a record of plain data, which pino writes. A logger and its children share one. */
import { LOG_FIELDS, type LogLevel, SPAN_ID, TRACE_ID } from "@cdktf-observability/contract";
import { pino, type Logger as Pino } from "pino";
import { activeTrace } from "../tracing";
import { type ContextFields, currentContext, NO_CONTEXT } from "./context";
import { fieldNames } from "./field-names";
import { isError } from "./kinds";
import { EMPTY, fieldJson, type Layer, layerOf, merged, shareNames } from "./layer";
import { type Allowance, allowanceOf, DEFAULT_LIMITS } from "./limits";
import { isTooLong, longestLine, shortened } from "./long-lines";
import { DROPPED_LINES, SAMPLED_OUT } from "./names";
import type { Settings } from "./options";
import { copier, type Plain, type PlainFields } from "./plain";
import { read, unreadable } from "./reading";
import { addFields, type Recording } from "./record";
import { type Sampler, sampler } from "./sampling";
import { secretPaths } from "./secret-paths";
import { REDACTED } from "./secrets-in-text";
import { cleanText, isUnusual } from "./text";
import { timestamp } from "./timestamp";

/** What a line is made of beyond the time and the trace. */
export interface LineParts {
  readonly level: LogLevel;
  /** What the logger adds to each line. */
  readonly fields: Layer;
  readonly message: unknown;
  readonly given?: unknown;
  /** The line's own fields: with these, it is written whatever the sampling says. */
  readonly own?: PlainFields;
}

type Fate = "taken" | "refused" | "too long";

export class LineWriter {
  readonly #destination: Settings["destination"];
  readonly #recording: Recording;
  readonly #sampler: Sampler | undefined;
  readonly #longest: number;
  readonly #pino: Pino;
  /**
   * What the line that is being written carries. pino asks for it by its mixin: an object given to its methods it may take for a request of
   * HTTP.
   */
  #record: PlainFields = {};
  /** What comes before it, as JSON: the trace, and what many lines carry. */
  #head = "";
  /** Whether the line that is being written must not be lost, whether it may be longer than lines are, and what became of it. */
  #urgent = false;
  #anyLength = false;
  #fate: Fate = "refused";
  /** Contexts as this logger copies them. */
  readonly #contexts = new WeakMap<ContextFields, Layer>();

  constructor({ destination, limits: given, redact = {}, sampling, service, version, environment }: Settings) {
    const limits = { ...DEFAULT_LIMITS, ...given };
    const nameOf = fieldNames(redact);
    this.#destination = destination;
    this.#recording = { limits, nameOf, secretPaths: secretPaths(redact.paths), copier: copier(limits, nameOf) };
    this.#sampler = sampler(sampling);
    this.#longest = longestLine(limits);
    const identity = [
      fieldJson(LOG_FIELDS.service, this.#text(service)),
      fieldJson(LOG_FIELDS.version, this.#text(version)),
      fieldJson(LOG_FIELDS.environment, this.#text(environment)),
    ].join("");
    this.#pino = pino(
      {
        level: "trace",
        base: undefined,
        messageKey: LOG_FIELDS.message,
        // pino takes a piece of JSON for the time, and what follows it as well.
        timestamp: () => timestamp() + identity + this.#head,
        formatters: { level: (level) => ({ [LOG_FIELDS.level]: level }) },
        // The field has been copied already.
        serializers: { err: (copied: unknown) => copied },
        mixin: () => ({}),
        // Not what the mixin gives: OpenTelemetry's instrumentation of pino adds the ids of the trace to that, a second time.
        mixinMergeStrategy: () => this.#record,
      },
      { write: (line) => this.#take(line) },
    );
  }

  /** Fields in the form in which lines carry them. */
  copied(given: unknown): PlainFields {
    const record: PlainFields = {};
    addFields(record, given, allowanceOf(this.#recording.limits), this.#recording);
    return record;
  }

  /** A value, of which `redact.paths` lead to the secrets, in the form in which lines carry it. */
  copiedValue(value: unknown): Plain | undefined {
    const { copier, limits, secretPaths: places } = this.#recording;
    return copier.copy(value, allowanceOf(limits), { depth: 0, places });
  }

  /** Never throws. */
  write(parts: LineParts): void {
    try {
      const trace = activeTrace();
      if (this.#sampler && !parts.own && !this.#sampler.keeps(parts.level, trace?.traceId)) return;
      this.#tellDropped();
      this.#write(parts, trace);
    } catch (problem) {
      this.#writeBare(parts, problem);
    }
  }

  /** Also when too many lines wait. Waits until it is with the operating system. @returns whether it is */
  writeSurely(parts: LineParts): boolean {
    this.#urgent = true;
    this.#fate = "refused";
    this.write(parts);
    this.#urgent = false;
    const taken = this.#wasTaken();
    return this.flush() && taken;
  }

  /** Tells what was left out by sampling and not told yet, and waits until all lines are with the operating system. */
  flush(): boolean {
    for (const level of this.#sampler?.levels ?? []) {
      const count = this.#sampler?.leftOut(level) ?? 0;
      const own = { [SAMPLED_OUT]: count };
      if (count > 0) this.write({ level, fields: EMPTY, message: "lines were left out by sampling", own });
    }
    return this.#destination.flush();
  }

  #write({ level, fields, message, given, own }: LineParts, trace: ReturnType<typeof activeTrace>): void {
    const told: PlainFields = {};
    const left = allowanceOf(this.#recording.limits);
    const text = typeof message === "string" ? message : this.#messageOf(message, given, told, left);
    if (given !== undefined && !isMessageLast(message, given)) addFields(told, given, left, this.#recording);
    const { message: longest } = this.#recording.limits;
    const said = text.length <= longest && !isUnusual(text) ? text : cleanText(text, longest);
    const around = this.#copiedContext(currentContext());
    const apart = own === undefined && !shareNames(around, fields, told);
    const leftOut = this.#sampler?.leftOut(level) ?? 0;
    // Nothing of an application runs from here on: it might write a line of its own.
    const lead =
      (trace ? `,"${TRACE_ID}":"${trace.traceId}","${SPAN_ID}":"${trace.spanId}"` : "") +
      (leftOut > 0 ? fieldJson(SAMPLED_OUT, leftOut) : "");
    if (apart) this.#send(level, said, lead + around.json + fields.json, told);
    else this.#send(level, said, lead, merged(around, fields, told, own));
    if (this.#fate !== "too long") return;
    this.#anyLength = true;
    this.#send(level, said, lead, shortened(merged(around, fields, told, own), own, this.#longest));
  }

  #send(level: LogLevel, message: string, head: string, record: PlainFields): void {
    this.#head = head;
    this.#record = record;
    this.#pino[level](message);
  }

  #wasTaken(): boolean {
    return this.#fate === "taken";
  }

  /** From pino, whose lines these are. */
  #take(line: string): void {
    const tooLong = !this.#anyLength && isTooLong(line, this.#longest);
    this.#anyLength = false;
    if (tooLong) this.#fate = "too long";
    else this.#fate = this.#destination.write(line, this.#urgent) ? "taken" : "refused";
  }

  /** Those who know pino give the fields first. An error in the place of the message tells both. */
  #messageOf(message: unknown, given: unknown, record: PlainFields, left: Allowance): string {
    if (typeof message === "object" && message !== null) {
      addFields(record, message, left, this.#recording);
      if (isMessageLast(message, given)) return given;
      return isError(message) ? messageIn(record[LOG_FIELDS.error], read(message, "message")) : "";
    }
    const copied = this.#recording.copier.copy(message, left);
    return typeof copied === "string" ? copied : (JSON.stringify(copied) ?? "");
  }

  #copiedContext(context: ContextFields): Layer {
    if (context === NO_CONTEXT) return EMPTY;
    const before = this.#contexts.get(context);
    if (before) return before;
    const copied = layerOf(this.copied(context));
    this.#contexts.set(context, copied);
    return copied;
  }

  #tellDropped(): void {
    const count = this.#destination.dropped();
    if (count === 0) return;
    const own = { [DROPPED_LINES]: count };
    this.#write(
      { level: "warn", fields: EMPTY, message: "lines were lost: their destination took none", own },
      undefined,
    );
  }

  /** At least that there was something to tell. */
  #writeBare({ level, own = {} }: LineParts, problem: unknown): void {
    try {
      this.#send(level, `a line could not be written: ${unreadable(problem)}`, "", own);
    } catch {
      // Nothing is left to write with.
    }
  }

  #text(value: string): string {
    return cleanText(value, this.#recording.limits.text);
  }
}

/** The error's, unless a path of `redact` leads to it. */
function messageIn(error: Plain | undefined, said: unknown): string {
  const { message } = error as { readonly message?: Plain };
  if (message === REDACTED) return REDACTED;
  return typeof said === "string" ? said : "";
}

/** `logger.info(fields, "message")`. */
const isMessageLast = (message: unknown, given: unknown): given is string =>
  typeof message === "object" && message !== null && typeof given === "string";
