/** Grafana on one screen: what people ask of it, what it asks of others, what it keeps. */
import { alertLine, labelVariable, line, now, stat } from "../../../dashboards";
import { scrape, type Dashboard, type Panel } from "../../../model";
import { matches, promql } from "../../../query";
import { componentDashboard } from "../../component-dashboard";
import { replicasUp } from "../../component-panels";
import { restarting } from "../alerts/availability";
import { requestErrors, slow } from "../alerts/requests";
import { grafana } from "../metrics";
import { of, type GrafanaTarget } from "../target";
import { database, dataSources } from "./data-rows";
import { failedShare, ITS_OWN_FAULT, p95, requests } from "./requests-row";

const figures = (target: GrafanaTarget): readonly Panel[] => {
  const chosen = of(target, { pod: matches("$pod") });
  return [
    replicasUp(promql`${scrape.up}{${chosen}}`, [line(1, "red", { below: true })]),
    stat("Requests failed", {
      description: "Share of the requests that failed by Grafana's own fault.",
      queries: [now(failedShare(target, {}, ITS_OWN_FAULT), "failed")],
      unit: "ratio",
      thresholds: [alertLine(requestErrors(target), "errorRatio")],
      colored: "background",
    }),
    stat("Slowest of twenty", {
      description: "95th percentile of the requests that wait for nobody else.",
      queries: [now(p95(target), "p95")],
      unit: "seconds",
      thresholds: [alertLine(slow(target), "p95")],
      colored: "background",
    }),
    stat("Requests at once", {
      description: "Requests that are being answered.",
      queries: [now(promql`sum(${grafana.requestsInFlight}{${chosen}})`, "at once")],
      unit: "count",
    }),
    stat("Versions in use", {
      description:
        "Versions of Grafana that run side by side. More than one for long means that a change of version is stuck.",
      queries: [now(promql`count(count by (version) (${grafana.build}{${of(target)}}))`, "versions")],
      unit: "count",
      thresholds: [line(2, "orange")],
      colored: "background",
    }),
  ];
};

export const grafanaDashboard = (target: GrafanaTarget): Dashboard => {
  const { namespace } = target;
  return componentDashboard("grafana", {
    title: "Grafana",
    description: "Whether people get their dashboards, and Grafana its data.",
    alerts: "Grafana.+",
    alertLabels: ["namespace", "pod", "datasource"],
    chosen: labelVariable("pod", "Pod", promql`${scrape.up}{${of(target)}}`),
    figures: figures(target),
    rows: [requests(target), dataSources(target), database(target)],
    pods: {
      namespace,
      up: promql`${scrape.up}{${of(target, { pod: matches("$pod") })}}`,
      starts: promql`changes(${grafana.processStart}{${of(target, { pod: matches("$pod") })}}[1h])`,
      restarting: alertLine(restarting(target), "restarts"),
    },
    logs: "grafana",
  });
};
