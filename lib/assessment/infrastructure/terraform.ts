/** Terraform and OpenTofu: providers, backends, resources and well-known modules, with engines followed through variables. */
import type { HclBlock, Project } from "../project";
import { imageOf } from "../known-libraries";
import { engineOf } from "./engines";
import { helmChart } from "./helm-charts";
import { aside, seen, type Observation, type Thing } from "./observation";
import { BY_ENGINE, MODULES, PROVIDERS, RESOURCES, WITHOUT_ENGINE } from "./terraform-types";
import { entriesOf, isValues, leavesOf, listOf, textOf, entry } from "./values";

export const terraform = (project: Project): readonly Observation[] => {
  const blocks = project.hcl.filter(({ file }) => !aside(file.path));
  const values = variablesOf(blocks);
  const alarms = calledByAlarms(blocks);
  return blocks
    .filter(({ labels }) => labels[0] !== "aws_sns_topic" || !alarms.has(labels[1] ?? ""))
    .flatMap((block) => [...providers(block), ...resources(block, values), ...modules(block, values)]);
};

/** Topics that alarms write to carry words to people, not work to programs. */
const calledByAlarms = (blocks: readonly HclBlock[]): ReadonlySet<string> =>
  new Set(
    blocks
      .filter(({ labels }) => ALARMS.has(labels[0] ?? ""))
      .flatMap(({ body }) => leavesOf(body))
      .flatMap(({ text }) => /aws_sns_topic\.([\w-]{1,100})/.exec(text)?.[1] ?? []),
  );

const ALARMS: ReadonlySet<string> = new Set([
  "aws_cloudwatch_metric_alarm",
  "aws_cloudwatch_composite_alarm",
  "aws_budgets_budget",
  "aws_db_event_subscription",
]);

const cloud = (name: string): Thing => ({ kind: "clouds", name });

const providers = (block: HclBlock): readonly Observation[] => {
  if (block.type === "provider") {
    const name = entry(PROVIDERS, block.labels[0] ?? "");
    return name === undefined
      ? []
      : [seen(cloud(name), "certain", block.file, block.line, `provider "${block.labels[0]}"`)];
  }
  if (block.type !== "terraform") return [];
  const required = listOf(block.body["required_providers"]).flatMap(entriesOf);
  const backends = Object.entries(isValues(block.body["backend"]) ? block.body["backend"] : {});
  return [
    ...required.flatMap(([name, wanted]) => {
      const source = isValues(wanted) ? textOf(wanted["source"]).split("/").at(-1) : name;
      const known = entry(PROVIDERS, source ?? "") ?? entry(PROVIDERS, name);
      return known === undefined
        ? []
        : [seen(cloud(known), "certain", block.file, block.line, `required_providers: ${source ?? name}`)];
    }),
    ...backends.flatMap(([name]) => {
      const known = entry(BACKENDS, name);
      return known === undefined ? [] : [seen(cloud(known), "certain", block.file, block.line, `backend "${name}"`)];
    }),
  ];
};

/** Where the state lies tells of a cloud, and nothing of what the application stores. */
const BACKENDS: Readonly<Record<string, string>> = { s3: "aws", gcs: "gcp", azurerm: "azure", oss: "alibaba-cloud" };

const resources = (block: HclBlock, values: Variables): readonly Observation[] => {
  if (block.type !== "resource" && block.type !== "data") return [];
  const [type = "", label = ""] = block.labels;
  const sees = `${block.type} "${type}" "${label}"`;
  const prefix = entry(PROVIDERS, type.split("_", 1)[0] ?? "");
  const clouds = prefix === undefined ? [] : [seen(cloud(prefix), "certain", block.file, block.line, sees)];
  return [
    ...clouds,
    ...thingsOf(block, type, label, values).map((each) => seen(each, "certain", block.file, block.line, sees)),
  ];
};

const thingsOf = (block: HclBlock, type: string, label: string, values: Variables): readonly Thing[] => {
  if (type === "aws_lb" || type === "aws_alb")
    return [{ kind: "balancers", name: textOf(block.body["load_balancer_type"]) === "network" ? "nlb" : "alb" }];
  if (type === "aws_s3_bucket" || type === "google_storage_bucket" || type === "azurerm_storage_container")
    return holdsState(label, block) ? [] : [RESOURCES.get(type)].flatMap((each) => each ?? []);
  if (type === "helm_release")
    return [{ kind: "orchestration", name: "helm" }, ...helmChart(textOf(block.body["chart"]))];
  if (type === "aws_ecs_task_definition") return [{ kind: "orchestration", name: "ecs" }, ...imagesIn(block)];
  if (type === "docker_container" || type === "docker_image") return imagesIn(block);
  if (type.startsWith("kubernetes_"))
    return [{ kind: "orchestration", name: "kubernetes" }, ...imagesIn(block), ...ofTable(type)];
  const attributes = entry(BY_ENGINE, type);
  if (attributes === undefined) return ofTable(type);
  const told = attributes
    .flatMap((name) => resolved(block.body[name], block, values))
    .flatMap((text) => engineOf(text) ?? []);
  return told.length > 0
    ? told
    : [entry(WITHOUT_ENGINE, type) ?? byOtherWords(block) ?? RESOURCES.get(type)].flatMap((each) => each ?? []);
};

const ofTable = (type: string): readonly Thing[] => [RESOURCES.get(type)].flatMap((each) => each ?? []);

/** A family of parameters (`default.postgres15`), a port, or the resource's own name. */
const byOtherWords = (block: HclBlock): Thing | undefined =>
  engineOf(
    [
      textOf(block.body["parameter_group_name"]),
      textOf(block.body["db_cluster_parameter_group_name"]),
      block.labels[1] ?? "",
    ].join(" "),
  ) ?? entry(PORTS, textOf(block.body["port"]));

