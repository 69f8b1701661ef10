/** What relabelling really makes of targets, said by Prometheus itself: the ready-made jobs do what they promise, and the findings are right. */
import {
  annotatedPodsJob,
  consulServicesJob,
  nodeExporterJob,
  postgresExporterJob,
  prometheusJob,
  redisExporterJob,
  scrapeConfig,
  scrapeConfigValue,
  setLabel,
  staticTargets,
  type RelabelRule,
  type ScrapeConfig,
  type ScrapeConfigInput,
} from "../../lib/components/prometheus/scrape";
import { check } from "../../lib/model";
import { relabelled, written, type Labels } from "../components/prometheus/scrape/promtool";
import { describeWith } from "./tool";

/** What people see on series: labels that do not begin with `__`. */
const visible = (labels: Labels | undefined): Labels | undefined =>
  labels && Object.fromEntries(Object.entries(labels).filter(([name]) => !name.startsWith("__")));

/** Rows of a table, all relabelled at once; each test looks at its own. */
const together = (job: ScrapeConfigInput, targets: readonly Labels[]): ((index: number) => Labels | undefined) => {
  let results: readonly (Labels | undefined)[] | undefined;
  return (index) => (results ??= relabelled(written(job), targets))[index];
};

const one = (job: ScrapeConfigInput, target: Labels): Labels | undefined => together(job, [target])(0);

const numbered = <Row extends readonly unknown[]>(rows: readonly Row[]) =>
  rows.map((row, index) => ({ row, index, title: String(row[0]) }));

const KUBERNETES = "__meta_kubernetes_";
const POD = `${KUBERNETES}pod_`;
const SCRAPE = `${POD}annotation_prometheus_io_`;

const pod = (labels: Labels = {}): Labels => ({
  __address__: "10.1.2.3:8080",
  [`${KUBERNETES}namespace`]: "shop",
  [`${POD}name`]: "checkout-1",
  [`${POD}ip`]: "10.1.2.3",
  [`${POD}phase`]: "Running",
  [`${POD}node_name`]: "node-1",
  [`${POD}container_name`]: "checkout",
  [`${POD}container_port_number`]: "8080",
  [`${POD}container_port_protocol`]: "TCP",
  [`${SCRAPE}scrape`]: "true",
  ...labels,
});
const withoutPorts: Labels = { __address__: "10.1.2.3", [`${POD}container_port_number`]: "" };

