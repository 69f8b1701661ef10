/** How long logs are kept, all of them or those of some streams. Loki deletes by whole tables of its index, which are days. */
import * as z from "zod";
import { count, days, duration, goDuration, type Values } from "../../model";

const DAY = days(1).milliseconds;

/** Whole days: the index has a table for each, and Loki takes nothing shorter (grafana.com/docs/loki, "Log retention"). */
export const retention = duration
  .refine(({ milliseconds }) => milliseconds >= DAY, {
    error: "is shorter than a day, the least that Loki can keep",
    params: { mend: "write days(1) or more" },
  })
  .refine(({ milliseconds }) => milliseconds < DAY || milliseconds % DAY === 0, {
    error: "is no whole number of days, and the index has one table a day",
    params: { mend: "write whole days, e.g. days(7)" },
  });

const MATCHER = String.raw`\s*[a-zA-Z_]\w*\s*(=~|!~|!=|=)\s*("([^"\\]|\\.)*"|${"`[^`]*`"})\s*`;
const SELECTOR = new RegExp(`^\\s*\\{${MATCHER}(,${MATCHER})*,?\\s*\\}\\s*$`);

export const retentionRule = z.strictObject({
  /** Which streams, by their labels: `{namespace="dev", level=~"debug|info"}`. */
  selector: z.string().refine((text) => SELECTOR.test(text), {
    error: "is no stream selector",
    params: { mend: 'write label matchers in braces, e.g. {namespace="dev"}' },
  }),
  retention,
  /** Of several rules that match, the one with the highest counts. @default 1 */
  priority: count(1).default(1),
});
type RetentionRule = z.output<typeof retentionRule>;

/** The part of `limits_config` that says how long; `compactor.retention_enabled` is what makes it happen. */
export const retentionLimits = (of: {
  readonly retention: z.output<typeof retention>;
  readonly retentionRules: readonly RetentionRule[];
}): Values => ({
  retention_period: goDuration(of.retention),
  ...(of.retentionRules.length === 0
    ? {}
    : {
        retention_stream: of.retentionRules.map(({ selector, retention: period, priority }) => ({
          selector: literalForExpansion(selector),
          priority,
          period: goDuration(period),
        })),
      }),
});

/** Loki expands `${VAR}` in its configuration, for which it reads `$$` as `$` and two backslashes as one. */
const literalForExpansion = (text: string): string => text.replaceAll(/[$\\]/g, "$&$&");
