/** Probes as the operator takes them: Prometheus asks the exporter's Service, and any replica answers. */
import { addressOf, type Endpoint, type Flow } from "../../../model";
import type { KubernetesObject, Pods } from "../../../terraform";
import { reached } from "../../address";
import { probe, probeTargets } from "../../prometheus";
import { scrapeTimeout, type BlackboxExporterSettings } from "./props";
import { podLabels } from "./values";

/** The `job` of what is probed, so that it is none of the exporter's own. */
export const PROBE_JOB = "probe";

export const probeObjects = (
  { modules, namespace, probes, releaseName }: BlackboxExporterSettings,
  exporter: Endpoint,
): readonly KubernetesObject[] =>
  probes.map(({ interval, labels, module, name, url }) =>
    probe({
      name: `${releaseName}-${name}`,
      namespace,
      labels: podLabels(releaseName),
      jobName: PROBE_JOB,
      prober: { address: addressOf(exporter) },
      module,
      targets: probeTargets({ targets: [url], labels: { ...labels, probe: name } }),
      interval,
      scrapeTimeout: scrapeTimeout(modules[module]),
    }),
  );

/** The exporter asks an address, from inside the cluster. */
export const probeFlow = (path: string, { name, namespace }: Pick<Pods, "name" | "namespace">, url: string): Flow => ({
  path,
  from: { kind: "component", name, namespace },
  ...reached(url),
  what: "probe",
  protocol: "as its module says",
  direction: "both",
});
