/** What our checks say of dashboards that somebody else has written; each query goes through those of rules as well. */
import { runForeignChecks } from "../../checks";
import { interpolated } from "../../dashboards";
import { model, record, type Finding, type PackFact } from "../../model";
import { nodesOf, parseLogql, parsePromql, parseRule, unwrapped } from "../../query";
import type { Project } from "../project";
import { asked, type AskedQuery } from "./asked";
import { dashboardsOf, type ForeignDashboard, type ForeignPanel, type ForeignQuery } from "./foreign-dashboard";
import { shortened } from "./thing";
import { readOr } from "./within-reach";

export const dashboardFindings = (project: Project): readonly Finding[] => {
  const dashboards = dashboardsOf(project);
  const all = dashboards.filter(({ isV2 }) => !isV2);
  const judged = all.slice(0, MOST);
  return [
    ...tooMany(all.length),
    ...dashboards.filter(({ isV2 }) => isV2).map(notJudged),
    ...duplicates(dashboards),
    ...judged.flatMap((each) => [
      ...tooManyPanels(each),
      ...each.panels.flatMap((panel) => [
        ...ofPanel(each, panel),
        ...panel.queries.flatMap((query) => readOr([], () => ofQuery(each, panel, query))),
      ]),
    ]),
    ...judged.flatMap((dashboard, index) =>
      readOr<readonly Finding[]>([], () =>
        runForeignChecks(model(project.name, "production", [{ packs: [asPack(dashboard, index)] }]), { habits: false }),
      ),
    ),
  ];
};

/** More than these are not judged. */
const MOST = 200;

const tooMany = (count: number): readonly Finding[] =>
  count <= MOST
    ? []
    : [
        finding(
          ["input/too-many-dashboards", "warning"],
          ".",
          `${count} dashboards are there, of which the first ${MOST} were judged`,
          "assess the folders that hold the others by themselves",
        ),
      ];

const finding = (
  [check, severity]: readonly [string, Finding["severity"]],
  path: string,
  problem: string,
  mend: string,
): Finding => ({ check, severity, path, problem, mend });

const at = ({ file }: ForeignDashboard, line: number, panel?: ForeignPanel): string =>
  `${file}:${line}${panel === undefined || panel.title === "" ? "" : ` ${shortened(panel.title)}`}`;

const notJudged = (dashboard: ForeignDashboard): Finding =>
  finding(
    ["input/dashboard-v2", "warning"],
    at(dashboard, dashboard.line),
    "is a dashboard of the schema v2, which is not judged here",
    "export it in the classic schema to have it judged",
  );

const duplicates = (dashboards: readonly ForeignDashboard[]): readonly Finding[] => {
  const first = new Map<string, ForeignDashboard>();
  return dashboards.flatMap((dashboard): readonly Finding[] => {
    if (dashboard.uid === undefined) return [];
    const before = first.get(dashboard.uid);
    if (before === undefined) {
      first.set(dashboard.uid, dashboard);
      return [];
    }
    return [
      finding(
        ["dashboard/duplicate-uid", "error"],
        at(dashboard, dashboard.uidLine),
        `has the uid "${shortened(dashboard.uid)}", as ${before.file} has: one Grafana shows only one of them`,
        "give it a uid of its own",
      ),
    ];
  });
};

/** Each open panel asks at once when the dashboard opens. */
const MOST_OPEN = 30;

const tooManyPanels = (dashboard: ForeignDashboard): readonly Finding[] => {
  const open = dashboard.panels.filter((panel) => panel.open).length;
  return open <= MOST_OPEN
    ? []
    : [
        finding(
          ["dashboard/too-many-panels", "warning"],
          at(dashboard, dashboard.line),
          `has ${open} panels open at once, more than ${MOST_OPEN}`,
          "collapse the rows that are looked at in the second place, or make two dashboards of it",
        ),
      ];
};

/** Types that are made with AngularJS, and what Grafana has instead. */
const SUCCESSORS: Readonly<Record<string, string>> = {
  graph: "timeseries",
  singlestat: "stat",
  "table-old": "table",
  "grafana-piechart-panel": "piechart",
  "grafana-worldmap-panel": "geomap",
  "natel-discrete-panel": "state-timeline",
};

const WITH_UNIT: ReadonlySet<string> = new Set(["timeseries", "graph", "stat", "gauge", "bargauge", "singlestat"]);
const WITHOUT_TITLE: ReadonlySet<string> = new Set(["text", "dashlist", "row", "news", "welcome"]);

