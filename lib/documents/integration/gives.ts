/** What a service gets for what it does: metrics, alerts, dashboards and objectives by the names that they have in this environment. */
import {
  applicationMetrics,
  AUDIT_FIELDS,
  ERROR_FIELDS,
  LOG_FIELDS,
  LOG_LEVELS,
  REQUEST_FIELDS,
} from "@cdktf-observability/contract";
import { code, table, type Model } from "../../model";
import { counted, dashboardLink, inOrder, listed, metricLink, objectiveLink, runbookLink } from "../architecture";
import type { Way } from "./ways";

/** Subjects of the contract: what exports them, and which packs ask for them. */
const SUBJECTS = [
  { what: "requests that it answers", pack: "http-server" },
  { what: "the business", pack: "business" },
  { what: "a queue that it works off", pack: "queue" },
  { what: "tasks of its own", pack: "worker" },
] as const;

type Subject = (typeof SUBJECTS)[number]["pack"];
const SUBJECT_OF = { "http-server": "http", business: "business", queue: "queue", worker: "worker" } as const;

const packNamed = ({ packs }: Model, name: string) => packs.find(({ pack }) => pack.name === name)?.pack;

/** The metrics of the contract that a pack asks for, as links into the catalogue. */
const metricLinks = (model: Model, name: Subject): readonly string[] => {
  const own = new Set(
    Object.values<{ readonly name: string }>(applicationMetrics[SUBJECT_OF[name]]).map((metric) => metric.name),
  );
  const asked = Object.values(packNamed(model, name)?.metrics ?? {}).map((metric) => metric.name);
  return [...new Set(asked)]
    .filter((metric) => own.has(metric))
    .sort(inOrder)
    .map((metric) => metricLink(model, metric));
};

const alertLinks = (model: Model, name: string): readonly string[] =>
  [...new Set((packNamed(model, name)?.alerts ?? []).map((alert) => alert.name))]
    .sort(inOrder)
    .map((alert) => runbookLink(model, name, alert));

export const subjectsTable = (model: Model): string =>
  table(
    ["subject", "metrics", "alerts that read them", "dashboard"],
    SUBJECTS.filter(({ pack }) => packNamed(model, pack) !== undefined).map(({ pack, what }) => [
      what,
      metricLinks(model, pack).join("<br>"),
      alertLinks(model, pack).join("<br>"),
      dashboardLink(model, packNamed(model, pack)?.dashboard ?? ""),
    ]),
  );

export const givesText = (model: Model, { gives }: Way): string => {
  const dashboards = model.dashboards.map(({ dashboard }) => dashboard.uid);
  const shown = (uid: string): readonly string[] => (dashboards.includes(uid) ? [dashboardLink(model, uid)] : []);
  const lines = [
    ...(gives.includes("metrics")
      ? [
          `- the metrics and alerts of [the table above](#what-is-measured), with the thresholds of its team once it is registered;`,
        ]
      : []),
    ...(gives.includes("otel") && packNamed(model, "http-server") !== undefined
      ? [
          `- the alerts ${listed(alertLinks(model, "http-server"))} over OpenTelemetry's names, once it is registered so;`,
        ]
      : []),
    ...(gives.includes("metrics") || gives.includes("otel")
      ? [
          `- a dashboard of its own, objectives with burn-rate alerts, and a row in ${listed([...shown("application"), ...shown("service")]) || "the dashboards of all services"};`,
        ]
      : []),
    ...(gives.includes("traces")
      ? [`- traces, linked from its exemplars and lines: ${listed(shown("traces")) || "the trace store's own pages"};`]
      : []),
    ...(gives.includes("logs")
      ? [
          `- logs that can be searched by namespace, pod, container and service: ${listed(shown("logs")) || "the log store itself"}.`,
        ]
      : []),
  ];
  return lines.join("\n");
};

/** What the services that are here already have got. */
export const exampleServices = (model: Model): string =>
  table(
    ["service", "alerts", "objectives", "dashboard"],
    model.services.map((service) => [
      code(service.name),
      `[${counted((packNamed(model, service.pack)?.alerts ?? []).length, "alert")}](runbooks/${service.pack}.md)`,
      service.slos.map((name) => objectiveLink(model, name)).join(", "),
      dashboardLink(model, service.dashboard),
    ]),
  );

/** The fields of a line, as the contract has them. */
export const logFields = (): string =>
  table(
    ["field", "what it is"],
    [
      [code(LOG_FIELDS.timestamp), "when, ISO 8601 in UTC"],
      [code(LOG_FIELDS.level), LOG_LEVELS.map(code).join(", ")],
      [code(LOG_FIELDS.message), "a text"],
      [code(LOG_FIELDS.service), "as the label `service` of its metrics: the name of the Kubernetes Service"],
      [`${code(LOG_FIELDS.version)}, ${code(LOG_FIELDS.environment)}`, "of the program"],
      [`${code(LOG_FIELDS.traceId)}, ${code(LOG_FIELDS.spanId)}`, "of the active span, at the top of the object"],
      [code(LOG_FIELDS.error), `an object: ${Object.values(ERROR_FIELDS).map(code).join(", ")}`],
      [code(LOG_FIELDS.requestId), "of the request that is being answered"],
      [Object.values(REQUEST_FIELDS).map(code).join(", "), "on lines about a request"],
      [Object.values(AUDIT_FIELDS).map(code).join(", "), "on lines of the audit log"],
    ],
  );
