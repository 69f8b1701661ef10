/** When alerts do not get from Prometheus to Alertmanager. */
import { alert, minutes } from "../../../model";
import { promql } from "../../../query";
import { humanizePercentage, series } from "../../../testing";
import { stateTests } from "../../failure-tests";
import { limitTests } from "../../limit-tests";
import { prometheus } from "../metrics";
import { prometheusAlertQueueFillingRunbook } from "../runbooks/prometheus-alert-queue-filling";
import { prometheusAlertmanagerErrorsRunbook } from "../runbooks/prometheus-alertmanager-errors";
import { prometheusAlertmanagersMissingRunbook } from "../runbooks/prometheus-alertmanagers-missing";
import { prometheusAlertsUndeliveredRunbook } from "../runbooks/prometheus-alerts-undelivered";
import { prometheusNoAlertmanagerRunbook } from "../runbooks/prometheus-no-alertmanager";
import { ofSelf, REPLICA, replica, replicaName, type PrometheusSelf } from "../self";

const PEER = "http://alertmanager-0:9093/api/v2/alerts";
const OTHER_PEER = "http://alertmanager-1:9093/api/v2/alerts";
const SHARE = "{{ $value | humanizePercentage }}";

/** Alerts fire, and nobody is there to be told. */
export const noAlertmanager = (self: PrometheusSelf) => {
  const texts = (name: string) => ({
    summary: `Prometheus ${name} knows no Alertmanager`,
    description: "Prometheus has no Alertmanager to send alerts to: they fire, and nobody is told.",
  });
  return alert("PrometheusNoAlertmanager", {
    parameters: { window: minutes(5) },
    expr: ({ window }) => promql`max_over_time(${ofSelf(self, prometheus.alertmanagers)}[${window}]) == 0`,
    for: minutes(10),
    severity: "critical",
    onMissingData: "silent",
    inhibits: ["PrometheusAlertmanagersMissing"],
    ...texts(REPLICA),
    runbook: prometheusNoAlertmanagerRunbook,
    tests: ({ window, for: pending }) =>
      stateTests({
        state: series(prometheus.alertmanagers, replica(self)),
        bad: 0,
        good: 1,
        window,
        pending,
        expect: [{ labels: replica(self), ...texts(replicaName(self)) }],
      }),
  });
};

/** Alertmanagers share what they were told only in part: each replica must hear of each alert from Prometheus itself. */
export const alertmanagersMissing = (self: PrometheusSelf) => {
  const texts = (name: string, count: string) => ({
    summary: `Prometheus ${name} knows ${count} of ${self.alertmanagers} Alertmanagers`,
    description: `Alerts are sent to ${count} Alertmanagers, and there should be ${self.alertmanagers}.`,
  });
  return alert("PrometheusAlertmanagersMissing", {
    parameters: { alertmanagers: self.alertmanagers, window: minutes(5) },
    expr: ({ alertmanagers, window }) => promql`
      max_over_time(${ofSelf(self, prometheus.alertmanagers)}[${window}]) < ${alertmanagers}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA, "{{ $value }}"),
    runbook: prometheusAlertmanagersMissingRunbook,
    tests: ({ alertmanagers, window, for: pending }) =>
      stateTests({
        state: series(prometheus.alertmanagers, replica(self)),
        bad: alertmanagers - 1,
        good: alertmanagers,
        window,
        pending,
        expect: [{ labels: replica(self), ...texts(replicaName(self), String(alertmanagers - 1)) }],
      }),
  });
};

/** One of them is told too little; the others can do without. */
export const alertmanagerErrors = (self: PrometheusSelf) => {
  const texts = (name: string, peer: string, share: string) => ({
    summary: `${share} of the alerts do not reach one Alertmanager`,
    description: `Prometheus ${name} could not hand over ${share} of its alerts to ${peer} within the last five minutes.`,
  });
  return alert("PrometheusAlertmanagerErrors", {
    parameters: { ratio: 0.01, window: minutes(5) },
    expr: ({ ratio, window }) => promql`
      rate(${ofSelf(self, prometheus.notificationErrors)}[${window}])
      / (
        rate(${ofSelf(self, prometheus.notificationErrors)}[${window}])
        + rate(${ofSelf(self, prometheus.notificationsSent)}[${window}])
        > 0
      )
      > ${ratio}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA, "{{ $labels.alertmanager }}", SHARE),
    runbook: prometheusAlertmanagerErrorsRunbook,
    tests: ({ ratio, window, for: pending }) => {
      const labels = { ...replica(self), alertmanager: PEER };
      return limitTests({
        limit: ratio,
        pending,
        window,
        ratio: true,
        given: (value, time) => [
          series(prometheus.notificationErrors, labels).ratePerSecond(0.5 * value, time),
          series(prometheus.notificationsSent, labels).ratePerSecond(0.5 * (1 - value), time),
          series(prometheus.notificationErrors, { ...labels, alertmanager: OTHER_PEER }).constant(0, time),
          series(prometheus.notificationsSent, { ...labels, alertmanager: OTHER_PEER }).constant(7, time),
        ],
        expect: (value) => [{ labels, ...texts(replicaName(self), PEER, humanizePercentage(value)) }],
      });
    },
  });
};

