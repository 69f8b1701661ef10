/** The platform's namespaces, with Pod Security enforced and, where wanted, everything denied that no connection allows. */
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import type { Construct } from "constructs";
import type { EnvironmentSettings } from "./environment";

const podSecurity = (level: "restricted" | "privileged"): Record<string, string> => ({
  "pod-security.kubernetes.io/enforce": level,
  "pod-security.kubernetes.io/warn": level,
});

/**
 * One namespace whose pods are `restricted`, and one for the agents that need their host (node exporter, Fluentd),
 * so that the exception is as small as it can be.
 */
export const namespaces = (
  scope: Construct,
  {
    namespace,
    agentNamespace,
    createNamespaces,
    networkPolicies,
  }: EnvironmentSettings & { readonly networkPolicies: boolean },
): readonly NamespaceV1[] => {
  const made = createNamespaces
    ? [
        new NamespaceV1(scope, "namespace", { metadata: { name: namespace, labels: podSecurity("restricted") } }),
        new NamespaceV1(scope, "agent-namespace", {
          metadata: { name: agentNamespace, labels: podSecurity("privileged") },
        }),
      ]
    : [];
  if (networkPolicies)
    for (const name of [namespace, agentNamespace])
      new NetworkPolicyV1(scope, `deny-${name}`, {
        metadata: { name: "deny-ingress", namespace: name },
        spec: { podSelector: {}, policyTypes: ["Ingress"] },
      });
  return made;
};
