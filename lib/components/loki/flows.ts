/** Where Loki keeps its chunks, and what waits in it until they are there. */
import type { Buffer, Flow, FlowEnd } from "../../model";
import { discovery, outside, reached } from "../address";
import type { LokiSettings } from "./props";
import type { LogStorage } from "./storage";
import { ingestersIn, tiersOf } from "./tiers";

/** `the bucket acme-loki-chunks` */
export const mediumOf = (storage: LogStorage): string => {
  switch (storage.kind) {
    case "filesystem":
      return "volume";
    case "azure":
      return `the container ${storage.container} of the account ${storage.account}`;
    default:
      return `the bucket ${storage.bucket}`;
  }
};

const addressOf = (storage: Exclude<LogStorage, { kind: "filesystem" }>): string => {
  switch (storage.kind) {
    case "s3":
      return `https://s3${storage.region === undefined ? "" : `.${storage.region}`}.amazonaws.com`;
    case "s3Compatible":
      return storage.url;
    case "gcs":
      return "https://storage.googleapis.com";
    case "azure":
      return `https://${storage.account}.${storage.endpointSuffix ?? "blob.core.windows.net"}`;
  }
};

export const lokiFlows = ({ canary, namespace, releaseName, storage }: LokiSettings, path: string): readonly Flow[] => {
  const from: FlowEnd = { kind: "component", name: releaseName, namespace };
  return [
    ...(storage.kind === "filesystem"
      ? []
      : [
          {
            path,
            from,
            ...reached(addressOf(storage)),
            to: outside(mediumOf(storage)),
            what: "storage",
            protocol: "object storage",
            direction: "both",
          } satisfies Flow,
        ]),
    ...(canary ? [discovery(path, { name: `${releaseName}-canary`, namespace })] : []),
  ];
};

/** Lines that are accepted and not yet a chunk: the write-ahead log has them, where it is on. */
export const lokiBuffers = (settings: LokiSettings, path: string): readonly Buffer[] => {
  const { ingester, releaseName, storage } = settings;
  const tier = ingestersIn(tiersOf(settings));
  if (tier === undefined) return [];
  return [
    {
      path: `${path}.ingester`,
      workload: tier.key === "singleBinary" ? releaseName : `${releaseName}-${tier.component}`,
      holds: "lines of chunks that are still open",
      for: mediumOf(storage),
      ...(tier.volume === undefined ? {} : { size: tier.volume.size }),
      lasts: ingester.maxChunkAge,
      whenFull: ingester.writeAheadLog
        ? "the write-ahead log can take no more: lines are accepted, but a crash then loses those that are in memory alone"
        : "nothing: there is no write-ahead log, and a crash loses what is in memory",
      onDisk: ingester.writeAheadLog,
    },
  ];
};
