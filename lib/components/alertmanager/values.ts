/** Values of the `alertmanager` chart. */
import { compact } from "../../charts";
import { goDuration, kubernetesQuantity, type Values } from "../../model";
import { configurationOf, renderConfiguration, routingSecrets, SECRETS_FOLDER } from "../../routing";
import { exposureValues, externalUrlOf, hostsWithPaths } from "../exposure";
import { resourcesValue, restrictedContainer, restrictedPod, schedulingValues, USER_OF_POD } from "../workload";
import type { AlertmanagerSettings } from "./props";

/** The user that the image runs as (`nobody`). */
const USER = 65_534;

/** The labels that the chart gives its pods. */
export const podLabels = (releaseName: string): Readonly<Record<string, string>> => ({
  "app.kubernetes.io/name": "alertmanager",
  "app.kubernetes.io/instance": releaseName,
});

/** Where people and links find it. */
export const publicUrlOf = (props: AlertmanagerSettings): string | undefined =>
  props.externalUrl ?? externalUrlOf(props.exposure);

export const alertmanagerValues = (
  props: AlertmanagerSettings,
  configuration = configurationOf(props.routing, "routing"),
): Values => {
  return compact({
    fullnameOverride: props.releaseName,
    replicaCount: props.replicas,
    image:
      props.imageRegistry === undefined ? undefined : { repository: `${props.imageRegistry}/prometheus/alertmanager` },
    imagePullSecrets: props.imagePullSecrets.map((name) => ({ name })),
    baseURL: publicUrlOf(props),
    extraArgs: {
      "data.retention": goDuration(props.retention),
      "enable-feature": "utf8-strict-mode",
      // Otherwise the path of the external address also moves the API, where Prometheus and the probes do not look for it.
      "web.route-prefix": "/",
    },
    extraSecretMounts: secretNames(props).map((name) => ({
      name,
      mountPath: `${SECRETS_FOLDER}/${name}`,
      secretName: name,
      readOnly: true,
    })),
    // Nothing in Alertmanager talks to the API server.
    automountServiceAccountToken: false,
    serviceAccount: { annotations: props.serviceAccount.annotations },
    podSecurityContext: restrictedPod(USER, props, ["fsGroup"]),
    securityContext: { ...restrictedContainer(props), ...USER_OF_POD },
    podLabels: props.podLabels,
    resources: resourcesValue(props.resources),
    ...schedulingValues(props.scheduling, podLabels(props.releaseName)),
    podDisruptionBudget: props.disruptionBudget ?? (props.replicas > 1 ? { maxUnavailable: 1 } : undefined),
    persistence:
      props.storage === "ephemeral"
        ? { enabled: false }
        : {
            enabled: true,
            size: kubernetesQuantity(props.storage.size),
            storageClass: props.storage.storageClass,
          },
    serviceMonitor: {
      enabled: props.serviceMonitor,
      // The chart's monitor finds every pod twice: by its Service, and by the headless one between the pods.
      relabelings: [{ sourceLabels: ["__meta_kubernetes_service_name"], regex: props.releaseName, action: "keep" }],
    },
    ...exposureValues(props.exposure, { ingress: hostsWithPaths, className: "className" }),
    config: { enabled: true, ...renderConfiguration(configuration) },
    templates: Object.fromEntries(configuration.templates.map(({ name, text }) => [name, text])),
  });
};

const secretNames = ({ routing }: AlertmanagerSettings): readonly string[] => [
  ...new Set(routingSecrets(routing, "").map(({ secret }) => secret.name)),
];
