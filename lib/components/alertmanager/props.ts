/** What an Alertmanager can be told. */
import * as z from "zod";
import {
  cores,
  disruptionBudget,
  duration,
  exposure,
  gibibytes,
  hours,
  mebibytes,
  neverDrains,
  releaseName,
  replicaCount,
  resources,
  urlWithoutCredentials,
  values,
  volume,
  workloadProps,
} from "../../model";
import { routing } from "../../routing";

const shape = z.strictObject({
  ...workloadProps,
  /** Name of the Helm release, from which Services get theirs. @default "alertmanager" */
  releaseName: releaseName.default("alertmanager"),
  /** Replicas; they gossip, so that each alert is told once. @default 3 */
  replicas: replicaCount.default(3),
  /** Who is told what. */
  routing,
  /** Silences and the notification log. `"ephemeral"` loses both with the pod. @default 2 GiB */
  storage: z.union([volume, z.literal("ephemeral")]).default({ size: gibibytes(2) }),
  /** How long silences and notifications are remembered. @default hours(120), Alertmanager's own */
  retention: duration.default(hours(120)),
  /** @default 50m CPU and 64 MiB requested, 256 MiB limit */
  resources: resources.default({
    requests: { cpu: cores(0.05), memory: mebibytes(64) },
    limits: { memory: mebibytes(256) },
  }),
  /** @default one replica may be away, when there are several */
  disruptionBudget: disruptionBudget.optional(),
  /** How people reach the user interface. @default from inside the cluster only */
  exposure: exposure.optional(),
  /**
   * Address that links in notifications begin with. Alertmanager itself answers at `/`: a path here is for the proxy in front to take away.
   * @default that of `exposure`
   */
  externalUrl: urlWithoutCredentials.optional(),
  /** Have Prometheus scrape it through a ServiceMonitor. @default true */
  serviceMonitor: z.boolean().default(true),
  /** Values of the chart, merged last. Checked like everything else. @default none */
  values: values.default({}),
});

export const alertmanagerProps = shape.refine(
  ({ replicas, disruptionBudget }) => !neverDrains(replicas, disruptionBudget),
  {
    path: ["disruptionBudget", "minAvailable"],
    error: "keeps all replicas where they are, so that their nodes can never drain",
    params: { mend: "write less than replicas, or { maxUnavailable: 1 }" },
  },
);

export type AlertmanagerProps = z.input<typeof alertmanagerProps>;
export type AlertmanagerSettings = z.output<typeof alertmanagerProps>;
