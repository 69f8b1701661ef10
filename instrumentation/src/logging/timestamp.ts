/** The time of a line as pino wants it: a piece of JSON. Lines of the same millisecond share the text. */
import { LOG_FIELDS } from "@cdktf-observability/contract";

let then = Number.NaN;
let piece = "";

export function timestamp(): string {
  const now = Date.now();
  if (now !== then) {
    piece = `,"${LOG_FIELDS.timestamp}":"${new Date(now).toISOString()}"`;
    then = now;
  }
  return piece;
}
