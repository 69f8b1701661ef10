/** The way into the logs: how much, how bad, which errors, the lines themselves. */
import {
  cluster,
  dashboard,
  labelVariable,
  line,
  logs,
  now,
  query,
  row,
  stat,
  table,
  timeSeries,
  top,
} from "../../dashboards";
import { hours, type Dashboard, type Panel, type Row, type SeriesStyle, type Variable } from "../../model";
import { logql, promql } from "../../query";
import { fluentd } from "../fluentd";
import { loki } from "../loki";

const ERRORS = "error|critical|fatal";

/** What Loki finds out about each line by itself, in structured metadata: no label of a stream. */
const BY_LEVEL: readonly SeriesStyle[] = [
  { series: "/^(critical|fatal)$/", color: "purple" },
  { series: "error", color: "red" },
  { series: "warn", color: "orange" },
  { series: "info", color: "green" },
  { series: "/^(debug|trace)$/", color: "blue" },
  { series: "unknown", color: "text" },
];

/** Loki wants one matcher that no stream without labels meets; what is chosen may be anything. */
const STREAMS = logql`{namespace=~".+",namespace=~"$namespace",service=~"$service",pod=~"$pod"}`;
/** Lines of the chosen levels that hold what is searched. */
const CHOSEN = logql`${STREAMS} |~ \`(?i)$search\` | detected_level=~"$level"`;
const FAILED = logql`${STREAMS} |~ \`(?i)$search\` | detected_level=~"${ERRORS}"`;

/**
 * The first words of an error without what changes from line to line: the message of a JSON or logfmt line, else the line, with every number
 * and id as `#`.
 */
const PATTERN = logql`
  | regexp \`(?:"(?:msg|message|error)": ?"|(?:msg|message|error|err)="?)(?P<said>[^"]+)\`
  | label_format first_words=\`{{ regexReplaceAll "[0-9a-fA-F-]*[0-9][0-9a-fA-F-]*" (trunc 80 (or .said __line__)) "#" }}\`
`;

const variables: readonly Variable[] = [
  cluster,
  labelVariable("namespace", "Namespace", logql`{namespace=~".+"}`),
  labelVariable("service", "Service", logql`{namespace=~".+",namespace=~"$namespace"}`),
  labelVariable("pod", "Pod", logql`{namespace=~".+",namespace=~"$namespace",service=~"$service"}`),
  {
    kind: "choice",
    name: "level",
    title: "Level",
    values: [".*", "debug|trace", "info", `warn|${ERRORS}`, ERRORS, "unknown"],
    initial: ".*",
  },
  { kind: "text", name: "search", title: "Search", initial: "" },
];

const figures: readonly Panel[] = [
  stat("Lines", {
    description: "Lines within the time that is shown, of the chosen levels.",
    queries: [now(logql`sum(count_over_time(${CHOSEN} [$__range]))`, "lines")],
    unit: "count",
    whenEmpty: "No line",
  }),
  stat("Errors", {
    description: "Lines at the level error and above, within the time that is shown.",
    queries: [now(logql`sum(count_over_time(${FAILED} [$__range]))`, "errors")],
    unit: "count",
    thresholds: [line(1, "orange")],
    whenEmpty: "No error",
  }),
  stat("Errors, of all lines", {
    description: "Share of the lines that are errors. What is normal depends on the service: a jump is what matters.",
    queries: [
      now(
        logql`
          sum(count_over_time(${FAILED} [$__range]))
          / sum(count_over_time(${STREAMS} |~ \`(?i)$search\` [$__range]))
        `,
        "errors",
      ),
    ],
    unit: "ratio",
    thresholds: [line(0.05, "orange"), line(0.25, "red")],
    whenEmpty: "No error",
  }),
  stat("Services with errors", {
    description: "Services that logged an error within the time that is shown.",
    queries: [now(logql`count(sum by (namespace, service) (count_over_time(${FAILED} [$__range])))`, "services")],
    unit: "count",
    whenEmpty: "None",
  }),
  stat("Lines that Loki refuses", {
    description:
      "Lines of all services that are lost on their way, each second. Where it is not 0, what is not found here may still have been written.",
    queries: [now(promql`sum(rate(${loki.linesDiscarded}[$__rate_interval])) or vector(0)`, "refused")],
    unit: "per second",
    thresholds: [line(0.001, "red")],
    colored: "background",
    links: [{ title: "Loki", to: { dashboard: "loki" } }],
  }),
  stat("Logs are behind", {
    description:
      "How long the node that is worst off has failed to send its logs: so much of the newest is missing here.",
    queries: [now(promql`max(${fluentd.retryWait})`, "behind")],
    unit: "seconds",
    thresholds: [line(60, "orange"), line(600, "red")],
    colored: "background",
    whenEmpty: "Unknown",
    links: [{ title: "Fluentd", to: { dashboard: "fluentd" } }],
  }),
];

