/** Lines that Loki refuses, by what they were held against: rates, streams, and all other rules. */
import { alert, minutes, type Duration } from "../../../model";
import { matches, notMatches, promql } from "../../../query";
import { humanize, humanizePercentage, series } from "../../../testing";
import { limitTests, onceTests } from "../../limit-tests";
import { RATE_LIMITS, STREAM_LIMIT } from "../discard-reasons";
import { loki } from "../metrics";
import { linesDiscardedRunbook } from "../runbooks/lines-discarded";
import { rateLimitedRunbook } from "../runbooks/rate-limited";
import { streamLimitReachedRunbook } from "../runbooks/stream-limit-reached";
import { streamsNearLimitRunbook } from "../runbooks/streams-near-limit";
import { of, podOf, type LokiTarget } from "../target";

const TENANT = "shop";

/** One line in two seconds, of which a share is refused. */
const refused = (target: LokiTarget, reason: string, share: number, time: Duration) => [
  series(loki.linesReceived, { ...podOf(target), tenant: TENANT, format: "loki" }).ratePerSecond(0.5, time),
  series(loki.linesDiscarded, { ...podOf(target), tenant: TENANT, format: "loki", reason }).ratePerSecond(
    0.5 * share,
    time,
  ),
];

/** A tenant, or one of its streams, sends more than it may: lines are lost unless the sender tries again. */
export const rateLimited = (target: LokiTarget) =>
  alert("LokiRateLimited", {
    parameters: { share: 0.01 },
    expr: ({ share }) => promql`
      sum by (namespace, tenant) (
        rate(${loki.linesDiscarded}{${of(target, { reason: matches(RATE_LIMITS.join("|")) })}}[5m])
      )
      / (sum by (namespace, tenant) (rate(${loki.linesReceived}{${of(target)}}[5m])) > 0)
      > ${share}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary:
      "{{ $value | humanizePercentage }} of the lines of tenant {{ $labels.tenant }} are above its rate limit in {{ $labels.namespace }}",
    description: ({ share }) =>
      `Loki refuses more than ${humanizePercentage(share)} of the lines because the tenant, or one of its streams, sends more per second than its limit.`,
    runbook: rateLimitedRunbook,
    tests: ({ share, for: pending }) =>
      limitTests({
        limit: share,
        pending,
        ratio: true,
        window: minutes(5),
        given: (value, time) => [
          ...refused(target, "rate_limited", value, time),
          series(loki.linesReceived, { ...podOf(target), tenant: "other" }).ratePerSecond(0.5, time),
          series(loki.linesDiscarded, {
            ...podOf(target),
            tenant: "other",
            reason: "line_too_long",
          }).ratePerSecond(0.4, time),
        ],
        expect: (value) => [
          {
            labels: { namespace: target.namespace, tenant: TENANT },
            summary: `${humanizePercentage(value)} of the lines of tenant ${TENANT} are above its rate limit in ${target.namespace}`,
          },
        ],
      }),
  });

/** The tenant has as many streams as it may: every line of a new one is refused. */
export const streamLimitReached = (target: LokiTarget) =>
  alert("LokiStreamLimitReached", {
    expr: promql`
      sum by (namespace, tenant) (increase(${loki.linesDiscarded}{${of(target, { reason: STREAM_LIMIT })}}[10m])) > 0
    `,
    for: minutes(0),
    severity: "warning",
    onMissingData: "silent",
    summary:
      "{{ $value | humanize }} lines of new streams of tenant {{ $labels.tenant }} were refused in {{ $labels.namespace }}",
    description:
      "The tenant has as many streams as it may have. Whatever begins to log now, a new pod for example, is not kept.",
    runbook: streamLimitReachedRunbook,
    tests: onceTests({
      counted: series(loki.linesDiscarded, { ...podOf(target), tenant: TENANT, reason: STREAM_LIMIT }),
      window: minutes(10),
      expect: [
        {
          labels: { namespace: target.namespace, tenant: TENANT },
          summary: `1 lines of new streams of tenant ${TENANT} were refused in ${target.namespace}`,
        },
      ],
    }),
  });

/** Soon lines of new streams will be refused. */
export const streamsNearLimit = (target: LokiTarget) =>
  alert("LokiStreamsNearLimit", {
    parameters: { streams: Math.floor(0.9 * target.maxStreams) },
    expr: ({ streams }) => promql`
      sum by (namespace, tenant) (${loki.streams}{${of(target)}})
      / on (namespace) group_left ()
      max by (namespace) (${loki.replicationFactor}{${of(target)}})
      > ${streams}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary: "Tenant {{ $labels.tenant }} has {{ $value | humanize }} streams in {{ $labels.namespace }}",
    description: `The tenant may have ${target.maxStreams} streams; lines of further ones are refused.`,
    runbook: streamsNearLimitRunbook,
    tests: ({ streams, for: pending }) =>
      limitTests({
        limit: streams,
        pending,
        given: (value, time) => [
          series(loki.streams, { ...podOf(target), tenant: TENANT }).constant(2 * value, time),
          series(loki.streams, { ...podOf(target, "loki-1"), tenant: TENANT }).constant(value, time),
          series(loki.streams, { ...podOf(target), tenant: "other" }).constant(1, time),
          series(loki.replicationFactor, podOf(target)).constant(3, time),
        ],
        expect: (value) => [
          {
            labels: { namespace: target.namespace, tenant: TENANT },
            summary: `Tenant ${TENANT} has ${humanize(value)} streams in ${target.namespace}`,
          },
        ],
      }),
  });

/** Lines that break a rule: too long, too old, without labels … Sending them again changes nothing. */
export const linesDiscarded = (target: LokiTarget) =>
  alert("LokiLinesDiscarded", {
    parameters: { share: 0.01 },
    expr: ({ share }) => promql`
      sum by (namespace, tenant, reason) (
        rate(${loki.linesDiscarded}{${of(target, { reason: notMatches([...RATE_LIMITS, STREAM_LIMIT].join("|")) })}}[15m])
      )
      / on (namespace, tenant) group_left ()
      (sum by (namespace, tenant) (rate(${loki.linesReceived}{${of(target)}}[15m])) > 0)
      > ${share}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary:
      "{{ $value | humanizePercentage }} of the lines of tenant {{ $labels.tenant }} are refused: {{ $labels.reason }}",
    description: ({ share }) =>
      `Loki refuses more than ${humanizePercentage(share)} of the lines for one reason that is no matter of rates; they are lost.`,
    runbook: linesDiscardedRunbook,
    tests: ({ share, for: pending }) =>
      limitTests({
        limit: share,
        pending,
        ratio: true,
        window: minutes(15),
        given: (value, time) => [
          ...refused(target, "line_too_long", value, time),
          series(loki.linesDiscarded, {
            ...podOf(target),
            tenant: TENANT,
            format: "loki",
            reason: "rate_limited",
          }).ratePerSecond(0.4, time),
          series(loki.linesDiscarded, {
            ...podOf(target),
            tenant: TENANT,
            format: "loki",
            reason: "too_far_behind",
          }).ratePerSecond(0, time),
        ],
        expect: (value) => [
          {
            labels: { namespace: target.namespace, tenant: TENANT, reason: "line_too_long" },
            summary: `${humanizePercentage(value)} of the lines of tenant ${TENANT} are refused: line_too_long`,
          },
        ],
      }),
  });
