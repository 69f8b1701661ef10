/** Infrastructure that is a program: CDK, Pulumi and cdktf, in TypeScript by its own parser, in Python by its lines. */
import { entry } from "./values";
import { createRequire } from "node:module";
import type * as TypeScript from "typescript";
import type { Project, SourceFile } from "../project";
import { CLASSES, ENGINE_CLASSES } from "./construct-types";
import { engineOf } from "./engines";
import { aside, seen, type Observation, type Thing } from "./observation";
import { PROVIDERS, RESOURCES } from "./terraform-types";

export const programs = (project: Project): readonly Observation[] =>
  project.sources
    .filter(({ file, text }) => !aside(file.path) && SDK.test(text))
    .flatMap((source) =>
      source.language === "typescript" || source.language === "javascript"
        ? inTypeScript(source)
        : source.language === "python"
          ? inPython(source)
          : [],
    );

const SDK =
  /["'](?:aws-cdk-lib|@aws-cdk\/|@pulumi\/|@cdktf\/provider-)|(?:from|import) (?:aws_cdk|pulumi_[a-z]{2,20}|cdktf_cdktf_provider)/;

const MOST = 300_000;

/** Where a name comes from: a module, and the member of it where it is one. */
interface Origin {
  readonly module: string;
  readonly member?: string;
}

const inTypeScript = ({ file, text }: SourceFile): readonly Observation[] => {
  if (text.length > MOST) return [];
  // Loaded only where a program is read: it costs a third of a second.
  const ts = createRequire(__filename)("typescript") as typeof TypeScript;
  const tree = ts.createSourceFile(file.name, text, ts.ScriptTarget.Latest, false);
  const origins = importsOf(ts, tree);
  const found: Observation[] = [];
  const visit = (node: TypeScript.Node): void => {
    if (ts.isNewExpression(node)) {
      const name = nameOf(ts, node.expression);
      const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
      if (name !== undefined)
        for (const thing of builtBy(name, origins, text.slice(node.pos, Math.min(node.end, node.pos + 3000))))
          found.push(seen(thing, "certain", file, line, `new ${name.join(".")}(…)`));
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
};

const importsOf = (ts: typeof TypeScript, tree: TypeScript.SourceFile): ReadonlyMap<string, Origin> => {
  const origins = new Map<string, Origin>();
  for (const statement of tree.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const module = statement.moduleSpecifier.text;
    const bindings = statement.importClause?.namedBindings;
    if (statement.importClause?.name !== undefined) origins.set(statement.importClause.name.text, { module });
    if (bindings === undefined) continue;
    if (ts.isNamespaceImport(bindings)) origins.set(bindings.name.text, { module });
    else
      for (const { name, propertyName } of bindings.elements)
        origins.set(name.text, { module, member: (propertyName ?? name).text });
  }
  return origins;
};

/** `aws.sqs.Queue` as its words; undefined for what is no name. */
const nameOf = (ts: typeof TypeScript, expression: TypeScript.Expression): readonly string[] | undefined => {
  if (ts.isIdentifier(expression)) return [expression.text];
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  const before = nameOf(ts, expression.expression);
  return before === undefined || before.length > 6 ? undefined : [...before, expression.name.text];
};

const builtBy = (name: readonly string[], origins: ReadonlyMap<string, Origin>, call: string): readonly Thing[] => {
  const [first = "", ...rest] = name;
  const origin = origins.get(first);
  if (origin === undefined) return [];
  const full = [...(origin.member === undefined ? [] : [origin.member]), ...rest];
  const provider = /^@cdktf\/provider-([a-z-]{2,30})(?:\/lib\/([a-z0-9-]{1,100}))?/.exec(origin.module);
  if (provider !== null) return ofTerraform(provider[1] ?? "", provider[2], call);
  const cloud = CLOUDS.find(([start]) => origin.module.startsWith(start))?.[1];
  if (cloud === undefined)
    return origin.module.startsWith("@pulumi/kubernetes") ? [KUBERNETES, ...ofClass(full.slice(-2), call)] : [];
  const parts = [...(origin.module.split("/").at(-1) ?? "").split(/^aws-/).slice(-1), ...full];
  return [
    { kind: "clouds", name: cloud },
    ...ofClass(
      parts.slice(-2).map((part) => part.replace(/^aws[_-]/, "").replace(/-/g, "_")),
      call,
    ),
  ];
};

const KUBERNETES: Thing = { kind: "orchestration", name: "kubernetes" };

const CLOUDS: readonly (readonly [string, string])[] = [
  ["aws-cdk-lib", "aws"],
  ["@aws-cdk/", "aws"],
  ["@pulumi/aws", "aws"],
  ["@pulumi/eks", "aws"],
  ["@pulumi/azure", "azure"],
  ["@pulumi/gcp", "gcp"],
  ["@pulumi/digitalocean", "digitalocean"],
  ["@pulumi/hcloud", "hetzner"],
  ["@pulumi/cloudflare", "cloudflare"],
];

const ofClass = (parts: readonly string[], call: string): readonly Thing[] => {
  const name = parts.join(".");
  if (ENGINE_CLASSES.has(name))
    return [engineOf(engineWords(call)) ?? (name.startsWith("elasticache.") ? REDIS : undefined)].flatMap(
      (each) => each ?? [],
    );
  return CLASSES.get(name) ?? [];
};

const REDIS: Thing = { kind: "caches", name: "redis" };

/** What stands after `engine` or `databaseVersion` in a call, else the first engine's name in it. */
const engineWords = (call: string): string =>
  /(?:engine|engine_type|databaseVersion|database_version)["']?\s{0,9}[:=]\s{0,9}([^,\n]{1,120})/.exec(call)?.[1] ?? "";

/** `sqs-queue` of the provider aws is `aws_sqs_queue`. */
const ofTerraform = (provider: string, folder: string | undefined, call: string): readonly Thing[] => {
  const cloud = entry(PROVIDERS, provider);
  const type = `${provider.split("-", 1)[0] ?? ""}_${(folder ?? "").replace(/-/g, "_")}`;
  const thing =
    RESOURCES.get(type) ??
    (type === "aws_lb" ? ({ kind: "balancers", name: "alb" } as const) : engineOf(engineWords(call)));
  return [
    ...(cloud === undefined ? [] : [{ kind: "clouds" as const, name: cloud }]),
    ...(thing === undefined ? [] : [thing]),
  ];
};

const PYTHON = /(?<![\w.])(?:[a-z_]\w{0,40}\.){0,2}?((?:aws_)?[a-z_][a-z0-9_]{0,40})\.([A-Z][A-Za-z0-9]{1,60})\(/g;
/** Lines of a call in which its engine stands. */
const CALL = 15;

const inPython = ({ file, text }: SourceFile): readonly Observation[] => {
  const lines = text.slice(0, MOST).split("\n");
  const sdk = /pulumi_([a-z]{2,20})/.exec(text)?.[1];
  const cloud = text.includes("aws_cdk")
    ? "aws"
    : entry(PROVIDERS, sdk === "gcp" ? "google" : sdk === "azure" ? "azurerm" : (sdk ?? ""));
  return lines.flatMap((raw, index) =>
    [...raw.slice(0, 500).matchAll(PYTHON)].flatMap(([, module = "", name = ""]) => {
      const things = ofClass([module.replace(/^_?aws_/, ""), name], lines.slice(index, index + CALL).join("\n"));
      return [
        ...things,
        ...(cloud === undefined || things.length === 0 ? [] : [{ kind: "clouds" as const, name: cloud }]),
      ].map((thing) => seen(thing, "certain", file, index + 1, `${module}.${name}(…)`));
    }),
  );
};
