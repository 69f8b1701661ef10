/**
 * A copy of synthesized stacks that Terraform can run without the backends they are meant for: every state becomes a file, and what reads
 * another stack's state reads that file. On the way it holds that no two stacks share a state and that every state read is one written.
 */
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export interface PreparedStack {
  readonly name: string;
  readonly folder: string;
  readonly resourceTypes: readonly string[];
  /** Variables without a default. */
  readonly variables: readonly string[];
}

interface Manifest {
  readonly stacks: Readonly<
    Record<
      string,
      { readonly name: string; readonly workingDirectory: string; readonly dependencies: readonly string[] }
    >
  >;
}

type Json = Readonly<Record<string, unknown>>;

interface StackJson {
  readonly terraform: Json & { readonly backend: Readonly<Record<string, Json>> };
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly variable?: Readonly<Record<string, Json>>;
}

const STATE = "terraform.tfstate";

/** The stacks of an output folder, copied into another, in the order in which they can be applied. */
export const prepared = (output: string, target: string): readonly PreparedStack[] => {
  const { stacks } = JSON.parse(readFileSync(path.join(output, "manifest.json"), "utf8")) as Manifest;
  const read = inOrder(stacks).map(({ name, workingDirectory }) => ({
    name,
    source: path.join(output, workingDirectory),
    folder: path.join(target, name),
    json: JSON.parse(readFileSync(path.join(output, workingDirectory, "cdk.tf.json"), "utf8")) as StackJson,
  }));
  const stateFiles = new Map<string, string>();
  for (const { name, folder, json } of read) {
    const place = placeOf(json.terraform.backend);
    if (stateFiles.has(place)) throw new Error(`${name} has the same state as another stack: ${place}`);
    stateFiles.set(place, path.join(folder, STATE));
  }
  return read.map(({ name, source, folder, json }) => {
    cpSync(source, folder, { recursive: true });
    writeFileSync(path.join(folder, "cdk.tf.json"), JSON.stringify(withStatesInFiles(name, json, stateFiles), null, 2));
    chartsMustBeThere(name, folder, json);
    return {
      name,
      folder,
      resourceTypes: Object.keys(json.resource ?? {}),
      variables: Object.entries(json.variable ?? {}).flatMap(([variable, { default: preset }]) =>
        preset === undefined ? [variable] : [],
      ),
    };
  });
};

const inOrder = (stacks: Manifest["stacks"]): readonly Manifest["stacks"][string][] => {
  const ordered = new Map<string, Manifest["stacks"][string]>();
  const visit = (name: string): void => {
    const stack = stacks[name];
    if (stack === undefined || ordered.has(name)) return;
    stack.dependencies.forEach(visit);
    ordered.set(name, stack);
  };
  Object.keys(stacks).forEach(visit);
  return [...ordered.values()];
};

/** Where a state stands, as text to compare: the order of the keys does not count. */
const placeOf = (backend: Readonly<Record<string, unknown>>): string => JSON.stringify(sorted(backend));

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === "object" && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, item]) => [key, sorted(item)]),
        )
      : value;

const withStatesInFiles = (name: string, json: StackJson, stateFiles: ReadonlyMap<string, string>): StackJson => {
  const remotes = Object.entries(json.data?.["terraform_remote_state"] ?? {}).map(([id, { backend, config }]) => {
    const file = stateFiles.get(placeOf({ [String(backend)]: config }));
    if (file === undefined) throw new Error(`${name} reads a state that no stack writes: ${JSON.stringify(config)}`);
    return [id, { backend: "local", config: { path: file } }] as const;
  });
  const data = remotes.length === 0 ? json.data : { ...json.data, terraform_remote_state: Object.fromEntries(remotes) };
  const terraform = { ...json.terraform, backend: { local: { path: STATE } } };
  return { ...json, terraform, ...(data === undefined ? {} : { data }) };
};

/** The real provider looks for a chart below the folder that Terraform runs in. */
const chartsMustBeThere = (name: string, folder: string, json: StackJson): void => {
  for (const { chart } of Object.values(json.resource?.["helm_release"] ?? {}))
    if (typeof chart === "string" && chart.startsWith("./") && !existsSync(path.join(folder, chart, "Chart.yaml")))
      throw new Error(`${name} has no chart ${chart}`);
};
