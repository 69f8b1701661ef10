/** The names that a line's own fields have: a caller's field of the same name is moved aside, so that nobody can forge them. */
import { AUDIT_FIELDS, LOG_FIELDS } from "@cdktf-observability/contract";

/** Holds those fields of a caller whose names are the line's own. */
export const ASIDE = "fields";

/** How many lines of this level were left out by sampling since the last that was kept. */
export const SAMPLED_OUT = "sampled_out";

/** How many lines were lost because the destination took none. */
export const DROPPED_LINES = "dropped_lines";

/** `error` and `request_id` are the caller's to give; what they may hold is decided where they are put. */
const GIVEN_BY_CALLERS: readonly string[] = [LOG_FIELDS.error, LOG_FIELDS.requestId];

export const OWN_NAMES: ReadonlySet<string> = new Set(
  [...Object.values(LOG_FIELDS), AUDIT_FIELDS.audit, ASIDE, SAMPLED_OUT, DROPPED_LINES].filter(
    (name) => !GIVEN_BY_CALLERS.includes(name),
  ),
);
