/** Alerts and dashboards for tests, made of next to nothing. */
import { dashboard, dashboardJson, top, type DashboardContext, type DashboardJson } from "../../lib/dashboards";
import {
  alert,
  deployed,
  minutes,
  pack,
  scrape,
  type AlertParameters,
  type AlertSeverity,
  type DeployedAlert,
  type Panel,
} from "../../lib/model";
import { promql } from "../../lib/query";

const RUNBOOK = { meaning: "It is so.", impact: "None.", diagnosis: ["Look."], mitigation: ["Mend."] };

export const aDeployedAlert = (
  name: string,
  {
    parameters = {},
    severity = "warning",
    expr = promql`${scrape.up} == 0`,
  }: {
    readonly parameters?: AlertParameters;
    readonly severity?: AlertSeverity;
    readonly expr?: DeployedAlert["expr"];
  } = {},
): DeployedAlert => {
  const made = alert(name, {
    parameters,
    expr,
    for: minutes(5),
    severity,
    onMissingData: "silent",
    summary: "It is so.",
    description: "It is so.",
    runbook: RUNBOOK,
    tests: [],
  });
  const [only] = deployed(pack("test", { metrics: scrape, alerts: [made] }), {
    team: "platform",
    runbookBase: "https://grafana.example/d/runbook-",
    dashboardBase: "https://grafana.example/d/",
  }).alerts;
  if (only === undefined) throw new Error("a pack keeps its alerts");
  return only;
};

/** A dashboard of these panels, in an open row. */
export const aDashboard = (...panels: readonly Panel[]) =>
  dashboard("test", { title: "Test", description: "For tests.", rows: [top(panels)] });

export const asJson = (panels: readonly Panel[], context: Partial<DashboardContext> = {}): DashboardJson =>
  dashboardJson(aDashboard(...panels), { alerts: [], ...context });

/** The panel by its title, in whichever row. */
export const panelOf = (json: DashboardJson, title: string) => {
  const found = (json.panels ?? [])
    .flatMap((each) => ("panels" in each ? each.panels : [each]))
    .find((each) => each.title === title);
  if (found === undefined) throw new Error(`no panel ${title}`);
  return found;
};
