/** Whether alerts get in, find their groups, and are not all hidden. */
import { alert, hours, minutes, plus, scrape, seconds, times, type Duration } from "../../../model";
import { promql } from "../../../query";
import { fires, humanizeDuration, humanizePercentage, series, silent } from "../../../testing";
import { recurringTests } from "../../failure-tests";
import { limitTests, onceTests } from "../../limit-tests";
import { alertmanager } from "../metrics";
import { apiLimitRunbook } from "../runbooks/api-limit";
import { dispatchSlowRunbook } from "../runbooks/dispatch-slow";
import { groupLimitRunbook } from "../runbooks/group-limit";
import { invalidAlertsRunbook } from "../runbooks/invalid-alerts";
import { mostSuppressedRunbook } from "../runbooks/most-suppressed";
import { nothingReceivedRunbook } from "../runbooks/nothing-received";
import { stateNotSavedRunbook } from "../runbooks/state-not-saved";
import { of, placeOf, podOf, serviceOf, type AlertmanagerTarget } from "../target";

/** The Watchdog fires always: a pod that hears nothing is cut off from Prometheus. */
export const nothingReceived = (target: AlertmanagerTarget) =>
  alert("AlertmanagerNothingReceived", {
    expr: promql`
      sum by (namespace, service, pod) (${scrape.up}{${of(target)}}) > 0
      unless
      sum by (namespace, service, pod) (rate(${alertmanager.alertsReceived}{${of(target)}}[10m])) > 0
    `,
    for: minutes(15),
    severity: "critical",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} answers and receives no alerts",
    description: "Not one alert has reached this pod of Alertmanager, though the Watchdog fires always.",
    runbook: nothingReceivedRunbook,
    tests: ({ for: pending }) => {
      const up = (index: number) => series(scrape.up, podOf(target, index)).constant(1, hours(4));
      const received = (index: number, status = "firing") =>
        series(alertmanager.alertsReceived, { ...podOf(target, index), status, version: "v2" });
      const expect = [{ labels: placeOf(target), summary: `${target.job}-0 answers and receives no alerts` }];
      return [
        silent("at one alert in eight minutes", {
          given: [up(0), received(0).ratePerSecond(1 / 480, hours(4))],
          for: hours(3),
        }),
        silent("while only the end of alerts is told", {
          given: [up(0), received(0).constant(3, hours(4)), received(0, "resolved").ratePerSecond(1, hours(4))],
          for: hours(3),
        }),
        fires("when alerts stop to come to one pod", {
          given: [
            up(0),
            up(1),
            received(0).ratePerSecond(0.1, minutes(30)).ratePerSecond(0, hours(3)),
            received(1).ratePerSecond(0.1, hours(4)),
          ],
          after: plus(minutes(41), pending),
          // The window forgets the last alert after ten minutes.
          notBefore: pending.milliseconds === 0 ? undefined : plus(minutes(38), pending, seconds(-30)),
          expect,
        }),
        fires("when none has ever come", {
          given: [up(0)],
          after: plus(pending, minutes(1)),
          notBefore: pending.milliseconds === 0 ? undefined : plus(pending, seconds(-30)),
          expect,
        }),
        silent("while the pod does not answer", {
          given: [series(scrape.up, podOf(target)).constant(0, hours(4))],
          for: hours(3),
        }),
      ];
    },
  });

/** Somebody sends what is no alert: it is lost. */
export const invalidAlerts = (target: AlertmanagerTarget) =>
  alert("AlertmanagerInvalidAlerts", {
    expr: promql`sum by (namespace, service) (increase(${alertmanager.alertsInvalid}{${of(target)}}[15m])) > 0`,
    for: minutes(0),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $value | humanize }} alerts to {{ $labels.namespace }}/{{ $labels.service }} could not be read",
    description: "Alertmanager refused alerts because of their labels or times; nobody is told of them.",
    runbook: invalidAlertsRunbook,
    tests: onceTests({
      counted: series(alertmanager.alertsInvalid, { ...podOf(target), version: "v2" }),
      window: minutes(15),
      expect: [
        {
          labels: serviceOf(target),
          summary: `1 alerts to ${target.namespace}/${target.job} could not be read`,
        },
      ],
    }),
  });

/** What finds no group is told to nobody. */
export const groupLimit = (target: AlertmanagerTarget) =>
  alert("AlertmanagerGroupLimit", {
    expr: promql`sum by (namespace, service) (increase(${alertmanager.groupLimitReached}{${of(target)}}[15m])) > 0`,
    for: minutes(0),
    severity: "critical",
    onMissingData: "silent",
    summary: "{{ $value | humanize }} alerts found no group in {{ $labels.namespace }}/{{ $labels.service }}",
    description:
      "There are as many groups of alerts as allowed: further alerts are dropped, and nobody is told of them.",
    runbook: groupLimitRunbook,
    tests: onceTests({
      counted: series(alertmanager.groupLimitReached, podOf(target)),
      window: minutes(15),
      expect: [
        {
          labels: serviceOf(target),
          summary: `1 alerts found no group in ${target.namespace}/${target.job}`,
        },
      ],
    }),
  });

