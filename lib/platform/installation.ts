/** Where an environment stands and how it gets there, in words that documents can say. */
import { parse, type Installation } from "../model";
import { ownerOf } from "../routing";
import { backend, clusterAccess, REQUIRED_TERRAFORM, type ClusterAccess } from "../terraform";
import type { EnvironmentSettings } from "./environment";

export const installationOf = (
  settings: EnvironmentSettings & { readonly networkPolicies: boolean },
  grafana: string,
): Installation => {
  const { agentNamespace, alerting, cluster, createNamespaces, dashboards, name, namespace, networkPolicies, state } =
    settings;
  return {
    path: name,
    cluster: { name: cluster.name, region: cluster.region, ...accessOf(cluster.access, name) },
    state: stateOf(state, name),
    namespaces: [
      { name: namespace, level: "restricted" },
      { name: agentNamespace, level: "privileged" },
    ],
    createsNamespaces: createNamespaces,
    networkPolicies,
    stacks: [`${name}-platform`, ...(dashboards === "config maps" ? [] : [`${name}-content`])],
    grafana,
    defaultTeam: ownerOf(alerting, "") ?? "",
    terraform: REQUIRED_TERRAFORM,
  };
};

const accessOf = (input: ClusterAccess, name: string): Pick<Installation["cluster"], "access" | "context"> => {
  const access = parse(clusterAccess, input, `${name}.cluster.access`);
  switch (access.kind) {
    case "kubeconfig":
      return { access: `the context ${access.context} of ${access.path}`, context: access.context };
    case "execPlugin":
      return { access: `${access.endpoint}, with the token that ${access.command} prints` };
    case "inCluster":
      return { access: "the service account of the pod that Terraform runs in" };
  }
};

const stateOf = (input: EnvironmentSettings["state"], name: string): Installation["state"] => {
  const state = parse(backend, input, `${name}.state`);
  const { kind } = state;
  switch (state.kind) {
    case "local":
      return { kind, place: `the folder ${state.path} beside the project`, credentials: "none: it is a file" };
    case "s3":
      return {
        kind,
        place: `the bucket ${state.bucket} in ${state.region}, folder ${state.folder}`,
        credentials: "the AWS SDK's, e.g. AWS_PROFILE",
      };
    case "gcs":
      return {
        kind,
        place: `the bucket ${state.bucket}, folder ${state.folder}`,
        credentials: "GOOGLE_APPLICATION_CREDENTIALS, or gcloud's",
      };
    case "azurerm":
      return {
        kind,
        place: `the container ${state.containerName} of the account ${state.storageAccountName}, folder ${state.folder}`,
        credentials: "the Azure CLI's, or ARM_*",
      };
    case "kubernetes":
      return { kind, place: `Secrets of the namespace ${state.namespace}`, credentials: "the kubeconfig's" };
    case "http":
      return { kind, place: state.address, credentials: "TF_HTTP_USERNAME and TF_HTTP_PASSWORD" };
    case "remote":
      return {
        kind,
        place: `${state.hostname}, organization ${state.organization}`,
        credentials: "terraform login, or TF_TOKEN_<host>",
      };
  }
};
