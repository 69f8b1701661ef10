/** Whether the server answers and takes connections, and since when. */
import { alert, minutes } from "../../../../model";
import { promql } from "../../../../query";
import { humanizeDuration, humanizePercentage, series } from "../../../../testing";
import { conditionTests, limitTests, onceTests } from "../../../limit-tests";
import { scraped, SERVER, serverLabels } from "../../server";
import { redis } from "../metrics";
import { clientsHighRunbook } from "../runbooks/clients-high";
import { connectionsRejectedRunbook } from "../runbooks/connections-rejected";
import { downRunbook } from "../runbooks/down";
import { restartedRunbook } from "../runbooks/restarted";

const LABELS = serverLabels("redis");
const ORDERS = scraped("redis");
const SHOP = scraped("redis", "shop");

/** Whoever needs it fails, or goes to the database instead. */
export const down = alert("RedisDown", {
  expr: promql`max by (${SERVER}) (${redis.up}) == 0`,
  for: minutes(2),
  severity: "critical",
  onMissingData: "silent",
  summary: "Redis on {{ $labels.instance }} does not answer",
  description: "The exporter answers, but could not connect to its server, was not let in, or could not read it.",
  runbook: downRunbook,
  tests: ({ for: pending }) =>
    conditionTests({
      pending,
      bad: (time) => [series(redis.up, ORDERS).constant(0, time), series(redis.up, SHOP).constant(1, time)],
      good: (time) => [series(redis.up, ORDERS).constant(1, time)],
      expect: [{ labels: LABELS, summary: `Redis on ${LABELS.instance} does not answer` }],
    }),
});

/** What was not written to disk is gone; caches are empty. */
export const restarted = alert("RedisRestarted", {
  /** Since the start. */
  parameters: { seconds: 300 },
  expr: ({ seconds }) => promql`max by (${SERVER}) (${redis.uptime}) < ${seconds}`,
  for: minutes(0),
  severity: "info",
  onMissingData: "silent",
  summary: "Redis on {{ $labels.instance }} was started {{ $value | humanizeDuration }} ago",
  description: "The server was started a moment ago. Without persistence it has lost all that it held.",
  runbook: restartedRunbook,
  tests: ({ seconds, for: pending }) =>
    limitTests({
      limit: seconds,
      pending,
      beyond: "below",
      given: (value, time) => [
        series(redis.uptime, ORDERS).constant(value, time),
        series(redis.uptime, SHOP).constant(100 * seconds, time),
      ],
      expect: (value) => [
        { labels: LABELS, summary: `Redis on ${LABELS.instance} was started ${humanizeDuration(value)} ago` },
      ],
    }),
});

/** Time to act is left. */
export const clientsHigh = alert("RedisClientsHigh", {
  parameters: { share: 0.8 },
  expr: ({ share }) => promql`
    max by (${SERVER}) (${redis.clients}) / (max by (${SERVER}) (${redis.maxClients}) > 0) > ${share}
  `,
  for: minutes(10),
  severity: "warning",
  onMissingData: "silent",
  summary: "{{ $value | humanizePercentage }} of the connections to Redis on {{ $labels.instance }} are in use",
  description: ({ share }) =>
    `More than ${humanizePercentage(share)} of the connections that the server takes are open.`,
  runbook: clientsHighRunbook,
  tests: ({ share, for: pending }) =>
    limitTests({
      limit: share,
      pending,
      ratio: true,
      given: (value, time) => [
        series(redis.clients, ORDERS).constant(value, time),
        // One in all, so that the share is the number.
        series(redis.maxClients, ORDERS).constant(1, time),
        series(redis.clients, SHOP).constant(5, time),
        series(redis.maxClients, SHOP).constant(10_000, time),
      ],
      expect: (value) => [
        {
          labels: LABELS,
          summary: `${humanizePercentage(value)} of the connections to Redis on ${LABELS.instance} are in use`,
        },
      ],
    }),
});

/** Clients are turned away. */
export const connectionsRejected = alert("RedisConnectionsRejected", {
  expr: promql`sum by (${SERVER}) (increase(${redis.connectionsRejected}[10m])) > 0`,
  for: minutes(0),
  severity: "warning",
  onMissingData: "silent",
  summary: "Redis on {{ $labels.instance }} turned {{ $value | humanize }} connections away within ten minutes",
  description: "The server has as many connections as it takes; further ones are refused.",
  runbook: connectionsRejectedRunbook,
  tests: onceTests({
    counted: series(redis.connectionsRejected, ORDERS),
    window: minutes(10),
    expect: [
      {
        labels: LABELS,
        summary: `Redis on ${LABELS.instance} turned 1 connections away within ten minutes`,
      },
    ],
  }),
});
