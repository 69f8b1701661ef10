/** Whether alerts arrive at all, and whether what they are computed from is still measured. */
import { alert, days, hours, minutes, plus, prometheusDuration, scrape, seconds, times } from "../../model";
import { matchers, notMatches, promql, regexLiteral } from "../../query";
import { HEARTBEAT_ALERT } from "../../routing";
import { fires, humanize, humanizePercentage, silent } from "../../testing";
import { targetDownRunbook } from "./runbooks/target-down";
import { targetJobDownRunbook } from "./runbooks/target-job-down";
import { targetJobGoneRunbook } from "./runbooks/target-job-gone";
import { watchdogRunbook } from "./runbooks/watchdog";
import { HUNDRED, JOB, target } from "./situations";

/** Labels that name a job; `service` is that of the ServiceMonitor's Service, and other jobs have none. */
const BY_JOB: readonly string[] = ["namespace", "job", "service"];

const except = (jobs: readonly string[]) =>
  jobs.length === 0 ? promql`` : promql`{${matchers({ job: notMatches(jobs.map(regexLiteral).join("|")) })}}`;

/** Fires always: whoever stops hearing of it knows that alerts no longer arrive. */
export const watchdog = alert(HEARTBEAT_ALERT, {
  expr: promql`vector(1)`,
  for: seconds(0),
  severity: "none",
  onMissingData: "fires",
  summary: "Alerts reach Alertmanager",
  description: "Fires always. Whoever stops hearing of it knows that alerts no longer arrive.",
  runbook: watchdogRunbook,
  tests: [fires("always, without any series", { given: [], after: minutes(1), expect: [{ labels: {} }] })],
});

/** Part of a job is not measured: what is computed from its metrics is too low. Of a whole job `TargetJobDown` tells. */
export const targetDown = alert("TargetDown", {
  parameters: {
    /** Share of the targets of a job. */
    down: 0.1,
  },
  expr: ({ down }) => promql`avg by (${BY_JOB}) (${scrape.up} == bool 0) > ${down} < 1`,
  for: minutes(10),
  severity: "warning",
  onMissingData: "silent",
  summary: "{{ $value | humanizePercentage }} of the targets of {{ $labels.namespace }}/{{ $labels.job }} are down",
  description: ({ down, for: pending }) =>
    `Prometheus cannot scrape {{ $value | humanizePercentage }} of the targets of the job {{ $labels.job }}, for ${prometheusDuration(pending)} by now; ${humanizePercentage(down)} may be. Alerts that read their metrics see only the rest.`,
  runbook: targetDownRunbook,
  tests: ({ down, for: pending }) => {
    const [below, above] = [Math.floor(100 * down), Math.min(99, Math.ceil(120 * down))];
    const up = (count: number, labels = {}) =>
      HUNDRED.map((instance, index) => target(instance, labels).constant(index < count ? 0 : 1, hours(6)));
    const part = (count: number) => {
      const share = humanizePercentage(count / 100);
      return {
        labels: JOB,
        summary: `${share} of the targets of shop/cart are down`,
        description: `Prometheus cannot scrape ${share} of the targets of the job cart, for ${prometheusDuration(pending)} by now; ${humanizePercentage(down)} may be. Alerts that read their metrics see only the rest.`,
      };
    };
    return [
      fires("a fifth more than may be down, in one namespace", {
        given: [...up(above), ...up(0, { namespace: "test" })],
        after: plus(pending, minutes(5)),
        expect: [part(above)],
      }),
      fires("all but one", { given: up(99), after: plus(pending, minutes(5)), expect: [part(99)] }),
      silent("all of them, of which another alert tells", { given: up(100), for: plus(pending, hours(1)) }),
      silent("just as many as may be down", { given: up(below), for: plus(pending, hours(1)) }),
      silent("all but one, for half of the wait", {
        given: HUNDRED.map((instance, index) =>
          index === 0
            ? target(instance).constant(1, hours(6))
            : target(instance).constant(1, minutes(5)).constant(0, times(0.5, pending)).constant(1, hours(1)),
        ),
        for: plus(pending, hours(1)),
      }),
    ];
  },
});

/**
 * Nothing of a job is measured: it is down, or cannot be seen, and all of its alerts are blind.
 * @param watched jobs of whose end another alert tells
 */
