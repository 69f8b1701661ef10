/** How a registered service is watched over the network: Prometheus asks its pods, or the blackbox exporter its address. */
import { BlackboxExporter, probeFlow, type Prometheus } from "../components";
import type { Flow } from "../model";
import type { MonitoredService } from "../services";
import type { Exporter } from "./exporters";

interface Watching {
  readonly prometheus: Prometheus;
  readonly exporters: readonly Exporter[];
}

export const serviceFlows = (
  { name, namespace, path, source }: MonitoredService,
  { prometheus, exporters }: Watching,
): readonly Flow[] => {
  switch (source.kind) {
    case "monitor":
      return [
        {
          path,
          from: { kind: "component", name: prometheus.pods.name, namespace: prometheus.pods.namespace },
          to: { kind: "service", name, namespace },
          what: "scrape",
          protocol: "HTTP",
          ports: [{ port: source.port }],
          encryption: "none",
          direction: "back",
        },
      ];
    case "probe":
      return exporters
        .filter((exporter) => exporter instanceof BlackboxExporter)
        .map(({ pods }) => probeFlow(path, pods, source.url));
    default:
      // An exporter's connection is told by the exporter, the cluster's by Prometheus, and what is elsewhere nobody knows here.
      return [];
  }
};