describeWith(["promtool"], "pods that ask for it by annotation", () => {
  test("are told apart by namespace, pod, node and container, and keep their labels", () => {
    const labels = {
      app_kubernetes_io_name: "checkout",
      pod_template_hash: "5d9c",
      batch_kubernetes_io_controller_uid: "1",
    };
    const mapped = Object.fromEntries(Object.entries(labels).map(([name, value]) => [`${POD}label_${name}`, value]));
    expect(visible(one(annotatedPodsJob(), pod(mapped)))).toEqual({
      job: "annotated-pods",
      instance: "10.1.2.3:8080",
      namespace: "shop",
      pod: "checkout-1",
      node: "node-1",
      container: "checkout",
      app_kubernetes_io_name: "checkout",
    });
  });

  const leftAlone: readonly (readonly [string, Labels])[] = [
    ["do not ask", { [`${SCRAPE}scrape`]: "" }],
    ["ask not to", { [`${SCRAPE}scrape`]: "false" }],
    ["have succeeded", { [`${POD}phase`]: "Succeeded" }],
    ["have failed", { [`${POD}phase`]: "Failed" }],
    ["do not run yet", { [`${POD}phase`]: "Pending" }],
    ["have no port", withoutPorts],
    ["speak no HTTP on their port", { [`${POD}container_port_protocol`]: "UDP" }],
  ];
  const alone = together(
    annotatedPodsJob(),
    leftAlone.map(([, labels]) => pod(labels)),
  );
  test.each(numbered(leftAlone))("pods that $title are left alone", ({ index }) =>
    expect(alone(index)).toBeUndefined(),
  );

  const scraped: readonly (readonly [string, Labels, Labels])[] = [
    ["at the declared port", {}, { __address__: "10.1.2.3:8080" }],
    ["at the annotated port", { [`${SCRAPE}port`]: "9102" }, { __address__: "10.1.2.3:9102" }],
    [
      "at the annotated port where none is declared",
      { ...withoutPorts, [`${SCRAPE}port`]: "9102" },
      { __address__: "10.1.2.3:9102" },
    ],
    [
      "at the annotated port of an IPv6 address",
      { __address__: "[fd00::1]:8080", [`${POD}ip`]: "fd00::1", [`${SCRAPE}port`]: "9102" },
      { __address__: "[fd00::1]:9102", instance: "[fd00::1]:9102" },
    ],
    ["at the shortest IPv6 address", { [`${POD}ip`]: "::1", [`${SCRAPE}port`]: "9102" }, { __address__: "[::1]:9102" }],
    [
      "at the declared port of an IPv6 address",
      { __address__: "[fd00::1]:8080", [`${POD}ip`]: "fd00::1" },
      { __address__: "[fd00::1]:8080" },
    ],
    [
      "at the declared port where the annotation is no number",
      { [`${SCRAPE}port`]: "metrics" },
      { __address__: "10.1.2.3:8080" },
    ],
    ["under the annotated path", { [`${SCRAPE}path`]: "/stats" }, { __metrics_path__: "/stats", __scheme__: "http" }],
    [
      "by the annotated scheme",
      { [`${SCRAPE}scheme`]: "https" },
      { __metrics_path__: "/metrics", __scheme__: "https" },
    ],
    ["by HTTP where the annotated scheme is none", { [`${SCRAPE}scheme`]: "ftp" }, { __scheme__: "http" }],
    [
      "under their own place, whatever their labels say",
      {
        [`${POD}label_namespace`]: "x",
        [`${POD}label_pod`]: "x",
        [`${POD}label_node`]: "x",
        [`${POD}label_container`]: "x",
      },
      { namespace: "shop", pod: "checkout-1", node: "node-1", container: "checkout" },
    ],
  ];
  const found = together(
    annotatedPodsJob(),
    scraped.map(([, labels]) => pod(labels)),
  );
  test.each(numbered(scraped))("pods are scraped $title", ({ index, row: [, , expected] }) =>
    expect(found(index)).toMatchObject(expected),
  );

  const twoPorts: readonly Labels[] = ["8080", "9102"].map((number, index) =>
    pod({
      __address__: `10.1.2.3:${number}`,
      [`${SCRAPE}port`]: "9102",
      [`${POD}container_port_number`]: number,
      [`${POD}container_name`]: `container-${index}`,
    }),
  );

  test("all ports of a pod come down to one target where one is annotated, so nothing is scraped twice", () => {
    const [first, second] = relabelled(written(annotatedPodsJob()), twoPorts);
    expect(first).toMatchObject({ __address__: "10.1.2.3:9102" });
    expect(second).toEqual(first);
  });

  test("the container is known where only declared ports count", () => {
    const results = relabelled(written(annotatedPodsJob({ declaredPorts: true })), [...twoPorts, pod()]);
    expect(results).toMatchObject([
      undefined,
      { container: "container-1", __address__: "10.1.2.3:9102" },
      { container: "checkout", __address__: "10.1.2.3:8080" },
    ]);
  });

  test("namespaces may be left out, by their whole names", () => {
    const job = annotatedPodsJob({ exceptNamespaces: ["observability", "observability-agents"] });
    const places = ["observability", "observability-agents", "shop", "observability-x"];
    const found = places.map((place) => pod({ [`${KUBERNETES}namespace`]: place }));
    expect(relabelled(written(job), found).map((labels) => labels?.["namespace"])).toEqual([
      undefined,
      undefined,
      "shop",
      "observability-x",
    ]);
  });

  test("annotations may have another prefix", () => {
    const asked = pod({ [`${POD}annotation_metrics_acme_example_scrape`]: "true" });
    const [without, other] = relabelled(written(annotatedPodsJob({ annotations: "metrics.acme.example" })), [
      pod(),
      asked,
    ]);
    expect(without).toBeUndefined();
    expect(other).toBeDefined();
  });
});

