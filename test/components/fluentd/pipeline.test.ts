/** The way of a line through the configuration, read back from its files. */
import { fluentdProps, podVolume, type FluentdProps } from "../../../lib/components/fluentd";
import { configurationFiles, type Destination } from "../../../lib/components/fluentd/pipeline";
import { gibibytes, mebibytes, milliseconds, minutes, parse, SERVICE, TRACE_ID } from "../../../lib/model";
import { filesystemStorage, lokiProps } from "../../../lib/components/loki";
import { read, type Element } from "../../pipeline/reader";
import { full } from "./full";

const loki: Destination = {
  endpoint: { scheme: "http", service: "loki-gateway", namespace: "observability", port: 80 },
  login: false,
};
const filesOf = (props: FluentdProps = {}, destination: Destination | undefined = loki) =>
  configurationFiles(parse(fluentdProps, props, "fluentd"), destination);

const environment = { K8S_NODE_NAME: "node-1", LOKI_PASSWORD: 'p"#{1}' };
const elementsOf = (props?: FluentdProps, destination?: Destination): readonly Element[] =>
  Object.entries(filesOf(props, destination)).flatMap(([name, file]) =>
    name.startsWith("0") ? read(file, environment) : [],
  );

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
  expect(Object.keys(filesOf())).toEqual([
    "fluent.conf",
    "cleaned.rb",
    "01_sources.conf",
    "02_filters.conf",
    "03_dispatch.conf",
    "04_outputs.conf",
  ]);
});

test("every label that records are sent to exists", () => {
  const elements = elementsOf();
  const labels = elements.filter(({ name }) => name === "label").map(({ argument }) => argument);
  const targets = all(elements).flatMap(({ parameters }) =>
    [parameters["@label"], parameters["timeout_label"]].filter((each) => each !== undefined),
  );
  // What filters fail at, and its own log, Fluentd sends there by itself.
  expect(new Set([...targets, "@ERROR", "@FLUENT_LOG"])).toEqual(new Set(labels));
});

test("ids are unique", () => {
  const ids = all(elementsOf()).flatMap(({ parameters }) => parameters["@id"] ?? []);
  expect(new Set(ids).size).toBe(ids.length);
});

