/** Whether the server answers, and whether the exporter learns from it what it wants to know. */
import { alert, minutes, plus, type Duration } from "../../../../model";
import { promql } from "../../../../query";
import { humanizePercentage, series, silent } from "../../../../testing";
import { conditionTests, limitTests } from "../../../limit-tests";
import { scraped, SERVER, serverLabels } from "../../server";
import { postgres } from "../metrics";
import { collectorFailingRunbook } from "../runbooks/collector-failing";
import { connectionsExhaustedRunbook } from "../runbooks/connections-exhausted";
import { connectionsHighRunbook } from "../runbooks/connections-high";
import { downRunbook } from "../runbooks/down";
import { scrapeErrorRunbook } from "../runbooks/scrape-error";

const LABELS = serverLabels("postgres");
const ORDERS = scraped("postgres");
const SHOP = scraped("postgres", "shop");

/** Whoever needs the database fails. */
export const down = alert("PostgresDown", {
  expr: promql`max by (${SERVER}) (${postgres.up}) == 0`,
  for: minutes(2),
  severity: "critical",
  onMissingData: "silent",
  summary: "PostgreSQL on {{ $labels.instance }} cannot be connected to",
  description: "The exporter answers, but could not connect to its server, or was not let in.",
  runbook: downRunbook,
  tests: ({ for: pending }) =>
    conditionTests({
      pending,
      bad: (time) => [series(postgres.up, ORDERS).constant(0, time), series(postgres.up, SHOP).constant(1, time)],
      good: (time) => [series(postgres.up, ORDERS).constant(1, time)],
      expect: [{ labels: LABELS, summary: `PostgreSQL on ${LABELS.instance} cannot be connected to` }],
    }),
});

/** The server answers, but what is told of it is old or has gaps. */
export const scrapeError = alert("PostgresScrapeError", {
  expr: promql`
    max by (${SERVER}) (${postgres.scrapeFailed}) == 1
    unless max by (${SERVER}) (${postgres.up}) == 0
  `,
  for: minutes(10),
  severity: "warning",
  onMissingData: "silent",
  summary: "The exporter cannot read all that it wants of PostgreSQL on {{ $labels.instance }}",
  description: "The exporter connects to the server, but its last look at it ended in an error.",
  runbook: scrapeErrorRunbook,
  tests: ({ for: pending }) => {
    const failed = (value: number, time = plus(pending, minutes(5))) =>
      series(postgres.scrapeFailed, ORDERS).constant(value, time);
    const up = (value: number, time = plus(pending, minutes(5))) => series(postgres.up, ORDERS).constant(value, time);
    return [
      ...conditionTests({
        pending,
        bad: () => [failed(1), up(1), series(postgres.scrapeFailed, SHOP).constant(0, plus(pending, minutes(5)))],
        good: () => [failed(0), up(1)],
        expect: [
          {
            labels: LABELS,
            summary: `The exporter cannot read all that it wants of PostgreSQL on ${LABELS.instance}`,
          },
        ],
      }),
      silent("while the server is down, which has an alert of its own", {
        given: [failed(1), up(0)],
        for: plus(pending, minutes(5)),
      }),
    ];
  },
});

/** Alerts that read these figures cannot fire. */
export const collectorFailing = alert("PostgresCollectorFailing", {
  expr: promql`
    min by (${SERVER}, collector) (${postgres.collectorSucceeded}) == 0
    unless on (${SERVER}) max by (${SERVER}) (${postgres.up}) == 0
  `,
  for: minutes(15),
  severity: "warning",
  onMissingData: "silent",
  summary: "Nothing is known of {{ $labels.collector }} of PostgreSQL on {{ $labels.instance }}",
  description: "One part of what the exporter reads of the server has failed each time; the others go on.",
  runbook: collectorFailingRunbook,
  tests: ({ for: pending }) => {
    const time = plus(pending, minutes(5));
    const succeeded = (collector: string, value: number) =>
      series(postgres.collectorSucceeded, { ...ORDERS, collector }).constant(value, time);
    const up = (value: number) => series(postgres.up, ORDERS).constant(value, time);
    return [
      ...conditionTests({
        pending,
        bad: () => [succeeded("stat_statements", 0), succeeded("locks", 1), up(1)],
        good: () => [succeeded("stat_statements", 1), up(1)],
        expect: [
          {
            labels: { ...LABELS, collector: "stat_statements" },
            summary: `Nothing is known of stat_statements of PostgreSQL on ${LABELS.instance}`,
          },
        ],
      }),
      silent("while the server is down, which has an alert of its own", {
        given: [succeeded("stat_statements", 0), up(0)],
        for: time,
      }),
    ];
  },
});

/** Of the connections that are not kept for administrators. */
const used = promql`
  sum by (${SERVER}) (${postgres.connections})
  / (
    max by (${SERVER}) (${postgres.maxConnections}) - max by (${SERVER}) (${postgres.reservedConnections})
    > 0
  )
`;

const connectionTests = (limit: number, pending: Duration) =>
  limitTests({
    limit,
    pending,
    ratio: true,
    given: (value, time) => [
      series(postgres.connections, { ...ORDERS, datname: "orders" }).constant(0.6 * value, time),
      series(postgres.connections, { ...ORDERS, datname: "postgres" }).constant(0.4 * value, time),
      // One in all, so that the share is the number.
      series(postgres.maxConnections, ORDERS).constant(4, time),
      series(postgres.reservedConnections, ORDERS).constant(3, time),
      series(postgres.connections, { ...SHOP, datname: "shop" }).constant(1, time),
      series(postgres.maxConnections, SHOP).constant(100, time),
      series(postgres.reservedConnections, SHOP).constant(3, time),
    ],
    expect: (value) => [
      {
        labels: LABELS,
        summary: `${humanizePercentage(value)} of the connections to ${LABELS.instance} are in use`,
      },
    ],
  });

/** Time to act is left. */
export const connectionsHigh = alert("PostgresConnectionsHigh", {
  parameters: { share: 0.8 },
  expr: ({ share }) => promql`${used} > ${share}`,
  for: minutes(10),
  severity: "warning",
  onMissingData: "silent",
  summary: "{{ $value | humanizePercentage }} of the connections to {{ $labels.instance }} are in use",
  description: ({ share }) =>
    `More than ${humanizePercentage(share)} of the connections that PostgreSQL takes from ordinary users are open.`,
  runbook: connectionsHighRunbook,
  tests: ({ share, for: pending }) => connectionTests(share, pending),
});

/** The next ones are turned away. */
export const connectionsExhausted = alert("PostgresConnectionsExhausted", {
  parameters: { share: 0.95 },
  expr: ({ share }) => promql`${used} > ${share}`,
  for: minutes(2),
  severity: "critical",
  onMissingData: "silent",
  inhibits: ["PostgresConnectionsHigh"],
  summary: "{{ $value | humanizePercentage }} of the connections to {{ $labels.instance }} are in use",
  description: ({ share }) =>
    `More than ${humanizePercentage(share)} of the connections that PostgreSQL takes from ordinary users are open: it is about to turn new ones away.`,
  runbook: connectionsExhaustedRunbook,
  tests: ({ share, for: pending }) => connectionTests(share, pending),
});
