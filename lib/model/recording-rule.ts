/** A recording rule: an expression that is computed once and read under a name, with its own tests. */
import type { Duration } from "./duration";
import type { Expression } from "./expression";
import { later } from "./later";
import { callSite } from "./place";
import type { RecordTest } from "./rule-test";
import type { Unit } from "./unit";
import type { Waiver } from "./waiver";

export interface RecordingRule {
  readonly kind: "record";
  /** `level:metric:operations`: `service:http_requests:rate5m`. */
  readonly name: string;
  readonly expr: Expression | string;
  readonly unit: Unit;
  /** What it says, in one sentence. */
  readonly help: string;
  /** Labels that are added to each series. */
  readonly labels: Readonly<Record<string, string>>;
  /** How often it is computed. @default the pack's interval */
  readonly interval?: Duration;
  /** Who reads it where no rule does: the panels of dashboards. @default rules read it */
  readonly readBy?: "panels";
  readonly tests: readonly RecordTest[];
  readonly waivers: readonly Waiver[];
  /** Where it is written. */
  readonly place?: string;
}

interface RecordingRuleProps {
  readonly expr: Expression | string;
  /** What it says, in one sentence. */
  readonly help: string;
  /** @default "count" */
  readonly unit?: Unit;
  /** @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** How often it is computed. @default the pack's interval */
  readonly interval?: Duration;
  /** `panels` where dashboards alone read it. @default rules read it */
  readonly readBy?: "panels";
  readonly tests: readonly RecordTest[];
  /** @default none */
  readonly waivers?: readonly Waiver[];
}

/**
 * ```ts
 * record("service:http_requests:rate5m", {
 *   help: "Requests per second of a service.", unit: "per second",
 *   expr: promql`sum by (service) (rate(${http.requestsTotal}[5m]))`,
 *   tests: [records("two routes add up", { given: […], at: minutes(10), expect: [{ labels: { service: "shop" }, value: 3 }] })],
 * })
 * ```
 */
export const record = (name: string, props: RecordingRuleProps): RecordingRule => {
  const place = callSite();
  return later({ labels: {}, waivers: [], ...props, unit: props.unit ?? "count", kind: "record", name }, { place });
};