/** Requests are turned away: alerts, silences, and the pages of people. */
export const apiLimit = (target: AlertmanagerTarget) =>
  alert("AlertmanagerApiLimit", {
    expr: promql`
      sum by (namespace, service, pod) (increase(${alertmanager.requestsRefused}{${of(target)}}[10m])) > 0
    `,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} refuses requests",
    description: "More requests come at once than Alertmanager answers at once.",
    runbook: apiLimitRunbook,
    tests: ({ for: pending }) =>
      recurringTests({
        counted: series(alertmanager.requestsRefused, { ...podOf(target), method: "get" }),
        window: minutes(10),
        pending,
        expect: [{ labels: placeOf(target), summary: `${target.job}-0 refuses requests` }],
      }),
  });

/** Silences, and what was told to whom, do not survive the next start. */
export const stateNotSaved = (target: AlertmanagerTarget) =>
  alert("AlertmanagerStateNotSaved", {
    expr: promql`
      sum by (namespace, service, pod) (increase(${alertmanager.silencesMaintenanceErrors}{${of(target)}}[1h]))
      + sum by (namespace, service, pod) (increase(${alertmanager.nflogMaintenanceErrors}{${of(target)}}[1h]))
      > 0
    `,
    for: minutes(30),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} cannot save its state",
    description: "Alertmanager could not write its silences, or its notes of what was told, to its volume.",
    runbook: stateNotSavedRunbook,
    tests: ({ for: pending }) => {
      const { silencesMaintenanceErrors, nflogMaintenanceErrors } = alertmanager;
      return [silencesMaintenanceErrors, nflogMaintenanceErrors].flatMap((failing) => {
        const other = failing === silencesMaintenanceErrors ? nflogMaintenanceErrors : silencesMaintenanceErrors;
        return recurringTests({
          counted: series(failing, podOf(target)),
          window: hours(1),
          pending,
          beside: (time) => [series(other, podOf(target)).constant(0, time)],
          expect: [{ labels: placeOf(target), summary: `${target.job}-0 cannot save its state` }],
        });
      });
    },
  });

/** Alerts arrive faster than they are put into groups. */
export const dispatchSlow = (target: AlertmanagerTarget) =>
  alert("AlertmanagerDispatchSlow", {
    parameters: { seconds: 0.5 },
    expr: ({ seconds: limit }) => promql`
      sum by (namespace, service, pod) (rate(${alertmanager.dispatchDuration}_sum{${of(target)}}[10m]))
      / (sum by (namespace, service, pod) (rate(${alertmanager.dispatchDuration}_count{${of(target)}}[10m])) > 0)
      > ${limit}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} takes {{ $value | humanizeDuration }} to put an alert into its groups",
    description: "Alertmanager is overloaded with alerts: people are told late.",
    runbook: dispatchSlowRunbook,
    tests: ({ seconds: limit, for: pending }) =>
      limitTests({
        limit,
        pending,
        window: minutes(10),
        given: (value, time) =>
          [value, limit / 10].flatMap((duration, index) => [
            series(`${alertmanager.dispatchDuration.name}_sum`, podOf(target, index)).ratePerSecond(
              0.5 * duration,
              time,
            ),
            series(`${alertmanager.dispatchDuration.name}_count`, podOf(target, index)).ratePerSecond(0.5, time),
          ]),
        expect: (value) => [
          {
            labels: placeOf(target),
            summary: `${target.job}-0 takes ${humanizeDuration(value)} to put an alert into its groups`,
          },
        ],
      }),
  });

/** A silence or an inhibition that hides nearly everything is seldom meant. */
export const mostSuppressed = (target: AlertmanagerTarget) =>
  alert("AlertmanagerMostSuppressed", {
    parameters: { suppressedShare: 0.8, alerts: 10 },
    expr: ({ suppressedShare, alerts }) => promql`
      max by (namespace, service) (${alertmanager.alerts}{${of(target, { state: "suppressed" })}})
      / (max by (namespace, service) (sum by (namespace, service, pod) (${alertmanager.alerts}{${of(target)}})) > ${alerts})
      > ${suppressedShare}
    `,
    for: hours(2),
    severity: "info",
    onMissingData: "silent",
    summary: "{{ $value | humanizePercentage }} of all alerts are silenced or inhibited",
    description: ({ alerts }) => `More than ${alerts} alerts are there, and nearly all of them are hidden from people.`,
    runbook: mostSuppressedRunbook,
    tests: ({ suppressedShare, alerts, for: pending }) => {
      const known = (share: number, count: number, time: Duration) =>
        [0, 1].flatMap((index) => [
          series(alertmanager.alerts, { ...podOf(target, index), state: "suppressed" }).constant(share * count, time),
          series(alertmanager.alerts, { ...podOf(target, index), state: "active" }).constant((1 - share) * count, time),
        ]);
      const time = plus(pending, minutes(30));
      return [
        ...limitTests({
          limit: suppressedShare,
          pending,
          ratio: true,
          given: (share, long) => known(share, 10 * alerts, long),
          expect: (share) => [
            {
              labels: serviceOf(target),
              summary: `${humanizePercentage(share)} of all alerts are silenced or inhibited`,
            },
          ],
        }),
        silent("with a twentieth fewer alerts than count", { given: known(1, 0.95 * alerts, time), for: time }),
        fires("with a fifth more alerts than count", {
          given: known(1, 1.2 * alerts, time),
          after: plus(pending, minutes(1)),
          expect: [{ labels: serviceOf(target), summary: "100% of all alerts are silenced or inhibited" }],
        }),
        silent("for half of the wait", {
          given: known(1, 10 * alerts, times(0.5, pending)),
          for: plus(pending, minutes(30)),
        }),
      ];
    },
  });
