/** An alert: one object with its expression, who it wakes, what it says, what to do about it, and the tests that prove it. */
import type { Duration } from "./duration";
import type { Expression } from "./expression";
import { later, once } from "./later";
import { callSite } from "./place";
import type { AlertTest } from "./rule-test";
import type { Runbook } from "./runbook";
import type { Waiver } from "./waiver";

/** `critical`: act now, `warning`: act today, `info`: know it, `none`: for machines (the dead man's switch). */
export type AlertSeverity = "critical" | "warning" | "info" | "none";

/** From what wakes somebody to what machines hear. */
export const WORST_FIRST: readonly AlertSeverity[] = ["critical", "warning", "info", "none"];

/** A number, a length of time or a text that an installation may set anew. */
export type AlertParameter = number | Duration | string;
export type AlertParameters = Readonly<Record<string, AlertParameter>>;

/** What the alert does while the series that it reads do not exist. */
export type OnMissingData = "silent" | "fires";

export interface Alert<Name extends string = string, Parameters extends AlertParameters = AlertParameters> {
  readonly kind: "alert";
  /** CamelCase, the component first: `HttpHighErrorRatio`. */
  readonly name: Name;
  /** The values that its expression, texts and tests are computed from. */
  readonly parameters: Parameters;
  readonly expr: Expression | string;
  /** How long the condition must hold. */
  readonly for: Duration;
  /** How long it keeps firing after the condition has ended. */
  readonly keepFiringFor?: Duration;
  readonly severity: AlertSeverity;
  /** Who owns it. @default the pack's team */
  readonly team?: string;
  /** Further labels. */
  readonly labels: Readonly<Record<string, string>>;
  /** One line for a phone, with what changes from alert to alert. A Prometheus template. */
  readonly summary: string;
  /** What has been seen, with figures. A Prometheus template. */
  readonly description: string;
  /** Further annotations. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Uid of the dashboard to open. @default the pack's */
  readonly dashboard?: string;
  readonly runbook: Runbook;
  readonly onMissingData: OnMissingData;
  /** Alerts that need not be told while this one fires about the same thing. */
  readonly inhibits: readonly string[];
  readonly tests: readonly AlertTest[];
  readonly waivers: readonly Waiver[];
  /** Where it is written. */
  readonly place?: string;
  /** The same alert, computed from other values. */
  readonly with: (override: AlertOverride<Parameters>) => Alert<Name, Parameters>;
}

/** What an installation may set anew; the rest follows, tests included. */
export interface AlertOverride<Parameters extends AlertParameters = AlertParameters> {
  readonly parameters?: { readonly [Key in keyof Parameters]?: Widened<Parameters[Key]> };
  readonly for?: Duration;
  readonly keepFiringFor?: Duration;
  readonly severity?: AlertSeverity;
  readonly team?: string;
  /** Added to, or in place of, the alert's own; `summary` and `description` too. */
  readonly annotations?: Readonly<Record<string, string>>;
  readonly dashboard?: string;
}

/** 0.05 is a threshold: any number may take its place. */
type Widened<Value> = Value extends number ? number : Value extends string ? string : Value;

/** Itself, or computed from the parameters and the `for`. */
type From<Parameters, Value> = Value | ((parameters: Parameters & { readonly for: Duration }) => Value);

interface AlertProps<Parameters extends AlertParameters> {
  /** What an installation may set anew by name: thresholds, windows. @default none */
  readonly parameters?: Parameters;
  readonly expr: From<Parameters, Expression | string>;
  /** How long the condition must hold; `minutes(0)` fires at once. */
  readonly for: Duration;
  /** How long it keeps firing after the condition has ended. @default not at all */
  readonly keepFiringFor?: Duration;
  readonly severity: AlertSeverity;
  /** Who owns it. @default the pack's team */
  readonly team?: string;
  /** Further labels. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** One line for a phone. A Prometheus template. */
  readonly summary: From<Parameters, string>;
  /** What has been seen, with figures. A Prometheus template. */
  readonly description: From<Parameters, string>;
  /** Further annotations. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Uid of the dashboard to open. @default the pack's */
  readonly dashboard?: string;
  readonly runbook: From<Parameters, Runbook>;
  readonly onMissingData: OnMissingData;
  /** Names of alerts that need not be told while this one fires about the same thing, because it says more. @default none */
  readonly inhibits?: readonly string[];
  /** Computed when they are asked for. */
  readonly tests: From<Parameters, readonly AlertTest[]>;
  /** What makes its tests and those of others, from nothing but what these alerts say (`later`). @default they are its own */
  readonly maker?: object;
  /** Findings that are right here, with a reason and an end. @default none */
  readonly waivers?: readonly Waiver[];
  /** Where it is written. @default where this is called */
  readonly place?: string;
}

/**
 * ```ts
 * alert("HttpHighErrorRatio", {
 *   parameters: { errorRatio: 0.05 },
 *   expr: ({ errorRatio }) => promql`${errorRatio5m} > ${errorRatio}`,
 *   for: minutes(5), severity: "critical", onMissingData: "silent",
 *   summary: "{{ $value | humanizePercentage }} of requests to {{ $labels.service }} fail",
 *   description: …, runbook: { meaning, impact, diagnosis, mitigation },
 *   tests: ({ errorRatio }) => [fires(…), silent(…)],
 * })
 * ```
 */
export const alert = <const Name extends string, Parameters extends AlertParameters = Readonly<Record<never, never>>>(
  name: Name,
  props: AlertProps<Parameters>,
): Alert<Name, Parameters> => computed(name, props, {}, props.place === undefined ? callSite() : () => props.place);

/** What is undefined is left as it was. */
const stated = (parameters: object = {}): object =>
  Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));

const computed = <Name extends string, Parameters extends AlertParameters>(
  name: Name,
  props: AlertProps<Parameters>,
  override: AlertOverride<Parameters>,
  place: () => string | undefined,
): Alert<Name, Parameters> => {
  const parameters = { ...props.parameters, ...stated(override.parameters) } as Parameters;
  const pending = override.for ?? props.for;
  const from = <Value>(value: From<Parameters, Value>): Value =>
    typeof value === "function"
      ? (value as (parameters: Parameters & { readonly for: Duration }) => Value)({ ...parameters, for: pending })
      : value;
  const { summary, description, ...annotations } = { ...props.annotations, ...override.annotations };
  return later(
    {
      kind: "alert",
      name,
      parameters,
      expr: from<Expression | string>(props.expr),
      for: pending,
      keepFiringFor: override.keepFiringFor ?? props.keepFiringFor,
      severity: override.severity ?? props.severity,
      team: override.team ?? props.team,
      labels: props.labels ?? {},
      summary: summary ?? from(props.summary),
      description: description ?? from(props.description),
      annotations,
      dashboard: override.dashboard ?? props.dashboard,
      runbook: from<Runbook>(props.runbook),
      onMissingData: props.onMissingData,
      inhibits: props.inhibits ?? [],
      waivers: props.waivers ?? [],
      with: (more: AlertOverride<Parameters>) =>
        computed(
          name,
          props,
          {
            ...override,
            ...more,
            parameters: {
              ...override.parameters,
              ...stated(more.parameters),
            } as AlertOverride<Parameters>["parameters"],
            annotations: { ...override.annotations, ...more.annotations },
          },
          place,
        ),
    },
    { tests: once(() => from(props.tests)), place },
    props.maker ?? props,
  );
};
