/** For the tests of a service: whether what it exports is what rules, objectives and dashboards expect. */
import type { ApplicationMetric } from "@cdktf-observability/contract";
import type { OpenMetricsContentType, PrometheusContentType, Registry } from "prom-client";
import { applicationMetrics } from "../../contract";
import type { MetricsCollector } from "../collector";
import { exposition } from "../exposition";
import { parseExposition } from "./parse-exposition";
import { contractProblems, type ContractProblem } from "./problems";

export type MetricsSubject = keyof typeof applicationMetrics;

export interface MetricsContractOptions {
  /** Parts of the contract that the service keeps: a service without queues leaves `queue` out, one in another language `nodejs`. @default all */
  readonly subjects?: readonly MetricsSubject[];
  /** Metrics of the team's own, beside those that were made by the collector. @default none */
  readonly own?: readonly ApplicationMetric[];
  /** Combinations of labels that a metric may have; a test makes few. @default 100 */
  readonly seriesLimit?: number;
}

/** Says all that is wrong at once. */
export class MetricsContractError extends Error {
  override readonly name = "MetricsContractError";
  constructor(readonly problems: readonly ContractProblem[]) {
    const lines = problems.map(({ metric, problem, mend }) => `- ${metric} ${problem}: ${mend}.`);
    super([`The metrics break their contract in ${problems.length} places:`, ...lines].join("\n"));
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
  { subjects = SUBJECTS, own = [], seriesLimit = 100 }: MetricsContractOptions = {},
): Promise<void> {
  const text = typeof metrics === "string" ? metrics : await textOf("registry" in metrics ? metrics.registry : metrics);
  const made = typeof metrics !== "string" && "registry" in metrics ? metrics.ownMetrics : [];
  const contract = subjects.flatMap((subject) => Object.values<ApplicationMetric>(applicationMetrics[subject]));
  const problems = [...contractProblems(parseExposition(text), { contract, own: [...made, ...own], seriesLimit })];
  if (problems.length > 0) throw new MetricsContractError(problems);
}

const SUBJECTS = Object.keys(applicationMetrics) as readonly MetricsSubject[];

/** Here a metric that cannot be collected is a failure of the test. */
const textOf = (registry: Registry<OpenMetricsContentType> | Registry<PrometheusContentType>): Promise<string> =>
  exposition(registry, "text", (_, error) => {
    throw error;
  });
