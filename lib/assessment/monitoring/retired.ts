/** Tools that nobody maintains any more: how they are seen, what to move to, and what their makers say. */
import type { RetiredTool } from "../assessment";
import { evidenceFrom, evidenceOf, type Thing } from "./thing";
import { textOf } from "./reading";
import { confidenceOf, toolsOf } from "./tool-table";

interface Retired {
  readonly name: string;
  readonly successor: string;
  readonly since: string;
  readonly is: (thing: Thing) => boolean;
}

const hasTool =
  (name: string) =>
  (thing: Thing): boolean =>
    toolsOf(thing).includes(name);

const library =
  (...beginnings: readonly string[]) =>
  ({ kind, name }: Thing): boolean =>
    kind === "library" && beginnings.some((each) => name.startsWith(each));

/** Images of Jaeger that there are for the first version only. */
const V1_IMAGES: ReadonlySet<string> = new Set(
  ["all-in-one", "agent", "collector", "query", "ingester", "opentelemetry", "jaeger-operator"].map(
    (name) => `jaegertracing/${name}`,
  ),
);

const isJaeger1 = ({ kind, name, version }: Thing): boolean => {
  if (kind === "object") return name === "jaegertracing.io/Jaeger";
  if (kind === "chart") return name === "jaeger-operator";
  if (kind === "setting")
    return name.startsWith("JAEGER_AGENT_") || name === "annotation:sidecar.jaegertracing.io/inject";
  return kind === "image" && V1_IMAGES.has(name) && !/^v?2\./.test(version ?? "");
};

const OLD_CHARTS =
  /kubernetes-charts\.storage\.googleapis\.com|charts\.helm\.sh\/(?:stable|incubator)|^(?:stable|incubator)\//;

const RETIRED: readonly Retired[] = [
  {
    name: "promtail",
    successor: "alloy",
    since: "end of life 2026-03-02 (Grafana Labs)",
    is: hasTool("promtail"),
  },
  {
    name: "grafana-agent",
    successor: "alloy",
    since: "end of life 2025-11-01 (Grafana Labs)",
    is: hasTool("grafana-agent"),
  },
  {
    name: "jaeger-v1",
    successor: "jaeger v2 (jaegertracing/jaeger), fed with OTLP",
    since: "end of life 2025-12-31 (jaegertracing/jaeger, issue 6321)",
    is: isJaeger1,
  },
  {
    name: "jaeger-client",
    successor: "opentelemetry (SDK with the OTLP exporter)",
    since: "archived in 2022, replaced by the SDKs of OpenTelemetry (Jaeger project)",
    is: library(
      "npm:jaeger-client",
      "pypi:jaeger-client",
      "go:github.com/uber/jaeger-client-go",
      "go:github.com/jaegertracing/jaeger-client-go",
      "maven:io.jaegertracing:",
      "rubygems:jaeger-client",
      "maven:io.opentracing.contrib:opentracing-spring-jaeger",
    ),
  },
  {
    name: "jaeger-exporter",
    successor: "opentelemetry (OTLP exporter)",
    since: "not required by the OpenTelemetry specification since July 2023; Jaeger takes OTLP itself",
    is: library(
      "npm:@opentelemetry/exporter-jaeger",
      "pypi:opentelemetry-exporter-jaeger",
      "go:go.opentelemetry.io/otel/exporters/jaeger",
      "maven:io.opentelemetry:opentelemetry-exporter-jaeger",
      "nuget:opentelemetry.exporter.jaeger",
      "cargo:opentelemetry-jaeger",
      "rubygems:opentelemetry-exporter-jaeger",
    ),
  },
  {
    name: "opentracing",
    successor: "opentelemetry",
    since: "archived by its makers, who lead to OpenTelemetry (opentracing.io)",
    is: library(
      "npm:opentracing",
      "pypi:opentracing",
      "go:github.com/opentracing/",
      "go:github.com/opentracing-contrib/",
      "maven:io.opentracing",
      "nuget:opentracing",
      "rubygems:opentracing",
      "packagist:opentracing/",
    ),
  },
  {
    name: "opencensus",
    successor: "opentelemetry",
    since: "repositories archived 2023-07-31 (opentelemetry.io, Sunsetting OpenCensus)",
    is: library(
      "npm:@opencensus/",
      "pypi:opencensus",
      "go:go.opencensus.io",
      "go:contrib.go.opencensus.io",
      "maven:io.opencensus",
      "rubygems:opencensus",
      "packagist:opencensus/",
    ),
  },
  {
    name: "td-agent",
    successor: "fluent-package",
    since: "end of life 2023-12-31 (maintainers of Fluentd)",
    is: ({ kind, name }) =>
      (kind === "agent" && name === "td-agent") ||
      (kind === "configuration" && name === "td-agent") ||
      (kind === "image" && name.endsWith("/td-agent")),
  },
  {
    name: "loki-stack",
    successor: "the charts loki and alloy",
    since: "marked as deprecated by its makers (grafana/helm-charts, pull request 3974)",
    is: ({ kind, name }) => kind === "chart" && name === "loki-stack",
  },
  {
    name: "stable-charts",
    successor: "kube-prometheus-stack and the other charts of prometheus-community and grafana",
    since: "the repositories stable and incubator ended 2020-11-13 (helm/charts)",
    is: (thing) =>
      thing.kind === "chart" &&
      toolsOf(thing).length > 0 &&
      (OLD_CHARTS.test(textOf(thing.body?.["repository"]) ?? "") || thing.name === "prometheus-operator"),
  },
  {
    name: "opsgenie",
    successor: "Jira Service Management, Compass or another pager",
    since: "no longer sold since 2025-06-04, support ends 2027-04-05 (Atlassian)",
    is: hasTool("opsgenie"),
  },
  {
    name: "application-insights-keys",
    successor: "APPLICATIONINSIGHTS_CONNECTION_STRING",
    since: "support of ingestion by instrumentation keys ended 2025-03-31 (Microsoft)",
    is: ({ kind, name }) => kind === "setting" && name === "APPINSIGHTS_INSTRUMENTATIONKEY",
  },
];

/** Those that are seen, by name. */
export const retiredTools = (things: readonly Thing[]): readonly RetiredTool[] =>
  RETIRED.flatMap(({ is, ...said }): readonly RetiredTool[] => {
    const seen = things.filter(is);
    if (seen.length === 0) return [];
    const certain = seen.filter((thing) => confidenceOf(thing) === "certain");
    return [
      {
        ...said,
        confidence: certain.length > 0 ? "certain" : "likely",
        evidence: evidenceFrom((certain.length > 0 ? certain : seen).map(evidenceOf)),
      },
    ];
  }).sort((a, b) => (a.name < b.name ? -1 : 1));
