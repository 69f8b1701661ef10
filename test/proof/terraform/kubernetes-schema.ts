/**
 * The schema of hashicorp/kubernetes, read from the bindings that cdktf generated from it: names, types, nesting and whether an attribute is
 * required stand in the sources that the package carries in its source maps. What it lacks: which attributes are sensitive.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

interface Block {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly block_types: Readonly<Record<string, unknown>>;
}

interface Schemas {
  readonly provider: { readonly version: number; readonly block: Block };
  readonly resource_schemas: Readonly<Record<string, { readonly version: number; readonly block: Block }>>;
}

const PACKAGE = path.dirname(require.resolve("@cdktf/provider-kubernetes/package.json"));
const ADDRESS = "registry.terraform.io/hashicorp/kubernetes";

/** The provider and the resources of these types, as `terraform providers schema -json` would print them. */
export const kubernetesSchema = (types: readonly string[]) => {
  const { provider, resource_schemas } = schemas();
  const used = Object.fromEntries(Object.entries(resource_schemas).filter(([type]) => types.includes(type)));
  return { format_version: "1.0", provider_schemas: { [ADDRESS]: { provider, resource_schemas: used } } };
};

/** Reading the package takes a second or two, so what comes out is kept. */
const schemas = (): Schemas => {
  const { version } = JSON.parse(readFileSync(path.join(PACKAGE, "package.json"), "utf8")) as {
    readonly version: string;
  };
  const folder = path.join(PACKAGE, "..", "..", ".cache", "cdktf-observability");
  const file = path.join(folder, `kubernetes-schema-${version}-${FORM}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Schemas;
  const read = readPackage();
  mkdirSync(folder, { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(read));
  renameSync(unfinished, file);
  return read;
};

/** Raised when this file reads the package in another way. */
const FORM = 2;

const readPackage = (): Schemas => {
  const library = path.join(PACKAGE, "lib");
  const folders = readdirSync(library, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const read = folders
    .filter(({ name }) => !name.startsWith("data-"))
    .map(({ name }) => readFolder(path.join(library, name)));
  const provider = read.find(({ type }) => type === "kubernetes");
  if (provider === undefined) throw new Error("the package has no provider");
  const resources = read.filter(({ type }) => type !== "kubernetes");
  const attributes = { ...provider.block.attributes };
  // It is Terraform's own.
  delete attributes["alias"];
  return {
    provider: { version: 0, block: { ...provider.block, attributes } },
    resource_schemas: Object.fromEntries(resources.map(({ type, block }) => [type, { version: 0, block }])),
  };
};

const readFolder = (folder: string): { readonly type: string; readonly block: Block } => {
  const source = sourcesIn(folder).join("\n");
  const [, name = "", type = ""] =
    /export class (\w+) extends cdktf\.Terraform(?:Resource|Provider) \{[^]*?tfResourceType = "(\w+)"/.exec(source) ??
    [];
  return { type, block: blockOf(source, name, "synthesizeHclAttributes()") };
};

/** The TypeScript that the JavaScript below a folder was made of. */
const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return sourcesIn(file);
    if (!entry.name.endsWith(".js")) return [];
    const [, map = ""] = /sourceMappingURL=data:application\/json;base64,(\S+)/.exec(readFileSync(file, "utf8")) ?? [];
    const { sourcesContent } = JSON.parse(Buffer.from(map, "base64").toString("utf8")) as {
      readonly sourcesContent: readonly string[];
    };
    return sourcesContent;
  });

/** The generator's account of one attribute or block: `metadata: { value: …, isBlock: true, type: "list", storageClassType: "…" }`. */
const ACCOUNT = /^ +(\w+): \{\n +value: (.*),\n +isBlock: (\w+),\n +type: "(\w+)",\n +storageClassType: "(\w+)",$/gm;

/** @param written what begins the function in which the attributes are accounted for */
const blockOf = (source: string, className: string, written: string): Block => {
  // The provider's own blocks are never read, so they have an interface only.
  const readable = source.includes(`export class ${className} extends`);
  const body = readable
    ? from(source, `export class ${className} extends`, "\n}\n")
    : from(source, `export interface ${className.replace("OutputReference", "")} {`, "\n}\n");
  const flags = readable ? flagsIn(body) : flagsOfInterface(body);
  const accounts = from(written.startsWith("synthesize") ? body : source, written, "// remove undefined attributes");
  const attributes: Record<string, unknown> = computedOnly(body, flags);
  const block_types: Record<string, unknown> = {};
  for (const [, name = "", value = "", isBlock, kind = "", storage = ""] of accounts.matchAll(ACCOUNT)) {
    const { required = false, ...presence } = flags.get(name) ?? {};
    if (isBlock === "true") {
      const [struct = ""] = /\w+ToHclTerraform/.exec(value.replace("cdktf.", "")) ?? [];
      block_types[name] = {
        nesting_mode: kind === "struct" ? "single" : kind,
        ...(required && kind !== "struct" ? { min_items: 1 } : {}),
        ...(kind !== "struct" && !value.includes("listMapperHcl") ? { max_items: 1 } : {}),
        block: blockOf(source, outputClassOf(struct), `export function ${struct}(`),
      };
    } else
      attributes[name] = {
        type: typeOf(kind, storage),
        ...(required ? { required } : presence),
        ...(name.endsWith("_wo") ? { write_only: true } : {}),
      };
  }
  return { attributes, block_types };
};

const from = (text: string, start: string, end: string): string => {
  const begin = text.indexOf(start);
  if (begin < 0) throw new Error(`the package has no ${start}`);
  const stop = text.indexOf(end, begin);
  return text.slice(begin, stop < 0 ? undefined : stop);
};

/** `namespaceV1MetadataToHclTerraform` writes what `NamespaceV1MetadataOutputReference` holds. */
const outputClassOf = (struct: string): string =>
  `${struct.charAt(0).toUpperCase()}${struct.slice(1).replace("ToHclTerraform", "")}OutputReference`;

interface Flags {
  readonly required?: true;
  readonly optional?: true;
  readonly computed?: true;
}

const flagsIn = (body: string): ReadonlyMap<string, Flags> =>
  new Map(
    [...body.matchAll(/\/\/ (\w+) - computed: (\w+), optional: (\w+), required: (\w+)/g)].map(
      ([, name = "", computed, optional, required]) => [
        name,
        {
          ...(computed === "true" ? { computed: true } : {}),
          ...(optional === "true" ? { optional: true } : {}),
          ...(required === "true" ? { required: true } : {}),
        },
      ],
    ),
  );

const flagsOfInterface = (body: string): ReadonlyMap<string, Flags> =>
  new Map(
    [...body.matchAll(/readonly (\w+)(\??):/g)].map(([, name = "", optional]) => [
      name.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`),
      optional === "?" ? { optional: true } : { required: true },
    ]),
  );

