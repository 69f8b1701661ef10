/** What the stack's chart really makes of the targets: the names, labels and metrics that the packs of Prometheus, nodes and workloads rely on. */
import { charts as pins } from "../../../lib/charts";
import { operatorPods, serviceName } from "../../../lib/components/prometheus/names";
import { seriesOf } from "../../../lib/model";
import { nodeBasicsPack, workloadPack } from "../../../lib/packs";
import { settings, valuesOf } from "../../components/prometheus/settings";
import { rendered, type KubernetesObject } from "../../proof/rendered";
import { describeWith, describeWithCharts } from "../../proof/tool";

interface Relabeling {
  readonly action?: string;
  readonly sourceLabels?: readonly string[];
  readonly regex?: string;
  readonly targetLabel?: string;
}
interface Monitor {
  readonly jobLabel?: string;
  readonly endpoints: readonly {
    readonly path?: string;
    readonly honorLabels?: boolean;
    readonly metricRelabelings?: readonly Relabeling[];
    readonly relabelings?: readonly Relabeling[];
  }[];
}

const RELEASE = { name: "prometheus", namespace: "observability" };

describeWithCharts("the stack's chart", (folders) =>
  describeWith(["helm"], "rendered", () => {
    let objects: readonly KubernetesObject[] = [];
    beforeAll(() => {
      objects = rendered(folders, pins.kubePrometheusStack, { ...RELEASE, values: valuesOf() });
    });
    const monitor = (name: string): Monitor =>
      objects.find(({ kind, metadata }) => kind === "ServiceMonitor" && metadata.name === name)
        ?.spec as unknown as Monitor;
    const service = (name: string) =>
      objects.find(({ kind, metadata }) => kind === "Service" && metadata.name === name);

    test.each([
      ["Prometheus", "prometheus-prometheus", serviceName(settings())],
      ["the operator", "prometheus-operator", operatorPods(settings()).name],
    ])("the job of %s is the name of its Service", (_, name, job) => {
      expect(monitor(name).jobLabel).toBeUndefined();
      expect(service(job)?.metadata.name).toBe(job);
    });

    test.each([
      ["kube-state-metrics", "prometheus-kube-state-metrics", "kube-state-metrics"],
      ["the node exporter", "prometheus-node-exporter", "node-exporter"],
    ])("the job of %s is a label of its Service", (_, name, job) => {
      expect(service(name)?.metadata.labels?.[monitor(name).jobLabel ?? ""]).toBe(job);
    });

    test("kube-state-metrics keeps the namespaces and pods that it tells of", () => {
      expect(monitor("prometheus-kube-state-metrics").endpoints.map(({ honorLabels }) => honorLabels)).toEqual([
        true,
        true,
      ]);
    });

    test("the kubelet keeps them too, and its pages are told apart by their path", () => {
      const { endpoints, jobLabel } = monitor("prometheus-kubelet");
      expect(jobLabel).toBe("k8s-app");
      expect(endpoints.every(({ honorLabels }) => honorLabels)).toBe(true);
      expect(
        endpoints.every(({ relabelings }) => relabelings?.some(({ targetLabel }) => targetLabel === "metrics_path")),
      ).toBe(true);
    });

    test("no metric that the packs use is dropped on its way", () => {
      const used = [workloadPack(), nodeBasicsPack()].flatMap(({ metrics }) =>
        Object.values(metrics ?? {}).flatMap((metric) => seriesOf(metric).map(({ name }) => name)),
      );
      const drops = objects
        .filter(({ kind }) => kind === "ServiceMonitor")
        .flatMap(({ spec }) => (spec as unknown as Monitor).endpoints)
        .flatMap(({ metricRelabelings = [] }) => metricRelabelings)
        .filter(({ action, sourceLabels }) => action === "drop" && sourceLabels?.join() === "__name__");
      expect(drops.length).toBeGreaterThan(3);
      expect(used.filter((name) => drops.some(({ regex }) => new RegExp(`^(?:${regex})$`).test(name)))).toEqual([]);
    });
  }),
);
