/** The integration guide: what a service must have here, by the names and addresses of this environment, in agreement with the guides. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LOG_FIELDS } from "../../contract/src";
import { integrationPages } from "../../lib/documents/integration";
import type { Flow, Model } from "../../lib/model";
import { prod as prodEnvironment } from "../../stacks/environments/prod";
import { installedModels } from "./models";
import { linksIn, named, withAlert } from "./pages";
import { modelOf, newLines, textOf } from "./rewritten";

const prod = named(installedModels, "prod");
const guide = (name: string): string => readFileSync(join(__dirname, "../../docs", name), "utf8");

test("there is a way for each language, for OpenTelemetry alone and for logs alone, each complete", () => {
  const text = textOf(integrationPages, prod);
  for (const title of ["Node", "Python", "Go", "Java", "OpenTelemetry only", "Logs only"]) {
    const section = text.split(`\n## ${title}\n`)[1]?.split("\n## ")[0] ?? "";
    for (const part of ["**Install:**", "**Write:**", "**You get:**", "**Check it:**"]) expect(section).toContain(part);
  }
});

test("what is to be installed is what the guides say", () => {
  const text = textOf(integrationPages, prod);
  const node = "npm install @cdktf-observability/instrumentation @opentelemetry/api@1.9";
  expect(guide("integration-node.md")).toContain(node);
  expect(text).toContain(node);
  for (const name of [
    "prometheus_client",
    "opentelemetry-distro",
    "opentelemetry-exporter-otlp-proto-http",
    "github.com/prometheus/client_golang",
    "prometheus-metrics-core",
    "prometheus-metrics-exporter-servlet-jakarta",
    "logstash-logback-encoder",
    "opentelemetry-javaagent.jar",
    "PROMETHEUS_DISABLE_CREATED_SERIES=true",
  ]) {
    expect(guide("integration-languages.md")).toContain(name);
    expect(text).toContain(name);
  }
});

test("the code for Node is the guide's, with the names and the address of the environment", () => {
  const [section = ""] = textOf(integrationPages, prod).split("\n## Node\n")[1]?.split("\n## ") ?? [];
  const lines = [...section.matchAll(/^```(?:ts|sh)\n([\s\S]*?)\n```$/gm)].flatMap(([, code = ""]) => code.split("\n"));
  const known = new Set(guide("integration-node.md").split("\n"));
  expect(lines).toContain("export const { metrics, tracer, logger, shutdown } = observe({");
  expect(lines.filter((line) => !known.has(line))).toEqual(['  environment: "prod",']);
  const moved: Model = {
    ...prod,
    flows: prod.flows.map((flow): Flow =>
      flow.what === "traces" && flow.address !== undefined
        ? { ...flow, address: flow.address.replace("jaeger", "traces") }
        : flow,
    ),
  };
  expect(newLines(integrationPages, prod, moved)).toContain(
    '  tracing: { endpoint: "http://traces.observability.svc:4318", sampleRatio: 0.1 },',
  );
});

test("a Go service exports its spans, which its libraries do not by themselves", () => {
  const [section = ""] = textOf(integrationPages, prod).split("\n## Go\n")[1]?.split("\n## ") ?? [];
  const [install = "", code = ""] = [...section.matchAll(/^```(?:sh|go)\n([\s\S]*?)\n```$/gm)].map(([, text]) => text);
  const imported = [...code.matchAll(/"(go\.opentelemetry\.io\/[^"]+)"/g)].map(([, name = ""]) => name);
  expect(imported.length).toBeGreaterThan(3);
  const modules = install.split(/\s/);
  expect(imported.filter((name) => !modules.some((one) => one !== "" && `${name}/`.startsWith(`${one}/`)))).toEqual([]);
});

test("the variables of the SDKs are those of the guide, with the addresses of the environment", () => {
  const [variables = ""] = /^OTEL_SERVICE_NAME=[^`]*/m.exec(textOf(integrationPages, prod)) ?? [];
  const known = new Set([...guide("integration-languages.md").matchAll(/^(OTEL_\w+)=/gm)].map(([, name]) => name));
  const written = [...variables.matchAll(/^(OTEL_\w+)=/gm)].map(([, name]) => name);
  expect(written.length).toBeGreaterThan(6);
  expect(written.filter((name) => !known.has(name))).toEqual([]);
});

test("the fields of a line are all of the contract's", () => {
  for (const field of Object.values(LOG_FIELDS)) expect(textOf(integrationPages, prod)).toContain(`\`${field}\``);
});

test("sections of guides that are linked exist", () => {
  const [page] = integrationPages({ model: prod });
  const guides = linksIn(page!).filter(({ path }) => path.includes("integration-"));
  expect(guides.length).toBeGreaterThan(6);
  for (const { path, anchor } of guides) {
    const headings = [...guide(path.split("/").at(-1) ?? "").matchAll(/^##? (.+)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w\s-]/g, "")
        .replaceAll(" ", "-"),
    );
    expect(headings).toContain(anchor);
  }
});

describe("a change of one fact shows", () => {
  const flows = (fits: (flow: Flow) => boolean, change: Partial<Flow>): Model => ({
    ...prod,
    flows: prod.flows.map((flow) => (fits(flow) ? { ...flow, ...change } : flow)),
  });
  test.each<[string, Model, string]>([
    [
      "address of the trace store",
      flows(({ what }) => what === "traces", { address: "http://traces.elsewhere.svc:4318" }),
      "OTEL_EXPORTER_OTLP_ENDPOINT=http://traces.elsewhere.svc:4318",
    ],
    [
      "no trace store",
      { ...prod, flows: prod.flows.filter(({ what }) => what !== "traces") },
      "OTEL_TRACES_EXPORTER=none",
    ],
    [
      "labels that a Service must have",
      {
        ...prod,
        services: prod.services.map((each) =>
          each.source.kind === "monitor" ? { ...each, source: { ...each.source, labels: { app: "till" } } } : each,
        ),
      },
      "`app: till`",
    ],
    ["an alert by another name", withAlert(prod, "HttpHighErrorRatio", () => ({ name: "HttpFails" })), "`HttpFails`"],
    [
      "a team more",
      { ...prod, routings: prod.routings.map((each) => ({ ...each, teams: [...each.teams, "yachts"] })) },
      "`yachts`",
    ],
    [
      "no pack of the business",
      { ...prod, packs: prod.packs.filter(({ pack }) => pack.name !== "business") },
      "--pack http-server --pack queue --pack worker",
    ],
    ["no dashboards", { ...prod, dashboards: [] }, "the dashboards of all services"],
    ["no service", { ...prod, services: [] }, "No service is registered yet."],
  ])("%s", (_, after, expected) => {
    expect(newLines(integrationPages, prod, after).join("\n")).toContain(expected);
  });

  test("where Prometheus takes in metrics by OTLP, they are pushed there", () => {
    expect(textOf(integrationPages, prod)).toContain("Prometheus takes in no metrics by OTLP here");
    const model = modelOf({ ...prodEnvironment, prometheus: { ...prodEnvironment.prometheus, otlpReceiver: {} } });
    const address = "http://prometheus-prometheus.observability.svc:9090/api/v1/otlp";
    expect(textOf(integrationPages, model)).toContain(`OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=${address}/v1/metrics`);
    expect(textOf(integrationPages, model)).toContain(`Push metrics to \`${address}\``);
  });
});
