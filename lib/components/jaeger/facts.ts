/** What a Jaeger tells the model of its environment about itself. */
import type { Facts, NamedObject, SecretUse } from "../../model";
import { exposureSecrets } from "../exposure";
import { jaegerBuffers, jaegerFlows, mediumOf } from "./flows";
import { replicasOf, type JaegerSettings } from "./props";
import { isShared, retentionOf } from "./storage";
import { storageSecrets } from "./storage-config";
import { claimName, strategiesName } from "./values";

/** All secrets that it reads, with their places in the input. */
export const jaegerSecrets = (
  { environment, exposure, namespace, storage }: JaegerSettings,
  path: string,
): readonly SecretUse[] =>
  [
    ...storageSecrets(storage, `${path}.storage`),
    ...exposureSecrets(exposure, `${path}.exposure`),
    ...Object.entries(environment).map(([name, { secret }]) => ({ path: `${path}.environment.${name}`, secret })),
  ].map((use) => ({ ...use, namespace }));

export const jaegerFacts = (settings: JaegerSettings, path: string): Partial<Facts> => {
  const { exposure, namespace, releaseName, resources, storage } = settings;
  return {
    workloads: [
      {
        path,
        name: releaseName,
        role: "trace store",
        namespace,
        replicas: replicasOf(settings),
        singleton: !isShared(storage),
        resources,
      },
    ],
    stores: [
      {
        path: `${path}.storage`,
        name: releaseName,
        keeps: "traces",
        medium: mediumOf(storage),
        size: storage.kind === "badger" ? storage.volume.size : undefined,
        retention: retentionOf(storage),
        external: isShared(storage),
      },
    ],
    interfaces: exposure === undefined ? [] : [{ path: `${path}.exposure`, exposure, ownLogin: false }],
    flows: jaegerFlows(settings, path),
    buffers: jaegerBuffers(settings, path),
    secrets: jaegerSecrets(settings, path),
    objects: objects(settings, path),
  };
};

/** `user-config` and `ui-config` are the chart's own words, whatever the release is called: one Jaeger for each namespace. */
const objects = (settings: JaegerSettings, path: string): readonly NamedObject[] => {
  const { disruptionBudget, namespace, releaseName, sampling, storage } = settings;
  const named = (kind: string, name: string): NamedObject => ({ path, kind, namespace, name });
  return [
    named("ConfigMap", "user-config"),
    named("ConfigMap", "ui-config"),
    ...(sampling !== "off" && sampling.kind === "strategies" ? [named("ConfigMap", strategiesName(releaseName))] : []),
    ...(storage.kind === "badger" ? [named("PersistentVolumeClaim", claimName(releaseName))] : []),
    ...(replicasOf(settings) > 1 || disruptionBudget !== undefined ? [named("PodDisruptionBudget", releaseName)] : []),
  ];
};
