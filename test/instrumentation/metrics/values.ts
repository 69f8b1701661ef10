/** A collector of nothing but what a test gives it, and what it has counted, in a form that tests can name. */
import { MetricsCollector, type MetricsCollectorOptions } from "../../../instrumentation/src/metrics";
import { samplesOf } from "../http/counted";

export const collector = (options: MetricsCollectorOptions = {}): MetricsCollector =>
  new MetricsCollector({ defaultMetrics: false, ...options });

/** `{ "web free": 2 }`: the values of labels in the order of their names in the contract. */
export async function valuesOf(metrics: MetricsCollector, name: string): Promise<Readonly<Record<string, number>>> {
  const samples = await samplesOf(metrics, name);
  return Object.fromEntries(samples.map(({ labels, value }) => [Object.values(labels).join(" "), value]));
}