describeWith(["promtool"], "the other ready-made jobs", () => {
  test("Prometheus is scraped as itself", () => {
    const labels = one(prometheusJob(), { __address__: "localhost:9090" });
    expect(visible(labels)).toEqual({ job: "prometheus", instance: "localhost:9090" });
  });

  const machines = [
    ["vm-1.acme.example:9100", "vm-1.acme.example"],
    ["10.0.0.1:9100", "10.0.0.1"],
    ["[fd00::1]:9100", "fd00::1"],
  ] as const;
  const machine = together(
    nodeExporterJob({ targets: ["any:9100"] }),
    machines.map(([address]) => ({ __address__: address })),
  );
  test.each(numbered(machines))(
    "the port of $title is stripped from its instance",
    ({ index, row: [address, instance] }) =>
      expect(machine(index)).toMatchObject({ __address__: address, job: "node", instance }),
  );

  const nodes = [
    ["10.0.0.1:10250", "10.0.0.1:9100", "10.0.0.1"],
    ["[fd00::1]:10250", "[fd00::1]:9100", "fd00::1"],
  ] as const;
  const node = together(
    nodeExporterJob(),
    nodes.map(([address]) => ({ __address__: address, instance: "node-1", [`${KUBERNETES}node_name`]: "node-1" })),
  );
  test.each(numbered(nodes))(
    "the node of the kubelet $title is scraped at its exporter",
    ({ index, row: [, address, instance] }) =>
      expect(node(index)).toMatchObject({ __address__: address, node: "node-1", instance }),
  );

  test.each([
    [
      postgresExporterJob({ exporter: "exporter:9187", targets: ["db-1:5432"] }),
      "exporter:9187",
      "db-1:5432",
      "/probe",
    ],
    [
      redisExporterJob({ exporter: "exporter:9121", targets: ["redis://c:6379"] }),
      "exporter:9121",
      "redis://c:6379",
      "/scrape",
    ],
  ])("one exporter probes many servers: %#", (job, exporter, target, path) => {
    expect(one(job, { __address__: target })).toMatchObject({
      __address__: exporter,
      __param_target: target,
      __metrics_path__: path,
      instance: target,
    });
  });

  const tagged = [
    [",metrics,", true],
    [",web,metrics,v2,", true],
    [",web,", false],
    [",metrics-v2,", false],
    ["", false],
  ] as const;
  const services = together(
    consulServicesJob({ server: "consul:8500" }),
    tagged.map(([tags]) => ({
      __address__: "10.0.0.1:80",
      __meta_consul_tags: tags,
      __meta_consul_service: "checkout",
      __meta_consul_node: "vm-1",
      __meta_consul_dc: "dc1",
    })),
  );
  test.each(numbered(tagged))('a service of Consul with the tags "$title"', ({ index, row: [, kept] }) => {
    const labels = { job: "consul-services", service: "checkout", node: "vm-1", datacenter: "dc1" };
    expect(visible(services(index))).toEqual(kept ? { ...labels, instance: "10.0.0.1:80" } : undefined);
  });

  test("a tag of Consul is taken literally, between separators of one's own", () => {
    const job = consulServicesJob({ server: "consul:8500", tag: "v1.0", consul: { tagSeparator: "|" } });
    const found = ["|v1.0|", "|v1x0|", "|a|v1.0|b|"].map((tags) => ({ __address__: "a:1", __meta_consul_tags: tags }));
    expect(relabelled(written(job), found).map((labels) => labels !== undefined)).toEqual([true, false, true]);
  });
});

describeWith(["promtool"], "what relabelling does when it is written so", () => {
  const job = (rule: RelabelRule): ScrapeConfig => ({
    jobName: "job",
    discovery: [staticTargets(["a:1"])],
    relabelings: [rule],
  });
  const made = (rule: RelabelRule): Labels | undefined =>
    relabelled(scrapeConfigValue(job(rule)), [{ __address__: "a:1", team: "shop" }])[0];

  test("a fixed value arrives as it is, dollars included", () => {
    expect(made(setLabel("price", "$5 ${1} $$"))).toMatchObject({ price: "$5 ${1} $$" });
  });

  test.each<[string, RelabelRule]>([
    ["a group of another name", { action: "replace", from: ["team"], to: "team", with: "$1_team" }],
    ["a group that there is not", { action: "replace", from: ["team"], matching: "shop", to: "team", with: "$1" }],
    [
      "the group that is meant where nothing is said",
      { action: "replace", from: ["team"], matching: "shop", to: "team" },
    ],
  ])("a reference to %s removes the label, and is a finding", (_, rule) => {
    expect(made(rule)).not.toHaveProperty("team");
    expect(check(scrapeConfig, job(rule), "job")).toMatchObject([{ path: "job.relabelings[0].with" }]);
  });

  test.each<[string, RelabelRule]>([
    ["keeping few labels", { action: "labelkeep", matching: "job|instance|team" }],
    ["dropping many labels", { action: "labeldrop", matching: "__.+" }],
  ])("%s gives the target up, and is a finding", (_, rule) => {
    expect(made(rule)).toBeUndefined();
    expect(check(scrapeConfig, job(rule), "job")).toMatchObject([{ path: "job.relabelings[0].matching" }]);
  });
});
