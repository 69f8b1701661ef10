/** Where everybody begins: what fires, what was promised, what changed, and whether the platform itself can be believed. */
import { pack, scrape } from "../../model";
import { changeMetrics, cluster, dashboard, deploys, labelVariable, line, now, row, stat, top } from "../../dashboards";
import { promql } from "../../query";
import { kubernetes } from "../kubernetes";
import { changesPanels, missedFigure, rolloutFigure } from "./changes";
import { firingFigures, firingRow } from "./firing";
import { platformMetrics, platformRow, type PlatformTargets } from "./platform";

export { type ComponentTargets, type PlatformTargets } from "./platform";

export interface HomePackProps {
  /** Whether objectives are deployed. @default true */
  readonly objectives?: boolean;
  /** The parts of the platform that are scraped. @default none, so that only targets and scrapes are shown */
  readonly platform?: PlatformTargets;
}

const targetsDown = stat("Targets down", {
  description: "Targets that Prometheus does not reach.",
  queries: [now(promql`count(${scrape.up} == 0) or vector(0)`, "down")],
  unit: "count",
  thresholds: [line(1, "orange")],
  colored: "background",
});

/** Reads what `kubernetesPack()` and objectives record. */
export const homePack = ({ objectives = true, platform = {} }: HomePackProps = {}) =>
  pack("home", {
    metrics: {
      replicaSetCreated: kubernetes.replicaSetCreated,
      replicaSetOwner: kubernetes.replicaSetOwner,
      ...changeMetrics(kubernetes),
      ...platformMetrics(platform),
    },
    dashboards: [
      dashboard("home", {
        title: "Home",
        description: "What is wrong now, who looks after it, what was promised, and what changed.",
        tags: ["home"],
        variables: [cluster, labelVariable("team", "Team", promql`${scrape.alerts}`)],
        annotations: [deploys(kubernetes)],
        links: [
          { title: "Applications", to: { dashboard: "application" } },
          ...(objectives ? [{ title: "Objectives", to: { dashboard: "slo-overview" } }] : []),
          { title: "Kubernetes", tag: "kubernetes" },
          { title: "Services", tag: "service" },
          { title: "Logs", to: { dashboard: "logs" } },
          { title: "Traces", to: { dashboard: "traces" } },
          { title: "Platform", tag: "platform" },
        ],
        rows: [
          top([
            ...firingFigures,
            ...(objectives ? [missedFigure] : []),
            targetsDown,
            { ...rolloutFigure, width: objectives ? 4 : 8 },
          ]),
          firingRow,
          row(objectives ? "Promises and changes" : "Changes", changesPanels(objectives)),
          platformRow(platform),
        ],
      }),
    ],
    dashboard: "home",
  });
