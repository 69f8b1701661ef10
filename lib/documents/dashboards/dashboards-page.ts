/** The dashboards of an environment: what each is for, what can be chosen, and what stands in its panels. */
import {
  code,
  prometheusDuration,
  prose,
  table,
  type Dashboard,
  type DashboardFact,
  type DeployedAlert,
  type Model,
  type Variable,
} from "../../model";
import { isOfAlert, linksFrom, packsOfAlerts, type Links } from "../links";
import { anchorOf, pageHead } from "../page";
import { rowText, type AlertsNamed } from "./panels";
import type { Pictures } from "./pictures";

interface Shown {
  readonly pictures: Pictures;
  /** Whether panels stand on pages of their own. */
  readonly apart: boolean;
}

/** By uid, without the pages of alerts. */
export const shownIn = ({ dashboards }: Model): readonly DashboardFact[] =>
  dashboards
    .filter(({ dashboard }) => !isOfAlert(dashboard.uid))
    .sort((a, b) => (a.dashboard.uid < b.dashboard.uid ? -1 : 1));

export const dashboardsPage = (model: Model, shown: Shown): string => {
  const facts = shownIn(model);
  const links = linksFrom(model);
  const pages = model.dashboards.length - facts.length;
  return [
    pageHead(`Dashboards: ${model.name}`),
    introduction(model.name, facts.length, pages),
    table(
      ["dashboard", "folder", "for"],
      facts.map(({ dashboard: { uid, title, description }, folder }) => [
        links.dashboard(uid, prose(title)),
        code(folder),
        prose(description),
      ]),
    ),
    ...facts.map((fact) => section(model, fact, { links, ...shown })),
  ]
    .join("\n\n")
    .concat("\n");
};

const introduction = (environment: string, count: number, pages: number): string =>
  `The ${count} dashboards of \`${environment}\`, by what they are called in addresses.${
    pages === 0 ? "" : ` The ${pages} pages that open from alerts stand with the [runbooks](runbooks.md).`
  } A line of an alert lies where the alert, as it is deployed here, has its threshold.`;

/** The panels of one dashboard, where they stand apart. */
export const dashboardPage = (model: Model, dashboard: Dashboard): string =>
  [
    pageHead(`Dashboard ${dashboard.title}: ${model.name}`),
    `[All dashboards](../dashboards.md#${anchorOf(dashboard.uid)}).`,
    ...panelsText(model, dashboard, linksFrom(model, "../")),
  ]
    .join("\n\n")
    .concat("\n");

const panelsText = (model: Model, dashboard: Dashboard, links: Links): readonly string[] => {
  const alertsNamed = alertsAsDrawn(model, dashboard);
  return dashboard.rows.map((row) => rowText(row, alertsNamed, links));
};

interface Context extends Shown {
  readonly links: Links;
}

const section = (model: Model, { dashboard, folder }: DashboardFact, { links, pictures, apart }: Context): string => {
  const { uid, title, description, variables, annotations } = dashboard;
  const picture = pictures[uid];
  return [
    `## ${uid}`,
    `**${prose(title)}.** ${prose(description)}`,
    [
      `- Folder ${code(folder)}${addressText(model, uid)}; looks back ${prometheusDuration(dashboard.from)} at first, asks anew every ${prometheusDuration(dashboard.refresh)}`,
      ...(variables.length === 0 ? [] : [`- To choose: ${variables.map(variableText).join(", ")}`]),
      ...(annotations.length === 0
        ? []
        : [`- Marked in time: ${annotations.map(({ name }) => prose(name)).join(", ")}`]),
    ].join("\n"),
    ...(picture === undefined ? [] : [`![${prose(title)}](../../pictures/${picture})`]),
    ...(apart ? [`[Its panels](dashboards/${uid}.md)`] : panelsText(model, dashboard, links)),
  ].join("\n\n");
};

/** The address that people type for Grafana. */
const addressText = ({ installations }: Model, uid: string): string => {
  const [installation] = installations;
  return installation === undefined ? "" : `, <${installation.grafana.replace(/\/+$/, "")}/d/${uid}>`;
};

const variableText = (variable: Variable): string => {
  const name = code(`$${variable.name}`);
  switch (variable.kind) {
    case "cluster":
      return `${name}: the cluster`;
    case "label":
      return `${name}: ${variable.several ? "values" : "a value"} of the label ${code(variable.label)}`;
    case "choice":
      return `${name}: one of ${variable.values.map(code).join(", ")}`;
    case "text":
      return `${name}: any text`;
  }
};

/** Its own pack's before those of all others, as the lines are drawn. */
const alertsAsDrawn = (model: Model, { uid }: Dashboard): AlertsNamed => {
  const own = model.packs.find(({ pack }) => pack.dashboards.some((each) => each.uid === uid))?.pack;
  const packs = packsOfAlerts(model);
  const ofPack = (pack: string, name: string): readonly DeployedAlert[] =>
    model.packs.flatMap((each) =>
      each.pack.name === pack ? each.pack.alerts.filter((alert) => alert.name === name) : [],
    );
  return (name) => {
    const pack = own?.alerts.some((alert) => alert.name === name) === true ? own.name : (packs.get(name) ?? "");
    return { pack, alerts: ofPack(pack, name) };
  };
};