describe("a line of a container", () => {
  const { parameters, sections } = byId("in_container_logs");
  const { time_format } = sections[0]?.parameters ?? {};

  test("what is not understood is passed on all the same", () => {
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
  for (const format of ["cri", "docker"] as const)
    expect(byId("filter_partial_lines", elementsOf({ tail: { format } })).parameters).toMatchObject({
      "@type": "concat",
      key: "log",
      separator: "",
      stream_identity_key: "stream",
      partial_key: "logtag",
      partial_value: "P",
      use_first_timestamp: "true",
      timeout_label: "@TRACES",
    });
});

describe("labels", () => {
  test("are bounded, and the trace id is none of them", () => {
    const labels = section(byId("out_loki"), "label");
    expect(Object.keys(labels).sort()).toEqual(["container", "namespace", "node", "pod", SERVICE].sort());
    expect(JSON.stringify(filesOf())).not.toContain(TRACE_ID);
    expect(byId("out_loki").parameters).not.toHaveProperty("extract_kubernetes_labels");
  });

  test("name the application and the node, from where no line can say otherwise", () => {
    expect(section(byId("out_loki"), "label")).toMatchObject({
      node: "$.origin.node",
      [SERVICE]: `$.origin.${SERVICE}`,
    });
    const origin = section(byId("filter_records_origin"), "record")["origin"] ?? "";
    expect(origin).toContain('"node" => ENV["K8S_NODE_NAME"]');
    expect(origin).toContain('record.dig("kubernetes", "labels", "app.kubernetes.io/name") || ');
    expect(byId("filter_kubernetes_metadata").parameters["lookup_from_k8s_field"]).toBe("false");
  });

  test("of the cluster travel with every stream, whatever is in them", () => {
    const labels = { cluster: "production", note: "#{`id`} ${tag} \\ é" };
    expect(JSON.parse(byId("out_loki", elementsOf({ labels })).parameters["extra_labels"] ?? "")).toEqual(labels);
  });
});

describe("the output", () => {
  test("sends nothing but the line, as JSON where it has fields", () => {
    const { parameters } = byId("out_loki");
    expect(parameters).toMatchObject({ drop_single_key: "true", line_format: "json", include_thread_label: "false" });
    expect(JSON.parse(parameters["remove_keys"] ?? "")).toEqual(["kubernetes", "origin"]);
    expect(Object.keys(section(byId("filter_loki_line"), "record"))).toEqual(["line"]);
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
      retry_type: "exponential_backoff",
      retry_max_interval: "30",
      chunk_limit_size: String(2 * 2 ** 20),
      overflow_action: "block",
      flush_at_shutdown: "true",
    });
  });

  test("sets aside what no try will ever send, by the name of the chunk", () => {
    for (const id of ["out_loki", "out_elasticsearch", "out_opensearch", "out_s3"])
      expect(section(byId(id, elementsOf(full)), "secondary")).toEqual({
        "@type": "secondary_file",
        directory: "/buffers/undelivered",
        basename: `${id.replace("out_", "")}.\${chunk_id}`,
      });
  });

  test("stops reading when it is full, or loses the oldest where somebody says so", () => {
    const elements = elementsOf({ buffer: { whenFull: "drop oldest" } });
    expect(section(byId("out_loki", elements), "buffer")["overflow_action"]).toBe("drop_oldest_chunk");
  });

  test("keeps others from stopping the log store", () => {
    const elements = elementsOf(full);
    expect(section(byId("out_elasticsearch", elements), "buffer")["overflow_action"]).toBe("drop_oldest_chunk");
    const stores = byId("copy_to_all", elements).sections;
    expect(stores.map(({ argument, parameters }) => [parameters["@label"], argument])).toEqual([
      ["@LOKI", ""],
      ["@ELASTICSEARCH", "ignore_error"],
      ["@OPENSEARCH", "ignore_error"],
      ["@S3", "ignore_error"],
    ]);
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

  test("asks Loki for no more at once than its gateway takes, even if all of a chunk were control characters", () => {
    const chunk = Number(section(byId("out_loki"), "buffer")["chunk_limit_size"]);
    expect("\\u0000".length * chunk).toBeLessThan(
      parse(lokiProps, { storage: filesystemStorage() }, "").gateway.maxRequestSize.bytes,
    );
  });
});

test("without a destination nothing is sent anywhere", () => {
  const elements = Object.entries(configurationFiles(parse(fluentdProps, {}, ""), undefined)).flatMap(([name, file]) =>
    name.startsWith("0") ? read(file, environment) : [],
  );
  expect(byId("out_nowhere", elements).parameters["@type"]).toBe("null");
  expect(all(elements).map(({ parameters }) => parameters["@type"])).not.toContain("loki");
});

describe("secrets", () => {
  test("come from the environment or from files, and none stands in the configuration", () => {
    const text = Object.values(filesOf(full, { ...loki, tenant: "platform", login: true })).join("\n");
    for (const variable of ["LOKI_PASSWORD", "FORWARD_SHARED_KEY", "ELASTICSEARCH_PASSWORD", "S3_SECRET_ACCESS_KEY"])
      expect(text).toContain(`#{ENV["${variable}"]}`);
    expect(text).toContain("/etc/fluent-secrets/forward-certificate/tls.key");
  });
});

describe("a reviewer sees the whole configuration", () => {
  const shown = (props: FluentdProps): string =>
    Object.entries(filesOf(props))
      .map(([name, text]) => `# ${name}\n${text}`)
      .join("\n");
  /** The lines that another configuration does not have. */
  const changed = (props: FluentdProps): string => {
    const usual = new Set(shown({ labels: {} }).split("\n"));
    return shown(props)
      .split("\n")
      .filter((line) => !usual.has(line))
      .join("\n");
  };

  test("as it is", () => expect(shown({ labels: { cluster: "production" } })).toMatchSnapshot());
  test("with everything in it", () => expect(changed(full)).toMatchSnapshot());
  test("on Docker", () => expect(changed({ tail: { format: "docker" } })).toMatchSnapshot());
  test("in four processes", () => expect(changed({ workers: 4 })).toMatchSnapshot());
  test("with parts of one's own", () =>
    expect(
      changed({
        extra: [
          { name: "source", parameters: { "@type": "sample", tag: "sample", "@label": "@SAMPLE" } },
          {
            name: "label",
            argument: "@SAMPLE",
            sections: [{ name: "match", argument: "**", parameters: { "@type": "null" } }],
          },
        ],
      }),
    ).toMatchSnapshot());
});
