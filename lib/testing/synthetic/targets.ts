/** What is scraped: the targets that queries name, and those that every cluster has. */
import { satisfies, type Matcher } from "../../query";
import type { Asked, Selection } from "./asked";
import {
  BASTION,
  NODES,
  OTHERS,
  podsOf,
  SERVICES,
  type Labels,
  type Pod,
  type Workload,
  type WorkloadKind,
} from "./cluster";
import { examplesOf } from "./witnesses";

export interface Target {
  readonly job: string;
  readonly namespace: string;
  /** The labels of each of its instances. */
  readonly instances: readonly Labels[];
}

export interface Installation {
  readonly pods: readonly Pod[];
  /** Services of teams. */
  readonly services: readonly Target[];
  /** Whatever queries name by its job. */
  readonly components: readonly Target[];
  readonly stateMetrics: Target;
  readonly nodeExporter: Target;
  /** One for each of the kubelet's paths. */
  readonly kubelets: readonly Target[];
  /** What is asked from outside whether it answers. */
  readonly probes: Target;
  readonly all: readonly Target[];
}

interface Habit {
  readonly kind: WorkloadKind;
  readonly replicas: number;
  readonly port: number;
}

/** By the name of the job; the first that matches counts. */
const HABITS: readonly (readonly [RegExp, Habit])[] = [
  [/node-exporter/, { kind: "DaemonSet", replicas: 2, port: 9100 }],
  [/fluent/, { kind: "DaemonSet", replicas: 2, port: 24231 }],
  [/alertmanager/, { kind: "StatefulSet", replicas: 2, port: 9093 }],
  [/operator/, { kind: "Deployment", replicas: 1, port: 8080 }],
  [/exporter/, { kind: "Deployment", replicas: 1, port: 9115 }],
  [/kube-state-metrics/, { kind: "Deployment", replicas: 1, port: 8080 }],
  [/prometheus/, { kind: "StatefulSet", replicas: 2, port: 9090 }],
  [/loki/, { kind: "StatefulSet", replicas: 2, port: 3100 }],
  [/grafana/, { kind: "Deployment", replicas: 2, port: 3000 }],
  [/./, { kind: "Deployment", replicas: 2, port: 8080 }],
];

const DEFAULT_NAMESPACE = "observability";

interface Described {
  readonly job: string;
  readonly namespace?: string;
  readonly service?: string;
  readonly container?: string;
}

/** The values that a selection asks of a label by name: none where it asks for nothing, or only what shall not be. */
export const namedIn = (selection: Selection, label: string): readonly string[] => {
  const own = selection.filter((each) => each.label === label);
  return [...new Set(own.flatMap(examplesOf))].filter((text) => own.every((each) => satisfies(each, text)));
};

const describedIn = (selection: Selection): readonly Described[] =>
  namedIn(selection, "job").map((job) => ({
    job,
    namespace: namedIn(selection, "namespace")[0],
    service: namedIn(selection, "service")[0],
    container: namedIn(selection, "container")[0],
  }));

/** One description for each job in each namespace; what says less of the same says nothing new. */
const merged = (all: readonly Described[]): readonly Described[] => {
  const found = new Map<string, Described>();
  const namespaces = new Map<string, string>();
  for (const { job, namespace } of all)
    if (namespace !== undefined && !namespaces.has(job)) namespaces.set(job, namespace);
  for (const each of all) {
    const namespace = each.namespace ?? namespaces.get(each.job) ?? DEFAULT_NAMESPACE;
    const key = `${namespace} ${each.job}`;
    const known = found.get(key);
    found.set(key, {
      job: each.job,
      namespace,
      service: known?.service ?? each.service,
      container: known?.container ?? each.container,
    });
  }
  return [...found.values()];
};

const workloadOf = ({
  job,
  namespace = DEFAULT_NAMESPACE,
  service,
  container,
}: Described): Workload & { readonly port: number } => {
  const habit = HABITS.find(([pattern]) => pattern.test(job))?.[1] ?? { kind: "Deployment", replicas: 2, port: 8080 };
  const name = service ?? job.split("/").at(-1) ?? job;
  const plain = name.replace(/^prometheus-prometheus$/, "prometheus");
  return { ...habit, namespace, name: plain, container: container ?? plain };
};

const instanceOf = (pod: Pod, job: string, service: string, port: number): Labels => ({
  namespace: pod.namespace,
  pod: pod.pod,
  container: pod.container,
  service,
  endpoint: "http-metrics",
  job,
  instance: `${pod.ip}:${port}`,
  node: pod.node.name,
  app_instance: service,
});

