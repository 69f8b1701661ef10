/** The logger of a service: each line one JSON object in the fields of the contract, whatever it is given to log. */
import { AUDIT_FIELDS, type LogLevel } from "@cdktf-observability/contract";
import { type Finding, reportOf, shown } from "../findings";
import { type Layer, layerOf } from "./layer";
import { rankOf, type LogThreshold, thresholdOf, thresholdWords } from "./levels";
import { LineWriter } from "./line-writer";
import { type LoggerOptions, settingsFrom } from "./options";
import type { Plain, PlainFields } from "./plain";
import { addCopied } from "./record";

/** Writes a line: a message with fields or an error, an error alone, or fields before the message as pino has it. */
export interface LogMethod {
  (message: string, fields?: object): void;
  (error: Error, fields?: object): void;
  (fields: object, message?: string): void;
}

/** A threshold that children share with their parent until they are given one of their own. */
class Threshold {
  rank: number;
  constructor(public level: LogThreshold) {
    this.rank = rankOf(level);
  }

  set(level: LogThreshold): void {
    this.level = level;
    this.rank = rankOf(level);
  }
}

/** What a child takes from its parent. */
class Inheritance {
  constructor(
    readonly writer: LineWriter,
    readonly threshold: Threshold,
    readonly fields: Layer,
    readonly findings: readonly Finding[],
  ) {}
}

const AUDIT_LEVEL: LogLevel = "info";

/** Its methods may be taken off it (`const { info } = logger`), and none of them ever throws. */
export class StructuredLogger {
  readonly #writer: LineWriter;
  readonly #fields: Layer;
  #threshold: Threshold;
  #sharesThreshold: boolean;
  /** What did not fit of the options; where it does not, defaults stand in. */
  readonly findings: readonly Finding[];

  constructor(options: LoggerOptions | Inheritance) {
    if (options instanceof Inheritance) {
      this.#writer = options.writer;
      this.#fields = options.fields;
      this.#threshold = options.threshold;
      this.#sharesThreshold = true;
      this.findings = options.findings;
      return;
    }
    const settings = settingsFrom(options);
    this.#writer = new LineWriter(settings);
    this.#fields = layerOf(this.#writer.copied(settings.fields));
    this.#threshold = new Threshold(settings.threshold);
    this.#sharesThreshold = false;
    this.findings = settings.findings;
    if (settings.reportFindings !== false && this.findings.length > 0)
      this.warn(`not all options of the logger fit, the rest counts\n${reportOf(this.findings)}`);
  }

  readonly trace = this.#method("trace");
  readonly debug = this.#method("debug");
  readonly info = this.#method("info");
  readonly warn = this.#method("warn");
  readonly error = this.#method("error");
  /** Waits, for a bounded time, until the line is with the operating system: the process is about to end. */
  readonly fatal = this.#method("fatal");

  /**
   * Writes who did what, whatever the level and the sampling, and waits, for a bounded time, until the operating system has it.
   * @returns whether it has; unknown, and true, for a stream that keeps no count of what waits in it
   */
  readonly audit = (action: string, userId: string | number | undefined, details?: object): boolean => {
    const told = textOf(this.#writer.copiedValue(action));
    const own = this.#copiedAudit(told, userId, details);
    return this.#writer.writeSurely({ level: AUDIT_LEVEL, fields: this.#fields, message: `audit: ${told}`, own });
  };

  /** A logger whose lines carry these fields too. */
  readonly child = (fields: object, options?: { readonly level?: LogThreshold }): StructuredLogger => {
    const merged: PlainFields = {};
    addCopied(merged, this.#fields.fields);
    addCopied(merged, this.#writer.copied(fields));
    const child = new StructuredLogger(new Inheritance(this.#writer, this.#threshold, layerOf(merged), this.findings));
    if (options?.level !== undefined) child.level = options.level;
    return child;
  };

  /** The least urgent level that is written. Children follow until they are given one of their own. */
  get level(): LogThreshold {
    return this.#threshold.level;
  }

  set level(level: LogThreshold) {
    const known = thresholdOf(level);
    if (known === undefined) {
      this.warn(`${shown(level)} is no level, so it stays "${this.level}"; write one of ${thresholdWords}`);
    } else if (this.#sharesThreshold) {
      this.#threshold = new Threshold(known);
      this.#sharesThreshold = false;
    } else this.#threshold.set(known);
  }

  /** Whether a line of that level would be written: before what is costly to find out. */
  readonly isLevelEnabled = (level: LogLevel): boolean => rankOf(level) >= this.#threshold.rank;

  /** Waits, for a bounded time, until all lines are with the operating system. @returns whether they are */
  readonly flush = (): boolean => this.#writer.flush();

  #method(level: LogLevel): LogMethod {
    const rank = rankOf(level);
    return (message: unknown, given?: unknown) => {
      if (rank < this.#threshold.rank) return;
      this.#writer.write({ level, fields: this.#fields, message, given });
      if (level === "fatal") this.#writer.flush();
    };
  }

  #copiedAudit(action: string, userId: unknown, details: unknown): PlainFields {
    const told = this.#writer.copiedValue(details);
    return {
      [AUDIT_FIELDS.audit]: true,
      [AUDIT_FIELDS.action]: action,
      [AUDIT_FIELDS.userId]: userId === undefined || userId === null ? null : textOf(this.#writer.copiedValue(userId)),
      ...(told !== undefined && { [AUDIT_FIELDS.details]: told }),
    };
  }
}

/** One type for each field: what indexes logs refuses a number where it has seen texts. */
const textOf = (value: Plain | undefined): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "");