export const targetJobDown = (watched: readonly string[]) =>
  alert("TargetJobDown", {
    expr: promql`max by (${BY_JOB}) (${scrape.up}${except(watched)}) == 0`,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    summary: "No target of {{ $labels.namespace }}/{{ $labels.job }} answers",
    description: ({ for: pending }) =>
      `Prometheus has not been able to scrape a single target of the job {{ $labels.job }} for ${prometheusDuration(pending)}. All alerts that read their metrics are blind.`,
    runbook: targetJobDownRunbook,
    tests: ({ for: pending }) => [
      fires("both targets, while a namesake elsewhere is well", {
        given: [
          target("10.0.0.1:8080").constant(0, hours(6)),
          target("10.0.0.2:8080").constant(0, hours(6)),
          target("10.0.0.3:8080", { namespace: "test" }).constant(1, hours(6)),
          target("10.0.0.4:8080", { job: "search" }).constant(1, hours(6)),
          target("10.0.0.5:8080", { service: "cart-admin" }).constant(1, hours(6)),
        ],
        after: plus(pending, minutes(5)),
        expect: [
          {
            labels: JOB,
            summary: "No target of shop/cart answers",
            description: `Prometheus has not been able to scrape a single target of the job cart for ${prometheusDuration(pending)}. All alerts that read their metrics are blind.`,
          },
        ],
      }),
      silent("one of two is left", {
        given: [target("10.0.0.1:8080").constant(0, hours(6)), target("10.0.0.2:8080").constant(1, hours(6))],
        for: plus(pending, hours(1)),
      }),
      ...watched.map((job) =>
        silent(`${job}, of which another alert tells`, {
          given: [target("10.0.0.1:8080", { job }).constant(0, hours(6))],
          for: plus(pending, hours(1)),
        }),
      ),
      silent("for half of the wait", {
        given: [target("10.0.0.1:8080").constant(1, minutes(5)).constant(0, times(0.5, pending)).constant(1, hours(6))],
        for: plus(pending, hours(1)),
      }),
    ],
  });

/** A job is no longer even looked for: nothing is down, and nothing is measured. */
export const targetJobGone = alert("TargetJobGone", {
  parameters: {
    /** When it was there. It is forgotten after as long as this. */
    ago: days(1),
  },
  expr: ({ ago }) =>
    promql`count by (${BY_JOB}) (${scrape.up} offset ${ago}) unless count by (${BY_JOB}) (${scrape.up})`,
  for: minutes(15),
  severity: "warning",
  onMissingData: "silent",
  summary: ({ ago }) =>
    `{{ $labels.namespace }}/{{ $labels.job }} has no target any more, {{ $value }} of ${prometheusDuration(ago)} ago are gone`,
  description: ({ ago }) =>
    `${prometheusDuration(ago)} ago Prometheus scraped {{ $value }} targets of the job {{ $labels.job }}; now it finds none. Its alerts are silent whatever happens. This one ends by itself when the job has been gone for ${prometheusDuration(ago)}.`,
  runbook: targetJobGoneRunbook,
  tests: ({ ago, for: pending }) => {
    const interval = minutes(5);
    return [
      fires("both targets, while namesakes are still there", {
        given: [
          target("10.0.0.1:8080").constant(1, ago).stale(),
          target("10.0.0.2:8080").constant(1, ago).stale(),
          target("10.0.0.3:8080", { namespace: "test" }).constant(1, times(2, ago)),
          target("10.0.0.4:8080", { job: "search" }).constant(1, times(2, ago)),
          target("10.0.0.5:8080", { service: "cart-admin" }).constant(1, times(2, ago)),
        ],
        after: plus(ago, pending, minutes(15)),
        expect: [
          {
            labels: JOB,
            summary: `shop/cart has no target any more, ${humanize(2)} of ${prometheusDuration(ago)} ago are gone`,
            description: `${prometheusDuration(ago)} ago Prometheus scraped ${humanize(2)} targets of the job cart; now it finds none. Its alerts are silent whatever happens. This one ends by itself when the job has been gone for ${prometheusDuration(ago)}.`,
          },
        ],
        interval,
      }),
      silent("one of two is left, and it is down", {
        given: [target("10.0.0.1:8080").constant(1, ago).stale(), target("10.0.0.2:8080").constant(0, times(2, ago))],
        for: plus(ago, hours(2)),
        interval,
      }),
      silent("for half of the wait", {
        given: [target("10.0.0.1:8080").constant(1, ago).gap(times(0.5, pending)).constant(1, hours(2))],
        for: plus(ago, hours(2)),
        interval,
      }),
    ];
  },
});
