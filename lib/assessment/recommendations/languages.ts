/** How a program gets metrics, by what it is written in. */
import type { AssessedService, Recommendation, ServiceKind } from "../assessment";

interface Way {
  readonly what: string;
  readonly effort: Recommendation["effort"];
}

const MIDDLEWARE: Readonly<Record<string, string>> = {
  express: "expressMetrics",
  nestjs: "expressMetrics",
  fastify: "fastifyMetrics",
  koa: "koaMetrics",
};

const own = <Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** What of the contract each kind of service counts. */
const METRICS: Readonly<Record<Exclude<ServiceKind, "frontend" | "cron" | "database">, string>> = {
  web: "http_requests_total",
  worker: "jobs_processed_total",
  "queue consumer": "queue_messages_consumed_total",
};

export const metricOf = (kind: ServiceKind): string =>
  kind === "worker" || kind === "queue consumer" ? METRICS[kind] : METRICS.web;

const inNode = ({ kind, framework }: AssessedService): Way => {
  const middleware = own(MIDDLEWARE, framework?.value ?? "") ?? "httpMetrics";
  return {
    effort: "hours",
    what: `\`observe({ service, version, environment })\` of \`@cdktf-observability/instrumentation\`${
      kind.value === "web"
        ? ` and \`${middleware}(metrics)\``
        : `, and its metrics counted where a task ends (\`${metricOf(kind.value)}\`)`
    }; docs/integration-node.md`,
  };
};

const GUIDED: Readonly<Record<string, string>> = {
  python: "prometheus_client",
  go: "client_golang",
  java: "Micrometer",
  kotlin: "Micrometer",
  scala: "Micrometer",
};

export const instrumentationFor = (service: AssessedService): Way => {
  const language = service.language?.value;
  if (language === "typescript" || language === "javascript") return inNode(service);
  const guided = own(GUIDED, language ?? "");
  if (guided !== undefined)
    return { effort: "days", what: `\`${guided}\` with the names of the contract; docs/integration-languages.md` };
  return {
    effort: "days",
    what: `the OpenTelemetry SDK${language === undefined ? "" : ` for ${language}`}, and \`http: otelHttp\` where the service is registered`,
  };
};
