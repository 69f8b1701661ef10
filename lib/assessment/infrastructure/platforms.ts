/** Files that only one platform reads: Vercel, Netlify, Fly, App Engine, Render, Serverless Framework, azd, CDK, Pulumi, … */
import type { InfrastructureKind } from "../assessment";
import type { Project, ProjectFile, Structured } from "../project";
import { aside, seen, type Observation, type Thing } from "./observation";
import { PROVIDERS } from "./terraform-types";
import { entriesOf, leavesOf, listOf, textOf, within, entry } from "./values";

export const platforms = (project: Project): readonly Observation[] => [
  ...project.files.filter(({ path }) => !aside(path)).flatMap((file) => [...byName(file), ...units(project, file)]),
  ...Object.entries(DOCUMENTS).flatMap(([glob, read]) =>
    project
      .matching(glob)
      .filter(({ path }) => !aside(path))
      .flatMap((file) => project.structured(file))
      .flatMap((document) => read(document)),
  ),
  ...project.hcl
    .filter(({ type, file }) => type === "job" && /\.(?:nomad|hcl)$/.test(file.name) && !aside(file.path))
    .map(({ file, line, labels }) => seen(run("nomad"), "certain", file, line, `job "${labels[0] ?? ""}"`)),
];

const thing = (kind: InfrastructureKind, name: string): Thing => ({ kind, name });
const cloud = (name: string): Thing => thing("clouds", name);
const run = (name: string): Thing => thing("orchestration", name);

const FILES: readonly (readonly [RegExp, ...Thing[]])[] = [
  [/(?:^|\/)vercel\.json$/, cloud("vercel")],
  [/(?:^|\/)netlify\.toml$/, cloud("netlify")],
  [/(?:^|\/)fly(?:\.[\w-]{1,30})?\.toml$/, cloud("fly")],
  [/(?:^|\/)railway\.(?:json|toml)$/, cloud("railway")],
  [/(?:^|\/)wrangler\.(?:toml|jsonc?)$/, cloud("cloudflare")],
  [/(?:^|\/)heroku\.yml$/, cloud("heroku")],
  [/(?:^|\/)\.do\/(?:app|deploy\.template)\.ya?ml$/, cloud("digitalocean")],
  [/(?:^|\/)cdk\.json$/, cloud("aws")],
  [/(?:^|\/)samconfig\.(?:toml|ya?ml)$/, cloud("aws"), run("lambda")],
  [/(?:^|\/)amplify\.yml$/, cloud("aws")],
  [/(?:^|\/)Dockerrun\.aws\.json$/, cloud("aws"), run("elastic-beanstalk")],
  [/(?:^|\/)\.ebextensions\/.{1,100}\.config$/, cloud("aws"), run("elastic-beanstalk")],
  [/(?:^|\/)copilot\/[\w-]{1,80}\/manifest\.yml$/, cloud("aws"), run("ecs")],
  [/(?:^|\/)ecs-params\.yml$/, cloud("aws"), run("ecs")],
  [/(?:^|\/)firebase\.json$/, cloud("gcp")],
  [/(?:^|\/)\.gcloudignore$/, cloud("gcp")],
  [/(?:^|\/)skaffold\.ya?ml$/, run("kubernetes")],
];

const byName = (file: ProjectFile): readonly Observation[] =>
  FILES.flatMap(([name, ...things]) =>
    name.test(file.path) ? things.map((each) => seen(each, "certain", file, undefined, file.name)) : [],
  );

/** Units of systemd that start a program. */
const units = (project: Project, file: ProjectFile): readonly Observation[] => {
  if (!file.name.endsWith(".service")) return [];
  const start = project.settings(file).find(({ name }) => name === "Service.ExecStart");
  return start === undefined ? [] : [seen(run("systemd"), "certain", file, start.line, "ExecStart")];
};

type Read = (document: Structured) => readonly Observation[];

const tell = (
  document: Structured,
  keys: readonly (string | number)[],
  sees: string,
  ...things: readonly Thing[]
): readonly Observation[] => things.map((each) => seen(each, "certain", document.file, document.lineOf(keys), sees));

const serverless: Read = (document) => {
  const name = textOf(within(document.value, "provider", "name")) || textOf(within(document.value, "provider"));
  const known = entry(SERVERLESS, name);
  if (known === undefined) return [];
  const events = entriesOf(within(document.value, "functions")).flatMap(([fn, each]) =>
    listOf(within(each, "events")).flatMap((event, index) =>
      (typeof event === "string" ? [event] : entriesOf(event).map(([kind]) => kind)).flatMap((kind) => {
        const known = entry(EVENTS, kind);
        return known === undefined ? [] : tell(document, ["functions", fn, "events", index], `event: ${kind}`, known);
      }),
    ),
  );
  return [...tell(document, ["provider"], `provider: ${name}`, run("serverless-framework"), ...known), ...events];
};

const SERVERLESS: Readonly<Record<string, readonly Thing[]>> = {
  aws: [cloud("aws"), run("lambda")],
  azure: [cloud("azure"), run("azure-functions")],
  google: [cloud("gcp"), run("cloud-functions")],
};