const volume: Row = row("How much", [
  timeSeries("Lines by level", {
    description: "Lines of the chosen levels. Where the red grows, trouble began.",
    queries: [query(logql`sum by (detected_level) (count_over_time(${CHOSEN} [$__interval]))`, "{{detected_level}}")],
    unit: "count",
    style: "bars",
    stacked: true,
    styles: BY_LEVEL,
    min: 0,
    width: 24,
    height: 7,
    whenEmpty: "No line",
  }),
  timeSeries("Lines by namespace", {
    description: "Lines of the chosen levels. Click a bar to stay with its namespace.",
    queries: [query(logql`topk(10, sum by (namespace) (count_over_time(${CHOSEN} [$__interval])))`, "{{namespace}}")],
    unit: "count",
    style: "bars",
    stacked: true,
    min: 0,
    legendAt: "right",
    legendValues: ["sum"],
    dataLinks: [
      {
        title: "Only this namespace",
        to: { dashboard: "logs", variables: { namespace: "${__field.labels.namespace}" } },
      },
    ],
    whenEmpty: "No line",
  }),
  timeSeries("Errors by service", {
    description:
      "Lines at the level error and above, of the ten services with the most. Click a bar to stay with its service.",
    queries: [
      query(
        logql`topk(10, sum by (namespace, service) (count_over_time(${FAILED} [$__interval])))`,
        "{{namespace}}/{{service}}",
      ),
    ],
    unit: "count",
    style: "bars",
    stacked: true,
    min: 0,
    legendAt: "right",
    legendValues: ["sum"],
    dataLinks: [
      {
        title: "Only this service",
        to: {
          dashboard: "logs",
          variables: { namespace: "${__field.labels.namespace}", service: "${__field.labels.service}" },
        },
      },
      {
        title: "The service",
        to: {
          dashboard: "service",
          variables: { namespace: "${__field.labels.namespace}", service: "${__field.labels.service}" },
        },
      },
    ],
    whenEmpty: "No error",
  }),
]);

const patterns: Row = row("Which errors", [
  table("Most frequent errors", {
    description:
      "Errors by their first words, with every number and id as #, within the time that is shown. Choose a namespace where Loki says that there are too many series.",
    queries: [
      now(
        logql`
          topk(20, sum by (namespace, service, first_words) (count_over_time(
            ${FAILED} ${PATTERN} [$__range]
          )))
        `,
      ),
    ],
    columns: [
      { of: 0, title: "Lines", decimals: 0, width: 90 },
      { of: "namespace", title: "Namespace", width: 160 },
      {
        of: "service",
        title: "Service",
        width: 200,
        links: [
          {
            title: "Its errors",
            to: {
              logs: logql`{namespace="\${__data.fields.namespace}",service="\${__value.text}"} | detected_level=~"${ERRORS}"`,
            },
          },
          { title: "Its traces", to: { traces: { service: "${__value.text}" } } },
        ],
      },
      { of: "first_words", title: "First words" },
    ],
    sortBy: { title: "Lines", descending: true },
    whenEmpty: "No error",
    width: 16,
    height: 10,
  }),
  table("More errors than a day ago", {
    description:
      "Services with the most errors in the last hour, beside those of the same hour a day ago: what is new is trouble, what is old is noise.",
    queries: [
      now(logql`topk(15, sum by (namespace, service) (count_over_time(${FAILED} [1h])))`),
      // Of all services: those of the first query find their own.
      now(logql`sum by (namespace, service) (count_over_time(${FAILED} [1h] offset 1d))`),
    ],
    columns: [
      { of: "service", title: "Service" },
      { of: "namespace", title: "Namespace" },
      { of: 0, title: "Last hour", decimals: 0 },
      { of: 1, title: "A day ago", decimals: 0 },
    ],
    sortBy: { title: "Last hour", descending: true },
    whenEmpty: "No error",
    width: 8,
    height: 10,
  }),
]);

const lines: Row = row("The lines", [
  logs("Chosen lines", {
    description:
      "Lines of the chosen levels that hold what is searched, the newest first. A line with a trace id leads to its trace.",
    queries: [query(CHOSEN, "")],
    whenEmpty: "No line: choose a longer time, another level, or look above whether logs are behind",
    height: 16,
  }),
]);

export const logsDashboard = (): Dashboard =>
  dashboard("logs", {
    title: "Logs",
    description: "The way into the logs: how much, how bad, which errors, and the lines themselves.",
    tags: ["logs"],
    variables,
    links: [
      { title: "Home", to: { dashboard: "home" } },
      { title: "Traces", to: { dashboard: "traces", variables: { service: "$service" } } },
      { title: "Loki", to: { dashboard: "loki" } },
      { title: "Fluentd", to: { dashboard: "fluentd" } },
    ],
    rows: [top(figures), volume, patterns, lines],
    from: hours(1),
  });
