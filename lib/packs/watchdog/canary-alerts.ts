/** Whether logs and traces come through the platform, as a canary sees it that sends some of its own. */
import { alert, hours, minutes, plus, prometheusDuration, times } from "../../model";
import { promql } from "../../query";
import { fires, humanizeDuration, humanizePercentage, observations, silent, withQuantile } from "../../testing";
import { canary } from "./metrics";
import { delayP95, lostRatio } from "./rules";
import { canarySilentRunbook } from "./runbooks/canary-silent";
import { logsLostRunbook } from "./runbooks/logs-lost";
import { pipelineDelayedRunbook } from "./runbooks/pipeline-delayed";
import { spansLostRunbook } from "./runbooks/spans-lost";
import { found, LOGS, TRACES, written } from "./situations";

const lost = (labels: Readonly<Record<string, string>>, share: number) => [
  written(labels).ratePerSecond(0.1, hours(6)),
  found(labels).ratePerSecond(0.1 * (1 - share), hours(6)),
];

/** Nothing is found for a while, then all that is written and much more: the share falls at once. */
const lostFor = (labels: Readonly<Record<string, string>>, howLong: ReturnType<typeof hours>) => [
  written(labels)
    .ratePerSecond(0.1, plus(minutes(30), howLong))
    .ratePerSecond(1000, hours(1)),
  found(labels).ratePerSecond(0.1, minutes(30)).ratePerSecond(0, howLong).ratePerSecond(1000, hours(1)),
];

/** Log lines are lost on their way to Loki, for good: fluentd gives up what it cannot deliver. */
export const logsLost = alert("PipelineLogsLost", {
  parameters: {
    /** Share of the canary's lines. */
    lost: 0.05,
  },
  expr: ({ lost }) => promql`${lostRatio}{pipeline="logs"} > ${lost}`,
  for: minutes(10),
  severity: "critical",
  onMissingData: "silent",
  summary: "{{ $value | humanizePercentage }} of the log lines of {{ $labels.namespace }}/{{ $labels.pod }} are lost",
  description: ({ lost }) =>
    `The canary {{ $labels.pod }} could not find {{ $value | humanizePercentage }} of the log lines that it wrote in the last 15 minutes; ${humanizePercentage(lost)} is the limit. What it loses, applications lose, too.`,
  runbook: logsLostRunbook,
  tests: ({ lost: limit, for: pending }) => [
    fires("a fifth above the limit, while spans arrive", {
      given: [...lost(LOGS, 1.2 * limit), ...lost(TRACES, 0)],
      after: plus(pending, minutes(20)),
      expect: [
        {
          labels: LOGS,
          summary: `${humanizePercentage(1.2 * limit)} of the log lines of observability/canary-1 are lost`,
          description: `The canary canary-1 could not find ${humanizePercentage(1.2 * limit)} of the log lines that it wrote in the last 15 minutes; ${humanizePercentage(limit)} is the limit. What it loses, applications lose, too.`,
        },
      ],
    }),
    silent("a twentieth below the limit, while all spans are lost", {
      given: [...lost(LOGS, 0.95 * limit), ...lost(TRACES, 1)],
      for: plus(pending, hours(1)),
    }),
    silent("for half of the wait", {
      given: lostFor(LOGS, times(0.5, pending)),
      for: plus(pending, hours(1)),
    }),
  ],
});

/** Spans are lost on their way to Jaeger. */
export const spansLost = alert("PipelineSpansLost", {
  parameters: {
    /** Share of the canary's spans. */
    lost: 0.05,
  },
  expr: ({ lost }) => promql`${lostRatio}{pipeline="traces"} > ${lost}`,
  for: minutes(10),
  severity: "warning",
  onMissingData: "silent",
  summary: "{{ $value | humanizePercentage }} of the spans of {{ $labels.namespace }}/{{ $labels.pod }} are lost",
  description: ({ lost }) =>
    `The canary {{ $labels.pod }} could not find {{ $value | humanizePercentage }} of the spans that it sent in the last 15 minutes; ${humanizePercentage(lost)} is the limit. What it loses, applications lose, too.`,
  runbook: spansLostRunbook,
  tests: ({ lost: limit, for: pending }) => [
    fires("a fifth above the limit, while log lines arrive", {
      given: [...lost(TRACES, 1.2 * limit), ...lost(LOGS, 0)],
      after: plus(pending, minutes(20)),
      expect: [
        {
          labels: TRACES,
          summary: `${humanizePercentage(1.2 * limit)} of the spans of observability/canary-1 are lost`,
          description: `The canary canary-1 could not find ${humanizePercentage(1.2 * limit)} of the spans that it sent in the last 15 minutes; ${humanizePercentage(limit)} is the limit. What it loses, applications lose, too.`,
        },
      ],
    }),
    silent("a twentieth below the limit, while all log lines are lost", {
      given: [...lost(TRACES, 0.95 * limit), ...lost(LOGS, 1)],
      for: plus(pending, hours(1)),
    }),
    silent("for half of the wait", {
      given: lostFor(TRACES, times(0.5, pending)),
      for: plus(pending, hours(1)),
    }),
  ],
});

