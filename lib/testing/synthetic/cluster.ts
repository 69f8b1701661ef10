/** The cluster of the synthetic world: two nodes, a few namespaces, what runs in them; all labels of one thing agree wherever it is told of. */
import { seedOf } from "./curve";

export type Labels = Readonly<Record<string, string>>;

export type WorkloadKind = "Deployment" | "StatefulSet" | "DaemonSet" | "Job";

export interface Workload {
  readonly namespace: string;
  readonly name: string;
  readonly kind: WorkloadKind;
  readonly container: string;
  readonly replicas: number;
  /** It does not come up. */
  readonly troubled?: boolean;
}

export interface Pod {
  readonly workload: Workload;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly uid: string;
  readonly ip: string;
  readonly node: Node;
}

export interface Node {
  readonly name: string;
  readonly ip: string;
}

export const NODES: readonly [Node, Node] = [
  { name: "node-1", ip: "10.0.0.11" },
  { name: "node-2", ip: "10.0.0.12" },
];

/** A machine outside of the cluster, whose node exporter is scraped under its address. */
export const BASTION = "bastion-1.example:9100";

/** Services of teams, which export whatever a contract of services speaks of. */
export const SERVICES: readonly Workload[] = [
  { namespace: "shop", name: "checkout", kind: "Deployment", container: "checkout", replicas: 2 },
  { namespace: "shop", name: "cart", kind: "Deployment", container: "cart", replicas: 2 },
  { namespace: "media", name: "catalog", kind: "Deployment", container: "catalog", replicas: 2 },
  { namespace: "media", name: "player", kind: "Deployment", container: "player", replicas: 2 },
];

/** What Kubernetes alone tells of. */
export const OTHERS: readonly Workload[] = [
  { namespace: "shop", name: "orders-db", kind: "StatefulSet", container: "postgres", replicas: 2 },
  { namespace: "shop", name: "nightly-report-29876400", kind: "Job", container: "report", replicas: 1 },
  { namespace: "media", name: "catalog-store", kind: "StatefulSet", container: "store", replicas: 2 },
  { namespace: "media", name: "thumbnails-29876405", kind: "Job", container: "thumbnails", replicas: 1 },
  { namespace: "media", name: "transcoder", kind: "Deployment", container: "transcoder", replicas: 2, troubled: true },
];

const LETTERS = "bcdfghjklmnpqrstvwxz2456789";
/** As Kubernetes makes them up. */
const suffix = (text: string, length: number): string =>
  Array.from({ length }, (_, index) => LETTERS[Math.floor(seedOf(`${text}/${index}`) * LETTERS.length)]).join("");

const podName = ({ namespace, name, kind }: Workload, index: number): string => {
  const whole = `${namespace}/${name}/${index}`;
  if (kind === "StatefulSet") return `${name}-${index}`;
  return kind === "Deployment"
    ? `${name}-${replicaSet(namespace, name)}-${suffix(whole, 5)}`
    : `${name}-${suffix(whole, 5)}`;
};

export const replicaSet = (namespace: string, name: string): string => suffix(`${namespace}/${name}`, 9);

const identity = (text: string): string =>
  [8, 4, 4, 4, 12]
    .map((length, part) =>
      Array.from({ length }, (_, index) => Math.floor(seedOf(`${text}:${part}:${index}`) * 16).toString(16)).join(""),
    )
    .join("-");

/** @param workloads no two of them of one name in one namespace */
export const podsOf = (workloads: readonly Workload[]): readonly Pod[] =>
  workloads.flatMap((workload, number) =>
    Array.from({ length: workload.kind === "DaemonSet" ? NODES.length : workload.replicas }, (_, index): Pod => {
      const [first, second] = NODES;
      const { namespace, container } = workload;
      const pod = podName(workload, index);
      return {
        workload,
        namespace,
        pod,
        container,
        uid: identity(`${namespace}/${pod}`),
        ip: `10.1.${index % 2 === 0 ? 1 : 2}.${10 + number}`,
        node: index % 2 === 0 ? first : second,
      };
    }),
  );
