/** Makes a line of a message and fields: collects them on a record of plain data, which pino writes. A logger and its children share one. */
import { LOG_FIELDS, type LogLevel } from "@cdktf-observability/contract";
import { pino, type Logger as Pino } from "pino";
import { activeTrace } from "../tracing";
import { type ContextFields, currentContext, NO_CONTEXT } from "./context";
import { fieldNames } from "./field-names";
import { isError } from "./kinds";
import { type Allowance, allowanceOf, DEFAULT_LIMITS } from "./limits";
import { DROPPED_LINES, SAMPLED_OUT } from "./names";
import type { Settings } from "./options";
import { copier, type Plain, type PlainFields } from "./plain";
import { read, unreadable } from "./reading";
import { addCopied, addFields, addOwn, type Recording } from "./record";
import { type Sampler, sampler } from "./sampling";
import { secretPaths } from "./secret-paths";
import { cleanText, isUnusual } from "./text";
import { timestamp } from "./timestamp";

/** What a line is made of beyond the time and the trace. */
export interface LineParts {
  readonly level: LogLevel;
  /** What the logger adds to each line. */
  readonly fields: PlainFields;
  readonly message: unknown;
  readonly given?: unknown;
  /** The line's own fields: with these, it is written whatever the sampling says. */
  readonly own?: PlainFields;
}

export class LineWriter {
  readonly #destination: Settings["destination"];
  readonly #recording: Recording;
  readonly #sampler: Sampler | undefined;
  readonly #pino: Pino;
  /**
   * What the line that is being written carries. pino asks for it by its mixin: an object given to its methods it may take for a request of
   * HTTP.
   */
  #record: PlainFields = {};
  /** Contexts as this logger copies them. */
  readonly #contexts = new WeakMap<ContextFields, PlainFields>();

  constructor({ destination, limits: given, redact = {}, sampling, service, version, environment }: Settings) {
    const limits = { ...DEFAULT_LIMITS, ...given };
    const nameOf = fieldNames(redact);
    this.#destination = destination;
    this.#recording = { limits, nameOf, secretPaths: secretPaths(redact.paths), copier: copier(limits, nameOf) };
    this.#sampler = sampler(sampling);
    const base = {
      [LOG_FIELDS.service]: this.#text(service),
      [LOG_FIELDS.version]: this.#text(version),
      [LOG_FIELDS.environment]: this.#text(environment),
    };
    this.#pino = pino(
      {
        level: "trace",
        base,
        messageKey: LOG_FIELDS.message,
        timestamp,
        formatters: { level: (level) => ({ [LOG_FIELDS.level]: level }) },
        // The field has been copied already.
        serializers: { err: (copied: unknown) => copied },
        mixin: () => this.#record,
      },
      destination,
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

  /** Tells what was left out by sampling and not told yet, and waits until all lines are with the operating system. */
  flush(): boolean {
    for (const level of this.#sampler?.levels ?? []) {
      const count = this.#sampler?.leftOut(level) ?? 0;
      const own = { [SAMPLED_OUT]: count };
      if (count > 0) this.write({ level, fields: {}, message: "lines were left out by sampling", own });
    }
    return this.#destination.flush();
  }

  #write({ level, fields, message, given, own }: LineParts, trace: ReturnType<typeof activeTrace>): void {
    const record: PlainFields = {};
    if (trace) {
      record[LOG_FIELDS.traceId] = trace.traceId;
      record[LOG_FIELDS.spanId] = trace.spanId;
    }
    const leftOut = this.#sampler?.leftOut(level) ?? 0;
    if (leftOut > 0) record[SAMPLED_OUT] = leftOut;
    const context = currentContext();
    if (context !== NO_CONTEXT) addCopied(record, this.#copiedContext(context));
    addCopied(record, fields);
    const left = allowanceOf(this.#recording.limits);
    const text = typeof message === "string" ? message : this.#messageOf(message, given, record, left);
    if (given !== undefined && !isMessageLast(message, given)) addFields(record, given, left, this.#recording);
    if (own) addOwn(record, own);
    const { message: longest } = this.#recording.limits;
    const told = text.length <= longest && !isUnusual(text) ? text : cleanText(text, longest);
    this.#record = record;
    this.#pino[level](told);
  }

  /** Those who know pino give the fields first. An error in the place of the message tells both. */
  #messageOf(message: unknown, given: unknown, record: PlainFields, left: Allowance): string {
    if (typeof message === "object" && message !== null) {
      addFields(record, message, left, this.#recording);
      if (isMessageLast(message, given)) return given;
      const said = isError(message) ? read(message, "message") : "";
      return typeof said === "string" ? said : "";
    }
    const copied = this.#recording.copier.copy(message, left);
    return typeof copied === "string" ? copied : (JSON.stringify(copied) ?? "");
  }

  #copiedContext(context: ContextFields): PlainFields {
    const before = this.#contexts.get(context);
    if (before) return before;
    const copied = this.copied(context);
    this.#contexts.set(context, copied);
    return copied;
  }

  #tellDropped(): void {
    const count = this.#destination.dropped();
    if (count === 0) return;
    const own = { [DROPPED_LINES]: count };
    this.#write({ level: "warn", fields: {}, message: "lines were lost: their destination took none", own }, undefined);
  }

  /** At least that there was something to tell. */
  #writeBare({ level, own = {} }: LineParts, problem: unknown): void {
    try {
      this.#record = own;
      this.#pino[level](`a line could not be written: ${unreadable(problem)}`);
    } catch {
      // Nothing is left to write with.
    }
  }

  #text(value: string): string {
    return cleanText(value, this.#recording.limits.text);
  }
}

/** `logger.info(fields, "message")`. */
const isMessageLast = (message: unknown, given: unknown): given is string =>
  typeof message === "object" && message !== null && typeof given === "string";