const EVENTS: Readonly<Record<string, Thing>> = {
  http: thing("balancers", "api-gateway"),
  httpApi: thing("balancers", "api-gateway"),
  sqs: thing("queues", "sqs"),
  sns: thing("queues", "sns"),
  kinesis: thing("queues", "kinesis"),
  stream: cloud("aws"),
  eventBridge: thing("queues", "eventbridge"),
  msk: thing("queues", "kafka"),
  kafka: thing("queues", "kafka"),
  rabbitmq: thing("queues", "rabbitmq"),
  s3: thing("objectStores", "s3"),
  alb: thing("balancers", "alb"),
};

const appEngine: Read = (document) => {
  const runtime = textOf(within(document.value, "runtime"));
  const known =
    /^(?:python|node|nodejs|java|go|php|ruby|custom)/.test(runtime) &&
    within(document.value, "apiVersion") === undefined;
  return known ? tell(document, ["runtime"], `runtime: ${runtime}`, cloud("gcp"), run("app-engine")) : [];
};

const render: Read = (document) => [
  ...tell(document, [], "render.yaml", cloud("render")),
  ...listOf(within(document.value, "databases")).flatMap((_, index) =>
    tell(document, ["databases", index], "databases", thing("databases", "postgres")),
  ),
  ...listOf(within(document.value, "services")).flatMap((service, index) =>
    /^(?:redis|keyvalue)$/.test(textOf(within(service, "type")))
      ? tell(
          document,
          ["services", index, "type"],
          `type: ${textOf(within(service, "type"))}`,
          thing("caches", "redis"),
        )
      : [],
  ),
];

const azd: Read = (document) =>
  entriesOf(within(document.value, "services")).flatMap(([name, service]) => {
    const known = entry(AZD, textOf(within(service, "host")));
    return known === undefined
      ? []
      : tell(
          document,
          ["services", name, "host"],
          `host: ${textOf(within(service, "host"))}`,
          cloud("azure"),
          run(known),
        );
  });

const AZD: Readonly<Record<string, string>> = {
  containerapp: "container-apps",
  appservice: "app-service",
  function: "azure-functions",
  aks: "kubernetes",
};

const pulumi: Read = (document) =>
  [...entriesOf(within(document.value, "config")), ...entriesOf(within(document.value, "plugins"))].flatMap(([key]) => {
    const name = entry(PROVIDERS, entry(PULUMI, key.split(":", 1)[0] ?? "") ?? key.split(":", 1)[0] ?? "");
    return name === undefined ? [] : tell(document, ["config", key], key, cloud(name));
  });

const PULUMI: Readonly<Record<string, string>> = {
  gcp: "google",
  "azure-native": "azurerm",
  azure: "azurerm",
  "google-native": "google",
};

const cdktf: Read = (document) =>
  leavesOf(within(document.value, "terraformProviders")).flatMap(({ keys, text }) => {
    const provider = text.split("@", 1)[0]?.split("/").at(-1) ?? "";
    const name = entry(PROVIDERS, provider);
    return name === undefined ? [] : tell(document, ["terraformProviders", ...keys], text, cloud(name));
  });

const azureFunctions: Read = (document) =>
  within(document.value, "version") === undefined ||
  (within(document.value, "extensionBundle") === undefined &&
    within(document.value, "logging") === undefined &&
    within(document.value, "extensions") === undefined)
    ? []
    : tell(document, ["version"], "host.json of Azure Functions", cloud("azure"), run("azure-functions"));

/** Of Heroku, where it has a stack or extras of it; other hosters read the same file. */
const heroku: Read = (document) => {
  const extras = listOf(within(document.value, "addons")).map((each) => textOf(each) || textOf(within(each, "plan")));
  const known = extras.flatMap((extra) => entry(EXTRAS, extra.split(":", 1)[0] ?? "") ?? []);
  return extras.length > 0 || textOf(within(document.value, "stack")).startsWith("heroku")
    ? tell(document, ["addons"], "app.json of Heroku", cloud("heroku"), ...known)
    : [];
};

const EXTRAS: Readonly<Record<string, Thing>> = {
  "heroku-postgresql": thing("databases", "postgres"),
  "heroku-redis": thing("caches", "redis"),
  "heroku-kafka": thing("queues", "kafka"),
  cloudamqp: thing("queues", "rabbitmq"),
  jawsdb: thing("databases", "mysql"),
  cleardb: thing("databases", "mysql"),
  mongolab: thing("databases", "mongodb"),
  memcachier: thing("caches", "memcached"),
  bonsai: thing("databases", "elasticsearch"),
};

const firebase: Read = (document) => [
  ...(within(document.value, "firestore") === undefined
    ? []
    : tell(document, ["firestore"], "firestore", thing("databases", "firestore"))),
  ...(within(document.value, "functions") === undefined
    ? []
    : tell(document, ["functions"], "functions", run("cloud-functions"))),
];

const taskDefinition: Read = (document) =>
  within(document.value, "containerDefinitions") === undefined
    ? []
    : tell(document, ["containerDefinitions"], "containerDefinitions", cloud("aws"), run("ecs"));

const DOCUMENTS: Readonly<Record<string, Read>> = {
  "**/serverless*.{yml,yaml}": serverless,
  "**/app*.{yml,yaml}": appEngine,
  "**/render.{yml,yaml}": render,
  "**/azure.{yml,yaml}": azd,
  "**/Pulumi*.{yml,yaml}": pulumi,
  "**/cdktf.json": cdktf,
  "**/host.json": azureFunctions,
  "**/firebase.json": firebase,
  "**/app.json": heroku,
  "**/*{task,definition}*.json": taskDefinition,
};
