/** Whether Jaeger runs, and whether it has room to. */
import { alert, fraction, hours, minutes, scrape, seconds, times } from "../../../model";
import { promql } from "../../../query";
import { fires, humanize1024, series, silent } from "../../../testing";
import { stateTests } from "../../failure-tests";
import { jobsDown, jobsDownTests } from "../../jobs-down";
import { limitTests } from "../../limit-tests";
import { jaeger } from "../metrics";
import { downRunbook } from "../runbooks/down";
import { memoryHighRunbook } from "../runbooks/memory-high";
import { replicaDownRunbook } from "../runbooks/replica-down";
import { restartingRunbook } from "../runbooks/restarting";
import { of, othersThan, podOf, servicePodOf, type JaegerTarget } from "../target";

const DOWN = "Prometheus reaches no Jaeger: spans are lost, and traces cannot be looked at, or nobody can tell.";

/** Nobody takes spans. */
export const down = ({ namespace, job }: JaegerTarget) =>
  alert("JaegerDown", {
    expr: jobsDown([{ namespace, job }]),
    for: minutes(5),
    severity: "warning",
    onMissingData: "fires",
    summary: "No pod of {{ $labels.namespace }}/{{ $labels.job }} answers",
    description: DOWN,
    runbook: downRunbook,
    tests: ({ for: pending }) =>
      jobsDownTests([{ namespace, job }], pending, () => ({
        summary: `No pod of ${namespace}/${job} answers`,
        description: DOWN,
      })),
  });

/** One of the pods, or one of its two pages of metrics. */
export const replicaDown = (target: JaegerTarget) =>
  alert("JaegerReplicaDown", {
    expr: promql`${scrape.up}{${of(target)}} == 0`,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    summary: "Pod {{ $labels.namespace }}/{{ $labels.pod }} does not answer",
    description: "Prometheus does not reach one of Jaeger's pods, or the port on which it shows the metrics of spans.",
    runbook: replicaDownRunbook,
    tests: ({ for: pending }) => {
      const answers = (pod: string) => series(scrape.up, podOf(target, pod));
      return stateTests({
        state: answers("a"),
        bad: 0,
        good: 1,
        pending,
        beside: (time) => [
          answers("b").constant(1, time),
          ...othersThan(target).map((labels) => series(scrape.up, labels).constant(0, time)),
        ],
        expect: [{ labels: podOf(target, "a"), summary: `Pod ${target.namespace}/a does not answer` }],
      });
    },
  });

/** A process that starts again and again. */
export const restarting = (target: JaegerTarget) =>
  alert("JaegerRestarting", {
    parameters: { restarts: 3 },
    // Its age is all it tells of its start.
    expr: ({ restarts }) => promql`
      max by (namespace, service, pod) (resets(${jaeger.uptime}{${of(target)}}[1h])) > ${restarts}
    `,
    for: minutes(0),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} was started {{ $value }} times within an hour",
    description: ({ restarts }) =>
      `Jaeger's process began anew more than ${restarts} times in the last hour; what was in its queue is lost each time.`,
    runbook: restartingRunbook,
    tests: ({ restarts }) => {
      const often = Math.floor(restarts) + 1;
      // The first one early, the last one late: within the hour, and not within its half.
      const apart = times(50 / Math.max(1, often - 1), minutes(1));
      const started = (count: number) =>
        Array.from({ length: count }).reduce(
          (built: ReturnType<typeof series>) => built.reset().ratePerSecond(1, apart),
          series(jaeger.uptime, podOf(target)).ratePerSecond(1, minutes(5)),
        );
      return [
        silent("as often as allowed", { given: [started(often - 1)], for: hours(2) }),
        fires("once more than allowed", {
          given: [started(often), series(jaeger.uptime, podOf(target, "jaeger-1")).ratePerSecond(1, hours(1))],
          after: minutes(56),
          expect: [{ labels: servicePodOf(target), summary: `jaeger-0 was started ${often} times within an hour` }],
        }),
      ];
    },
  });

/** Garbage aside, it needs almost as much as it may: soon it refuses spans. */
export const memoryHigh = (target: JaegerTarget) =>
  alert("JaegerMemoryHigh", {
    parameters: { bytes: fraction(target.refusesAbove, 0.9).bytes },
    // The lowest point between two garbage collections is what is really in use.
    expr: ({ bytes }) => promql`min_over_time(${jaeger.heap}{${of(target)}}[15m]) > ${bytes}`,
    for: minutes(5),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} keeps {{ $value | humanize1024 }}B in memory",
    description: `Jaeger refuses spans above ${humanize1024(target.refusesAbove.bytes)}B, and did not come far below that for a quarter of an hour.`,
    runbook: memoryHighRunbook,
    tests: ({ bytes, for: pending }) => {
      const heap = (labels: Readonly<Record<string, string>> = podOf(target)) => series(jaeger.heap, labels);
      return [
        ...limitTests({
          limit: bytes,
          pending,
          given: (value, time) => [
            heap().constant(value, time),
            ...othersThan(target).map((labels) => heap(labels).constant(2 * value, time)),
          ],
          expect: (value) => [{ labels: podOf(target), summary: `jaeger-0 keeps ${humanize1024(value)}B in memory` }],
        }),
        silent("much garbage, collected once in a quarter of an hour", {
          given: [
            [1, 2, 3, 4].reduce(
              (built) => built.constant(0.5 * bytes, seconds(30)).constant(1.2 * bytes, minutes(14)),
              heap(),
            ),
          ],
          for: minutes(55),
        }),
      ];
    },
  });
