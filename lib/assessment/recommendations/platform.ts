/** What should be done about monitoring as a whole. */
import type { Finding } from "../../model";
import type { Evidence } from "../assessment";
import { evidenceOf, hasTool, listed, recommendation, type Asking, type Rule } from "./asking";
import { gatheredBy } from "../monitoring";
import { LOG_TOOLS, METRIC_STORES, TRACE_TOOLS } from "./tools";

/** Whether there is anything to watch. */
const hasSomething = ({ services, infrastructure }: Asking): boolean =>
  services.length > 0 || infrastructure.databases.length + infrastructure.queues.length > 0;

export const deployPlatform: Rule = (asking) =>
  !hasSomething(asking) || hasTool(asking, METRIC_STORES)
    ? []
    : [
        recommendation("deploy-platform", {
          title: "Deploy a platform that keeps metrics, logs and traces",
          risk: 5,
          effort: "days",
          why: `Nothing that stores metrics was found beside ${asking.services.length} services: whatever fails is found out by users.`,
          evidence: evidenceOf(asking.services),
          what: "ObservabilityPlatform and ObservabilityContent, with the environment that `assess --write-environment FILE` writes",
          done: "`kubectl -n observability get pods` shows all of them ready, and the alert Watchdog reaches the heartbeat.",
        }),
      ];

export const routeAlerts: Rule = (asking) =>
  !hasTool(asking, METRIC_STORES) || asking.monitoring.tellsPeople.length > 0
    ? []
    : [
        recommendation("route-alerts", {
          title: "Have alerts reach people",
          risk: 5,
          effort: "hours",
          why: "Metrics are stored, and no alert was found that reaches a channel with people in it.",
          // The Alertmanager that tells nobody, where there is one.
          evidence: evidenceOf([
            ...asking.monitoring.tools.filter(({ name }) => name === "alertmanager"),
            ...asking.monitoring.tools.filter(({ name }) => METRIC_STORES.includes(name)),
          ]),
          what: '`alerting: { teams: { platform: { slack, pager: existingSecret("…") } }, heartbeat }` of the environment; checks refuse an alert that reaches nobody',
          done: "`npm run routes -- --environment prod` shows a receiver for every alert; one that fires on purpose arrives.",
        }),
      ];

/** A collector of OpenTelemetry gathers it. */
const gathers = ({ project }: Asking, wanted: string): boolean =>
  project !== undefined && gatheredBy(project).some(({ signal }) => signal === wanted);

export const collectLogs: Rule = (asking) =>
  !hasSomething(asking) || hasTool(asking, LOG_TOOLS) || gathers(asking, "logs")
    ? []
    : [
        recommendation("collect-logs", {
          title: "Collect logs in one place",
          risk: 3,
          effort: "days",
          why: "Nothing that collects logs was found: those of a container that is gone are gone with it.",
          evidence: evidenceOf(asking.services),
          what: "Fluentd and Loki of ObservabilityPlatform; StructuredLogger of @cdktf-observability/instrumentation, whose lines carry the trace id",
          done: "The dashboard of a service shows its lines of the last minutes.",
        }),
      ];

export const traceRequests: Rule = (asking) =>
  asking.services.length < 2 || hasTool(asking, TRACE_TOOLS)
    ? []
    : [
        recommendation("trace-requests", {
          title: "Follow requests from service to service",
          risk: 2,
          effort: "days",
          why: `${asking.services.length} services work together, and nothing shows which of them made a request slow.`,
          evidence: evidenceOf(asking.services),
          what: "Jaeger of ObservabilityPlatform; TracingSetup of @cdktf-observability/instrumentation, or OpenTelemetry's SDK of the language",
          done: "A trace in Jaeger has spans of two services.",
        }),
      ];

type Subject = "rules" | "dashboards" | "routes";

/** Queries in dashboards go through the same checks as those in rules: the file tells them apart. */
export const subjectOf = ({ check, path }: Pick<Finding, "check" | "path">): Subject => {
  if (check.startsWith("routing/")) return "routes";
  if (/^dashboards?\//.test(check)) return "dashboards";
  return /\.json(?:$|[^\w])/i.test(path) ? "dashboards" : "rules";
};

/** What could not be judged is no problem. */
export const isProblem = ({ check }: Pick<Finding, "check">): boolean => !check.startsWith("input/");

const MEND: Readonly<Record<Subject, { readonly what: string; readonly done: string; readonly risk: 3 | 4 | 2 }>> = {
  rules: {
    risk: 4,
    what: "What each problem says to write instead; or the shipped packs in place of the rules, which have tests",
    done: "`npm run check-rules -- FILE…` finds nothing.",
  },
  dashboards: {
    risk: 2,
    what: "What each problem says to write instead; or the shipped dashboards, whose queries are held against the contracts",
    done: "The assessment finds no problem in dashboards.",
  },
  routes: {
    risk: 4,
    what: "What each problem says to write instead; or `alerting: { teams }`, or `routeTree({ … })`, whose routes are checked at every synthesis",
    done: "`npm run routes -- --environment prod --alert NAME` ends at the people who should be told.",
  },
};

export const mend: Rule = ({ monitoring }) =>
  (Object.keys(MEND) as readonly Subject[]).flatMap((subject) => {
    const problems = monitoring.problems.filter((each) => isProblem(each) && subjectOf(each) === subject);
    if (problems.length === 0) return [];
    const checks = [...new Set(problems.map(({ check }) => check))].sort();
    return [
      recommendation(`mend-${subject}`, {
        ...MEND[subject],
        title: `Mend ${subject} that do not do what they say`,
        effort: problems.length > 20 ? "days" : "hours",
        why: `${problems.length} ${problems.length === 1 ? "problem" : "problems"}: ${listed(checks.slice(0, 6))}${checks.length > 6 ? " …" : ""}.`,
        evidence: problems.map(problemEvidence),
      }),
    ];
  });

export const problemEvidence = ({ path, problem }: Pick<Finding, "path" | "problem">): Evidence => ({
  file: path,
  sees: problem.length > 160 ? `${problem.slice(0, 159)}…` : problem,
});

export const replace: Rule = ({ monitoring }) =>
  monitoring.retired.map(({ name, successor, since, evidence }) =>
    recommendation(`replace/${name}`, {
      title: `Replace ${name} by ${successor}`,
      risk: 3,
      effort: "days",
      why: `${name} is maintained no more (${since}): nobody mends what is found in it.`,
      evidence,
      what: `${successor}; what ObservabilityPlatform deploys in its place is pinned and maintained (Prometheus, Alertmanager, Grafana, Loki, Jaeger v2, Fluentd)`,
      done: `The assessment names ${name} no more.`,
    }),
  );
