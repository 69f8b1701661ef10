/** What a Loki tells about itself, for checks and documents. */
import { join, type Facts, type SecretRef, type WorkloadRole } from "../../model";
import { exposureSecrets } from "../exposure";
import { CACHES, cacheResources, SIDECAR_RESOURCES } from "./caches";
import { lokiBuffers, lokiFlows, mediumOf } from "./flows";
import type { LokiSettings } from "./props";
import { storageCredentials } from "./storage";
import { tiersOf, type Tier } from "./tiers";

const ROLES: Readonly<Record<Tier["key"], WorkloadRole>> = {
  singleBinary: "log store",
  distributor: "distributor",
  ingester: "ingester",
  queryFrontend: "query frontend",
  queryScheduler: "query scheduler",
  querier: "querier",
  indexGateway: "index gateway",
  compactor: "compactor",
  ruler: "ruler",
};

/** What the volumes of workloads hold that keep no lines. */
const KEPT: Partial<Readonly<Record<Tier["key"], string>>> = {
  indexGateway: "a copy of the index",
  compactor: "tables that are being compacted",
  ruler: "samples of rules that are not sent yet",
};

export const lokiFacts = (settings: LokiSettings, path: string): Partial<Facts> => {
  const { releaseName, namespace, gateway, exposure, tenants } = settings;
  return {
    workloads: [
      ...tiersOf(settings).map(({ key, component, path: below, replicas, resources }) => ({
        path: join(path, below),
        name: key === "singleBinary" ? releaseName : `${releaseName}-${component}`,
        role: ROLES[key],
        namespace,
        replicas,
        resources,
        singleton: key === "compactor",
      })),
      {
        path: `${path}.gateway`,
        name: `${releaseName}-gateway`,
        role: "gateway" as const,
        namespace,
        replicas: gateway.replicas,
        resources: gateway.resources,
      },
      ...CACHES.flatMap(({ key, name }) => {
        const cache = settings[key];
        return cache === undefined
          ? []
          : [
              {
                path: `${path}.${key}`,
                name: `${releaseName}-${name}`,
                role: "cache" as const,
                namespace,
                replicas: cache.replicas,
                resources: cacheResources(cache.memory),
                // What a cache loses is read again.
                singleton: true,
              },
            ];
      }),
      ...(settings.canary
        ? [
            {
              path: `${path}.canary`,
              name: `${releaseName}-canary`,
              role: "canary" as const,
              namespace,
              replicas: 1,
              resources: SIDECAR_RESOURCES,
              singleton: true,
            },
          ]
        : []),
    ],
    stores: stores(settings, path),
    flows: lokiFlows(settings, path),
    buffers: lokiBuffers(settings, path),
    interfaces:
      exposure === undefined ? [] : [{ path: `${path}.exposure`, exposure, ownLogin: tenants?.users !== undefined }],
    secrets: lokiSecrets(settings, path).map((use) => ({ ...use, namespace: settings.namespace })),
    references:
      tenants === undefined
        ? []
        : [
            {
              path: `${path}.tenants.platform.name`,
              kind: "tenant",
              name: tenants.platform.name,
              known: tenants.names,
            },
          ],
  };
};

/** On object storage, volumes hold what is not written out yet, and the retention is the bucket's. */
const stores = (settings: LokiSettings, path: string): Facts["stores"] => {
  const { releaseName, retention, storage } = settings;
  const onVolumes = storage.kind === "filesystem";
  const volumes = tiersOf(settings).flatMap(({ key, component, path: below, volume }) =>
    volume === undefined
      ? []
      : [
          {
            path: join(path, [...below, "volume"]),
            name: key === "singleBinary" ? releaseName : `${releaseName}-${component}`,
            keeps: KEPT[key] ?? (onVolumes ? "log chunks and their index" : "lines that are not written out yet"),
            size: volume.size,
            ...(onVolumes ? { retention } : {}),
          },
        ],
  );
  return onVolumes
    ? volumes
    : [
        {
          path: `${path}.storage`,
          name: releaseName,
          keeps: "log chunks and their index",
          medium: mediumOf(storage),
          retention,
          external: true,
        },
        ...volumes,
      ];
};

/** The secrets that Loki's own pods and its exposure read. */
export const lokiSecrets = (
  settings: LokiSettings,
  path: string,
): readonly { readonly path: string; readonly secret: SecretRef }[] => {
  const credentials = storageCredentials(settings.storage);
  const users = settings.tenants?.users;
  return [
    ...(credentials === undefined ? [] : [{ path: `${path}.storage.credentials`, secret: credentials }]),
    ...(users === undefined ? [] : [{ path: `${path}.tenants.users`, secret: users }]),
    ...Object.entries(settings.environment).map(([name, { secret }]) => ({
      path: join(path, ["environment", name, "secret"]),
      secret,
    })),
    ...exposureSecrets(settings.exposure, `${path}.exposure`),
  ];
};
