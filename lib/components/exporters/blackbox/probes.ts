/** Probes as the operator takes them: Prometheus asks the exporter's Service, and any replica answers. */
import { addressOf, parse, type Endpoint } from "../../../model";
import type { KubernetesObject } from "../../../terraform";
import { probe, probeProps, probeTargets } from "../../prometheus";
import { scrapeTimeout, type BlackboxExporterSettings } from "./props";
import { podLabels } from "./values";

/** The `job` of what is probed, so that it is none of the exporter's own. */
const JOB = "probe";

/** @param path where the exporter stands in the input */
export const probeObjects = (
  { modules, namespace, probes, releaseName }: BlackboxExporterSettings,
  exporter: Endpoint,
  path: string,
): readonly KubernetesObject[] =>
  probes.map(({ interval, labels, module, name, url }, index) =>
    probe(
      parse(
        probeProps,
        {
          name: `${releaseName}-${name}`,
          namespace,
          labels: podLabels(releaseName),
          jobName: JOB,
          prober: { address: addressOf(exporter) },
          module,
          targets: probeTargets({ targets: [url], labels: { ...labels, probe: name } }),
          interval,
          scrapeTimeout: scrapeTimeout(modules[module]),
        },
        `${path}.probes[${index}]`,
      ),
    ),
  );
