/** What an environment gets that does not say otherwise, by what it is for. Production's defaults are the components' own. */
import type {
  AlertmanagerProps,
  FluentdProps,
  GrafanaProps,
  JaegerProps,
  LokiProps,
  PrometheusProps,
} from "../components";
import { badger, filesystemStorage, inMemory, sqlite } from "../components";
import { cores, days, gibibytes, mebibytes, type Profile, type Resources } from "../model";

export interface ProfileDefaults {
  readonly networkPolicies: boolean;
  readonly prometheus: Partial<PrometheusProps>;
  readonly alertmanager: Partial<AlertmanagerProps>;
  readonly grafana: Partial<GrafanaProps>;
  readonly loki: Partial<LokiProps>;
  readonly jaeger: Partial<JaegerProps>;
  readonly fluentd: Partial<FluentdProps>;
}

const small: Resources = {
  requests: { cpu: cores(0.1), memory: mebibytes(256) },
  limits: { memory: gibibytes(1) },
};

export const profiles: Readonly<Record<Profile, ProfileDefaults>> = {
  /** Fits on a laptop: one of everything, days of data, nothing outside of the cluster. */
  development: {
    networkPolicies: false,
    prometheus: { replicas: 1, storage: { size: gibibytes(10) }, retention: days(3), resources: small },
    alertmanager: { replicas: 1, storage: "ephemeral" },
    grafana: { replicas: 1, database: sqlite({ size: gibibytes(1) }) },
    loki: {
      replicas: 1,
      storage: filesystemStorage(),
      volume: { size: gibibytes(10) },
      retention: days(3),
      resources: small,
    },
    jaeger: { replicas: 1, storage: inMemory({ maxTraces: 50_000 }) },
    fluentd: {},
  },
  /** Production's releases, wiring and policies at a smaller size, with all data inside of the cluster. */
  staging: {
    networkPolicies: true,
    prometheus: { replicas: 2, storage: { size: gibibytes(50) }, retention: days(7) },
    alertmanager: { replicas: 2 },
    grafana: { replicas: 1, database: sqlite({ size: gibibytes(5) }) },
    loki: { replicas: 1, storage: filesystemStorage(), volume: { size: gibibytes(50) }, retention: days(7) },
    jaeger: { replicas: 1, storage: badger({ volume: { size: gibibytes(20) }, retention: days(3) }) },
    fluentd: {},
  },
  /** Survives the loss of a node: the components' own defaults. Grafana's database, Loki's bucket and Jaeger's store are the environment's to name. */
  production: {
    networkPolicies: true,
    prometheus: {},
    alertmanager: {},
    grafana: {},
    loki: {},
    jaeger: {},
    fluentd: {},
  },
};
