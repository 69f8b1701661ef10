/** Values that must be one of a few words, where a chart that gets another word leaves things out instead of failing. */
import { join, type ChartPin, type Model, type Values, isToken } from "../../model";
import { at, check, type Problem } from "../check";
import { valuesOf } from "../example";
import { rowAt, rowIndex, traverse } from "./rows";
import { eachSide } from "./sides";

interface Words {
  readonly keys: string;
  readonly words: readonly (string | boolean)[];
  /** What happens to any other word. */
  readonly otherwise: string;
}

const NOTHING_DEPLOYED = "renders no workload at all, and no error";
const NO_ANTI_AFFINITY = "spreads nothing";

const podAntiAffinity = (keys: string): Words => ({ keys, words: ["", "soft", "hard"], otherwise: NO_ANTI_AFFINITY });

/** From the comparisons in the charts' templates. */
const enumerations: Readonly<Record<string, readonly Words[]>> = {
  alertmanager: [podAntiAffinity("podAntiAffinity")],
  fluentd: [
    { keys: "kind", words: ["DaemonSet", "Deployment", "StatefulSet"], otherwise: NOTHING_DEPLOYED },
    { keys: "dashboards.enabled", words: [true, false, "true"], otherwise: "counts as true, as every text does" },
  ],
  grafana: [
    {
      keys: "persistence.type",
      words: ["pvc", "statefulset", "StatefulSet", "sts"],
      otherwise: "keeps data in the pod",
    },
  ],
  "kube-prometheus-stack": [
    ...["prometheus.prometheusSpec", "alertmanager.alertmanagerSpec", "thanosRuler.thanosRulerSpec"].map((spec) =>
      podAntiAffinity(`${spec}.podAntiAffinity`),
    ),
    ...["prometheus", "prometheusOperator"].map((part) => ({
      keys: `${part}.networkPolicy.flavor`,
      words: ["kubernetes", "cilium"],
      otherwise: "renders no network policy",
    })),
    {
      keys: "grafana.persistence.type",
      words: ["pvc", "statefulset", "StatefulSet", "sts"],
      otherwise: "keeps data in the pod",
    },
  ],
  loki: [
    {
      keys: "deploymentMode",
      words: [
        "Monolithic",
        "SingleBinary",
        "Distributed",
        "SimpleScalable",
        "Monolithic<->SimpleScalable",
        "SingleBinary<->SimpleScalable",
        "SimpleScalable<->Distributed",
      ],
      otherwise: NOTHING_DEPLOYED,
    },
    {
      keys: "loki.storage.type",
      words: ["s3", "gcs", "azure", "swift", "alibabacloud", "cos", "bos", "filesystem"],
      otherwise: "renders Loki as if it had a file system only",
    },
    { keys: "loki.configStorageType", words: ["ConfigMap", "Secret"], otherwise: "renders a ConfigMap" },
    { keys: "lokiCanary.kind", words: ["DaemonSet", "Deployment"], otherwise: "renders no canary" },
    { keys: "*.persistence.type", words: ["pvc", "ephemeral"], otherwise: "renders no volume" },
  ],
};

const indexes = new Map(Object.entries(enumerations).map(([chart, rows]) => [chart, rowIndex(rows)]));

export const wrongWords = (pin: ChartPin, values: Values, path: string): readonly Problem[] => {
  const index = indexes.get(pin.name);
  if (index === undefined) return [];
  const problems: Problem[] = [];
  traverse(values, (value, keys) => {
    if (typeof value !== "string") return;
    const row = rowAt(index, keys);
    if (row === undefined || row.words.includes(value) || isToken(value)) return;
    problems.push(
      at(join(path, keys))
        .problem(`is ${JSON.stringify(value)}, which ${row.otherwise}`)
        .mend(`write ${row.words.filter((word) => word !== "").join(", ")}`),
    );
  });
  return problems;
};

export const enumeration = check({
  id: "values/enumeration",
  severity: "error",
  reason:
    "A chart that does not know a word skips what the word was to choose: the release succeeds and deploys nothing.",
  *find({ releases }: Model): Iterable<Problem> {
    yield* eachSide(releases, wrongWords);
  },
  examples: () => ({
    passing: [valuesOf({ deploymentMode: "Distributed" })],
    failing: [valuesOf({ deploymentMode: "Clustered" })],
  }),
});
