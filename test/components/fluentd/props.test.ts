/** What is wrong with the props of a Fluentd is told with its place and its mend. */
import { fluentdProps, hostFolder, podVolume } from "../../../lib/components/fluentd";
import { chartFolder, check, gibibytes, mebibytes, ociCharts, parse, seconds, TRACE_ID } from "../../../lib/model";

test.each<readonly [input: unknown, path: string, words: string]>([
  [null, "prod.fluentd", "write an object"],
  [{ kind: "Deployment" }, "prod.fluentd.kind", "is no property here"],
  [{ replicas: 2 }, "prod.fluentd.replicas", "is no property here"],
  [{ releaseName: "Fluentd" }, "prod.fluentd.releaseName", "lower-case letters"],
  [{ namespace: "agents!" }, "prod.fluentd.namespace", "lower-case letters"],
  [{ image: "acme/fluentd:1" }, "prod.fluentd.image", "write an object"],
  [{ image: { repository: "acme/fluentd" } }, "prod.fluentd.image.tag", "is missing"],
  [{ image: { repository: "", tag: "1" } }, "prod.fluentd.image.repository", "is empty"],
  [{ tail: { path: "/var/log" } }, "prod.fluentd.tail.path", "is no property here"],
  [
    { tail: { excludePaths: ["*.log"] } },
    "prod.fluentd.tail.excludePaths[0]",
    "/var/log/containers/*_kube-system_*.log",
  ],
  [
    { tail: { excludePaths: ["/var/log/containers/a,b.log"] } },
    "prod.fluentd.tail.excludePaths[0]",
    "is no path of container logs",
  ],
  [
    { tail: { excludePaths: ["/var/log/containers/%Y.log"] } },
    "prod.fluentd.tail.excludePaths[0]",
    "is no path of container logs",
  ],
  [{ tail: { excludePaths: "/var/log/containers/x.log" } }, "prod.fluentd.tail.excludePaths", "write an array"],
  [{ labels: { "a-b": "c" } }, "prod.fluentd.labels.a-b", "is no Prometheus label name"],
  [{ labels: { pod: "c" } }, "prod.fluentd.labels.pod", "sets itself"],
  [{ labels: { service: "c" } }, "prod.fluentd.labels.service", "a name other than"],
  [{ labels: { [TRACE_ID]: "c" } }, `prod.fluentd.labels.${TRACE_ID}`, "a stream of every trace"],
  [{ labels: { cluster: "" } }, "prod.fluentd.labels.cluster", "is empty"],
  [{ labels: { cluster: 'a"b' } }, "prod.fluentd.labels.cluster", "write plain text"],
  [{ labels: { cluster: 1 } }, "prod.fluentd.labels.cluster", "write a string"],
  [{ buffer: { size: "4Gi" } }, "prod.fluentd.buffer.size", "gibibytes(50)"],
  [{ buffer: { size: mebibytes(8) } }, "prod.fluentd.buffer.size", "at least mebibytes(64)"],
  [
    { buffer: { size: gibibytes(10), location: podVolume({ size: gibibytes(10) }) } },
    "prod.fluentd.buffer.size",
    "nine tenths",
  ],
  [{ buffer: { flushInterval: 5 } }, "prod.fluentd.buffer.flushInterval", "write seconds(15)"],
  [{ buffer: { retryMaxInterval: seconds(0) } }, "prod.fluentd.buffer.retryMaxInterval", "above zero"],
  [{ buffer: { location: "/var/lib/fluentd" } }, "prod.fluentd.buffer.location", "hostFolder, podVolume"],
  [{ buffer: { location: hostFolder("var/lib/fluentd") } }, "prod.fluentd.buffer.location.path", "is no absolute path"],
  [{ buffer: { location: hostFolder("/var/lib/../etc #") } }, "prod.fluentd.buffer.location.path", "/var/lib/fluentd"],
  [{ buffer: { location: { kind: "memory" } } }, "prod.fluentd.buffer.location.kind", "none of the kinds allowed here"],
  [{ resources: { limits: { memory: gibibytes(1) } } }, "prod.fluentd.resources.requests", "is missing"],
  [
    { scheduling: { tolerations: [{ operator: "All" }] } },
    "prod.fluentd.scheduling.tolerations[0].operator",
    '"Exists"',
  ],
  [{ scheduling: { spreadOver: ["zone"] } }, "prod.fluentd.scheduling.spreadOver", "is no property here"],
  [{ podSecurity: { runAsUser: 1000 } }, "prod.fluentd.podSecurity.runAsUser", "is no property here"],
  [{ imageRegistry: "registry.acme.example" }, "prod.fluentd.image", "fluent-plugin-grafana-loki"],
  [{ chart: chartFolder("./charts") }, "prod.fluentd.image", "rubygems.org"],
  [{ chart: ociCharts("oci://registry.acme.example/charts") }, "prod.fluentd.image", "rubygems.org"],
  [
    { containerSecurity: { readOnlyRootFilesystem: true } },
    "prod.fluentd.containerSecurity.readOnlyRootFilesystem",
    "installs a gem",
  ],
  [{ serviceMonitor: "no" }, "prod.fluentd.serviceMonitor", "write a boolean"],
  [{ values: [] }, "prod.fluentd.values", "as an object"],
])("%#: %j", (input, path, words) => {
  const found = check(fluentdProps, input, "prod.fluentd");
  expect(found.map((finding) => finding.path)).toContain(path);
  expect(found.map(({ problem, mend }) => `${problem} -> ${mend}`).join("\n")).toContain(words);
});

test("alone, it buffers 4 GiB in a folder of the node", () => {
  expect(parse(fluentdProps, {}, "").buffer).toMatchObject({
    size: gibibytes(4),
    location: { kind: "hostFolder", path: "/var/lib/fluentd" },
  });
});
