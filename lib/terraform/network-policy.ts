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

/** Whoever asks: for what applications or the API server open, whose pods nobody here knows. */
export const ANYONE = "anyone";

/** Who may connect: the pods of a component, all pods of a namespace (an ingress controller's), or anyone. */
export type Source = Pods | { readonly namespace: string } | typeof ANYONE;

/** Lets `from` open connections to `to` on these ports. The same connection twice is one policy. */
export const allowIngress = (
  scope: Construct,
  { from, to, ports }: { readonly from: Source; readonly to: Pods; readonly ports: readonly Port[] },
): void => {
  if (!networkPoliciesIn(scope)) return;
  const rules = ports.map(({ port, protocol = "TCP" }) => ({ port: `${port}`, protocol }));
  const numbers = [...new Set(rules.map(({ port }) => port))].join("-");
  const name = `${to.name}-from-${nameOf(from, to)}-${numbers}`;
  const stack = TerraformStack.of(scope);
  const id = `allow-${to.namespace}-${name}`;
  if (stack.node.tryFindChild(id) !== undefined) return;
  new NetworkPolicyV1(stack, id, {
    metadata: { name, namespace: to.namespace },
    spec: {
      podSelector: { matchLabels: { ...to.labels } },
      policyTypes: ["Ingress"],
      ingress: [{ from: from === ANYONE ? [] : [peerOf(from)], ports: rules }],
    },
  });
  register(scope, () => ({
    objects: [{ path: scope.node.path, kind: "NetworkPolicy", namespace: to.namespace, name }],
  }));
};

/** Components of one name in two namespaces are two sources. */
const nameOf = (from: Source, to: Pods): string => {
  if (from === ANYONE) return ANYONE;
  if (!("labels" in from)) return `namespace-${from.namespace}`;
  return from.namespace === to.namespace ? from.name : `${from.namespace}-${from.name}`;
};

const peerOf = (from: Exclude<Source, typeof ANYONE>) => ({
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": from.namespace } },
  ...("labels" in from ? { podSelector: { matchLabels: { ...from.labels } } } : {}),
});
