/** Alertmanager on one screen: alerts in, people told, pods that agree. */
import { alertLine, labelVariable, line, now, stat } from "../../../dashboards";
import { scrape, type Dashboard, type Panel } from "../../../model";
import { matches, promql } from "../../../query";
import { componentDashboard } from "../../component-dashboard";
import { replicasUp } from "../../component-panels";
import { replicaMissing, restarting } from "../alerts/availability";
import { sendBroken, sendFailing } from "../alerts/notifications";
import { alertmanager } from "../metrics";
import { of, type AlertmanagerTarget } from "../target";
import { clusterOfPods } from "./cluster-row";
import { intake } from "./intake-row";
import { notifications } from "./notifications-row";

const figures = (target: AlertmanagerTarget): readonly Panel[] => {
  const chosen = of(target, { pod: matches("$pod") });
  return [
    replicasUp(promql`${scrape.up}{${chosen}}`, [alertLine(replicaMissing(target), "replicas", { below: true })]),
    stat("Notifications lost", {
      description:
        "Share of the notifications that was given up, of the way to tell people where it is highest. Nothing is normal.",
      queries: [
        now(
          promql`
            max(
              sum by (integration) (rate(${alertmanager.notificationsFailed}{${chosen}}[$__rate_interval]))
              / (sum by (integration) (rate(${alertmanager.notifications}{${chosen}}[$__rate_interval])) > 0)
            ) or vector(0)
          `,
          "lost",
        ),
      ],
      unit: "ratio",
      thresholds: [alertLine(sendFailing(target), "failedShare"), alertLine(sendBroken(target), "failedShare")],
      colored: "background",
    }),
    stat("Alerts active", {
      description: "Alerts of all teams that people are told of.",
      queries: [
        now(promql`max(${alertmanager.alerts}{${of(target, { pod: matches("$pod"), state: "active" })}})`, "active"),
      ],
      unit: "count",
      sparkline: false,
    }),
    stat("Configurations in use", {
      description:
        "Different configurations that pods work with. More than one for long means that a pod refused the last.",
      queries: [
        now(promql`count(count_values("config", ${alertmanager.configHash}{${of(target)}}))`, "configurations"),
      ],
      unit: "count",
      thresholds: [line(2, "red")],
      colored: "background",
    }),
    stat("Configuration", {
      description: "Whether every pod took the configuration the last time that it was read.",
      queries: [now(promql`min(${alertmanager.configReloadSuccessful}{${chosen}})`, "configuration")],
      unit: "boolean",
      texts: [
        { value: 1, text: "taken", color: "green" },
        { value: 0, text: "refused", color: "red" },
      ],
      colored: "background",
    }),
  ];
};

export const alertmanagerDashboard = (target: AlertmanagerTarget): Dashboard => {
  const { namespace } = target;
  return componentDashboard("alertmanager", {
    title: "Alertmanager",
    description: "Whether alerts come in, people are told, and the pods agree on whom.",
    alerts: "Alertmanager.+",
    alertLabels: ["namespace", "pod", "integration"],
    chosen: labelVariable("pod", "Pod", promql`${scrape.up}{${of(target)}}`),
    links: [{ title: "Prometheus", to: { dashboard: "prometheus" } }],
    figures: figures(target),
    rows: [intake(target), notifications(target), clusterOfPods(target)],
    pods: {
      namespace,
      up: promql`${scrape.up}{${of(target, { pod: matches("$pod") })}}`,
      starts: promql`changes(${alertmanager.processStart}{${of(target, { pod: matches("$pod") })}}[1h])`,
      restarting: alertLine(restarting(target), "restarts"),
    },
    logs: "alertmanager",
  });
};