/** What can only be read is accounted for nowhere; its type shows in how it is read. */
const computedOnly = (body: string, flags: ReadonlyMap<string, Flags>): Record<string, unknown> =>
  Object.fromEntries<unknown>(
    [...body.matchAll(/return this\.get(\w+)Attribute\('(\w+)'\)/g)]
      .map(([, read = "", name = ""]) => ({ read, name }))
      .filter(({ name }) => flags.get(name)?.computed === true && flags.get(name)?.optional !== true)
      .filter(({ read }) => READ_TYPES[read] !== undefined)
      .map(({ read, name }) => [name, { type: READ_TYPES[read], computed: true }]),
  );

const READ_TYPES: Readonly<Record<string, unknown>> = {
  String: "string",
  Number: "number",
  Boolean: "bool",
  List: ["list", "string"],
  StringMap: ["map", "string"],
};

const ITEM_TYPES: Readonly<Record<string, string>> = {
  any: "dynamic",
  boolean: "bool",
  number: "number",
  string: "string",
};

const typeOf = (kind: string, storage: string): unknown => {
  const item = ITEM_TYPES[storage.replace(/(List|Map)$/, "")];
  if (item === undefined) throw new Error(`the package has a type unknown here: ${kind} ${storage}`);
  // The provider's `manifest` is of any type, which the bindings can only express as a map.
  return kind === "simple" || item === "dynamic" ? item : [kind, item];
};
