/** Products, charts and repositories that nobody maintains any more. */
import { charts } from "../../charts";
import { join, type ChartPin, type Model, type Release, type Values } from "../../model";
import { at, check, type Problem } from "../check";
import { environmentWith, releaseWith, valuesOf } from "../example";
import { rowAt, rowIndex, traverse } from "./rows";
import { eachSide } from "./sides";

interface Ended {
  readonly pattern: RegExp;
  readonly problem: string;
  readonly mend: string;
}

/** Chart names. Dates: the projects' own announcements. */
const CHARTS: readonly Ended[] = [
  {
    pattern: /^promtail$/,
    problem: "Promtail has reached its end of life on 2026-03-02",
    mend: "collect logs with Fluentd, Fluent Bit or Alloy",
  },
  {
    pattern: /^loki-(stack|distributed|canary|simple-scalable)$/,
    problem: "this chart is deprecated since 2025-10-31 and has stopped at an old Loki",
    mend: "use the loki chart of https://grafana-community.github.io/helm-charts",
  },
  {
    pattern: /^(grafana-)?agent(-operator)?$|^grafana-agent/,
    problem: "the Grafana Agent has reached its end of life on 2025-11-01",
    mend: "use Alloy",
  },
  {
    pattern: /^jaeger-operator$/,
    problem: "the operator deploys Jaeger v1 only, which has ended on 2025-12-31",
    mend: "use the jaeger chart 4.x",
  },
  {
    pattern: /^minio$/,
    problem: "this chart and its images are no longer maintained",
    mend: "use object storage that is",
  },
];

/** Addresses of chart repositories, together with the charts that must not come from there. */
const REPOSITORIES: readonly (Ended & { readonly charts: RegExp })[] = [
  {
    pattern: /grafana\.github\.io\/helm-charts|ghcr\.io\/grafana\/helm-charts/,
    charts: /^loki$/,
    problem: "this repository holds Grafana Enterprise Logs under the name loki since 7.0, a different chart",
    mend: "use https://grafana-community.github.io/helm-charts",
  },
  {
    pattern: /grafana\.github\.io\/helm-charts|ghcr\.io\/grafana\/helm-charts/,
    charts: /^(grafana|tempo|tempo-distributed)$/,
    problem: "the chart has left this repository on 2026-01-30",
    mend: "use https://grafana-community.github.io/helm-charts",
  },
  {
    pattern: /kubernetes-charts(-incubator)?\.storage\.googleapis\.com|charts\.helm\.sh\/(stable|incubator)/,
    charts: /./,
    problem: "the stable repository is frozen since 2020",
    mend: "use the repository of the chart's own community",
  },
];

/** Container images, in any value. */
const IMAGES: readonly Ended[] = [
  {
    pattern: /(^|\/)grafana\/promtail(:|@|$)/,
    problem: "Promtail has reached its end of life on 2026-03-02",
    mend: "use Fluentd, Fluent Bit or Alloy",
  },
  {
    pattern: /(^|\/)grafana\/agent(-operator)?(:|@|$)/,
    problem: "the Grafana Agent has reached its end of life on 2025-11-01",
    mend: "use Alloy",
  },
  {
    pattern: /(^|\/)jaegertracing\/(all-in-one|jaeger-(agent|collector|query|ingester|operator))(:|@|$)/,
    problem: "Jaeger v1 has reached its end of life on 2025-12-31",
    mend: "use jaegertracing/jaeger 2.x",
  },
];

/** Values that choose something that is about to go, or already gone. */
const SETTINGS: Readonly<Record<string, readonly (Ended & { readonly keys: string })[]>> = {
  loki: [
    {
      keys: "minio.enabled",
      pattern: /^true$/,
      problem: "the chart's MinIO is no longer maintained and was to be removed on 2026-10-31",
      mend: "name a bucket in loki.storage",
    },
    {
      keys: "deploymentMode",
      pattern: /SimpleScalable/,
      problem: "the simple scalable mode is deprecated and gone in Loki 4.0",
      mend: "write Monolithic or Distributed",
    },
  ],
};

const settings = new Map(Object.entries(SETTINGS).map(([chart, rows]) => [chart, rowIndex(rows)]));

export const endedValues = (pin: ChartPin, values: Values, path: string): readonly Problem[] => {
  const index = settings.get(pin.name);
  const problems: Problem[] = [];
  traverse(values, (value, keys) => {
    const image = typeof value === "string" ? IMAGES.find(({ pattern }) => pattern.test(value)) : undefined;
    const setting = index && rowAt(index, keys);
    const ended = image ?? (setting?.pattern.test(String(value)) ? setting : undefined);
    if (ended !== undefined) problems.push(at(join(path, keys)).problem(ended.problem).mend(ended.mend));
  });
  return problems;
};

const endedCharts = ({ path, chart, source }: Pick<Release, "path" | "chart" | "source">): readonly Problem[] => {
  const charts = CHARTS.filter(({ pattern }) => pattern.test(chart.name));
  const address = source?.kind === "repository" || source?.kind === "oci" ? source.url : chart.repository;
  const repositories = REPOSITORIES.filter(
    ({ pattern, charts: names }) => pattern.test(address) && names.test(chart.name),
  );
  return [
    ...charts.map(({ problem, mend }) => at(`${path}.chart`).problem(problem).mend(mend)),
    ...repositories.map(({ problem, mend }) => at(`${path}.source`).problem(problem).mend(mend)),
  ];
};

export const endOfLife = check({
  id: "values/end-of-life",
  severity: "error",
  reason: "What nobody maintains gets no fixes for its holes, and the next upgrade has to replace it in a hurry.",
  *find({ releases }: Model): Iterable<Problem> {
    yield* eachSide(releases, endedValues);
    for (const release of releases) yield* endedCharts(release);
  },
  examples: () => ({
    passing: [valuesOf({ deploymentMode: "Distributed" })],
    failing: [
      valuesOf({ deploymentMode: "SimpleScalable" }),
      environmentWith({ releases: [releaseWith({}, { chart: { ...charts.loki, name: "promtail" } })] }),
    ],
  }),
});
