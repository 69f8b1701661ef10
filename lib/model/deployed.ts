/** A pack as one environment runs it: overrides applied, owners and links filled in, rules in the groups that Prometheus evaluates. */
import { createHash } from "node:crypto";
import type { Alert, AlertOverride } from "./alert";
import { prometheusDuration, type Duration } from "./duration";
import { textOf } from "./expression";
import { withOwn } from "./later";
import type { AlertOverrides, MonitoringPack } from "./pack";
import type { RecordingRule } from "./recording-rule";

/** Labels that say which object an alert is about, from the whole to its parts: the page of its runbook has them as variables. */
export const OBJECT_LABELS = ["namespace", "service", "pod", "node", "instance"] as const;

/** All labels of an alert that a link hands on, where it leads to a page of Grafana: what else dashboards let people choose. */
export const LINKED_LABELS = [...OBJECT_LABELS, "workload", "queue", "task", "slo"] as const;

/** What an environment decides about all packs. */
export interface Deployment {
  /** Owner of what nobody else owns. */
  readonly team: string;
  /** Alerts set anew, by name; a name that the pack lacks is none of its business. @default none */
  readonly overrides?: AlertOverrides;
  /** What runbook links begin with; the alert's name in kebab-case follows. */
  readonly runbookBase: string;
  /** What dashboard links begin with; the uid follows. */
  readonly dashboardBase: string;
}

/** Links of an installation whose runbooks and dashboards are Grafana's. */
export const grafanaLinks = (grafanaUrl: string): Pick<Deployment, "runbookBase" | "dashboardBase"> => ({
  runbookBase: `${grafanaUrl.replace(/\/+$/, "")}/d/runbook-`,
  dashboardBase: `${grafanaUrl.replace(/\/+$/, "")}/d/`,
});

/** `HttpHighErrorRatio` → `http-high-error-ratio`, `PodOOMKilled` → `pod-oom-killed` */
export const kebabCase = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();

/** `runbook-` and this are the uid of a page in Grafana, which takes 40 characters. */
const LONGEST_PAGE = 40 - "runbook-".length;
const DIGEST = 6;

/** What the address of an alert's runbook ends in: its name in kebab-case, a long one cut and told apart by a digest of the whole. */
export const runbookPage = (alertName: string): string => {
  const words = kebabCase(alertName);
  if (words.length <= LONGEST_PAGE) return words;
  const digest = createHash("sha256").update(words).digest("hex").slice(0, DIGEST);
  return `${words.slice(0, LONGEST_PAGE - DIGEST - 1)}-${digest}`;
};

/** An alert with everything that it says. */
export interface DeployedAlert extends Alert {
  readonly team: string;
  /** All of its static labels. */
  readonly labels: Readonly<Record<string, string>>;
  /** All of its annotations: `summary`, `description`, `runbook_url`, `dashboard_url` and its own. */
  readonly annotations: Readonly<Record<string, string>>;
}

export interface DeployedPack extends MonitoringPack {
  readonly alerts: readonly DeployedAlert[];
}

/** `prometheus.evaluate(deployed(watchdogPack(), { team: "platform", ...grafanaLinks(grafana.url) }))`; a platform does this by itself. */
export const deployed = (pack: MonitoringPack, deployment: Deployment): DeployedPack => ({
  ...pack,
  alerts: pack.alerts.map((each) => {
    const override: AlertOverride | undefined = deployment.overrides?.[each.name];
    const alert = override === undefined ? each : each.with(override);
    const team = alert.team ?? pack.team ?? deployment.team;
    return withOwn(alert, {
      team,
      labels: { ...alert.labels, severity: alert.severity, team },
      annotations: {
        summary: alert.summary,
        description: alert.description,
        runbook_url: `${deployment.runbookBase}${runbookPage(alert.name)}${isGrafana(deployment.runbookBase) ? about(alert.labels) : ""}`,
        dashboard_url: `${deployment.dashboardBase}${alert.dashboard ?? pack.dashboard}${about(alert.labels)}`,
        ...alert.annotations,
      },
    });
  }),
});

const isGrafana = (runbookBase: string): boolean => runbookBase.endsWith("/d/runbook-");

/** What an alert is about that speaks of one service alone, as Grafana's variables: the page opens on it. */
const about = (labels: Readonly<Record<string, string>>): string => {
  const known = LINKED_LABELS.flatMap((name) => {
    const value = labels[name];
    return value === undefined || value.includes("{{") ? [] : [`var-${name}=${encodeURIComponent(value)}`];
  });
  return known.length === 0 ? "" : `?${known.join("&")}`;
};

/** A rule as Prometheus reads it. */
export type Rule =
  | { readonly record: string; readonly expr: string; readonly labels?: Readonly<Record<string, string>> }
  | {
      readonly alert: string;
      readonly expr: string;
      readonly for?: string;
      readonly keep_firing_for?: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly annotations: Readonly<Record<string, string>>;
    };

export interface RuleGroup {
  readonly name: string;
  readonly interval?: string;
  readonly rules: readonly Rule[];
}

const recordingRule = ({ name, expr, labels }: RecordingRule): Rule => ({
  record: name,
  expr: textOf(expr),
  ...(Object.keys(labels).length === 0 ? {} : { labels }),
});

const alertingRule = (alert: DeployedAlert): Rule => ({
  alert: alert.name,
  expr: textOf(alert.expr),
  ...(alert.for.milliseconds === 0 ? {} : { for: prometheusDuration(alert.for) }),
  ...(alert.keepFiringFor === undefined ? {} : { keep_firing_for: prometheusDuration(alert.keepFiringFor) }),
  labels: alert.labels,
  annotations: alert.annotations,
});

/** Rules of a pack that are evaluated one after the other, as they were written. */
export interface GroupedRules {
  readonly name: string;
  readonly interval?: Duration;
  readonly rules: readonly (RecordingRule | DeployedAlert)[];
}

/**
 * One group for all rules of a pack, recordings first, because a group is evaluated in order and at one time: an alert reads what was
 * recorded a moment ago. Recordings with an interval of their own are a group of their own.
 */
export const groupedRules = ({ name, interval, recordingRules, alerts }: DeployedPack): readonly GroupedRules[] => {
  const own = new Map<string, { readonly interval: Duration; readonly rules: RecordingRule[] }>();
  for (const rule of recordingRules) {
    if (rule.interval === undefined) continue;
    const every = prometheusDuration(rule.interval);
    const known = own.get(every);
    if (known === undefined) own.set(every, { interval: rule.interval, rules: [rule] });
    else known.rules.push(rule);
  }
  return [
    ...[...own].map(([every, group]) => ({ ...group, name: `${name}-every-${every}` })),
    { name, interval, rules: [...recordingRules.filter((rule) => rule.interval === undefined), ...alerts] },
  ].filter(({ rules }) => rules.length > 0);
};

/** The groups of a pack as Prometheus reads them. */
export const ruleGroups = (pack: DeployedPack): readonly RuleGroup[] =>
  groupedRules(pack).map(({ name, interval, rules }) => ({
    name,
    ...(interval === undefined ? {} : { interval: prometheusDuration(interval) }),
    rules: rules.map((rule) => (rule.kind === "record" ? recordingRule(rule) : alertingRule(rule))),
  }));
