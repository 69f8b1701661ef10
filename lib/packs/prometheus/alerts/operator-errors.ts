/** When what the operator asks of the API server fails. */
import { alert, minutes, type Metric } from "../../../model";
import { promql } from "../../../query";
import { humanizePercentage, series } from "../../../testing";
import { recurringTests } from "../../failure-tests";
import { limitTests } from "../../limit-tests";
import { around } from "../operator-metrics";
import { prometheusOperatorApiErrorsRunbook } from "../runbooks/prometheus-operator-api-errors";
import { prometheusOperatorErrorsRunbook } from "../runbooks/prometheus-operator-errors";
import { prometheusOperatorNodeErrorsRunbook } from "../runbooks/prometheus-operator-node-errors";
import { prometheusOperatorStatusFailsRunbook } from "../runbooks/prometheus-operator-status-fails";
import { ofOperator, operator, type PrometheusSelf } from "../self";

const CONTROLLER = "{{ $labels.controller }}";
const SHARE = "{{ $value | humanizePercentage }}";
const controlled = (self: PrometheusSelf) => ({ ...operator(self), controller: "prometheus" });

/** The operator cannot make the cluster as a resource says. */
export const operatorErrors = (self: PrometheusSelf) => {
  const texts = (controller: string, share: string) => ({
    summary: `${share} of the operator's work for ${controller} fails`,
    description: `${share} of the attempts of the controller ${controller} to make the cluster as its resources say failed within five minutes.`,
  });
  return alert("PrometheusOperatorErrors", {
    parameters: { ratio: 0.1, window: minutes(5) },
    expr: ({ ratio, window }) => promql`
      rate(${ofOperator(self, around.reconcileErrors)}[${window}])
      / (rate(${ofOperator(self, around.reconciles)}[${window}]) > 0)
      > ${ratio}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(CONTROLLER, SHARE),
    runbook: prometheusOperatorErrorsRunbook,
    tests: ({ ratio, window, for: pending }) =>
      limitTests({
        limit: ratio,
        pending,
        window,
        ratio: true,
        given: (value, time) => [
          series(around.reconcileErrors, controlled(self)).ratePerSecond(0.5 * value, time),
          series(around.reconciles, controlled(self)).ratePerSecond(0.5, time),
        ],
        expect: (value) => [{ labels: controlled(self), ...texts("prometheus", humanizePercentage(value)) }],
      }),
  });
};

/** The operator does not hear of changes. */
export const operatorApiErrors = (self: PrometheusSelf) => {
  const texts = (controller: string, share: string) => ({
    summary: `The operator cannot see the resources of ${controller}`,
    description: `${share} of the requests of the controller ${controller} for lists and changes failed within ten minutes.`,
  });
  return alert("PrometheusOperatorApiErrors", {
    parameters: { ratio: 0.4, window: minutes(10) },
    expr: ({ ratio, window }) => {
      const perSecond = (metric: Metric) => promql`rate(${ofOperator(self, metric)}[${window}])`;
      return promql`
        (${perSecond(around.listsFailed)} + ${perSecond(around.watchesFailed)})
        / (${perSecond(around.lists)} + ${perSecond(around.watches)} > 0)
        > ${ratio}
      `;
    },
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(CONTROLLER, SHARE),
    runbook: prometheusOperatorApiErrorsRunbook,
    tests: ({ ratio, window, for: pending }) =>
      limitTests({
        limit: ratio,
        pending,
        window,
        ratio: true,
        given: (value, time) => [
          series(around.listsFailed, controlled(self)).ratePerSecond(0.3 * value, time),
          series(around.watchesFailed, controlled(self)).ratePerSecond(0.2 * value, time),
          series(around.lists, controlled(self)).ratePerSecond(0.4, time),
          series(around.watches, controlled(self)).ratePerSecond(0.1, time),
        ],
        expect: (value) => [{ labels: controlled(self), ...texts("prometheus", humanizePercentage(value)) }],
      }),
  });
};

/** Resources do not say what has become of them. */
export const operatorStatusFails = (self: PrometheusSelf) => {
  const texts = (controller: string, share: string) => ({
    summary: `The operator cannot write the status of ${controller}`,
    description: `${share} of the attempts of the controller ${controller} to write a state into its resources failed within five minutes.`,
  });
  return alert("PrometheusOperatorStatusFails", {
    parameters: { ratio: 0.1, window: minutes(5) },
    expr: ({ ratio, window }) => promql`
      rate(${ofOperator(self, around.statusUpdateErrors)}[${window}])
      / (rate(${ofOperator(self, around.statusUpdates)}[${window}]) > 0)
      > ${ratio}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(CONTROLLER, SHARE),
    runbook: prometheusOperatorStatusFailsRunbook,
    tests: ({ ratio, window, for: pending }) =>
      limitTests({
        limit: ratio,
        pending,
        window,
        ratio: true,
        given: (value, time) => [
          series(around.statusUpdateErrors, controlled(self)).ratePerSecond(0.5 * value, time),
          series(around.statusUpdates, controlled(self)).ratePerSecond(0.5, time),
        ],
        expect: (value) => [{ labels: controlled(self), ...texts("prometheus", humanizePercentage(value)) }],
      }),
  });
};

/** New nodes are not scraped. */
export const operatorNodeErrors = (self: PrometheusSelf) => {
  const texts = (job: string) => ({
    summary: `${job} cannot list the kubelets`,
    description: "The operator fails to write down the addresses of the nodes: kubelets of new nodes are not scraped.",
  });
  return alert("PrometheusOperatorNodeErrors", {
    parameters: { window: minutes(10) },
    expr: ({ window }) => promql`
      sum by (namespace, job) (increase(${ofOperator(self, around.nodeSyncsFailed)}[${window}]))
      + sum by (namespace, job) (increase(${ofOperator(self, around.nodeAddressErrors)}[${window}]))
      > 0
    `,
    for: minutes(20),
    severity: "warning",
    onMissingData: "silent",
    ...texts("{{ $labels.job }}"),
    runbook: prometheusOperatorNodeErrorsRunbook,
    tests: ({ window, for: pending }) => {
      const { namespace, job } = operator(self);
      const expect = [{ labels: { namespace, job }, ...texts(job) }];
      const syncs = series(around.nodeSyncsFailed, { ...operator(self), resource: "endpointslice" });
      const addresses = series(around.nodeAddressErrors, operator(self));
      return [
        ...recurringTests({
          counted: syncs,
          window,
          pending,
          expect,
          beside: (time) => [addresses.constant(2, time)],
        }),
        ...recurringTests({
          counted: addresses,
          window,
          pending,
          expect,
          beside: (time) => [syncs.constant(2, time)],
        }),
      ];
    },
  });
};
