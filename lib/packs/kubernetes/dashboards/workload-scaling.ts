/** How far the autoscaler of a workload can still go, and how full its volumes are. */
import { alertLine, query, row, timeSeries } from "../../../dashboards";
import type { Expression, Metric } from "../../../model";
import { promql } from "../../../query";
import { kubernetes } from "../metrics";
import { podWorkload } from "../owners";
import { volumeAvailable, volumeNearlyFull } from "./workload-pack";

const scaled = (metric: Metric): Expression => promql`
  max by (namespace, horizontalpodautoscaler) (${metric}{namespace="$namespace"})
  and on (namespace, horizontalpodautoscaler)
  ${kubernetes.autoscalerInfo}{namespace="$namespace",scaletargetref_name=~"$workload"}
`;

export const scalingRow = row(
  "Scaling",
  [
    timeSeries("Autoscaler", {
      description:
        "Pods that the autoscaler has, between the fewest and the most that it may ask for. At the most for long, the load is larger than anybody planned.",
      unit: "count",
      min: 0,
      width: 24,
      whenEmpty: "it has no autoscaler",
      queries: [
        query(scaled(kubernetes.autoscalerCurrent), "{{horizontalpodautoscaler}} now"),
        query(scaled(kubernetes.autoscalerMin), "{{horizontalpodautoscaler}} at least"),
        query(scaled(kubernetes.autoscalerMax), "{{horizontalpodautoscaler}} at most"),
      ],
      styles: [
        { series: "/ at least$/", color: "blue", dashed: true },
        { series: "/ at most$/", color: "red", dashed: true },
      ],
    }),
  ],
  { collapsed: true },
);

export const volumesRow = row(
  "Volumes",
  [
    timeSeries("Room left by volume", {
      description: "Share that is free of each volume that the pods mount. What writes to a full one fails.",
      unit: "ratio",
      min: 0,
      max: 1,
      width: 24,
      whenEmpty: "its pods mount no volume",
      queries: [
        query(
          promql`
            ${volumeAvailable}{namespace="$namespace"}
            and on (namespace, persistentvolumeclaim)
            (
              ${kubernetes.podVolumes}{namespace="$namespace"}
              and on (namespace, pod)
              ${podWorkload}{namespace="$namespace",workload=~"$workload",pod=~"$pod"}
            )
          `,
          "{{persistentvolumeclaim}}",
        ),
      ],
      thresholds: [alertLine(volumeNearlyFull, "free", { below: true })],
    }),
  ],
  { collapsed: true },
);
