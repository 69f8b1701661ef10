/** Prometheus on one screen: what it takes in, judges, tells, sends on and keeps. */
import { alertLine, labelVariable, line, now, stat } from "../../../dashboards";
import { scrape, type Dashboard, type Panel } from "../../../model";
import { promql } from "../../../query";
import { componentDashboard } from "../../component-dashboard";
import { replicasUp } from "../../component-panels";
import { crashLooping, replicasMissing } from "../alerts/availability";
import { process } from "../../process-metrics";
import { alertsUndelivered } from "../alerts/notifications";
import { remoteWriteBehind } from "../alerts/remote-write";
import { prometheus } from "../metrics";
import { ofSelf, type PrometheusSelf } from "../self";
import { operator } from "./operator";
import { queries } from "./queries";
import { behind, remoteWriting } from "./remote-write";
import { notifications, rules } from "./rules";
import { comesIn, targets } from "./scraping";
import { selectors, type Selectors } from "./selectors";
import { storage } from "./storage";

/** Of the two last figures those that this Prometheus has; the others in their stead. */
const lastFigures = (self: PrometheusSelf, chosen: Selectors): readonly Panel[] => [
  self.alertmanagers > 0
    ? stat("Alerts lost", {
        description:
          "Share of the alerts that no Alertmanager took, of the pod where it is highest. Nothing is normal.",
        queries: [
          now(
            promql`
              max(
                min by (pod) (
                  rate(${chosen.mine(prometheus.notificationsDropped)}[$__rate_interval])
                  / (
                    rate(${chosen.mine(prometheus.notificationsDropped)}[$__rate_interval])
                    + rate(${chosen.mine(prometheus.notificationsSent)}[$__rate_interval])
                    > 0
                  )
                )
              ) or vector(0)
            `,
            "lost",
          ),
        ],
        unit: "ratio",
        thresholds: [alertLine(alertsUndelivered(self), "ratio")],
        colored: "background",
      })
    : stat("Series in memory now", {
        description: "Series in the head of the pod that has most.",
        queries: [now(promql`max(${chosen.mine(prometheus.headSeries)})`, "series")],
        unit: "count",
      }),
  self.remoteWrite
    ? stat("Remote write is behind", {
        description: "Age of the newest sample that the other store has. Seconds are normal.",
        queries: [now(promql`max(${behind(chosen)})`, "behind")],
        unit: "seconds",
        thresholds: [alertLine(remoteWriteBehind(self), "seconds")],
        colored: "background",
      })
    : stat("Remembers", {
        description: "Age of the oldest sample.",
        queries: [now(promql`max(time() - ${chosen.mine(prometheus.oldestSample)})`, "oldest")],
        unit: "seconds",
      }),
];

const figures = (self: PrometheusSelf, chosen: Selectors): readonly Panel[] => [
  replicasUp(
    chosen.up,
    self.pods > 1 ? [alertLine(replicasMissing(self), "pods", { below: true })] : [line(1, "red", { below: true })],
  ),
  stat("Targets down", {
    description: "Targets of all jobs whose last scrape failed.",
    queries: [now(promql`count(${scrape.up} == 0) or vector(0)`, "down")],
    unit: "count",
    thresholds: [line(1, "orange")],
    colored: "background",
  }),
  stat("Rules that failed", {
    description: "Evaluations that failed or were left out, each second. None is normal.",
    queries: [
      now(
        promql`
          sum(rate(${chosen.mine(prometheus.ruleFailures)}[$__rate_interval]))
          + sum(rate(${chosen.mine(prometheus.ruleGroupMissed)}[$__rate_interval]))
        `,
        "failed",
      ),
    ],
    unit: "per second",
    thresholds: [line(0.001, "red")],
    colored: "background",
  }),
  ...lastFigures(self, chosen),
];

export const prometheusDashboard = (self: PrometheusSelf): Dashboard => {
  const chosen = selectors(self);
  const { namespace } = self;
  return componentDashboard("prometheus", {
    title: "Prometheus",
    description: "Whether metrics come in, rules are evaluated, alerts get out, and samples are kept.",
    alerts: "Prometheus.+|KubeStateMetrics.+",
    alertLabels: ["namespace", "pod", "job"],
    chosen: labelVariable("pod", "Pod", ofSelf(self, prometheus.ready)),
    links: [{ title: "Alertmanager", to: { dashboard: "alertmanager" } }],
    figures: figures(self, chosen),
    rows: [
      comesIn(self, chosen),
      targets(self, chosen),
      rules(self, chosen),
      ...(self.alertmanagers > 0 ? [notifications(self, chosen)] : []),
      ...(self.remoteWrite ? [remoteWriting(self, chosen)] : []),
      { ...queries(self, chosen), collapsed: true },
      { ...storage(self, chosen), collapsed: true },
      operator(self, chosen),
    ],
    pods: {
      namespace,
      up: chosen.up,
      starts: promql`changes(${chosen.mine(process.startTime, { container: "prometheus" })}[1h])`,
      restarting: alertLine(crashLooping(self), "restarts"),
    },
    logs: "prometheus",
  });
};
