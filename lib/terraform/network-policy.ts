/** The network's half of a connection: who may talk to whom, on which ports. Policies only ever add to what is allowed. */
import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Flow, FlowEnd } from "../model";
import { networkPoliciesIn, pathOf, register } from "./model-registry";

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

/** What a connection is for, as documents tell it. */
export interface Carried extends Pick<Flow, "what" | "protocol" | "address"> {
  /** The ports that are for it. @default all of the connection */
  readonly ports?: readonly Port[];
  /** @default "none": inside of the cluster, nothing of the platform speaks TLS unless it says so */
  readonly encryption?: Flow["encryption"];
  /** @default "forth" */
  readonly direction?: Flow["direction"];
  /** Who opens it, where that is no component. @default applications anywhere in the cluster */
  readonly by?: FlowEnd;
}

/** Who may connect to whom, on which ports, and what for. */
export interface Allowed {
  readonly from: Source;
  readonly to: Pods;
  readonly ports: readonly Port[];
  /** A connection that carries nothing would be one that nobody can explain. */
  readonly carries: readonly [Carried, ...Carried[]];
}

/** Lets `from` open connections to `to` on these ports, and says what for. The same connection twice is one policy. */
export const allowIngress = (scope: Construct, { from, to, ports, carries }: Allowed): void => {
  register(scope, () => ({ flows: carries.map((each) => flowOf(scope, { from, to, ports, carries }, each)) }));
  if (!networkPoliciesIn(scope)) return;
  const rules = ports.map(({ port, protocol = "TCP" }) => ({ port: `${port}`, protocol }));
  const name = policyName({ from, to, ports });
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

const policyName = ({ from, to, ports }: Omit<Allowed, "carries">): string =>
  `${to.name}-from-${nameOf(from, to)}-${[...new Set(ports.map(({ port }) => `${port}`))].join("-")}`;

const flowOf = (scope: Construct, allowed: Allowed, carried: Carried): Flow => ({
  path: pathOf(scope, scope.node.id),
  from: carried.by ?? endOf(allowed.from),
  to: endOf(allowed.to),
  what: carried.what,
  protocol: carried.protocol,
  ports: carried.ports ?? allowed.ports,
  encryption: carried.encryption ?? "none",
  direction: carried.direction ?? "forth",
  ...(carried.address === undefined ? {} : { address: carried.address }),
  ...(networkPoliciesIn(scope) ? { policy: policyName(allowed) } : {}),
});

const endOf = (side: Source): FlowEnd => {
  if (side === ANYONE) return { kind: "applications", name: "anyone in the cluster" };
  return "labels" in side
    ? { kind: "component", name: side.name, namespace: side.namespace }
    : { kind: "applications", name: "pods of the namespace", namespace: side.namespace };
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
