/** What an environment says in each cloud: how its cluster is reached, where state and logs are kept. Source text, for comments. */
import type { Infrastructure } from "../assessment";

export interface CloudWords {
  readonly access: string;
  readonly state: string;
  readonly logs: string;
}

const CLOUDS: Readonly<Record<string, CloudWords>> = {
  aws: {
    access: "eksCluster({ … })",
    state: 's3Backend({ bucket: "…", region: "…" })',
    logs: 's3Bucket("…", { region: "…" })',
  },
  azure: {
    access: "aksCluster({ … })",
    state: 'azurermBackend({ storageAccountName: "…", containerName: "…" })',
    logs: "azureContainer(…)",
  },
  gcp: {
    access: "gkeCluster({ … })",
    state: 'gcsBackend({ bucket: "…" })',
    logs: "gcsBucket(…)",
  },
};

const ELSEWHERE: CloudWords = {
  access: "inCluster() where Terraform runs in the cluster",
  state: 's3Backend, gcsBackend, azurermBackend, httpBackend, kubernetesBackend({ namespace: "…" })',
  logs: "s3CompatibleBucket(…)",
};

/** Of the first cloud that is seen and known. */
export const cloudWords = ({ clouds }: Infrastructure): CloudWords => {
  const found = clouds.find(({ name }) => Object.hasOwn(CLOUDS, name));
  return found === undefined ? ELSEWHERE : (CLOUDS[found.name] ?? ELSEWHERE);
};
