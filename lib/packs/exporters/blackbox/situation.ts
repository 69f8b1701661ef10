/** Series of the blackbox exporter and of its probes, for tests. */
import type { BlackboxTarget } from "./target";

export const ADDRESS = "https://shop.example/healthz";

/** What the scrape writes on the exporter's own series. */
export const exporterOf = ({ namespace, job }: BlackboxTarget, pod: string) => ({ namespace, job, service: job, pod });

/** What the scrape writes on the series of a probe. */
export const probed = (instance = ADDRESS) => ({
  namespace: "observability",
  job: "probe",
  probe: "shop",
  instance,
});
