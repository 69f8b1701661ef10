/** Whether Loki is there at all: its pods, and lines that arrive. */
import { alert, hours, minutes, plus, scrape, seconds } from "../../../model";
import { promql } from "../../../query";
import { fires, series, silent } from "../../../testing";
import { jobsDown, jobsDownTests } from "../../jobs-down";
import { restartsOf, restartsTests } from "../../restarts";
import { onceTests } from "../../limit-tests";
import { loki } from "../metrics";
import { downRunbook } from "../runbooks/down";
import { nothingReceivedRunbook } from "../runbooks/nothing-received";
import { panicsRunbook } from "../runbooks/panics";
import { restartingRunbook } from "../runbooks/restarting";
import { jobsOf, of, podOf, serviceOf, type LokiTarget } from "../target";

/** One of Loki's workloads has no pod that answers. */
export const down = (target: LokiTarget) =>
  alert("LokiDown", {
    expr: jobsDown(jobsOf(target)),
    for: minutes(5),
    severity: "critical",
    onMissingData: "fires",
    summary: "No pod of {{ $labels.job }} answers",
    description: "Prometheus reaches no pod of one of Loki's workloads: all of them are down, or there are none.",
    runbook: downRunbook,
    tests: ({ for: pending }) =>
      jobsDownTests(jobsOf(target), pending, ({ job }) => ({ summary: `No pod of ${job} answers` })),
  });

/** A process that starts again and again. */
export const restarting = (target: LokiTarget) =>
  alert("LokiRestarting", {
    parameters: { restarts: 3 },
    expr: ({ restarts }) => promql`${restartsOf(of(target))} > ${restarts}`,
    for: minutes(0),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} was started {{ $value }} times within an hour",
    description: ({ restarts }) => `Loki's process began anew more than ${restarts} times in the last hour.`,
    runbook: restartingRunbook,
    tests: ({ restarts, for: pending }) =>
      restartsTests({
        restarts,
        pending,
        pod: podOf(target),
        steady: podOf(target, "loki-1"),
        expect: (count) => [
          {
            labels: { ...serviceOf(target), pod: "loki-0" },
            summary: `loki-0 was started ${count} times within an hour`,
          },
        ],
      }),
  });

/** Code that gave up in the middle of a request. */
export const panics = (target: LokiTarget) =>
  alert("LokiPanics", {
    expr: promql`sum by (namespace, service, pod) (increase(${loki.panics}{${of(target)}}[10m])) > 0`,
    for: minutes(0),
    severity: "critical",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} panicked {{ $value | humanize }} times within ten minutes",
    description: "Loki's code met what it was not written for; the requests that did so failed.",
    runbook: panicsRunbook,
    tests: onceTests({
      counted: series(loki.panics, podOf(target)),
      window: minutes(10),
      expect: [
        {
          labels: { ...serviceOf(target), pod: "loki-0" },
          summary: "loki-0 panicked 1 times within ten minutes",
        },
      ],
    }),
  });

/** Loki runs, and nobody sends it anything: what ships the logs has stopped, or cannot get through. */
export const nothingReceived = (target: LokiTarget) =>
  alert("LokiNothingReceived", {
    expr: promql`
      sum by (namespace) (${scrape.up}{${of(target)}}) > 0
      unless
      sum by (namespace) (rate(${loki.linesReceived}{${of(target)}}[15m])) > 0
    `,
    for: minutes(15),
    severity: "critical",
    onMissingData: "silent",
    summary: "{{ $value }} pods of Loki in {{ $labels.namespace }} answer and receive no logs",
    description: "Not one line has reached Loki for a quarter of an hour, and longer.",
    runbook: nothingReceivedRunbook,
    tests: ({ for: pending }) => {
      // A rate takes two samples, so Loki begins to answer when the second has come.
      const up = series(scrape.up, podOf(target)).gap(minutes(1)).constant(1, hours(4));
      const lines = (tenant: string) => series(loki.linesReceived, { ...podOf(target), tenant });
      const expect = [
        {
          labels: { namespace: target.namespace },
          summary: `1 pods of Loki in ${target.namespace} answer and receive no logs`,
        },
      ];
      const early = pending.milliseconds === 0 ? undefined : plus(pending, seconds(-30));
      return [
        silent("at one line in ten minutes", {
          given: [up, lines("fake").ratePerSecond(1 / 600, hours(4))],
          for: hours(3),
        }),
        fires("when lines stop to come", {
          given: [up, lines("fake").ratePerSecond(0.5, minutes(30)).ratePerSecond(0, hours(3))],
          after: plus(minutes(46), pending),
          // The window forgets the last line after a quarter of an hour.
          notBefore: early && plus(minutes(43), early),
          expect,
        }),
        fires("when no line has ever come", {
          given: [up],
          after: plus(pending, minutes(2)),
          notBefore: early && plus(minutes(1), early),
          expect,
        }),
        silent("while one of two tenants sends, and one of two pods answers", {
          given: [
            up,
            series(scrape.up, podOf(target, "loki-1")).constant(0, hours(4)),
            lines("fake").constant(0, hours(4)),
            lines("shop").ratePerSecond(0.5, hours(4)),
          ],
          for: hours(3),
        }),
        silent("while no pod answers", {
          given: [series(scrape.up, podOf(target)).constant(0, hours(4))],
          for: hours(3),
        }),
      ];
    },
  });