const SYSTEM = ["kubelet", "node-exporter", "kube-state-metrics", "probe"];

/** @param asked everything that is asked, by name of the series */
export const installationFor = (asked: Asked): Installation => {
  const selections = [...asked.values()].flat();
  const described = merged([
    { job: "kube-state-metrics" },
    { job: "node-exporter", namespace: "observability-agents" },
    ...selections.flatMap(describedIn),
  ]);
  const named = described
    .filter(({ job }) => !["kubelet", "probe"].includes(job))
    .map((each) => ({ ...each, workload: workloadOf(each) }));
  const services = [...SERVICES, ...servicesIn(selections)];
  const workloads = new Map<string, Workload>();
  for (const each of [...services, ...OTHERS, ...named.map(({ workload }) => workload)])
    workloads.set(`${each.namespace}/${each.name}`, workloads.get(`${each.namespace}/${each.name}`) ?? each);
  const pods = podsOf([...workloads.values()]);
  const podsIn = ({ namespace, name }: Workload): readonly Pod[] =>
    pods.filter(({ workload }) => workload.namespace === namespace && workload.name === name);
  const components = named.map(({ job, workload }): Target => ({
    job,
    namespace: workload.namespace,
    instances: podsIn(workload).map((pod) => ({
      ...instanceOf(pod, job, workload.name, workload.port),
      // A node is known by its own address.
      ...(job === "node-exporter" ? { instance: `${pod.node.ip}:9100` } : {}),
    })),
  }));
  const nodeExporter = withBastion(targetOf(components, "node-exporter"));
  const kubelets = ["/metrics", "/metrics/cadvisor", "/metrics/probes"].map(kubelet);
  const teamTargets = (of: readonly Workload[]): readonly Target[] =>
    of.map((workload) => ({
      job: workload.name,
      namespace: workload.namespace,
      instances: podsIn(workload).map((pod) => ({
        ...instanceOf(pod, workload.name, workload.name, 8080),
        endpoint: "http",
      })),
    }));
  const teams = teamTargets(services);
  const others = components.filter(({ job }) => !SYSTEM.includes(job));
  const stateMetrics = targetOf(components, "kube-state-metrics");
  const probes = probesFor(asked);
  // It does not come up, so that it is scraped in vain.
  const down = teamTargets(OTHERS.filter(({ troubled }) => troubled === true));
  return {
    pods,
    services: teams,
    components: others,
    stateMetrics,
    nodeExporter,
    kubelets,
    probes,
    all: [...teams, ...down, ...others, stateMetrics, nodeExporter, ...kubelets, probes],
  };
};

const targetOf = (targets: readonly Target[], job: string): Target =>
  targets.find((each) => each.job === job) ?? { job, namespace: DEFAULT_NAMESPACE, instances: [] };

const withBastion = (target: Target): Target => ({
  ...target,
  instances: [...target.instances, { job: target.job, instance: BASTION }],
});

const kubelet = (path: string): Target => ({
  job: "kubelet",
  namespace: "kube-system",
  instances: NODES.map(({ name, ip }) => ({
    namespace: "kube-system",
    service: "kubelet",
    endpoint: "https-metrics",
    job: "kubelet",
    instance: `${ip}:10250`,
    node: name,
    metrics_path: path,
  })),
});

const probesFor = (asked: Asked): Target => {
  const named = [...asked]
    .filter(([name]) => name.startsWith("probe_"))
    .flatMap(([, selections]) => selections.flatMap((selection) => namedIn(selection, "instance")));
  return {
    job: "probe",
    namespace: DEFAULT_NAMESPACE,
    instances: [...new Set(["https://shop.example/healthz", "https://media.example/healthz", ...named])].map(
      (instance) => ({
        namespace: DEFAULT_NAMESPACE,
        job: "probe",
        instance,
        probe: "http",
      }),
    ),
  };
};

/** Services that queries name, and that are not there without that. */
const servicesIn = (selections: readonly Selection[]): readonly Workload[] =>
  selections
    .filter((selection) => !selection.some(isOfJob))
    .flatMap((selection) =>
      namedIn(selection, "service").map((name): Workload => {
        const namespace =
          namedIn(selection, "namespace")[0] ?? SERVICES.find((each) => each.name === name)?.namespace ?? "shop";
        return { namespace, name, kind: "Deployment", container: name, replicas: 2 };
      }),
    )
    .filter(
      ({ namespace, name }, index, all) =>
        !SERVICES.some((each) => each.namespace === namespace && each.name === name) &&
        all.findIndex((each) => each.namespace === namespace && each.name === name) === index,
    );

const isOfJob = ({ label }: Matcher): boolean => label === "job";
