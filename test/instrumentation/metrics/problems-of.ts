/** What the test kit says of a service, one text for each mistake. */
import {
  expectMetricsContract,
  MetricsContractError,
  type MetricsContractOptions,
} from "../../../instrumentation/src/metrics";

type Subject = Parameters<typeof expectMetricsContract>[0];

export async function problemsOf(metrics: Subject, options?: MetricsContractOptions): Promise<readonly string[]> {
  try {
    await expectMetricsContract(metrics, options);
    return [];
  } catch (error) {
    if (!(error instanceof MetricsContractError)) throw error;
    return error.problems.map(({ metric, problem, mend }) => `${metric} ${problem}: ${mend}`);
  }
}
