/** What becomes of a line that is longer than what takes logs will take: it stays one that arrives, and says what it lacks. */
import { LOG_FIELDS } from "@cdktf-observability/contract";
import type { LogLimits } from "./limits";
import { ASIDE } from "./names";
import { CUT, type Plain, type PlainFields } from "./plain";

/** Bytes. Loki refuses more than 262,144; the container runtime adds a little. */
const LONGEST_LINE = 250_000;

/** Bytes of a line; more where other limits were set with longer lines in mind. */
export const longestLine = ({ message, lineText }: LogLimits): number =>
  Math.max(LONGEST_LINE, 2 * (message + lineText));

/** Whether the line has more bytes: a character has three at most. */
export const isTooLong = (line: string, longest: number): boolean =>
  line.length * 3 > longest && Buffer.byteLength(line) > longest;

const KEPT: readonly string[] = [LOG_FIELDS.requestId, LOG_FIELDS.error];

/** What of the fields stays in place of all: the line's own, why it was written, and what finds the lines around it. */
export function shortened(fields: PlainFields, own: PlainFields = {}, longest: number): PlainFields {
  const kept: PlainFields = {};
  for (const name of [...KEPT, ...Object.keys(own)]) {
    const value = fields[name];
    if (value !== undefined) kept[name] = shortValue(name, value, longest / 4);
  }
  kept[ASIDE] = { [CUT]: `the line had more than ${longest} bytes` };
  return kept;
}

function shortValue(name: string, value: Plain, longest: number): Plain {
  const bytes = Buffer.byteLength(JSON.stringify(value));
  if (bytes <= longest) return value;
  const word = `[cut: ${bytes} bytes]`;
  return name === LOG_FIELDS.error ? { message: word } : word;
}
