/** Values of the `prometheus-postgres-exporter` chart. */
import { compact } from "../../../charts";
import { prometheusDuration, secretKey, type Values } from "../../../model";
import { environmentValue, placementValues, resourcesValue, restrictedContainer, restrictedPod } from "../../workload";
import type { PostgresExporterSettings } from "./props";

/** `nobody`, as the image has it. */
const USER = 65_534;
export const PORT = 9187;
const AUTHORITY_FOLDER = "/etc/postgres-authority";

/** The labels by which the chart's Service finds its pods. */
export const podLabels = (releaseName: string): Readonly<Record<string, string>> => ({
  "app.kubernetes.io/name": "prometheus-postgres-exporter",
  "app.kubernetes.io/instance": releaseName,
});

export const postgresExporterValues = (props: PostgresExporterSettings): Values => {
  const { authority, credentials, imageRegistry } = props;
  return compact({
    fullnameOverride: props.releaseName,
    image: { ...(imageRegistry === undefined ? {} : { registry: imageRegistry }), pullSecrets: props.imagePullSecrets },
    replicaCount: 1,
    service: { port: PORT, targetPort: PORT },
    // An empty role.
    rbac: { create: false },
    serviceAccount: { annotations: props.serviceAccount.annotations },
    podLabels: props.podLabels,
    podSecurityContext: restrictedPod(USER, props),
    securityContext: restrictedContainer(props),
    resources: resourcesValue(props.resources),
    ...placementValues(props.scheduling),
    extraEnvs: environmentValue(props.environment),
    config: {
      datasource: compact({
        host: props.host,
        port: `${props.port}`,
        database: props.database,
        sslmode: props.sslMode ?? (authority === undefined ? "require" : "verify-full"),
        extraParams:
          authority === undefined ? undefined : `sslrootcert=${AUTHORITY_FOLDER}/${secretKey(authority, "ca.crt").key}`,
        userSecret: secretKey(credentials, "username"),
        passwordSecret: secretKey(credentials, "password"),
      }),
      extraArgs: [
        ...enabled(props).map((name) => `--collector.${name}`),
        ...props.disable.map((name) => `--no-collector.${name}`),
      ],
    },
    serviceMonitor: {
      enabled: props.serviceMonitor,
      interval: prometheusDuration(props.interval),
      // The server that the numbers are about, not the pod that asked for them.
      relabelings: [{ targetLabel: "instance", replacement: `${props.host}:${props.port}` }],
    },
    ...(authority === undefined
      ? {}
      : {
          extraVolumes: [{ name: "authority", secret: { secretName: authority.name } }],
          extraVolumeMounts: [{ name: "authority", mountPath: AUTHORITY_FOLDER, readOnly: true }],
        }),
  });
};

/** Off by default in the exporter, though the alert about transaction ids that run out reads it. */
const WRAPAROUND = "database_wraparound";

const enabled = ({ enable, disable }: PostgresExporterSettings): readonly string[] =>
  disable.includes(WRAPAROUND) || enable.includes(WRAPAROUND) ? enable : [...enable, WRAPAROUND];
