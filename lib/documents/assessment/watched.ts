/** What is watched of each part and of each service, and by how much. */
import {
  code,
  table,
  WORST_FIRST,
  type DeployedAlert,
  type DeployedPack,
  type Model,
  type ServiceFact,
  type Workload,
} from "../../model";
import { counted, dashboardLink, inOrder, listed, objectiveLink } from "../architecture";

/** Levels of an objective that are one alert to people are counted once, as the runbooks do. */
const alertsIn = (packs: readonly DeployedPack[]): readonly DeployedAlert[] =>
  packs.flatMap((pack) => [...new Map(pack.alerts.map((alert) => [alert.name, alert])).values()]);

const severities = (packs: readonly DeployedPack[]): string => {
  const alerts = alertsIn(packs);
  return WORST_FIRST.flatMap((severity) => {
    const count = alerts.filter((alert) => alert.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  }).join(", ");
};

/** Packs by name, so that the same model always gives the same page. */
export const packsTable = (model: Model): string =>
  table(
    ["subject", "team", "alerts", "recording rules", "objectives", "dashboard"],
    [...model.packs]
      .map(({ pack }) => pack)
      .filter(({ alerts, recordingRules, slos }) => alerts.length + recordingRules.length + slos.length > 0)
      .sort((a, b) => inOrder(a.name, b.name))
      .map((pack) => [
        pack.alerts.length === 0 ? code(pack.name) : `[${code(pack.name)}](runbooks/${pack.name}.md)`,
        [...new Set(pack.alerts.map(({ team }) => (team.includes("{{") ? "that of the service" : code(team))))]
          .sort()
          .join(", "),
        pack.alerts.length === 0 ? "" : `${alertsIn([pack]).length} (${severities([pack])})`,
        `${pack.recordingRules.length}`,
        `${pack.slos.length}`,
        dashboardLink(model, pack.dashboard),
      ]),
  );

export const servicesTable = (model: Model): string =>
  table(
    ["service", "kind", "team", "namespace", "needs", "alerts", "objectives", "dashboard"],
    model.services.map((service) => {
      const packs = packsOf(model, service);
      return [
        code(service.name),
        service.kind,
        code(service.team),
        code(service.namespace),
        service.dependencies.map(({ kind, name }) => `${kind} ${code(name)}`).join(", "),
        `${alertsIn(packs).length} (${severities(packs)})`,
        service.slos.map((name) => objectiveLink(model, name)).join(", "),
        dashboardLink(model, service.dashboard),
      ];
    }),
  );

export const packsOf = ({ packs }: Model, service: ServiceFact): readonly DeployedPack[] =>
  packs.map(({ pack }) => pack).filter(({ name }) => service.packs.includes(name));

/** Loki's pods are scraped under the name of their release. */
const HIDDEN_ROLES: readonly Workload["role"][] = ["gateway", "canary", "cache"];

/** Something asks this workload for metrics. */
export const isScraped = ({ flows, releases }: Model, { name, path, role }: Workload): boolean => {
  const scraped = new Set(flows.filter(({ what }) => what === "scrape").map(({ to }) => to.name));
  if (scraped.has(name)) return true;
  const release = releases.find((each) => path.startsWith(`${each.path}.`));
  return (
    release !== undefined && scraped.has(release.name) && release.chart.name === "loki" && !HIDDEN_ROLES.includes(role)
  );
};

export const summary = (model: Model): string => {
  const packs = model.packs.map(({ pack }) => pack);
  return [
    `${counted(model.workloads.length, "workload")} of the platform and ${counted(model.services.length, "registered service")}`,
    `are watched by ${counted(alertsIn(packs).length, "alert")} (${severities(packs)}),`,
    `${counted(
      packs.reduce((sum, { slos }) => sum + slos.length, 0),
      "objective",
    )} and ${counted(model.dashboards.length, "dashboard")}, pages of runbooks included.`,
    `Teams: ${listed([...new Set(model.routings.flatMap(({ teams }) => teams))].sort().map(code)) || "none"}.`,
  ].join(" ");
};
