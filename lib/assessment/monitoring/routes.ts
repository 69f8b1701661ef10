/** Who is told, as the configurations of Alertmanager in the project have it: judged by the checks of our own routes. */
import { routingChecks } from "../../checks";
import { hours, model, type Finding, type RoutingConfiguration } from "../../model";
import { routesIn, unreachableRoutes } from "../../routing";
import type { Evidence } from "../assessment";
import type { Project, Structured } from "../project";
import { configurationsOf } from "./configurations";
import { foreignRouting, withLines } from "./foreign-routing";
import { at, mapOf } from "./reading";
import { rulesOf } from "./rules";
import type { Thing } from "./thing";
import { thingsOf } from "./things";

export interface Routes {
  readonly findings: readonly Finding[];
  readonly receivers: number;
  /** Channels that a route leads to. */
  readonly tells: readonly Evidence[];
  /** Pagers that channels lead to, by the tables of tools. */
  readonly things: readonly Thing[];
}

/** What is wrong whatever the alerts are. */
const OF_TREES: ReadonlySet<string> = new Set([
  "routing/root",
  "routing/unreachable",
  "routing/unknown-receiver",
  "routing/unused-receiver",
  "routing/unknown-interval",
  "routing/unused-interval",
  "routing/interval-never",
  "routing/interval-over",
  "routing/interval-always",
  "routing/regex",
  "routing/group-by",
  "routing/timing",
]);

/** What is wrong with the alerts of the project, whatever else fires. */
const OF_ALERTS: ReadonlySet<string> = new Set(["routing/shadowed", "routing/empty-receiver"]);

/** What is wrong where the project holds all alerts that there are. */
const OF_ALL_ALERTS: ReadonlySet<string> = new Set(["routing/unmatched", "routing/inhibition-never"]);

export const routesOf = (project: Project): Routes => {
  const each = documentsOf(project).map((document) => ({ document, configuration: foreignRouting(document) }));
  return {
    findings: each.flatMap(({ document, configuration }, index) =>
      findingsOf(project, document, { configuration, withAlerts: index < MOST_WITH_ALERTS }),
    ),
    receivers: each.reduce((sum, { configuration }) => sum + configuration.receivers.length, 0),
    tells: each.flatMap(({ configuration }) => channelsReached(configuration).map(({ evidence }) => evidence)),
    things: each.flatMap(({ configuration }) =>
      configuration.receivers.flatMap(({ channels }) =>
        channels.map(({ kind, path }): Thing => ({
          kind: "resource",
          name: `${kind}_configs`,
          ...evidenceAt(path, `${kind}_configs`),
        })),
      ),
    ),
  };
};

const documentsOf = (project: Project): readonly Structured[] => [
  ...configurationsOf(project).flatMap(({ shape, document }) => (shape === "alertmanager" ? [document] : [])),
  ...project.kubernetes
    .filter(({ kind }) => kind === "AlertmanagerConfig")
    .map(({ file, value, lineOf }) => ({
      file,
      value: mapOf(at(value, "spec")),
      lineOf: (keys: readonly (string | number)[]) => lineOf(["spec", ...keys]),
    })),
];

/** Against all alerts, so many configurations are judged; the others by themselves. */
const MOST_WITH_ALERTS = 10;

const findingsOf = (
  project: Project,
  { file }: Structured,
  { configuration, withAlerts }: { readonly configuration: RoutingConfiguration; readonly withAlerts: boolean },
): readonly Finding[] => {
  const { packs, alerts: all } = rulesOf(project);
  const alerts = withAlerts ? all : 0;
  const judging = model(project.name, "production", [
    {
      packs: alerts === 0 ? [] : packs,
      routings: [{ path: file.path, teams: [], labels: [], configuration, retention: hours(120), url: "", tests: [] }],
    },
  ]);
  const isWanted = (id: string): boolean =>
    OF_TREES.has(id) || (alerts > 0 && (OF_ALERTS.has(id) || (OF_ALL_ALERTS.has(id) && !bringsAlerts(project))));
  return routingChecks
    .filter(({ id }) => isWanted(id))
    .flatMap(({ id, severity, find }) =>
      [...find(judging)].map(({ path, problem, mend }): Finding => ({
        check: id,
        severity,
        path: placed(withLines(path, file.path), file.path),
        problem: spelled(withLines(problem, file.path)),
        mend: spelled(withLines(mend, file.path)),
      })),
    );
};

/** Charts whose own alerts stand in no file of the project. */
const bringsAlerts = (project: Project): boolean =>
  thingsOf(project).some(({ kind, name }) => kind === "chart" && /prometheus/.test(name));

/** `alertmanager.yml:12.matchers` is `alertmanager.yml:12 matchers`. */
const placed = (path: string, file: string): string => {
  if (!path.startsWith(`${file}:`)) return path;
  const [line = "", ...keys] = path.slice(file.length + 1).split(".");
  return spelled(`${file}:${line}${keys.length === 0 ? "" : ` ${keys.join(".")}`}`);
};

/** Our words, and those of Alertmanager's file. */
const SPELLINGS: readonly (readonly [string, string])[] = [
  ['matches("a|b")', '=~ "a|b"'],
  ["slack({ … })", "slack_configs"],
  ["groupWait", "group_wait"],
  ["groupInterval", "group_interval"],
  ["repeatInterval", "repeat_interval"],
  ["groupBy", "group_by"],
  ["muteTimeIntervals", "mute_time_intervals"],
  ["activeTimeIntervals", "active_time_intervals"],
  ["inhibitRules", "inhibit_rules"],
  ["of this environment", "of this project"],
];

const spelled = (text: string): string =>
  SPELLINGS.reduce((left, [ours, theirs]) => left.replaceAll(ours, theirs), text);

const channelsReached = (configuration: RoutingConfiguration): readonly { readonly evidence: Evidence }[] => {
  const lost = new Set(unreachableRoutes(configuration).flatMap(({ route }) => routesIn(route)));
  const names = new Set(
    routesIn(configuration.route)
      .filter((route) => !lost.has(route))
      .flatMap(({ receiver }) => (receiver === undefined ? [] : [receiver])),
  );
  return configuration.receivers
    .filter(({ name }) => names.has(name))
    .flatMap(({ name, channels }) =>
      channels.map(({ kind, path }) => ({ evidence: evidenceAt(path, `receiver ${name} tells by ${kind}`) })),
    );
};

const evidenceAt = (path: string, sees: string): Evidence => {
  const [, file = path, line = "1"] = /^(.*)\.receivers\[(\d+)\]$/.exec(path) ?? [];
  return { file, line: Number(line), sees };
};