/** Not even the Alertmanager that takes most of them takes all: some alerts are lost. */
export const alertsUndelivered = (self: PrometheusSelf) => {
  const texts = (name: string, share: string) => ({
    summary: `Prometheus ${name} loses ${share} of its alerts`,
    description: `Even of the alerts for the Alertmanager that takes most, ${share} were given up within the last five minutes.`,
  });
  return alert("PrometheusAlertsUndelivered", {
    parameters: { ratio: 0.03, window: minutes(5) },
    expr: ({ ratio, window }) => promql`
      min by (namespace, service, pod) (
        rate(${ofSelf(self, prometheus.notificationsDropped)}[${window}])
        / (
          rate(${ofSelf(self, prometheus.notificationsDropped)}[${window}])
          + rate(${ofSelf(self, prometheus.notificationsSent)}[${window}])
          > 0
        )
      ) > ${ratio}
    `,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    ...texts(REPLICA, SHARE),
    runbook: prometheusAlertsUndeliveredRunbook,
    tests: ({ ratio, window, for: pending }) => {
      const labels = { ...replica(self), alertmanager: PEER };
      const other = { ...labels, alertmanager: OTHER_PEER };
      const { namespace, service, pod } = replica(self);
      return limitTests({
        limit: ratio,
        pending,
        window,
        ratio: true,
        given: (value, time) => [
          series(prometheus.notificationsDropped, labels).ratePerSecond(0.5 * value, time),
          series(prometheus.notificationsSent, labels).ratePerSecond(0.5 * (1 - value), time),
          series(prometheus.notificationsDropped, other).ratePerSecond(0.5, time),
          series(prometheus.notificationsSent, other).constant(0, time),
        ],
        expect: (value) => [
          { labels: { namespace, service, pod }, ...texts(replicaName(self), humanizePercentage(value)) },
        ],
      });
    },
  });
};

/** When the queue is full the oldest alerts are thrown away. */
export const alertQueueFilling = (self: PrometheusSelf) => {
  const texts = (name: string, peer: string, share: string) => ({
    summary: `Alerts of Prometheus ${name} wait to be sent`,
    description: `The queue of alerts for ${peer} is ${share} full. When it is full the oldest are thrown away.`,
  });
  return alert("PrometheusAlertQueueFilling", {
    parameters: { ratio: 0.5 },
    expr: ({ ratio }) => promql`
      ${ofSelf(self, prometheus.notificationQueue)}
      / ignoring (alertmanager) group_left ()
      (${ofSelf(self, prometheus.notificationQueueCapacity)} > 0)
      > ${ratio}
    `,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    ...texts(REPLICA, "{{ $labels.alertmanager }}", SHARE),
    runbook: prometheusAlertQueueFillingRunbook,
    tests: ({ ratio, for: pending }) => {
      const labels = { ...replica(self), alertmanager: PEER };
      return limitTests({
        limit: ratio,
        pending,
        ratio: true,
        given: (value, time) => [
          series(prometheus.notificationQueue, labels).constant(value, time),
          series(prometheus.notificationQueue, { ...labels, alertmanager: OTHER_PEER }).constant(0, time),
          series(prometheus.notificationQueueCapacity, replica(self)).constant(1, time),
        ],
        expect: (value) => [{ labels, ...texts(replicaName(self), PEER, humanizePercentage(value)) }],
      });
    },
  });
};
