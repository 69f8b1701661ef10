/** Walks every address in a synthesized installation, and says which of them lead nowhere. */
import { runbookPage, type Model } from "../../lib/model";
import { everywhere, type Installed } from "./installed";

type Json = Readonly<Record<string, unknown>>;

/** A dashboard as Grafana gets it. */
interface DashboardJson {
  readonly uid: string;
  readonly tags: readonly string[];
  readonly variables: readonly string[];
  readonly panels: readonly number[];
  readonly json: Json;
}

export interface Linked {
  readonly model: Model;
  readonly dashboards: readonly DashboardJson[];
  readonly libraryPanels: readonly string[];
  /** All else that the installation is made of, as text. */
  readonly others: readonly { readonly where: string; readonly text: string }[];
  readonly playlists: readonly (readonly string[])[];
  readonly home: readonly string[];
}

/** Terraform's escapes undone. */
const unescaped = (text: string): string => text.replaceAll(/([$%])\1\{/g, "$1{");
const array = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);
const textIn = (value: unknown): string => (typeof value === "string" ? value : "");

const dashboardOf = (configJson: unknown): DashboardJson => {
  const json = JSON.parse(unescaped(textIn(configJson))) as Json;
  const { list = [] } = (json["templating"] ?? {}) as { readonly list?: readonly Json[] };
  return {
    uid: textIn(json["uid"]),
    tags: (json["tags"] ?? []) as readonly string[],
    variables: list.map(({ name }) => textIn(name)),
    panels: array(json["panels"])
      .flatMap((each) => [each, ...array(each["panels"])])
      .map(({ id }) => Number(id)),
    json,
  };
};

/** `${grafana_dashboard.content_dashboards_home_1234.uid}` or a uid as it stands. */
const uidOf = (value: unknown, resources: readonly Json[]): string => {
  const address = /^\$\{(.+)\.uid\}$/.exec(textIn(value))?.[1];
  const found = resources.find((each) => each["address"] === address);
  return found === undefined ? textIn(value) : dashboardOf(found["config_json"]).uid;
};

export const linkedOf = ({ model, resources, types }: Installed): Linked => {
  const dashboards = resources("grafana_dashboard");
  return {
    model,
    dashboards: dashboards.map((each) => dashboardOf(each["config_json"])),
    libraryPanels: resources("grafana_library_panel").map(({ uid }) => textIn(uid)),
    others: types
      .filter((type) => type !== "grafana_dashboard")
      .flatMap((type) =>
        resources(type).map((each) => ({ where: textIn(each["address"]), text: JSON.stringify(each) })),
      ),
    playlists: resources("grafana_playlist").map(({ item }) =>
      array(item).map(({ value }) => uidOf(value, dashboards)),
    ),
    home: resources("grafana_organization_preferences").map((each) => uidOf(each["home_dashboard_uid"], dashboards)),
  };
};

