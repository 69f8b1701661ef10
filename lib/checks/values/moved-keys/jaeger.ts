/** Keys of the jaeger chart from the time of Jaeger v1 (chart 3.x) and of the rewriting (4.0 to 4.3). */
import { isMap } from "../../../charts";
import { each, gone, renamed, type MovedKey } from "./moved";

/** Jobs that look after a storage; the only readers of `storage`. */
const JOBS = ["spark", "esIndexCleaner", "esRollover", "esLookback"];

const isEnabled = (job: unknown): boolean => isMap(job) && job["enabled"] === true;

export const jaeger: readonly MovedKey[] = [
  ...each("collector query agent ingester allInOne", (keys) =>
    gone(keys, "set it below jaeger: since 4.2 one Deployment receives, stores and serves traces"),
  ),
  gone("hotrod", "remove it: the demo application left the chart"),
  renamed("config", "userconfig"),
  ...each("provisionDataStore cassandra elasticsearch kafka schema", (keys) =>
    gone(
      keys,
      "install the storage on its own and name it in userconfig.extensions.jaeger_storage: since 4.4 the chart brings none",
    ),
  ),
  ...each("badger memory kafka grpcPlugin", (key) =>
    gone(`storage.${key}`, "write it as a backend of userconfig.extensions.jaeger_storage"),
  ),
  {
    keys: "storage.type",
    problem: "chooses what the maintenance jobs look after, not where Jaeger stores traces",
    mend: "write the storage as a backend of userconfig.extensions.jaeger_storage",
    when: ({ value, values }) => value !== "elasticsearch" && !JOBS.some((job) => isEnabled(values[job])),
  },
  ...each("host port scheme", (key) => renamed(`storage.elasticsearch.${key}`, "storage.elasticsearch.url")),
  renamed("jaeger.topologySpreadContraints", "jaeger.topologySpreadConstraints"),
  gone("jaeger.extraSecretMounts", "write jaeger.extraVolumes and jaeger.extraVolumeMounts"),
  gone("jaeger.service.collector", "remove it: the one Service has all ports"),
  gone("jaeger.service.headless", "remove it: there is one Service, with an address"),
  gone("networkPolicy", "write a NetworkPolicy of your own: no template of the chart makes one", "has no effect"),
  renamed("tag", "jaeger.image.tag"),
  renamed("replicaCount", "jaeger.replicas"),
  ...each("image replicas resources ingress service nodeSelector tolerations affinity extraEnv podLabels", (key) =>
    renamed(key, `jaeger.${key}`),
  ),
  ...JOBS.flatMap((job) => [
    renamed(`${job}.tag`, `${job}.image.tag`),
    renamed(`${job}.pullPolicy`, `${job}.image.pullPolicy`),
    renamed(`${job}.imagePullSecrets`, `${job}.image.pullSecrets`),
  ]),
];
