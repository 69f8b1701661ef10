/** Which lines go on: those that somebody wants, and not more of one container than all can bear. */
import { json, type Directive } from "../../../model";
import { rubyPattern } from "../../../pipeline";
import type { Filter } from "../props";
import { filter, KUBERNETES } from "./names";

export const chosen = (filters: readonly Filter[]): readonly Directive[] =>
  filters.map((each, index) => ({ ...directive(each, index), place: `filters[${index}]` }));

const directive = (each: Filter, index: number): Directive => {
  const id = `filter_${each.kind}_${index}`;
  if (each.kind === "throttle")
    return {
      ...filter("throttle", id, {
        group_key: json(GROUPS[each.per].map((name) => `${KUBERNETES}.${name}`)),
        group_bucket_period_s: 60,
        group_bucket_limit: each.linesPerMinute,
        // Each minute begins anew. By default, who is loud all the time would be silenced until it is quiet.
        group_reset_rate_s: -1,
      }),
      // What is of no container would be one group, all of it together.
      argument: "kubernetes.**",
    };
  return filter(
    "grep",
    id,
    {},
    {
      name: each.kind === "keep" ? "regexp" : "exclude",
      parameters: { key: each.field, pattern: rubyPattern(each.pattern) },
    },
  );
};

const GROUPS: Readonly<Record<"container" | "pod" | "namespace", readonly string[]>> = {
  container: ["namespace_name", "pod_name", "container_name"],
  pod: ["namespace_name", "pod_name"],
  namespace: ["namespace_name"],
};
