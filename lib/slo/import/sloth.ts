/** Sloth's files: `version: prometheus/v1`, and the same as objects of Kubernetes. */
import type { SloWindow } from "../../model";
import { defaultLevels } from "../burn-levels";
import { isTeam, levelsThatFire, quietLevels, severityOf, type AlertSeverity } from "./alert-levels";
import { eventsIndicator } from "./events";
import { fieldsIn, fieldsOf, lineIn, listIn, neededTextIn, textIn, textsIn, truthIn, type Fields } from "./fields";
import type { ImportedObjective, Indicator, UnnamedObjective } from "./imported";
import { ratioIndicator } from "./ratio";
import { readQuery, type ReadQuery } from "./read-query";
import type { Report } from "./report";
import { objectiveIn } from "./target";
import type { Written } from "./written";

/** How the two forms spell what is the same. */
interface SlothKeys {
  readonly plugins: string;
  readonly errorQuery: string;
  readonly totalQuery: string;
  readonly ratioQuery: string;
  readonly pageAlert: string;
  readonly ticketAlert: string;
}

const FILE_KEYS: SlothKeys = {
  plugins: "slo_plugins",
  errorQuery: "error_query",
  totalQuery: "total_query",
  ratioQuery: "error_ratio_query",
  pageAlert: "page_alert",
  ticketAlert: "ticket_alert",
};

const OBJECT_KEYS: SlothKeys = {
  plugins: "sloPlugins",
  errorQuery: "errorQuery",
  totalQuery: "totalQuery",
  ratioQuery: "errorRatioQuery",
  pageAlert: "pageAlert",
  ticketAlert: "ticketAlert",
};

/** What files of Sloth leave to its command line. */
interface SlothProps {
  readonly window: SloWindow;
}

export const slothFile = (written: Written, props: SlothProps, report: Report): readonly UnnamedObjective[] => {
  const fields = fieldsOf(
    written,
    "a file of Sloth",
    ["version", "service", "labels", FILE_KEYS.plugins, "slos"],
    report,
  );
  return objectivesOf(fields, FILE_KEYS, props);
};

export const slothObject = (written: Written, props: SlothProps, report: Report): readonly UnnamedObjective[] => {
  const fields = fieldsOf(
    written,
    "a PrometheusServiceLevel",
    ["apiVersion", "kind", "metadata", "spec", "status"],
    report,
  );
  const spec = fieldsIn(fields, "spec", "its spec", ["service", "labels", OBJECT_KEYS.plugins, "slos"]);
  if (spec !== undefined) return objectivesOf(spec, OBJECT_KEYS, props);
  report.refuse("import/missing-key", fields.at, 'has no "spec"', "write service and slos below spec");
  return [];
};

interface Shared {
  readonly service: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly keys: SlothKeys;
  readonly props: SlothProps;
}

const objectivesOf = (fields: Fields, keys: SlothKeys, props: SlothProps): readonly UnnamedObjective[] => {
  const service = neededTextIn(fields, "service", "write the service that promises it");
  const labels = textsIn(fields, "labels", "labels");
  withoutPlugins(fields, keys.plugins);
  const slos = listIn(fields, "slos");
  if (slos.length === 0)
    fields.report.refuse("import/missing-key", fields.at, 'has no "slos"', "write at least one objective below slos");
  return slos.flatMap(
    (each) => objectiveOf(each, { service: service ?? "", labels, keys, props }, fields.report) ?? [],
  );
};

const withoutPlugins = (fields: Fields, key: string): void => {
  const plugins = fieldsIn(fields, key, "the plugins of Sloth", ["chain", "overridePrevious"]);
  if (plugins === undefined) return;
  const ids = listIn(plugins, "chain").flatMap(
    (each) => textIn(fieldsOf(each, "a plugin", ["id", "config", "priority"], fields.report), "id") ?? [],
  );
  fields.report.warn(
    "import/not-carried-over",
    plugins.at,
    `the plugins ${ids.join(", ")} change the rules of Sloth, and do nothing here`,
    "see whether the objective needs anything of what they did",
  );
};

const SLO_KEYS = ["name", "description", "objective", "plugins", "labels", "sli", "alerting"];

const objectiveOf = (written: Written, shared: Shared, report: Report): UnnamedObjective | undefined => {
  const { service, keys, props } = shared;
  const fields = fieldsOf(written, "an objective of Sloth", SLO_KEYS, report);
  const called = neededTextIn(fields, "name", "write a name, e.g. requests-availability");
  const description = lineIn(fields, "description");
  if (fields.get("objective") === undefined)
    report.refuse("import/missing-key", fields.at, 'has no "objective"', "write it in percent, e.g. 99.9");
  const objective = objectiveIn(fields, "objective", "percent");
  withoutPlugins(fields, "plugins");
  const labels = { ...shared.labels, ...textsIn(fields, "labels", "labels") };
  const indicator = indicatorOf(fields, keys);
  const alerting = alertingOf(fields, keys);
  if (called === undefined || objective === undefined || indicator === undefined) return undefined;
  const owner = [labels["team"], labels["owner"]].find((each) => each !== undefined && isTeam(each));
  notCarriedOver(labels, owner, fields);
  return {
    called,
    service,
    description: description ?? `${called} of ${service}.`,
    ...(owner === undefined ? {} : { owner }),
    objective,
    window: props.window,
    indicator,
    ...leveled(alerting, { objective, window: props.window }, fields),
    place: fields.at,
  };
};

