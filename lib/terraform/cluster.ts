/** How Terraform reaches the cluster, as data, and the two providers that use it alike. No credentials: programs and files bring them. */
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Fn, Token, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import * as z from "zod";
import { join, nonEmpty, parse, url } from "../model";
import { literal, literalDeep } from "./literal";
import { requireTerraform } from "./required-terraform";

const kubeconfigFile = z.strictObject({
  kind: z.literal("kubeconfig"),
  /** Context of the kubeconfig, by name: the current one is whatever somebody used last. */
  context: nonEmpty,
  path: nonEmpty.default("~/.kube/config"),
});

const plugin = z.strictObject({
  kind: z.literal("execPlugin"),
  /** Address of the API server. */
  endpoint: url,
  /** Certificate authority of the API server, PEM or the base64 that clouds give. */
  certificateAuthority: nonEmpty,
  /** Program that prints a token (Kubernetes' client authentication, v1beta1). */
  command: nonEmpty,
  args: z.array(z.string()).readonly().default([]),
  /** Environment of the program, no secrets. @default what Terraform itself has */
  env: z.record(z.string(), z.string()).readonly().default({}),
});

const insideCluster = z.strictObject({ kind: z.literal("inCluster") });

export const clusterAccess = z.discriminatedUnion("kind", [kubeconfigFile, plugin, insideCluster]);
export type ClusterAccess = z.input<typeof clusterAccess>;

/** A context of a kubeconfig: `kubeconfig({ context: "production" })`. */
export const kubeconfig = (options: { readonly context: string; readonly path?: string }): ClusterAccess => ({
  kind: "kubeconfig",
  ...options,
});

/** The service account of the pod that Terraform runs in. */
export const inCluster = (): ClusterAccess => ({ kind: "inCluster" });

/** Any cluster whose credentials a program knows. */
export const execPlugin = (options: Omit<z.input<typeof plugin>, "kind">): ClusterAccess => ({
  kind: "execPlugin",
  ...options,
});

interface CloudCluster {
  /** Address of the API server; a bare host name will do. */
  readonly endpoint: string;
  /** Certificate authority as the cloud gives it, in base64. */
  readonly certificateAuthority: string;
}

/** Amazon EKS, through `aws eks get-token`. */
export const eksCluster = (
  cluster: CloudCluster & {
    readonly name: string;
    readonly region: string;
    /** Role to take on. @default the caller's own identity */
    readonly roleArn?: string;
    /** Profile of the AWS configuration. @default the caller's own */
    readonly profile?: string;
  },
): ClusterAccess =>
  execPlugin({
    ...reached(cluster),
    command: "aws",
    args: [
      ...["eks", "get-token", "--output", "json", "--cluster-name", cluster.name, "--region", cluster.region],
      ...(cluster.roleArn === undefined ? [] : ["--role-arn", cluster.roleArn]),
    ],
    env: cluster.profile === undefined ? {} : { AWS_PROFILE: cluster.profile },
  });

/** Google GKE, through `gke-gcloud-auth-plugin`. */
export const gkeCluster = (cluster: CloudCluster): ClusterAccess =>
  execPlugin({ ...reached(cluster), command: "gke-gcloud-auth-plugin" });

/** Id of the server application that Entra ID knows all managed AKS clusters by (kubelogin's documentation). */
const AKS_SERVER = "6dae42f8-4368-4678-94ff-3960e28e3630";

/** Azure AKS with Entra ID, through `kubelogin`. */
export const aksCluster = (
  cluster: CloudCluster & {
    /** How kubelogin signs in. @default "azurecli" */
    readonly login?: "azurecli" | "azd" | "msi" | "spn" | "workloadidentity";
    /** Id of the server application. @default the one of all managed clusters */
    readonly serverId?: string;
    readonly tenantId?: string;
    readonly clientId?: string;
  },
): ClusterAccess =>
  execPlugin({
    ...reached(cluster),
    command: "kubelogin",
    args: [
      ...["get-token", "--login", cluster.login ?? "azurecli", "--server-id", cluster.serverId ?? AKS_SERVER],
      ...(cluster.tenantId === undefined ? [] : ["--tenant-id", cluster.tenantId]),
      ...(cluster.clientId === undefined ? [] : ["--client-id", cluster.clientId]),
    ],
  });

const reached = ({ endpoint, certificateAuthority }: CloudCluster) => ({
  endpoint: /^https?:/.test(endpoint) || Token.isUnresolved(endpoint) ? endpoint : `https://${endpoint}`,
  certificateAuthority,
});

export interface Connection {
  readonly kubernetes: KubernetesProvider;
  readonly helm: HelmProvider;
}

/**
 * Makes the stack's Kubernetes and Helm providers, which reach the same cluster the same way.
 * @throws ConfigurationError when the access is not as it should be
 */
export const connectCluster = (scope: Construct, access: ClusterAccess): Connection => {
  const stack = TerraformStack.of(scope);
  requireTerraform(stack);
  const settings = parse(clusterAccess, access, join(stack.node.id, ["cluster", "access"]));
  const connection = connectionOf(settings);
  const kubernetes = new KubernetesProvider(scope, "kubernetes", connection);
  const helm = new HelmProvider(scope, "helm", settings.kind === "inCluster" ? {} : { kubernetes: connection });
  if (settings.kind === "execPlugin") {
    // As overrides: in a provider's configuration, cdktf would write the names of environment variables in snake case.
    const exec = execOf(settings);
    kubernetes.addOverride("exec", [exec]);
    helm.addOverride("kubernetes.exec", exec);
  }
  return { kubernetes, helm };
};

type Settings = z.output<typeof clusterAccess>;

const connectionOf = (settings: Settings) => {
  switch (settings.kind) {
    case "kubeconfig":
      return literalDeep({ configPath: settings.path, configContext: settings.context });
    case "execPlugin":
      return { host: literal(settings.endpoint), clusterCaCertificate: certificate(settings.certificateAuthority) };
    case "inCluster":
      // Both providers find the service account by themselves when nothing else is said.
      return {};
  }
};

const certificate = (authority: string): string => {
  if (Token.isUnresolved(authority)) return Fn.base64decode(authority);
  return literal(authority.startsWith("-----BEGIN") ? authority : Buffer.from(authority, "base64").toString("utf8"));
};

const execOf = ({ command, args, env }: Extract<Settings, { kind: "execPlugin" }>) =>
  literalDeep({
    api_version: "client.authentication.k8s.io/v1beta1",
    command,
    args: [...args],
    env: Object.keys(env).length > 0 ? { ...env } : undefined,
  });
