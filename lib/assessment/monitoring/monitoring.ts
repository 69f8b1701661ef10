/** The monitoring that a project has: tools, what is wrong with its rules, dashboards and routes, whom it tells. */
import { sortFindings } from "../../model";
import type { AssessedService, Infrastructure, Monitoring, Sighting } from "../assessment";
import type { Project } from "../project";
import { askedByDashboards, dashboardFindings } from "./dashboards";
import { dashboardsOf } from "./foreign-dashboard";
import { definedMetrics } from "./exported";
import { retiredTools } from "./retired";
import { routesOf } from "./routes";
import { rulesOf } from "./rules";
import { scrapedOf } from "./scraped";
import { tellsPeople } from "./tells-people";
import { evidenceFrom, evidenceOf, ORDER, type Thing } from "./thing";
import { thingsOf } from "./things";
import { confidenceOf, toolsOf } from "./tool-table";

export const monitoringOf = (
  project: Project,
  services: readonly AssessedService[],
  infrastructure: Infrastructure,
): Monitoring => {
  const rules = rulesOf(project);
  const routes = routesOf(project);
  const dashboards = dashboardsOf(project);
  const things = [...thingsOf(project), ...routes.things, ...dashboards.map(dashboardThing)];
  const recorded = new Set(rules.packs.flatMap(({ pack }) => pack.recordingRules.map(({ name }) => name)));
  const asked = [...rules.asked, ...askedByDashboards(project)].flatMap(({ metrics }) => metrics);
  return {
    tools: sightings(things),
    retired: retiredTools(things),
    problems: sortFindings([...rules.findings, ...dashboardFindings(project), ...routes.findings]),
    judged: {
      rules: rules.rules,
      alerts: rules.alerts,
      dashboards: dashboards.length,
      receivers: routes.receivers,
    },
    metrics: {
      asked: [...new Set(asked)].filter((name) => !recorded.has(name)).sort(),
      exported: [...new Set(definedMetrics(project).map(({ name }) => name))].sort(),
    },
    scraped: scrapedOf(project, services, infrastructure),
    tellsPeople: tellsPeople(project),
  };
};

const dashboardThing = ({
  file,
  line,
  title,
}: {
  readonly file: string;
  readonly line: number;
  readonly title: string;
}): Thing => ({
  kind: "configuration",
  name: "dashboard",
  file,
  line,
  sees: `dashboard ${title}`.trim().slice(0, 100),
});

/** One for each tool, as sure as the surest of its places. */
const sightings = (things: readonly Thing[]): readonly Sighting[] => {
  const byTool = new Map<string, Thing[]>();
  for (const thing of things) for (const tool of toolsOf(thing)) byTool.set(tool, [...(byTool.get(tool) ?? []), thing]);
  return [...byTool]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, seen]) => {
      const confidence = ORDER.find((sure) => seen.some((thing) => confidenceOf(thing) === sure)) ?? "possible";
      const surest = seen.filter((thing) => confidenceOf(thing) === confidence);
      // What runs it tells more than a library that speaks to it.
      const running = evidenceFrom(surest.filter(({ kind }) => kind !== "library").map(evidenceOf));
      const spoken = evidenceFrom(surest.filter(({ kind }) => kind === "library").map(evidenceOf), 5 - running.length);
      const best = [...running, ...spoken];
      const others = seen.filter((thing) => confidenceOf(thing) !== confidence).map(evidenceOf);
      return { name, confidence, evidence: [...best, ...evidenceFrom(others, 5 - best.length)] };
    });
};
