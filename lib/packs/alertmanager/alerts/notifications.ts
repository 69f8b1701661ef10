/** Whether people are told: each way by itself. */
import { alert, minutes, plus, type Duration } from "../../../model";
import { promql } from "../../../query";
import { humanizeDuration, humanizePercentage, observations, series, silent, withQuantile } from "../../../testing";
import { limitTests } from "../../limit-tests";
import { alertmanager } from "../metrics";
import { sendBrokenRunbook } from "../runbooks/send-broken";
import { sendFailingRunbook } from "../runbooks/send-failing";
import { sendSlowRunbook } from "../runbooks/send-slow";
import { of, podOf, serviceOf, type AlertmanagerTarget } from "../target";

/** The share of the notifications of each way that were given up; a way that nothing was sent by has none. */
const failedShare = (target: AlertmanagerTarget) => promql`
  sum by (namespace, service, integration) (rate(${alertmanager.notificationsFailed}{${of(target)}}[10m]))
  / (sum by (namespace, service, integration) (rate(${alertmanager.notifications}{${of(target)}}[10m])) > 0)
`;

/** Notifications per second of one pod in tests: fewer than one in all, as on a quiet day. */
const RATE = 0.25;

/** Notifications by one way, of which a share is given up for two reasons, from two pods. */
const sent = (target: AlertmanagerTarget, integration: string, share: number, time: Duration) => [
  ...[0, 1].map((index) =>
    series(alertmanager.notifications, { ...podOf(target, index), integration }).ratePerSecond(RATE, time),
  ),
  ...["clientError", "serverError"].map((reason, index) =>
    series(alertmanager.notificationsFailed, { ...podOf(target, index), integration, reason }).ratePerSecond(
      RATE * share,
      time,
    ),
  ),
];

const shareTests = (
  target: AlertmanagerTarget,
  limit: number,
  pending: Duration,
  texts: (integration: string, share: number) => { readonly summary: string },
) => [
  ...limitTests({
    limit,
    pending,
    ratio: true,
    window: minutes(10),
    given: (share, time) => [...sent(target, "slack", share, time), ...sent(target, "pagerduty", 0, time)],
    expect: (share) => [{ labels: { ...serviceOf(target), integration: "slack" }, ...texts("slack", share) }],
  }),
  silent("failures that end before the wait does", {
    given: [
      series(alertmanager.notifications, { ...podOf(target), integration: "slack" }).ratePerSecond(
        1,
        plus(pending, minutes(60)),
      ),
      series(alertmanager.notificationsFailed, { ...podOf(target), integration: "slack", reason: "serverError" })
        .ratePerSecond(0, minutes(20))
        .ratePerSecond(1, minutes(0.5))
        .ratePerSecond(0, plus(pending, minutes(30))),
    ],
    for: pending.milliseconds > minutes(10).milliseconds ? plus(pending, minutes(50)) : minutes(19),
  }),
];

/** Some of what should be told is not. */
export const sendFailing = (target: AlertmanagerTarget) =>
  alert("AlertmanagerSendFailing", {
    parameters: { failedShare: 0.01 },
    expr: ({ failedShare: limit }) => promql`${failedShare(target)} > ${limit}`,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $value | humanizePercentage }} of the notifications through {{ $labels.integration }} fail",
    description: "Alertmanager gave notifications up after it had tried them several times.",
    runbook: sendFailingRunbook,
    tests: ({ failedShare: limit, for: pending }) =>
      shareTests(target, limit, pending, (integration, share) => ({
        summary: `${humanizePercentage(share)} of the notifications through ${integration} fail`,
      })),
  });

/** A whole way to people is dead. */
export const sendBroken = (target: AlertmanagerTarget) =>
  alert("AlertmanagerSendBroken", {
    parameters: { failedShare: 0.9 },
    expr: ({ failedShare: limit }) => promql`${failedShare(target)} > ${limit}`,
    for: minutes(15),
    severity: "critical",
    onMissingData: "silent",
    inhibits: ["AlertmanagerSendFailing"],
    summary:
      "Nobody is told through {{ $labels.integration }}: {{ $value | humanizePercentage }} of the notifications fail",
    description: "Nearly all notifications by this way were given up: those who are told by it alone hear of nothing.",
    runbook: sendBrokenRunbook,
    tests: ({ failedShare: limit, for: pending }) =>
      shareTests(target, limit, pending, (integration, share) => ({
        summary: `Nobody is told through ${integration}: ${humanizePercentage(share)} of the notifications fail`,
      })),
  });

/** People hear of it, late. */
export const sendSlow = (target: AlertmanagerTarget) =>
  alert("AlertmanagerSendSlow", {
    parameters: { seconds: 10 },
    expr: ({ seconds }) => promql`
      histogram_quantile(0.9,
        sum by (namespace, service, integration, le) (rate(${alertmanager.notificationLatency}_bucket{${of(target)}}[10m]))
      ) > ${seconds}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary: "Telling through {{ $labels.integration }} takes {{ $value | humanizeDuration }}",
    description: ({ seconds }) =>
      `One notification in ten takes longer than this; ${humanizeDuration(seconds)} is the limit.`,
    runbook: sendSlowRunbook,
    tests: ({ seconds, for: pending }) =>
      limitTests({
        limit: seconds,
        pending,
        window: minutes(10),
        given: (value, time) =>
          [0, 1].flatMap((index) => [
            observations(alertmanager.notificationLatency, { ...podOf(target, index), integration: "slack" }).perSecond(
              withQuantile(alertmanager.notificationLatency, { quantile: 0.9, is: value, perSecond: 1 }),
              time,
            ),
            observations(alertmanager.notificationLatency, {
              ...podOf(target, index),
              integration: "pagerduty",
            }).perSecond([{ rate: 1, at: 0.5 }], time),
          ]),
        expect: (value) => [
          {
            labels: { ...serviceOf(target), integration: "slack" },
            summary: `Telling through slack takes ${humanizeDuration(value)}`,
          },
        ],
      }),
  });
