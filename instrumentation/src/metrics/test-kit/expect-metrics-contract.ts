/** For the tests of a service: whether what it exports is what rules, objectives and dashboards expect. */
import { applicationMetrics, type ApplicationMetric } from "@cdktf-observability/contract";
import type { OpenMetricsContentType, PrometheusContentType, Registry } from "prom-client";
import type { MetricsCollector } from "../collector";
import { parseExposition } from "./parse-exposition";
import { contractProblems, type ContractProblem } from "./problems";

export type MetricsSubject = keyof typeof applicationMetrics;

export interface MetricsContractOptions {
  /** Parts of the contract that the service keeps: a service without queues leaves `queue` out, one in another language `nodejs`. @default all */
  readonly subjects?: readonly MetricsSubject[];
  /** Metrics of the team's own, beside those that were made by the collector. @default none */
  readonly own?: readonly ApplicationMetric[];
  /** Metrics of libraries, which nobody here can describe: whole names, or expressions like `/^python_/`. @default none */
  readonly ignore?: readonly (string | RegExp)[];
  /** Combinations of labels that a metric may have; a test makes few. @default 100 */
  readonly seriesLimit?: number;
}

/** Says all that is wrong at once. */
export class MetricsContractError extends Error {
  override readonly name = "MetricsContractError";
  constructor(readonly problems: readonly ContractProblem[]) {
    const lines = problems.map(({ metric, problem, mend }) => `- ${metric} ${problem}: ${mend}.`);
    const places = problems.length === 1 ? "one place" : `${problems.length} places`;
    super([`The metrics break their contract in ${places}:`, ...lines].join("\n"));
  }
}

/**
 * Rejects with a `MetricsContractError` unless the metrics keep the contract. Ask after the service has done something of each kind: labels and
 * buckets show only on series that exist.
 *
 * ```ts
 * await expectMetricsContract(metrics);
 * await expectMetricsContract(await (await fetch("http://127.0.0.1:8000/metrics")).text(), { subjects: ["http"] });
 * ```
 */
export async function expectMetricsContract(
  metrics: MetricsCollector | Registry<OpenMetricsContentType> | Registry<PrometheusContentType> | string,
  { subjects = SUBJECTS, own = [], ignore = [], seriesLimit = 100 }: MetricsContractOptions = {},
): Promise<void> {
  const text =
    typeof metrics === "string" ? metrics : await ("registry" in metrics ? metrics.registry : metrics).metrics();
  const made = typeof metrics !== "string" && "registry" in metrics ? metrics.ownMetrics : [];
  const contract = subjects.flatMap((subject) => Object.values<ApplicationMetric>(applicationMetrics[subject]));
  const ignored = (name: string): boolean =>
    ignore.some((one) => (typeof one === "string" ? one === name : name.search(one) >= 0));
  const expected = { contract, own: [...made, ...own], ignored, seriesLimit };
  const problems = [...contractProblems(parseExposition(text), expected)];
  if (problems.length > 0) throw new MetricsContractError(problems);
}

const SUBJECTS = Object.keys(applicationMetrics) as readonly MetricsSubject[];
