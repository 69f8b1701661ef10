/** Reads a dashboard of Grafana that somebody else has written, as far as it can be judged: panels, queries, variables, with their lines. */
import { isMap } from "../../charts";
import type { Values } from "../../model";
import type { Project, Structured } from "../project";
import { embeddedFiles } from "./embedded";
import { listOf, mapOf, textOf } from "./reading";
import { LONGEST_QUERY } from "./within-reach";

type Keys = readonly (string | number)[];

export interface ForeignQuery {
  readonly expr: string;
  /** Undefined where nothing says whom it asks. */
  readonly language: "promql" | "logql" | undefined;
  readonly instant: boolean;
  readonly line: number;
}

export interface ForeignPanel {
  readonly title: string;
  readonly type: string;
  readonly line: number;
  /** False within a row that is closed at first. */
  readonly open: boolean;
  /** Its type is of a library panel, which stands elsewhere. */
  readonly library: boolean;
  readonly unit: string | undefined;
  /** Something says whom it asks. */
  readonly hasDataSource: boolean;
  readonly queries: readonly ForeignQuery[];
}

export interface ForeignDashboard {
  readonly file: string;
  readonly title: string;
  readonly uid: string | undefined;
  readonly line: number;
  readonly uidLine: number;
  /** The schema of Grafana 13, which is recognised and not judged. */
  readonly isV2: boolean;
  readonly panels: readonly ForeignPanel[];
  /** Variables with the value that stands for them in a query. */
  readonly variables: Readonly<Record<string, string>>;
}

const known = new WeakMap<Project, readonly ForeignDashboard[]>();

export const dashboardsOf = (project: Project): readonly ForeignDashboard[] => {
  const before = known.get(project) ?? found(project);
  known.set(project, before);
  return before;
};

const SIGNS = /"(?:panels|rows|elements)"\s*:/;
const OTHER_SIGNS = /"(?:schemaVersion|targets|templating|gridPos|elements)"\s*:/;

const looksLikeOne = (text: string): boolean => SIGNS.test(text) && OTHER_SIGNS.test(text);

const found = (project: Project): readonly ForeignDashboard[] => [
  ...project.files
    .filter(({ path }) => path.endsWith(".json"))
    .flatMap((file) => (looksLikeOne(project.text(file) ?? "") ? project.structured(file).flatMap(dashboardIn) : [])),
  ...embeddedFiles(project).flatMap(({ object, text, line }) =>
    looksLikeOne(text)
      ? parsed(text).flatMap((value) => dashboardIn({ file: object.file, value, lineOf: () => line }))
      : [],
  ),
  ...project.kubernetes.flatMap(({ kind, file, value, lineOf }) => {
    const text = kind === "GrafanaDashboard" ? textOf(mapOf(value["spec"])["json"]) : undefined;
    return text === undefined
      ? []
      : parsed(text).flatMap((each) => dashboardIn({ file, value: each, lineOf: () => lineOf(["spec", "json"]) }));
  }),
];

const parsed = (text: string): readonly unknown[] => {
  try {
    return [JSON.parse(text) as unknown];
  } catch {
    return [];
  }
};

const dashboardIn = ({ file, value, lineOf }: Structured): readonly ForeignDashboard[] => {
  const whole = mapOf(value);
  const keys: Keys = isMap(whole["dashboard"]) ? ["dashboard"] : isV2(mapOf(whole["spec"])) ? ["spec"] : [];
  const inner = keys.length === 0 ? whole : mapOf(whole[String(keys[0])]);
  const lines = (more: Keys): number => lineOf([...keys, ...more]);
  if (!isDashboard(inner)) return [];
  const sources = { inputs: inputsOf(inner) };
  const panels = panelsIn(inner, sources, lines);
  return [
    {
      file: file.path,
      title: textOf(inner["title"]) ?? "",
      uid: textOf(inner["uid"]) === "" ? undefined : textOf(inner["uid"]),
      line: lines(["title"]),
      uidLine: lines(["uid"]),
      isV2: isV2(inner),
      panels,
      variables: variablesOf(inner),
    },
  ];
};

const isV2 = (value: Values): boolean => isMap(value["elements"]) && isMap(value["layout"]);

const isDashboard = (value: Values): boolean =>
  isV2(value) ||
  ((Array.isArray(value["panels"]) || Array.isArray(value["rows"])) &&
    (typeof value["schemaVersion"] === "number" ||
      isMap(value["templating"]) ||
      [...listOf(value["panels"]), ...listOf(value["rows"])].some((panel) => isPanel(mapOf(panel)))));

const isPanel = (value: Values): boolean =>
  typeof value["type"] === "string" && ("gridPos" in value || "targets" in value);

interface Sources {
  /** Plug-ins of data sources that are chosen at the import. */
  readonly inputs: ReadonlyMap<string, string>;
}

