/** Values of the `prometheus-redis-exporter` chart. */
import { compact } from "../../../charts";
import { prometheusDuration, secretKey, type SecretRef, type Values } from "../../../model";
import { environmentValue, placementValues, resourcesValue, restrictedContainer, restrictedPod } from "../../workload";
import type { RedisExporterSettings } from "./props";

/** The user that the image runs as. */
const USER = 59_000;
export const PORT = 9121;

/** The labels by which the chart's Service finds its pods. */
export const podLabels = (releaseName: string): Readonly<Record<string, string>> => ({
  "app.kubernetes.io/name": "prometheus-redis-exporter",
  "app.kubernetes.io/instance": releaseName,
});

export const redisExporterValues = (props: RedisExporterSettings): Values => {
  const { imageRegistry, targets } = props;
  return compact({
    fullnameOverride: props.releaseName,
    image: {
      ...(imageRegistry === undefined ? {} : { repository: `${imageRegistry}/oliver006/redis_exporter` }),
      pullSecrets: props.imagePullSecrets,
    },
    replicaCount: 1,
    // An empty role.
    rbac: { create: false },
    // The chart's own would give the pod a token for the API server, with which the exporter does nothing.
    serviceAccount: { create: false, name: props.releaseName },
    labels: props.podLabels,
    podSecurityContext: restrictedPod(USER, props),
    securityContext: restrictedContainer(props),
    resources: resourcesValue(props.resources),
    ...placementValues(props.scheduling),
    // Empty with several targets: then /metrics tells of the exporter alone.
    redisAddress: targets === undefined ? props.address : "",
    env: environmentValue(props.environment),
    auth: auth(props),
    redisTlsConfig: tlsConfig(props),
    serviceMonitor: targets === undefined ? oneTarget(props) : severalTargets(props, targets),
  });
};

const auth = ({ credentials, passwords, user }: RedisExporterSettings): Values =>
  credentials === undefined && passwords === undefined
    ? { enabled: false }
    : compact({
        enabled: true,
        redisUser: user,
        secret: credentials === undefined ? undefined : secretKey(credentials, "password"),
        redisPasswordFile: passwords === undefined ? undefined : { secret: secretKey(passwords, "passwords.json") },
      });

const tlsConfig = ({ authority, certificate }: RedisExporterSettings): Values | undefined => {
  if (authority === undefined && certificate === undefined) return undefined;
  const file = (secret: SecretRef | undefined, entry: string): Values | undefined =>
    secret === undefined ? undefined : { secret: secretKey(secret, entry) };
  return compact({
    enabled: true,
    caCertFile: file(authority, "ca.crt"),
    clientCertFile: file(certificate, "tls.crt"),
    clientKeyFile: file(certificate, "tls.key"),
  });
};

const oneTarget = ({ address, interval, serviceMonitor }: RedisExporterSettings): Values => ({
  enabled: serviceMonitor,
  interval: prometheusDuration(interval),
  // The server that the numbers are about, not the pod that asked for them.
  relabelings: [{ targetLabel: "instance", replacement: address }],
});

/** Written out, because the chart writes null for what is left out, and the API server refuses that. */
const severalTargets = (
  { interval, serviceMonitor }: RedisExporterSettings,
  targets: NonNullable<RedisExporterSettings["targets"]>,
): Values => {
  const every = prometheusDuration(interval);
  return {
    enabled: serviceMonitor,
    multipleTarget: true,
    telemetryPath: "/scrape",
    scheme: "http",
    targets: targets.map(({ name, url }) => ({ name, url, interval: every, scrapeTimeout: SCRAPE_TIMEOUT })),
  };
};

/** Below the shortest sensible interval, and Prometheus's own default. */
const SCRAPE_TIMEOUT = "10s";
