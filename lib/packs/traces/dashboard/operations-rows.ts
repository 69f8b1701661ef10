/** Which operation is slow or fails, and what it waits for. */
import { highest, line, now, query, row, table, timeSeries } from "../../../dashboards";
import type { Column, Expression, LinkTarget, Row } from "../../../model";
import { promql, type Matchers } from "../../../query";
import { toItsTraces } from "./services-row";
import { ANSWERED, ASKED, FAILED, failedShare, OPERATION, quantile, rate } from "./spans";

const toTraces: LinkTarget = { traces: { service: "${__data.fields.service_name}" } };

const nameColumns: readonly Column[] = [
  {
    of: "service_name",
    title: "Service",
    width: 200,
    links: [
      { title: "Its traces", to: toTraces },
      { title: "Only this service", to: { dashboard: "traces", variables: { service: "${__value.text}" } } },
      {
        title: "Its logs",
        to: { dashboard: "logs", variables: { service: "${__value.text}" } },
      },
    ],
  },
  {
    of: "span_name",
    title: "Operation",
    links: [
      {
        title: "Only this operation",
        to: {
          dashboard: "traces",
          variables: { service: "${__data.fields.service_name}", operation: "${__value.text}" },
        },
      },
    ],
  },
];

/** The figures of those operations alone that are shown. */
const ofThose = (figure: Expression, those: Expression): Expression =>
  promql`(${figure}) and on (service_name, span_name) (${those})`;

const operationTable = (title: string, description: string, sortBy: string, those: Expression, which: Matchers) =>
  table(title, {
    description,
    queries: [
      now(ofThose(quantile(0.95, OPERATION, which), those)),
      now(ofThose(quantile(0.5, OPERATION, which), those)),
      now(ofThose(rate(OPERATION, which), those)),
      now(ofThose(failedShare(OPERATION, which), those)),
    ],
    columns: [
      ...nameColumns,
      { of: 0, title: "p95", unit: "milliseconds", width: 90 },
      { of: 1, title: "p50", unit: "milliseconds", width: 90 },
      { of: 2, title: "Rate", unit: "per second", width: 100 },
      {
        of: 3,
        title: "Failed",
        unit: "ratio",
        width: 90,
        shownAs: "colored text",
        thresholds: [line(0.01, "orange"), line(0.05, "red")],
      },
    ],
    sortBy: { title: sortBy, descending: true },
    whenEmpty: "No span",
    width: 12,
    height: 10,
  });

export const operations: Row = row("Which operation", [
  operationTable(
    "Slowest operations",
    "The twenty operations with the highest 95th percentile. The service leads to its traces, the operation to its figures.",
    "p95",
    promql`topk(20, ${quantile(0.95, OPERATION, ANSWERED)})`,
    ANSWERED,
  ),
  operationTable(
    "Operations that fail",
    "The twenty operations with the most failures, each second.",
    "Failed",
    promql`topk(20, ${rate(OPERATION, ANSWERED, FAILED)} > 0)`,
    ANSWERED,
  ),
]);

export const dependencies: Row = row("What they wait for", [
  timeSeries("Waiting for others", {
    description:
      "95th percentile of the ten slowest questions to others: databases, queues, other services. Who is slow here is slow because of somebody else.",
    queries: [
      query(highest(10, quantile(0.95, OPERATION, ASKED)), "{{service_name}}: {{span_name}}", {
        exemplars: true,
      }),
    ],
    unit: "milliseconds",
    min: 0,
    legendAt: "right",
    dataLinks: [toItsTraces],
    whenEmpty: "No span",
  }),
  timeSeries("Questions to others that failed", {
    description: "Share of the questions to others that failed, of the ten where it is highest.",
    queries: [query(highest(10, promql`${failedShare(OPERATION, ASKED)} > 0`), "{{service_name}}: {{span_name}}")],
    unit: "ratio",
    min: 0,
    legendAt: "right",
    dataLinks: [toItsTraces],
    whenEmpty: "None failed",
  }),
]);
