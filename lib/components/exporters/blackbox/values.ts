/** Values of the `prometheus-blackbox-exporter` chart. */
import { compact } from "../../../charts";
import type { SecretRef, Values } from "../../../model";
import {
  environmentValue,
  resourcesValue,
  restrictedContainer,
  restrictedPod,
  schedulingValues,
  USER_OF_POD,
} from "../../workload";
import { credentialsFolder, moduleConfig } from "./modules";
import type { BlackboxExporterSettings } from "./props";

/** The chart's default; the image holds one program that needs no user of its own. */
const USER = 1000;

/** The labels by which the chart's Service finds its pods. */
export const podLabels = (releaseName: string): Readonly<Record<string, string>> => ({
  "app.kubernetes.io/name": "prometheus-blackbox-exporter",
  "app.kubernetes.io/instance": releaseName,
});

export const blackboxExporterValues = (props: BlackboxExporterSettings): Values => {
  const modules = Object.entries(props.modules);
  return compact({
    fullnameOverride: props.releaseName,
    global: props.imageRegistry === undefined ? undefined : { imageRegistry: props.imageRegistry },
    image: { pullSecrets: props.imagePullSecrets },
    replicas: props.replicas,
    serviceAccount: { annotations: props.serviceAccount.annotations },
    pod: { labels: props.podLabels },
    podSecurityContext: restrictedPod(USER, props),
    securityContext: { ...restrictedContainer(props), ...USER_OF_POD },
    resources: resourcesValue(props.resources),
    ...schedulingValues(props.scheduling, podLabels(props.releaseName)),
    podDisruptionBudget: props.disruptionBudget ?? (props.replicas > 1 ? { maxUnavailable: 1 } : undefined),
    extraEnv: environmentValue(props.environment),
    serviceMonitor: { selfMonitor: { enabled: props.serviceMonitor, port: "http" } },
    config: {
      modules: {
        // The chart's own module, which null takes away.
        ...("http_2xx" in props.modules ? {} : { http_2xx: null }),
        ...Object.fromEntries(modules.map(([name, module]) => [name, moduleConfig(name, module)])),
      },
    },
    extraSecretMounts: moduleSecrets(props).map(({ name, secret }) => ({
      name: `credentials-${name.toLowerCase().replaceAll("_", "-")}`,
      mountPath: credentialsFolder(name),
      secretName: secret.name,
      readOnly: true,
      defaultMode: 0o440,
    })),
  });
};

/** Modules that have credentials. */
export const moduleSecrets = ({ modules }: BlackboxExporterSettings): readonly { name: string; secret: SecretRef }[] =>
  Object.entries(modules).flatMap(([name, module]) =>
    module.kind === "http" && module.credentials !== undefined ? [{ name, secret: module.credentials }] : [],
  );
