/** How much of what is logged reaches the line: whatever an application logs, a line stays one that Loki and Elasticsearch take. */

export interface LogLimits {
  /** Characters of the message. @default 8192 */
  readonly message: number;
  /** Characters of any other text, a stack among them. @default 8192 */
  readonly text: number;
  /** Fields of an object, entries of a list. @default 100 */
  readonly entries: number;
  /** Objects within objects. @default 6 */
  readonly depth: number;
  /** Characters of all texts of a line together, its message apart. @default 32768 */
  readonly lineText: number;
  /** Fields and entries of a line together. @default 1000 */
  readonly lineEntries: number;
}

/** A line of plain text stays below 64 KiB; Loki refuses more than 256 KiB. */
export const DEFAULT_LIMITS: LogLimits = {
  message: 8192,
  text: 8192,
  entries: 100,
  depth: 6,
  lineText: 32_768,
  lineEntries: 1000,
};

/** What is left for the line that is being written. */
export interface Allowance {
  text: number;
  entries: number;
  /** The objects that the value being copied lies in: who meets one of them again has gone round in a circle. */
  readonly ancestors: object[];
}

export const allowanceOf = (limits: LogLimits): Allowance => ({
  text: limits.lineText,
  entries: limits.lineEntries,
  ancestors: [],
});
