/** `integration.md`: how a service comes to be watched, language by language: what to install, what to write, what you get, how to check it. */
import { code, type Model } from "../../model";
import { counted, promql, shell, teamsText } from "../architecture";
import { anchorOf, pageHead, type Documented, type Page } from "../page";
import { addressesTable, foundTable, otlpMetrics, variables } from "./addresses";
import { fenced, nodeCode } from "./node-code";
import { exampleServices, givesText, logFields, subjectsTable } from "./gives";
import { WAYS, type Way } from "./ways";

export const integrationPages = ({ model }: Documented): readonly Page[] => [
  {
    path: `${model.name}/integration.md`,
    title: `Integration guide: ${model.name}`,
    purpose: "How a service comes to be watched: what to install, what to write, what you get, how to check it.",
    text: [
      pageHead(`Integration guide: ${model.name}`),
      introduction(model),
      WAYS.map(({ title, when }) => `- [${title}](#${anchorOf(title)}): ${when}`).join("\n"),
      "## Addresses",
      "As programs in the cluster reach them.",
      addressesTable(model),
      "What the SDKs of OpenTelemetry read, for traces:",
      variables(model, exampleService(model)),
      "## How services are found",
      foundTable(model),
      "## What is measured",
      "The names are the contract: who exports these gets the rest. [The guide](../../integration-languages.md#the-contract) has their labels and buckets.",
      subjectsTable(model),
      "## Log fields",
      "One JSON object on one line. Secrets are blackened on the way, but are better not written.",
      logFields(),
      "## Registration",
      ...registration(model),
      "## Checking",
      ...checking(model),
      ...WAYS.flatMap((way) => section(model, way)),
    ]
      .join("\n\n")
      .concat("\n"),
  },
];

/** What the examples are called. */
const exampleService = ({ services }: Model): string =>
  services.find(({ kind }) => kind === "http")?.name ?? "checkout";

const introduction = ({ name, services }: Model): string =>
  `Two things make a service watched in \`${name}\`: it tells of itself, in one of the ways below, and its team registers it. ${
    services.length === 0
      ? "No service is registered yet."
      : `${counted(services.length, "service")} ${services.length === 1 ? "is" : "are"} registered already.`
  } What then happens to its alerts is in [routes](routes.md).`;

const registration = (model: Model): readonly string[] => {
  const teams = [...new Set(model.routings.flatMap((routing) => routing.teams))].sort();
  return [
    `A few lines in \`stacks/services/\`, or in the team's own repository with a \`PlatformReference\`. The owner is one of ${teamsText(teams)}.`,
    [
      "```ts",
      "platform.monitorHttpService({",
      '  name: "checkout",',
      '  namespace: "shop",',
      `  team: "${teams.at(-1) ?? "shop"}",`,
      "  dependencies: [],",
      "});",
      "```",
    ].join("\n"),
    "`monitorWorker`, `monitorQueueConsumer`, `monitorCronJob`, `monitorPostgres`, `monitorRedis` and `monitorEndpoint` read the same.",
    ...(model.services.length === 0 ? [] : ["What those have that are here already:", exampleServices(model)]),
  ];
};

const section = (model: Model, way: Way): readonly string[] => [
  `## ${way.title}`,
  `For ${way.when}.`,
  "**Install:**",
  shell(...way.install),
  "**Write:**",
  [...way.write, ...pushes(model, way)].map((text) => `- ${text}`).join("\n"),
  ...(way.title === "Node" ? nodeCode(model, exampleService(model)) : []),
  ...(way.code === undefined ? [] : [fenced(way.code.language, ...way.code.lines)]),
  "**You get:**",
  givesText(model, way),
  "**Check it:**",
  ...checks(way),
];

/** Whether metrics may be pushed at all is for the environment to say. */
const pushes = (model: Model, { gives }: Way): readonly string[] => {
  if (!gives.includes("otel")) return [];
  const address = otlpMetrics(model);
  return [
    address === undefined
      ? `Prometheus takes in no metrics by OTLP here: show them at \`/metrics\` with the SDK's exporter for Prometheus, or have the environment say ${code("prometheus: { otlpReceiver: {} }")}.`
      : `Push metrics to ${code(address)}, and register the service with ${code("scrapedElsewhere: true")}: what is pushed has no target.`,
  ];
};

const HTTP = "http_requests_total";
const OTEL = "http_server_request_duration_seconds_count";

/** What can be asked of every service, whatever it is written in. */
const checking = (model: Model): readonly string[] => {
  const packs = ["http-server", "business", "queue", "worker"].filter((name) =>
    model.packs.some(({ pack }) => pack.name === name),
  );
  return [
    "Beside the running service, the form of the page, and then its names, types, labels and buckets; leave out the packs of what it does not do:",
    shell(
      "curl --silent http://localhost:8080/metrics | promtool check metrics",
      `npm run check-metrics -- ${packs.map((name) => `--pack ${name}`).join(" ")} http://localhost:8080/metrics`,
    ),
    "In Grafana, as soon as it is deployed and registered, its targets and its requests:",
    promql(`up{service="checkout"}\nsum by (service) (rate(${HTTP}{service="checkout"}[5m]))`),
    "Its lines; one of them with a `trace_id` leads to its trace:",
    '```logql\n{service="checkout"} | json\n```',
  ];
};

const checks = ({ check, gives }: Way): readonly string[] => {
  if (gives.includes("otel"))
    return [
      "Beside the running service, where the SDK shows its metrics, and then in Grafana; its lines [as everybody's](#checking):",
      shell(`curl --silent http://localhost:9464/metrics | grep ${OTEL}`),
      promql(`sum by (service) (rate(${OTEL}{service="checkout"}[5m]))`),
    ];
  return [
    gives.includes("metrics")
      ? "[Metrics, lines and a trace](#checking), beside the running service and in Grafana."
      : "[Its lines](#checking) in Grafana.",
    ...(check === undefined ? [] : [check]),
  ];
};
