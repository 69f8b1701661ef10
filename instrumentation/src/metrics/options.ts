/** What a collector can be told, and whether it fits: what does not is found, named and left out, so that a mistake in it stops no application. */
import { applicationMetrics } from "../contract";
import {
  type Check,
  type Checked,
  checked,
  count,
  type Finding,
  flag,
  listener,
  listOf,
  object,
  text,
} from "../findings";
import type { BusinessDeclaration } from "./business";
import type { Labels } from "./label-gate";
import type { MetricsProblem } from "./ledger";

export interface MetricsCollectorOptions {
  /** What is known beforehand: its series begin at 0, so that Prometheus counts their first event. @default nothing */
  readonly declare?: MetricsDeclaration;
  readonly limits?: MetricsLimits;
  /** Memory, processor, event loop, garbage collection. @default true */
  readonly defaultMetrics?: boolean;
  /**
   * Hears once of each kind of mistake: a value that a metric cannot take, a limit that is reached. All of them are counted, in
   * `instrumentation_values_refused_total` and `instrumentation_cardinality_limited_total`. @default nobody hears
   */
  readonly onError?: (problem: MetricsProblem) => void;
}

export interface MetricsDeclaration extends BusinessDeclaration {
  readonly queues?: readonly string[];
  readonly caches?: readonly string[];
  /** Kinds of background jobs. */
  readonly jobs?: readonly string[];
}

export interface MetricsLimits {
  /** Different routes; what is new beyond that counts as `_OTHER`. @default 200 */
  readonly routes?: number;
  /** Different combinations of labels that one metric may have; what is new beyond that counts as `_OTHER`. @default 1000 */
  readonly combinations?: number;
  /**
   * Metrics of the team's own; what is new beyond that is not counted, and refused under `metric="_OTHER"`: a name that is made of an id
   * would grow without bound. @default 500
   */
  readonly metrics?: number;
}

const CHECKS: Readonly<Record<keyof MetricsCollectorOptions, Check>> = {
  declare: object,
  limits: object,
  defaultMetrics: flag,
  onError: listener,
};

const LIMIT_CHECKS: Readonly<Record<keyof MetricsLimits, Check>> = {
  routes: count,
  combinations: count,
  metrics: count,
};

const names = listOf(text, 'write the list of their names: ["orders"]');
const values = listOf(text, 'write the list of its values: ["EUR"]');

const DECLARATION_CHECKS: Readonly<Record<keyof MetricsDeclaration, Check>> = {
  queues: names,
  caches: names,
  jobs: names,
  registrations: object,
  revenue: object,
};

/** What fits of the options, and what is wrong with the rest, under `metrics.`. */
export function metricsOptions(given: unknown = {}): Checked<MetricsCollectorOptions> {
  const { props, findings } = checked<MetricsCollectorOptions>(given, CHECKS, "metrics");
  const limits = checked<MetricsLimits>(props.limits ?? {}, LIMIT_CHECKS, "metrics.limits");
  const declare = declaration(props.declare ?? {});
  return {
    props: { ...props, limits: limits.props, declare: declare.props },
    findings: [...findings, ...limits.findings, ...declare.findings],
  };
}

function declaration(given: MetricsDeclaration): Checked<MetricsDeclaration> {
  const { props, findings } = checked<MetricsDeclaration>(given, DECLARATION_CHECKS, "metrics.declare");
  const { userRegistrationsTotal, revenueTotalCents } = applicationMetrics.business;
  const { registrations, revenue, ...others } = props;
  const signedUp = combinations("metrics.declare.registrations", userRegistrationsTotal.labels, registrations);
  const sold = combinations("metrics.declare.revenue", revenueTotalCents.labels, revenue);
  return {
    props: {
      ...others,
      ...(registrations && signedUp.length === 0 && { registrations }),
      ...(revenue && sold.length === 0 && { revenue }),
    },
    findings: [...findings, ...signedUp, ...sold],
  };
}

/** Where one label lacks its values there is no combination that could begin. */
function combinations(path: string, labels: Labels, given: object | undefined): readonly Finding[] {
  if (given === undefined) return [];
  const all = Object.keys(labels);
  const { findings } = checked<Readonly<Record<string, unknown>>>(
    given,
    Object.fromEntries(all.map((label) => [label, values])),
    path,
  );
  const missing = all
    .filter((label) => Reflect.get(given, label) === undefined)
    .map((label) => ({ path: `${path}.${label}`, problem: "it is missing", mend: "write the list of its values" }));
  return [...findings, ...missing];
}