const ofPanel = (dashboard: ForeignDashboard, panel: ForeignPanel): readonly Finding[] => {
  if (panel.library) return [];
  const path = at(dashboard, panel.line, panel);
  const successor = Object.hasOwn(SUCCESSORS, panel.type) ? SUCCESSORS[panel.type] : undefined;
  const asks = panel.queries.length > 0;
  return [
    ...(successor === undefined
      ? []
      : [
          finding(
            ["dashboard/retired-panel", "warning"],
            path,
            `is of the type ${panel.type}, which is made with AngularJS: Grafana turned it off in version 11 and took it out in 12`,
            `make it a panel of the type ${successor}: open it in Grafana, let it migrate, and save what comes out`,
          ),
        ]),
    ...(panel.title.trim() === "" && !WITHOUT_TITLE.has(panel.type) && asks
      ? [finding(["dashboard/no-title", "warning"], path, "is a panel without a title", "say what it shows")]
      : []),
    ...(asks && WITH_UNIT.has(panel.type) && (panel.unit ?? "") === ""
      ? [
          finding(
            ["dashboard/no-unit", "warning"],
            path,
            "shows numbers without a unit",
            'choose one in the field options ("unit"), or "short" for a mere count',
          ),
        ]
      : []),
    ...(asks && !panel.hasDataSource
      ? [
          finding(
            ["dashboard/no-data-source", "warning"],
            path,
            "names no data source, and asks whichever is Grafana's default",
            "name one, or a variable of the type datasource",
          ),
        ]
      : []),
  ];
};

const ofQuery = (dashboard: ForeignDashboard, panel: ForeignPanel, query: ForeignQuery): readonly Finding[] => {
  const path = at(dashboard, query.line, panel);
  const written = languageOf(query);
  const [problem] = written === "logql" ? parseLogql(query.expr).problems : parsePromql(query.expr).problems;
  if (problem !== undefined)
    return [
      finding(
        [written === "logql" ? "logql/syntax" : "promql/syntax", "error"],
        path,
        `cannot be read: ${problem.message}: ${shortened(query.expr)}`,
        problem.mend ?? "mend the query; the panel shows an error instead",
      ),
    ];
  return written === "promql" && !query.instant ? fixedRanges(query, path) : [];
};

/** What nothing says is what can be read. */
const languageOf = ({ expr, language }: ForeignQuery): "promql" | "logql" =>
  language ?? (parsePromql(expr).node === undefined && parseLogql(expr).problems.length === 0 ? "logql" : "promql");

const OF_COUNTERS: ReadonlySet<string> = new Set(["rate", "increase", "irate"]);

const fixedRanges = ({ expr }: ForeignQuery, path: string): readonly Finding[] => {
  const { node } = parsePromql(expr);
  const calls = node === undefined ? [] : nodesOf(node).filter((each) => each.kind === "call");
  const ranges = calls
    .filter((call) => OF_COUNTERS.has(call.function))
    .flatMap(({ args }) => args.map(unwrapped))
    .flatMap((arg) => (arg.kind === "selector" && arg.range !== undefined ? [arg.range.text] : []));
  const fixed = ranges.find((range) => !range.startsWith("$") || /^\$\{?__interval\b/.test(range));
  return fixed === undefined
    ? []
    : [
        finding(
          ["dashboard/rate-interval", "warning"],
          path,
          fixed.startsWith("$")
            ? "$__interval can be shorter than two scrapes, and then there is nothing to compare"
            : `each point looks back ${fixed}, however far apart the points are`,
          "write [$__rate_interval]",
        ),
      ];
};

/** The queries as rules, with values for the variables; what is no rule then is not judged as one. */
const asPack = (dashboard: ForeignDashboard, index: number): PackFact => {
  const name = shortened(dashboard.title === "" ? dashboard.file : dashboard.title);
  const rules = dashboard.panels.flatMap((panel) =>
    panel.queries.flatMap((query) => {
      const expr = interpolated(query.expr, dashboard.variables);
      return languageOf(query) === "promql" && parseRule(expr).node !== undefined
        ? [
            {
              ...record(panel.title === "" ? "a panel" : shortened(panel.title), {
                help: "",
                expr,
                labels: {},
                tests: [],
              }),
              place: `${dashboard.file}:${query.line}`,
            },
          ]
        : [];
    }),
  );
  return {
    path: `${dashboard.file}.dashboard.${index}`,
    pack: {
      name,
      metrics: undefined,
      dashboards: [],
      slos: [],
      recordingRules: rules,
      alerts: [],
      dashboard: "",
      waivers: [],
    },
    groups: [{ name, rules: rules.map((rule) => rule.name) }],
  };
};

/** Metrics that panels ask for. */
export const askedByDashboards = (project: Project): readonly AskedQuery[] =>
  dashboardsOf(project)
    .slice(0, 2 * MOST)
    .flatMap((dashboard) =>
      dashboard.panels.flatMap((panel) =>
        panel.queries.flatMap((query) =>
          readOr("logql", () => languageOf(query)) === "promql"
            ? asked(query.expr, {
                file: dashboard.file,
                line: query.line,
                sees: shortened(`panel: ${panel.title === "" ? query.expr : panel.title}`),
              })
            : [],
        ),
      ),
    );