/** `${DS_PROMETHEUS}` → `prometheus`, of variables of data sources as well. */
const inputsOf = (dashboard: Values): Sources["inputs"] =>
  new Map([
    ...listOf(dashboard["__inputs"]).flatMap((input) => {
      const { name, pluginId } = mapOf(input);
      return typeof name === "string" && typeof pluginId === "string" ? [[name, pluginId] as const] : [];
    }),
    ...variableList(dashboard).flatMap((variable) => {
      const { name, type, query } = mapOf(variable);
      return type === "datasource" && typeof name === "string" && typeof query === "string"
        ? [[name, query] as const]
        : [];
    }),
  ]);

const variableList = (dashboard: Values): readonly unknown[] => listOf(mapOf(dashboard["templating"])["list"]);

/** Several or all are any; of one, what was chosen when it was saved. */
const variablesOf = (dashboard: Values): Readonly<Record<string, string>> =>
  Object.fromEntries(
    variableList(dashboard).flatMap((variable) => {
      const { name, type, multi, includeAll, current, query } = mapOf(variable);
      if (typeof name !== "string" || type === "datasource" || type === "adhoc") return [];
      const value = textOf(mapOf(current)["value"]) ?? "";
      if (multi === true || includeAll === true || value === "$__all") return [[name, ".*"] as const];
      if (type === "interval") return [[name, value === "" || value.startsWith("$") ? "5m" : value] as const];
      const written = type === "constant" || type === "textbox" ? (textOf(query) ?? "") : "";
      return [[name, value !== "" ? value : written !== "" ? written : "value"] as const];
    }),
  );

const MOST_DEPTH = 5;

const panelsIn = (
  value: Values,
  sources: Sources,
  lines: (keys: Keys) => number,
  {
    keys = [],
    open = true,
    depth = 0,
  }: { readonly keys?: Keys; readonly open?: boolean; readonly depth?: number } = {},
): readonly ForeignPanel[] =>
  depth > MOST_DEPTH
    ? []
    : (["rows", "panels"] as const).flatMap((list) =>
        listOf(value[list]).flatMap((entry, index): readonly ForeignPanel[] => {
          const panel = mapOf(entry);
          const place: Keys = [...keys, list, index];
          const isRow = list === "rows" || panel["type"] === "row";
          if (!isRow) return [panelOf(panel, place, { sources, open, lines })];
          const isOpen = open && !(panel["collapsed"] === true || panel["collapse"] === true);
          return panelsIn(panel, sources, lines, { keys: place, open: isOpen, depth: depth + 1 });
        }),
      );

const panelOf = (
  panel: Values,
  keys: Keys,
  {
    sources,
    open,
    lines,
  }: { readonly sources: Sources; readonly open: boolean; readonly lines: (keys: Keys) => number },
): ForeignPanel => {
  const own = sourceOf(panel["datasource"], sources);
  const targets = listOf(panel["targets"]).map(mapOf);
  return {
    title: textOf(panel["title"]) ?? "",
    type: textOf(panel["type"]) ?? "",
    line: lines(keys),
    open,
    library: "libraryPanel" in panel,
    unit: unitOf(panel),
    hasDataSource: isSaid(panel["datasource"]) || targets.some((target) => isSaid(target["datasource"])),
    queries: targets.flatMap((target, index): readonly ForeignQuery[] => {
      const expr = textOf(target["expr"]);
      const source = isSaid(target["datasource"]) ? sourceOf(target["datasource"], sources) : own;
      if (expr === undefined || expr.trim() === "" || expr.length > LONGEST_QUERY || source === "another") return [];
      return [
        {
          expr,
          language: source,
          instant: target["instant"] === true && target["range"] !== true,
          line: lines([...keys, "targets", index, "expr"]),
        },
      ];
    }),
  };
};

const isSaid = (source: unknown): boolean =>
  typeof source === "string" ? source !== "" : isMap(source) && ("uid" in source || "type" in source);

const LANGUAGES: Readonly<Record<string, "promql" | "logql">> = { prometheus: "promql", loki: "logql" };

/** Whom it asks, as far as its type, its input or its name says it. */
const sourceOf = (source: unknown, { inputs }: Sources): "promql" | "logql" | "another" | undefined => {
  const said = isMap(source) ? (textOf(source["type"]) ?? textOf(source["uid"])) : textOf(source);
  if (said === undefined || said === "") return undefined;
  const variable = /^\$\{?(\w{1,80})/.exec(said)?.[1];
  const type = (variable === undefined ? said : (inputs.get(variable) ?? "")).toLowerCase();
  const language = Object.entries(LANGUAGES).find(([name]) => type.includes(name))?.[1];
  return (
    language ??
    (isMap(source) && source["type"] !== undefined && source["type"] !== "datasource" ? "another" : undefined)
  );
};

/** Of today's panels, of `graph` and of `singlestat`. */
const unitOf = (panel: Values): string | undefined => {
  const field = mapOf(panel["fieldConfig"]);
  const overrides = listOf(field["overrides"]).flatMap((each) => listOf(mapOf(each)["properties"]));
  const [axis] = listOf(panel["yaxes"]);
  return (
    textOf(mapOf(field["defaults"])["unit"]) ??
    textOf(overrides.map(mapOf).find(({ id }) => id === "unit")?.["value"]) ??
    textOf(mapOf(axis)["format"]) ??
    textOf(panel["format"])
  );
};
