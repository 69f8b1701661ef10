/** The nightly job that deletes old indices of Elasticsearch and OpenSearch, which have no time to live. */
import { compact } from "../../charts";
import { cores, days, hours, inSeconds, mebibytes, type Values } from "../../model";
import { resourcesValue, restrictedContainer, restrictedPod, USER_OF_POD } from "../workload";
import type { JaegerSettings } from "./props";
import { fileOf, isSearchEngine, tlsMounts, urlsOf, USER, variableFrom, type SearchEngine } from "./storage-config";

/** Some minutes after midnight in UTC, when the day's new indices exist. */
const SCHEDULE = "35 0 * * *";
/** A cluster that does not answer for an hour is somebody's incident, not this job's. */
const LONGEST_RUN = hours(1);
const KEEP_FINISHED = days(1);

const RESOURCES = { requests: { cpu: cores(0.05), memory: mebibytes(32) }, limits: { memory: mebibytes(128) } };

export const indexCleaner = (props: JaegerSettings): Values => {
  const { storage } = props;
  if (!isSearchEngine(storage)) return {};
  return {
    storage: { type: "elasticsearch", elasticsearch: { url: urlsOf(storage)[0] } },
    esIndexCleaner: compact({
      enabled: true,
      schedule: SCHEDULE,
      numberOfDays: Math.round(inSeconds(storage.retention) / inSeconds(days(1))),
      activeDeadlineSeconds: inSeconds(LONGEST_RUN),
      ttlSecondsAfterFinished: inSeconds(KEEP_FINISHED),
      image: { pullSecrets: props.imagePullSecrets },
      cmdlineParams: flags(storage),
      extraEnv:
        storage.credentials === undefined
          ? []
          : [
              variableFrom("ES_USERNAME", storage.credentials, "username"),
              variableFrom("ES_PASSWORD", storage.credentials, "password"),
            ],
      extraSecretMounts: tlsMounts(storage).map(({ name, folder, secretName }) => ({
        name,
        mountPath: folder,
        secretName,
        readOnly: true,
      })),
      podLabels: props.podLabels,
      podSecurityContext: restrictedPod(USER, props),
      securityContext: { ...restrictedContainer(props), ...USER_OF_POD },
      resources: resourcesValue(RESOURCES),
      nodeSelector: props.scheduling.nodeSelector,
      tolerations: props.scheduling.tolerations,
    }),
  };
};

const flags = ({ indexPrefix, tls }: SearchEngine): Values =>
  compact({
    "index-prefix": indexPrefix,
    ...(tls === undefined
      ? {}
      : {
          "es.tls.enabled": "true",
          "es.tls.ca": tls.authority === undefined ? undefined : fileOf(tls.authority, "authority", "ca.crt"),
          "es.tls.cert": tls.certificate === undefined ? undefined : fileOf(tls.certificate, "certificate", "tls.crt"),
          "es.tls.key": tls.certificate === undefined ? undefined : fileOf(tls.certificate, "certificate", "tls.key"),
          "es.tls.server-name": tls.serverName,
          "es.tls.skip-host-verify": tls.skipVerification ? "true" : undefined,
        }),
  });