const notCarriedOver = (
  labels: Readonly<Record<string, string>>,
  owner: string | undefined,
  { at, report }: Fields,
): void => {
  const lost = Object.entries(labels).filter(
    ([key, value]) => !((key === "team" || key === "owner") && value === owner),
  );
  if (lost.length > 0)
    report.warn(
      "import/not-carried-over",
      at,
      `the labels ${lost.map(([key, value]) => `${key}="${value}"`).join(", ")} are not on its series and alerts here`,
      "nothing, or say by namespace, owner and groupBy what they told",
    );
};

const indicatorOf = (fields: Fields, keys: SlothKeys): Indicator | undefined => {
  const { report } = fields;
  const sli = fieldsIn(fields, "sli", "an indicator of Sloth", ["events", "raw", "plugin"]);
  if (sli === undefined)
    return report.refuse("import/missing-key", fields.at, 'has no "sli"', "write events with two queries below sli");
  if (sli.get("plugin") !== undefined)
    return report.refuse(
      "import/not-supported",
      sli.get("plugin")?.at ?? sli.at,
      "its indicator comes out of a plugin of Sloth, which is a program",
      `write the queries that the plugin makes: ${keys.errorQuery} and ${keys.totalQuery} below events`,
    );
  const events = fieldsIn(sli, "events", "the events of Sloth", [keys.errorQuery, keys.totalQuery]);
  const raw = fieldsIn(sli, "raw", "a ratio of Sloth", [keys.ratioQuery]);
  if (events !== undefined && raw !== undefined)
    return report.refuse("import/value", sli.at, "has both events and raw", "leave one of the two out");
  if (events !== undefined) return eventsOf(events, keys);
  if (raw === undefined)
    return report.refuse(
      "import/missing-key",
      sli.at,
      'has neither "events" nor "raw"',
      "write events with two queries",
    );
  const query = queryIn(raw, keys.ratioQuery);
  return query && ratioIndicator(query, "bad", report);
};

const eventsOf = (events: Fields, keys: SlothKeys): Indicator | undefined => {
  const [counted, total] = [queryIn(events, keys.errorQuery), queryIn(events, keys.totalQuery)];
  return counted && total && eventsIndicator({ total, part: "bad", counted }, events.report);
};

const queryIn = (fields: Fields, key: string): ReadQuery | undefined => {
  const text = neededTextIn(fields, key, "write a query with [{{.window}}]");
  return text === undefined ? undefined : readQuery(text, fields.get(key)?.at ?? fields.at, "template", fields.report);
};

const ALERTING_KEYS = ["name", "labels", "annotations"];

/** The severities that are told; undefined for all. */
const alertingOf = (fields: Fields, keys: SlothKeys): readonly AlertSeverity[] => {
  const known = [...ALERTING_KEYS, keys.pageAlert, keys.ticketAlert];
  const alerting = fieldsIn(fields, "alerting", "the alerting of Sloth", known);
  if (alerting === undefined) return ["critical", "warning", "info"];
  const page = alertOf(alerting, keys.pageAlert, "critical");
  const ticket = alertOf(alerting, keys.ticketAlert, "warning");
  const lost = [
    ...(page.told || ticket.told ? nameOf(alerting) : []),
    ...lostIn(alerting, undefined),
    ...page.lost,
    ...ticket.lost,
  ];
  if (lost.length > 0)
    fields.report.warn(
      "import/not-carried-over",
      alerting.at,
      `its alerts do not have ${lost.join(", ")}`,
      "nothing: they are named after the objective, and who is told follows from owner and severity",
    );
  return [...(page.told ? (["critical"] as const) : []), ...(ticket.told ? (["warning"] as const) : []), "info"];
};

const nameOf = (alerting: Fields): readonly string[] => {
  const name = textIn(alerting, "name");
  return name === undefined ? [] : [`the name ${name}`];
};

const alertOf = (
  alerting: Fields,
  key: string,
  severity: AlertSeverity,
): { readonly told: boolean; readonly lost: readonly string[] } => {
  const alert = fieldsIn(alerting, key, "an alert of Sloth", ["disable", "labels", "annotations"]);
  if (alert === undefined) return { told: true, lost: [] };
  const told = truthIn(alert, "disable") !== true;
  return { told, lost: told ? lostIn(alert, severity) : [] };
};

/** A label that says how severe it is, as it is anyway, is not lost. */
const lostIn = (fields: Fields, severity: AlertSeverity | undefined): readonly string[] => [
  ...Object.entries(textsIn(fields, "labels", "labels"))
    .filter(([key, value]) => !(key === "severity" && severityOf(value) === severity && severity !== undefined))
    .map(([key, value]) => `the label ${key}="${value}"`),
  ...Object.keys(textsIn(fields, "annotations", "annotations")).map((key) => `the annotation ${key}`),
];

const leveled = (
  told: readonly AlertSeverity[],
  { objective, window }: { readonly objective: string; readonly window: SloWindow },
  { at, report }: Fields,
): Pick<ImportedObjective, "levels"> => {
  const all = told.includes("critical") && told.includes("warning");
  const levels = defaultLevels(window).filter(({ severity }) => told.includes(severity));
  if (levels.length === 0) {
    report.warn(
      "import/changed-meaning",
      at,
      "has no alerts; here its slowest burning is told with severity info",
      "nothing, or route it to nobody",
    );
    return { levels: quietLevels(window) };
  }
  const left = levelsThatFire({ objective, window, ...(all ? {} : { levels }) }, at, report);
  return left === undefined ? {} : { levels: left };
};
