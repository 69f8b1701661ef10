/** Levels in their order, and the threshold below which nothing is written. */
import { LOG_LEVELS, type LogLevel } from "@cdktf-observability/contract";

/** The least urgent level that is written; `silent` writes the audit log alone. */
export type LogThreshold = LogLevel | "silent";

const THRESHOLDS: readonly LogThreshold[] = [...LOG_LEVELS, "silent"];

export const DEFAULT_THRESHOLD: LogThreshold = "info";

/** The more urgent, the higher. */
export const rankOf = (level: LogThreshold): number => THRESHOLDS.indexOf(level);

/** The threshold that a word means, in upper or lower case; undefined for any other word. */
export function thresholdOf(word: unknown): LogThreshold | undefined {
  if (typeof word !== "string") return undefined;
  const lower = word.trim().toLowerCase();
  return THRESHOLDS.find((threshold) => threshold === lower);
}

/** What a threshold may be, for messages. */
export const thresholdWords = THRESHOLDS.join(", ");