const PORTS: Readonly<Record<string, Thing>> = {
  "5432": { kind: "databases", name: "postgres" },
  "3306": { kind: "databases", name: "mysql" },
  "1433": { kind: "databases", name: "sqlserver" },
  "6379": { kind: "caches", name: "redis" },
  "11211": { kind: "caches", name: "memcached" },
};

const holdsState = (label: string, block: HclBlock): boolean =>
  /tf-?_?state|terraform-?_?state|remote_state|^state$/i.test(
    `${label}\n${textOf(block.body["bucket"])}\n${textOf(block.body["name"])}`,
  );

/** `image: …` anywhere in a block, also within the JSON of container definitions. */
const imagesIn = (block: HclBlock): readonly Thing[] =>
  leavesOf(block.body)
    .filter(({ keys }) => keys.at(-1) === "image" || keys.includes("container_definitions"))
    .flatMap(({ keys, text }) =>
      keys.at(-1) === "image"
        ? [text]
        : [...text.slice(0, 20_000).matchAll(/"?image"?\s{0,9}[=:]\s{0,9}"([^"\n]{1,300})"/g)].map(
            ([, image]) => image ?? "",
          ),
    )
    .flatMap((image): readonly Thing[] => {
      const known = imageOf(image);
      return known === undefined ||
        known.kind === "tool" ||
        known.kind === "other server" ||
        known.kind === "development only" ||
        known.kind === "balancers"
        ? []
        : [{ kind: known.kind, name: known.name }];
    });

const modules = (block: HclBlock, values: Variables): readonly Observation[] => {
  if (block.type !== "module") return [];
  const source = textOf(block.body["source"]);
  const { name, provider } = moduleOf(source);
  const sees = `module "${block.labels[0] ?? ""}": ${source}`;
  const known = provider === undefined ? undefined : entry(PROVIDERS, provider);
  const clouds = known === undefined ? [] : [seen(cloud(known), "certain", block.file, block.line, sees)];
  const brings = name === undefined || !Object.hasOwn(MODULES, name) ? [] : (MODULES[name] ?? []);
  const things =
    brings !== "engine"
      ? brings
      : [
          ...resolved(block.body["engine"] ?? block.body["engine_type"], block, values).flatMap(
            (text) => engineOf(text) ?? [],
          ),
          ...(name === "elasticache" && block.body["engine"] === undefined
            ? [{ kind: "caches", name: "redis" } as const]
            : []),
        ];
  const balanced = name === "alb" && textOf(block.body["load_balancer_type"]) === "network" ? NETWORK : things;
  const states = name === "s3-bucket" && holdsState(block.labels[0] ?? "", block);
  return [...clouds, ...(states ? [] : balanced).map((each) => seen(each, "certain", block.file, block.line, sees))];
};

const NETWORK: readonly Thing[] = [{ kind: "balancers", name: "nlb" }];

/** `terraform-aws-modules/rds/aws//modules/x`, `git::https://…/terraform-aws-eks.git?ref=v1`; nothing of local folders but of the registry's. */
const moduleOf = (source: string): { readonly name?: string; readonly provider?: string } => {
  const text = source.slice(0, 300).split("?", 1)[0] ?? "";
  const repository = /terraform-([a-z0-9]{2,20})-(?!modules\b)([a-z0-9-]{2,60})/.exec(text);
  if (repository !== null) return { provider: repository[1], name: repository[2] };
  if (text.startsWith(".") || text.startsWith("/")) return {};
  const [path = "", inner = ""] = text.split("//", 2);
  const parts = path.split("/");
  if (parts.length < 3) return {};
  const [name, provider] = [parts.at(-2), parts.at(-1)];
  const last = inner.split("/").at(-1) ?? "";
  return { provider, name: last !== "" && Object.hasOwn(MODULES, last) ? last : name === "sql-db" ? last : name };
};

/** Values that a variable or local of a folder may have: its default, and what callers of the folder as a module give. */
type Variables = ReadonlyMap<string, readonly unknown[]>;

const variablesOf = (blocks: readonly HclBlock[]): Variables => {
  const found = new Map<string, unknown[]>();
  const add = (folder: string, name: string, value: unknown): void => {
    const key = `${folder}:${name}`;
    found.set(key, [...(found.get(key) ?? []), value]);
  };
  for (const block of blocks) {
    const folder = folderOf(block.file.path);
    if (block.type === "variable") add(folder, `var.${block.labels[0] ?? ""}`, block.body["default"]);
    if (block.type === "locals")
      for (const [name, value] of Object.entries(block.body)) add(folder, `local.${name}`, value);
    const source = block.type === "module" ? textOf(block.body["source"]) : "";
    if (source.startsWith("."))
      for (const [name, value] of Object.entries(block.body)) add(joined(folder, source), `var.${name}`, value);
  }
  return found;
};

const DEPTH = 4;

/** All texts that an expression may be, as far as they are told. */
const resolved = (value: unknown, block: HclBlock, values: Variables, depth = 0): readonly string[] => {
  const text = textOf(value);
  const reference = /^\$\{((?:var|local)\.[A-Za-z_][\w-]{0,100})\}$/.exec(text)?.[1];
  if (reference === undefined) return text === "" ? [] : [text];
  if (depth >= DEPTH) return [];
  return (values.get(`${folderOf(block.file.path)}:${reference}`) ?? []).flatMap((each) =>
    resolved(each, block, values, depth + 1),
  );
};

const folderOf = (path: string): string => path.split("/").slice(0, -1).join("/");

const joined = (folder: string, relative: string): string => {
  const parts = folder === "" ? [] : folder.split("/");
  for (const part of relative.split("/").slice(0, 50)) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
};