/** What is written is found, but too late to help somebody who looks for it in an outage. */
export const pipelineDelayed = alert("PipelineDelayed", {
  parameters: {
    /** Must be below 300, the last bucket of the metric. */
    p95Seconds: 60,
  },
  expr: ({ p95Seconds }) => promql`${delayP95} > ${p95Seconds}`,
  for: minutes(15),
  severity: "warning",
  onMissingData: "silent",
  summary:
    "The {{ $labels.pipeline }} of {{ $labels.namespace }}/{{ $labels.pod }} arrive {{ $value | humanizeDuration }} late",
  description: ({ p95Seconds }) =>
    `One in twenty of what the canary {{ $labels.pod }} wrote to the pipeline of {{ $labels.pipeline }} took {{ $value | humanizeDuration }} or longer until it could be found; ${humanizeDuration(p95Seconds)} is the limit.`,
  runbook: pipelineDelayedRunbook,
  tests: ({ p95Seconds, for: pending }) => {
    // Not a whole number, of which a rounding error would make a second less in the text.
    const tooLate = 1.2 * p95Seconds + 0.5;
    const late = (is: number, perSecond = 0.1) => withQuantile(canary.delay, { quantile: 0.95, is, perSecond });
    return [
      fires("logs a fifth above the limit, while traces are in time", {
        given: [
          observations(canary.delay, LOGS).perSecond(late(tooLate), hours(6)),
          observations(canary.delay, TRACES).perSecond(late(4), hours(6)),
        ],
        after: plus(pending, minutes(20)),
        expect: [
          {
            labels: LOGS,
            summary: `The logs of observability/canary-1 arrive ${humanizeDuration(tooLate)} late`,
            description: `One in twenty of what the canary canary-1 wrote to the pipeline of logs took ${humanizeDuration(tooLate)} or longer until it could be found; ${humanizeDuration(p95Seconds)} is the limit.`,
          },
        ],
      }),
      silent("a twentieth below the limit", {
        given: [observations(canary.delay, LOGS).perSecond(late(0.95 * p95Seconds), hours(6))],
        for: plus(pending, hours(1)),
      }),
      silent("for half of the wait", {
        given: [
          observations(canary.delay, LOGS)
            .perSecond(late(4), minutes(30))
            .perSecond(late(tooLate, 10), times(0.5, pending))
            .perSecond(late(4, 1e5), hours(1)),
        ],
        for: plus(pending, hours(1)),
      }),
    ];
  },
});

/** The canary itself is silent: nothing is known of the pipelines. */
export const canarySilent = alert("PipelineCanarySilent", {
  expr: promql`
    sum by (namespace, pod, pipeline) (increase(${canary.writtenTotal}[10m])) == 0
    or absent_over_time(${canary.writtenTotal}{pipeline="logs"}[10m])
    or absent_over_time(${canary.writtenTotal}{pipeline="traces"}[10m])
  `,
  for: minutes(10),
  severity: "warning",
  onMissingData: "fires",
  summary: "The canary of the pipeline of {{ $labels.pipeline }} writes nothing",
  description: ({ for: pending }) =>
    `Nothing was written to the pipeline of {{ $labels.pipeline }} for ten minutes, and that for ${prometheusDuration(pending)}, by {{ with $labels.pod }}the canary {{ . }}{{ else }}any canary{{ end }}. Whether {{ $labels.pipeline }} arrive is not known.`,
  runbook: canarySilentRunbook,
  tests: ({ for: pending }) => {
    const silence = (pipeline: string, who: string, labels: Readonly<Record<string, string>> = {}) => ({
      labels: { pipeline, ...labels },
      summary: `The canary of the pipeline of ${pipeline} writes nothing`,
      description: `Nothing was written to the pipeline of ${pipeline} for ten minutes, and that for ${prometheusDuration(pending)}, by ${who}. Whether ${pipeline} arrive is not known.`,
    });
    const both = [silence("logs", "any canary"), silence("traces", "any canary")];
    const writing = (labels: Readonly<Record<string, string>>) => written(labels).ratePerSecond(0.1, minutes(30));
    return [
      fires("there is none", { given: [], after: plus(pending, minutes(5)), expect: both }),
      fires("it has gone, ten minutes after its last sample and not earlier", {
        given: [writing(LOGS).stale(), writing(TRACES).stale()],
        notBefore: plus(minutes(38), pending),
        after: plus(minutes(42), pending),
        expect: both,
      }),
      fires("one of two stands still in one pipeline, ten minutes after its last line and not earlier", {
        given: [
          writing(LOGS).ratePerSecond(0, hours(6)),
          writing({ ...LOGS, pod: "canary-2" }).ratePerSecond(0.1, hours(6)),
          writing({ ...LOGS, namespace: "test" }).ratePerSecond(0.1, hours(6)),
          writing(TRACES).ratePerSecond(0.1, hours(6)),
        ],
        notBefore: plus(minutes(38), pending),
        after: plus(minutes(42), pending),
        expect: [silence("logs", "the canary canary-1", LOGS)],
      }),
      silent("it pauses for half of the wait and what is forgiven", {
        given: [LOGS, TRACES].map((labels) =>
          writing(labels)
            .ratePerSecond(0, plus(minutes(8), times(0.5, pending)))
            .ratePerSecond(0.1, hours(1)),
        ),
        for: plus(pending, hours(1)),
      }),
    ];
  },
});
