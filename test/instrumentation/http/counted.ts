/** What a collector has counted, in a form that tests can name. */
import type { MetricsCollector } from "../../../instrumentation/src/metrics";
import { parseExposition, type Sample } from "../../../instrumentation/src/metrics/test-kit/parse-exposition";

export async function samplesOf(metrics: MetricsCollector, name: string): Promise<readonly Sample[]> {
  const { families } = parseExposition(await metrics.getMetrics());
  return [...families.values()].flatMap(({ samples }) => samples).filter((sample) => sample.name === name);
}

/** `{ "GET /orders/:id 200": 3 }` */
export async function requestsOf(
  metrics: MetricsCollector,
  name = "http_requests_total",
): Promise<Readonly<Record<string, number>>> {
  const samples = await samplesOf(metrics, name);
  return Object.fromEntries(
    samples.map(({ labels: { method, route, status_code }, value }) => [`${method} ${route} ${status_code}`, value]),
  );
}

export const inFlight = async (metrics: MetricsCollector): Promise<number | undefined> =>
  (await samplesOf(metrics, "http_requests_in_flight"))[0]?.value;

/** The end of a request reaches the server after the client has seen it. */
export async function eventually(expectation: () => Promise<void>): Promise<void> {
  const until = performance.now() + 5000;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
