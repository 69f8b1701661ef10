/** Loki on one screen: lines in, refused, kept, found again. */
import { alertLine, labelVariable, line, now, stat } from "../../../dashboards";
import { scrape, type Dashboard, type Panel } from "../../../model";
import { promql } from "../../../query";
import { componentDashboard } from "../../component-dashboard";
import { replicasUp } from "../../component-panels";
import { restarting } from "../alerts/availability";
import { querySlow } from "../alerts/queries";
import { pushSlow } from "../alerts/writes";
import { loki } from "../metrics";
import { of, type LokiTarget } from "../target";
import { ingesters, store } from "./keeping-rows";
import { ring, ruler } from "./members-rows";
import { queryP99, reading } from "./reading-rows";
import { chosenOf, type Chosen } from "./selectors";
import { pushP99, writing } from "./writing-row";

const figures = (target: LokiTarget, chosen: Chosen): readonly Panel[] => [
  replicasUp(promql`${scrape.up}{${chosen()}}`, [line(target.jobs.length, "red", { below: true })]),
  stat("Lines in", {
    description: "Lines that senders push, each second. Nothing at all means that nobody's logs arrive.",
    queries: [now(promql`sum(rate(${loki.linesReceived}{${chosen()}}[$__rate_interval]))`, "lines")],
    unit: "per second",
    thresholds: [line(0.001, "red", { below: true })],
  }),
  stat("Lines refused", {
    description: "Lines that Loki refuses and that are lost, each second. None is normal.",
    queries: [now(promql`sum(rate(${loki.linesDiscarded}{${chosen()}}[$__rate_interval])) or vector(0)`, "lines")],
    unit: "per second",
    thresholds: [line(0.001, "red")],
    colored: "background",
  }),
  stat("Slowest push of a hundred", {
    description: "How long senders wait until their lines are taken.",
    queries: [now(promql`max(${pushP99(chosen)})`, "p99")],
    unit: "seconds",
    thresholds: [alertLine(pushSlow(target), "p99")],
    colored: "background",
  }),
  stat("Slowest query of a hundred", {
    description: "How long people wait until their logs are found.",
    queries: [now(promql`max(${queryP99(chosen)})`, "p99")],
    unit: "seconds",
    thresholds: [alertLine(querySlow(target), "p99")],
    colored: "background",
  }),
];

export const lokiDashboard = (target: LokiTarget): Dashboard => {
  const { namespace } = target;
  const chosen = chosenOf(target);
  return componentDashboard("loki", {
    title: "Loki",
    description: "Whether lines come in, are kept, are found again, and are deleted in time.",
    tags: ["logs"],
    alerts: "Loki.+",
    alertLabels: ["namespace", "pod", "tenant", "reason"],
    chosen: labelVariable("pod", "Pod", promql`${scrape.up}{${of(target)}}`),
    links: [
      { title: "Fluentd", to: { dashboard: "fluentd" } },
      { title: "Logs", to: { dashboard: "logs" } },
    ],
    figures: figures(target, chosen),
    rows: [
      writing(target, chosen),
      ingesters(target, chosen),
      reading(target, chosen),
      { ...store(target, chosen), collapsed: true },
      ring(chosen),
      ruler(target, chosen),
    ],
    pods: {
      namespace,
      up: promql`${scrape.up}{${chosen()}}`,
      starts: promql`changes(${loki.processStart}{${chosen()}}[1h])`,
      restarting: alertLine(restarting(target), "restarts"),
    },
    logs: "loki",
  });
};
