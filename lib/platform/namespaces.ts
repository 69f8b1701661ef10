/** The platform's namespaces: Pod Security enforced, everything in them after them and, where wanted, all denied that no connection allows. */
import { Release } from "@cdktf/provider-helm/lib/release";
import { Labels } from "@cdktf/provider-kubernetes/lib/labels";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Aspects, TerraformResource, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { EnvironmentSettings } from "./environment";

type Level = "restricted" | "privileged";

const podSecurity = (level: Level): Record<string, string> => ({
  "pod-security.kubernetes.io/enforce": level,
  "pod-security.kubernetes.io/warn": level,
});

/**
 * One namespace whose pods are `restricted`, and one for the agents that need their host (node exporter, Fluentd),
 * so that the exception is as small as it can be.
 */
export const namespaces = (
  scope: Construct,
  environment: EnvironmentSettings & { readonly networkPolicies: boolean },
): void => {
  const { namespace, agentNamespace, createNamespaces, networkPolicies } = environment;
  const prepare = createNamespaces ? created : labelled;
  const prepared = new Map([
    [namespace, prepare(scope, "namespace", namespace, "restricted")],
    [agentNamespace, prepare(scope, "agent-namespace", agentNamespace, "privileged")],
  ]);
  if (networkPolicies) for (const name of prepared.keys()) denyIngress(scope, name);
  Aspects.of(TerraformStack.of(scope)).add({
    visit: (node) => {
      if (!TerraformResource.isTerraformResource(node)) return;
      const foundation = prepared.get(namespaceOf(node));
      if (foundation === undefined) return;
      // A release may bring objects of the other namespace, too, as Prometheus does with its node exporter.
      for (const each of node instanceof Release ? prepared.values() : [foundation]) waitFor(node, each);
    },
  });
};

const created = (scope: Construct, id: string, name: string, level: Level): TerraformResource =>
  new NamespaceV1(scope, id, { metadata: { name, labels: podSecurity(level) } });

/** A namespace that somebody else made, with the Secrets in it, gets the labels that make it safe. */
const labelled = (scope: Construct, id: string, name: string, level: Level): TerraformResource =>
  new Labels(scope, id, {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name },
    labels: podSecurity(level),
    fieldManager: "cdktf-observability",
    force: true,
  });

const denyIngress = (scope: Construct, namespace: string): NetworkPolicyV1 =>
  new NetworkPolicyV1(scope, `deny-${namespace}`, {
    metadata: { name: "deny-ingress", namespace },
    spec: { podSelector: {}, policyTypes: ["Ingress"] },
  });

interface Namespaced {
  readonly namespaceInput?: string;
  readonly metadataInput?: { readonly namespace?: string };
}

/** Where a release or an object of Kubernetes goes; releases have it at the top, objects in their metadata. */
const namespaceOf = (resource: TerraformResource): string => {
  const { namespaceInput, metadataInput } = resource as TerraformResource & Namespaced;
  return namespaceInput ?? metadataInput?.namespace ?? "";
};

/** An aspect is visited at each synthesis; the reference is plain text so that it is added once. */
const waitFor = (resource: TerraformResource, { terraformResourceType, friendlyUniqueId }: TerraformResource): void => {
  const reference = `${terraformResourceType}.${friendlyUniqueId}`;
  if (!(resource.dependsOn ?? []).includes(reference)) resource.dependsOn = [...(resource.dependsOn ?? []), reference];
};