const ADDRESS = /(?<![\w.-])(?:https?:\/\/[\w.:-]+)?\/d\/((?:[\w-]|\$\{[^}]+\})+)(\?[^"\s)<>\\]*)?/g;
/** What a link to the runbook that a cell names is made of. */
const OF_CELL = "runbook-${__value.text}";

const computed = new WeakMap<object, unknown>();
/** Computed once for each installation: there are thousands of addresses. */
const once = <Of extends object, Result>(of: Of, compute: (of: Of) => Result): Result => {
  const known = (computed.get(of) as Result | undefined) ?? compute(of);
  computed.set(of, known);
  return known;
};

const pagesOf = (model: Model): readonly string[] =>
  once(model, ({ packs }) => [
    ...new Set(packs.flatMap(({ pack }) => pack.alerts.map(({ name }) => `runbook-${runbookPage(name)}`))),
  ]);

const byUid = (dashboards: Linked["dashboards"]): ReadonlyMap<string, DashboardJson> =>
  once(dashboards, (all) => new Map(all.map((each) => [each.uid, each])));

/** What is wrong with the addresses in a text. */
const brokenIn = function* (where: string, text: string, { model, dashboards }: Linked): Iterable<string> {
  for (const [, uid = "", query = ""] of text.matchAll(ADDRESS)) {
    const wanted = uid === OF_CELL ? pagesOf(model) : [uid];
    for (const each of wanted) {
      const target = byUid(dashboards).get(each);
      if (target === undefined) {
        yield `${where}: /d/${each} is no dashboard`;
        continue;
      }
      const passed = [...query.matchAll(/[?&](?:var-([^=&]+)=|\$\{(\w+):queryparam\})/g)].map(
        ([, name, all]) => name ?? all ?? "",
      );
      // Alerts say whom they are about wherever they lead; Grafana leaves alone what a dashboard does not ask for.
      if (where.startsWith("helm_release.") || where.includes(".annotations.") || uid === OF_CELL) continue;
      for (const name of passed)
        if (!target.variables.includes(name)) yield `${where}: ${each} has no variable ${name}`;
      const panel = /[?&]viewPanel=(?:panel-)?(\d+)/.exec(query)?.[1];
      if (panel !== undefined && !target.panels.includes(Number(panel)))
        yield `${where}: ${each} has no panel ${panel}`;
    }
  }
};

/** What Grafana has by itself, or takes from a variable. */
const OWN_SOURCES = ["${cluster}", "-- Mixed --", "-- Grafana --", "-- Dashboard --", "grafana"];

const brokenInDashboard = function* ({ uid, json }: DashboardJson, all: Linked): Iterable<string> {
  const strings = textsIn(json);
  for (const text of strings) if (text.includes("/d/")) yield* brokenIn(uid, text, all);
  const sources = new Set([...all.model.dataSources.map((each) => each.uid), ...OWN_SOURCES]);
  const explored = strings.flatMap((text) => {
    const panes = /\/explore\?[^#]*panes=([^&#]+)/.exec(text)?.[1];
    return panes === undefined ? [] : everywhere(JSON.parse(decodeURIComponent(panes)), "datasource");
  });
  for (const source of [...everywhere(json, "datasource"), ...explored]) {
    const asked =
      typeof source === "object" && source !== null
        ? (source as Json)["uid"]
        : explored.includes(source)
          ? source
          : undefined;
    if (typeof asked === "string" && !sources.has(asked)) yield `${uid}: ${asked} is no data source`;
  }
  for (const { type, tags } of array(json["links"]))
    if (type === "dashboards")
      for (const tag of (tags ?? []) as readonly string[])
        if (!all.dashboards.some((other) => other.tags.includes(tag))) yield `${uid}: no dashboard has the tag ${tag}`;
  for (const shared of everywhere(json, "libraryPanel")) {
    const of = textIn((shared as Json)["uid"]);
    if (!all.libraryPanels.includes(of)) yield `${uid}: ${of} is no library panel`;
  }
};

/** All texts, however deep. */
const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

/** Addresses that templates of notifications print: annotations of the alert, by their names. */
const annotationsPrinted = ({ routings }: Model): readonly string[] => [
  ...new Set(
    routings
      .flatMap(({ configuration }) => configuration.templates)
      .flatMap(({ text }) => [...text.matchAll(/Annotations\.(\w+_url)\b/g)].map(([, name = ""]) => name)),
  ),
];

/** Everything that leads nowhere; nothing, where all is well. */
export const broken = (all: Linked): readonly string[] => {
  const { model, dashboards, others, playlists, home } = all;
  const uids = new Set(dashboards.map(({ uid }) => uid));
  const alerts = model.packs.flatMap(({ path, pack }) =>
    pack.alerts.map((alert) => ({ path: `${path}.alerts.${alert.name}`, alert })),
  );
  const printed = annotationsPrinted(model);
  return [
    ...model.dashboards.flatMap(({ path, dashboard }) =>
      uids.has(dashboard.uid) ? [] : [`${path} is not provisioned`],
    ),
    ...dashboards.flatMap((each) => [...brokenInDashboard(each, all)]),
    ...others.flatMap(({ where, text }) => [...brokenIn(where, text, all)]),
    ...alerts.flatMap(({ path, alert: { annotations } }) => [
      ...Object.entries(annotations).flatMap(([name, text]) => [...brokenIn(`${path}.annotations.${name}`, text, all)]),
      ...printed.filter((name) => !annotations[name]).map((name) => `${path} has no annotation ${name}`),
    ]),
    ...playlists.flat().flatMap((uid) => (uids.has(uid) ? [] : [`the playlist shows ${uid}`])),
    ...home.flatMap((uid) => (uids.has(uid) ? [] : [`the home dashboard is ${uid}`])),
  ];
};
