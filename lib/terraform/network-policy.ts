/** The network's half of a connection: who may talk to whom, on which ports. Policies only ever add to what is allowed. */
import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { networkPoliciesIn, register } from "./model-registry";

/** The pods of a component, as a policy selects them. */
export interface Pods {
  /** What the component is called in the policy's name. */
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface Port {
  readonly port: number | string;
  readonly protocol?: "TCP" | "UDP";
}

/** Whoever asks: for what an ingress controller or the API server opens, whose pods nobody here knows. */
export const ANYONE = "anyone";

/** Lets `from` open connections to `to` on these ports. The same connection twice is one policy. */
export const allowIngress = (
  scope: Construct,
  { from, to, ports }: { readonly from: Pods | typeof ANYONE; readonly to: Pods; readonly ports: readonly Port[] },
): void => {
  if (!networkPoliciesIn(scope)) return;
  const rules = ports.map(({ port, protocol = "TCP" }) => ({ port: `${port}`, protocol }));
  const numbers = [...new Set(rules.map(({ port }) => port))].join("-");
  const name = `${to.name}-from-${from === ANYONE ? ANYONE : from.name}-${numbers}`;
  const stack = TerraformStack.of(scope);
  const id = `allow-${to.namespace}-${name}`;
  if (stack.node.tryFindChild(id) !== undefined) return;
  new NetworkPolicyV1(stack, id, {
    metadata: { name, namespace: to.namespace },
    spec: {
      podSelector: { matchLabels: { ...to.labels } },
      policyTypes: ["Ingress"],
      ingress: [{ from: from === ANYONE ? [] : [podsIn(from)], ports: rules }],
    },
  });
  register(scope, () => ({
    objects: [{ path: scope.node.path, kind: "NetworkPolicy", namespace: to.namespace, name }],
  }));
};

const podsIn = ({ namespace, labels }: Pods) => ({
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
  podSelector: { matchLabels: { ...labels } },
});
