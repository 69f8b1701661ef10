/** The way of a line through the configuration, read back from its files. */
import { fluentdProps, podVolume, type FluentdProps } from "../../../lib/components/fluentd";
import { configurationFiles, type Destination } from "../../../lib/components/fluentd/pipeline";
import { gibibytes, mebibytes, milliseconds, minutes, parse, SERVICE, TRACE_ID } from "../../../lib/model";
import { read, type Element } from "./reader";

const loki: Destination = {
  endpoint: { scheme: "http", service: "loki-gateway", namespace: "observability", port: 80 },
  login: false,
};
const filesOf = (props: FluentdProps = {}, destination: Destination | undefined = loki) =>
  configurationFiles(parse(fluentdProps, props, "fluentd"), destination);

const environment = { K8S_NODE_NAME: "node-1", LOKI_PASSWORD: 'p"#{1}' };
const elementsOf = (props?: FluentdProps, destination?: Destination): readonly Element[] =>
  Object.values(filesOf(props, destination)).flatMap((file) => read(file, environment));

const all = (elements: readonly Element[]): readonly Element[] =>
  elements.flatMap((element) => [element, ...all(element.sections)]);
const byId = (id: string, elements = elementsOf()): Element => {
  const found = all(elements).find(({ parameters }) => parameters["@id"] === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};
const section = (element: Element, name: string): Element["parameters"] =>
  element.sections.find((each) => each.name === name)?.parameters ?? {};

test("the files have the names of the chart's, so that none of its own is left", () => {
  expect(Object.keys(filesOf())).toEqual(["01_sources.conf", "02_filters.conf", "03_dispatch.conf", "04_outputs.conf"]);
});

test("every label that records are sent to exists", () => {
  const elements = elementsOf();
  const labels = elements.filter(({ name }) => name === "label").map(({ argument }) => argument);
  const targets = all(elements).flatMap(({ parameters }) =>
    [parameters["@label"], parameters["timeout_label"]].filter((each) => each !== undefined),
  );
  expect(new Set(targets)).toEqual(new Set(labels));
});

test("ids are unique", () => {
  const ids = all(elementsOf()).flatMap(({ parameters }) => parameters["@id"] ?? []);
  expect(new Set(ids).size).toBe(ids.length);
});

describe("a line of a container", () => {
  const { parameters, sections } = byId("in_container_logs");
  const { expression = "", time_format } = sections[0]?.parameters ?? {};
  const pattern = new RegExp(expression.slice(1, -1));

  test.each([
    ["2026-01-02T03:04:05.678901234Z stdout F hello", { stream: "stdout", logtag: "F", log: "hello" }],
    ['2026-01-02T03:04:05.678901234+01:00 stderr P {"a":', { stream: "stderr", logtag: "P", log: '{"a":' }],
    ["2026-01-02T03:04:05.678901234Z stdout F:x  two spaces", { logtag: "F:x", log: " two spaces" }],
    ["2026-01-02T03:04:05.678901234Z stdout F ", { log: "" }],
    ["2026-01-02T03:04:05.678901234Z stdout F", { log: "" }],
  ])("%j is understood", (line, groups) => {
    expect(pattern.exec(line)?.groups).toMatchObject(groups);
    expect(pattern.exec(line)?.groups?.["time"]).toMatch(/^2026-01-02T03:04:05\.678901234/);
  });

  test("what is not understood is passed on all the same", () => {
    expect(pattern.test("a panic of the runtime")).toBe(false);
    expect(parameters["emit_unmatched_lines"]).toBe("true");
  });

  test("is dated to the nanosecond, with its zone", () => {
    expect(time_format).toBe("%Y-%m-%dT%H:%M:%S.%N%:z");
  });

  test("is read once, from the beginning, also over restarts", () => {
    expect(parameters).toMatchObject({
      read_from_head: "true",
      pos_file: "/buffers/container-logs.pos",
      path: "/var/log/containers/*.log",
    });
  });
});

test("its own logs are never read, others on request", () => {
  const source = byId(
    "in_container_logs",
    elementsOf({
      releaseName: "shipper",
      namespace: "agents",
      tail: { excludePaths: ["/var/log/containers/*_kube-system_*.log"] },
    }),
  );
  expect(JSON.parse(source.parameters["exclude_path"] ?? "")).toEqual([
    "/var/log/containers/shipper-*_agents_*.log",
    "/var/log/containers/*_kube-system_*.log",
  ]);
});

test("the probes' metrics are served", () => {
  expect(byId("in_prometheus").parameters).toMatchObject({
    "@type": "prometheus",
    bind: "0.0.0.0",
    port: "24231",
    metrics_path: "/metrics",
  });
});

test("parts of a line are put together per stream, and go on after a while even without their end", () => {
  expect(byId("filter_partial_lines").parameters).toMatchObject({
    "@type": "concat",
    key: "log",
    separator: "",
    use_partial_cri_logtag: "true",
    stream_identity_key: "stream",
    timeout_label: "@RECORDS",
  });
});

describe("labels", () => {
  test("are bounded, and the trace id is none of them", () => {
    const labels = section(byId("out_loki"), "label");
    expect(Object.keys(labels).sort()).toEqual(["container", "namespace", "node", "pod", SERVICE].sort());
    expect(JSON.stringify(filesOf())).not.toContain(TRACE_ID);
    expect(byId("out_loki").parameters).not.toHaveProperty("extract_kubernetes_labels");
  });

  test("name the application and the node", () => {
    const record = section(byId("filter_labels"), "record");
    expect(record["node"]).toBe("node-1");
    expect(record[SERVICE]).toMatch(
      /^\$\{record\.dig\("kubernetes", "labels", "app\.kubernetes\.io\/name"\) \|\| .*container_name"\)\}$/,
    );
  });

  test("of the cluster travel with every stream, whatever is in them", () => {
    const labels = { cluster: "production", note: "#{`id`} ${tag} \\ é" };
    expect(JSON.parse(byId("out_loki", elementsOf({ labels })).parameters["extra_labels"] ?? "")).toEqual(labels);
  });
});

describe("the output", () => {
  test("sends the line as the application wrote it", () => {
    const { parameters } = byId("out_loki");
    expect(parameters).toMatchObject({ drop_single_key: "true", line_format: "json", include_thread_label: "false" });
    expect(JSON.parse(parameters["remove_keys"] ?? "")).toEqual(["kubernetes", "docker", "stream", "logtag"]);
  });

  test("writes to the gateway, whose path the plug-in adds", () => {
    expect(byId("out_loki").parameters["url"]).toBe("http://loki-gateway.observability.svc:80");
  });

  test.each<readonly [title: string, destination: Destination, parameters: Readonly<Record<string, unknown>>]>([
    ["nobody in particular", loki, { tenant: undefined, username: undefined, password: undefined }],
    ["a tenant", { ...loki, tenant: "platform" }, { tenant: "platform", username: undefined, password: undefined }],
    [
      "a tenant with a login",
      { ...loki, tenant: "platform", login: true },
      { tenant: undefined, username: "platform", password: 'p"#{1}' },
    ],
  ])("writes as %s", (_, destination, parameters) => {
    const { tenant, username, password } = byId("out_loki", elementsOf({}, destination)).parameters;
    expect({ tenant, username, password }).toEqual(parameters);
  });

  test("keeps what it cannot send on disk, up to a size, and tries for ever", () => {
    expect(section(byId("out_loki"), "buffer")).toMatchObject({
      "@type": "file",
      path: "/buffers/loki",
      total_limit_size: String(4 * 2 ** 30),
      flush_interval: "5",
      retry_forever: "true",
      retry_max_interval: "60",
      overflow_action: "block",
      flush_at_shutdown: "true",
    });
  });

  test("can be told otherwise", () => {
    const buffer = {
      size: mebibytes(512),
      flushInterval: milliseconds(500),
      retryMaxInterval: minutes(5),
      location: podVolume({ size: gibibytes(1) }),
    };
    expect(section(byId("out_loki", elementsOf({ buffer })), "buffer")).toMatchObject({
      total_limit_size: String(512 * 2 ** 20),
      flush_interval: "0.5",
      retry_max_interval: "300",
    });
  });

  test("asks Loki for no more at once than its gateway takes", () => {
    expect(Number(section(byId("out_loki"), "buffer")["chunk_limit_size"])).toBeLessThanOrEqual(2 ** 20);
  });
});

test("without a destination nothing is sent anywhere", () => {
  const elements = Object.values(configurationFiles(parse(fluentdProps, {}, ""), undefined)).flatMap((file) =>
    read(file, environment),
  );
  expect(byId("out_nowhere", elements).parameters["@type"]).toBe("null");
  expect(all(elements).map(({ parameters }) => parameters["@type"])).not.toContain("loki");
});

test("a reviewer sees the whole configuration", () => {
  const files = filesOf({ labels: { cluster: "production" } });
  expect(
    Object.entries(files)
      .map(([name, text]) => `# ${name}\n${text}`)
      .join("\n"),
  ).toMatchSnapshot();
});
