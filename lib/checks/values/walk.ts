/** One walk through a chart's values, next to the keys that the chart knows: what the checks on keys and kinds have in common. */
import { isDeepStrictEqual } from "node:util";
import { isMap, keyFile, kubernetesShapes, type KeyFile, type KeyMap, type KeyNode } from "../../charts";
import type { ChartPin, Values } from "../../model";

export type Keys = readonly (string | number)[];

export type Mismatch =
  /** The chart has no such key. */
  | { readonly kind: "unknown"; readonly keys: Keys; readonly known: readonly string[] }
  /** The chart declares the key, but no template reads it, and the value is not its default. */
  | { readonly kind: "unread"; readonly keys: Keys }
  /** The key takes another kind of value: `expected` as key files write it. */
  | { readonly kind: "type"; readonly keys: Keys; readonly value: unknown; readonly expected: readonly string[] };

/** Keys of a node that are no keys of the chart. */
export const isOwnMark = (key: string): boolean => key === "*" || key === "*/*" || key === "~" || key === "!";

/** Where the values differ from what the chart knows. Nothing for a chart, or a version of it, whose keys are not known. */
export const mismatches = (pin: ChartPin, values: Values): readonly Mismatch[] => {
  const file = keyFile(pin.name);
  if (file?.version !== pin.version) return [];
  const known = walked.get(values);
  if (known?.file === file) return known.found;
  const found: Mismatch[] = [];
  visit({ file, found }, file.keys, values, []);
  walked.set(values, { file, found });
  return found;
};

/** Each check asks for the same values. */
const walked = new WeakMap<Values, { readonly file: KeyFile; readonly found: readonly Mismatch[] }>();

interface Walk {
  readonly file: KeyFile;
  readonly found: Mismatch[];
}

const visit = (walk: Walk, node: KeyNode, value: unknown, keys: Keys): void => {
  // Helm takes null as "remove the default", whatever the key is; the rest is known when Terraform runs.
  if (value === undefined || value === null || isFromTerraform(value)) return;
  if (typeof node === "string") visitKinds(walk, node, value, keys);
  else if (isNodeList(node)) visitList(walk, node, value, keys);
  else if (!("!" in node)) visitMap(walk, node, value, keys);
  else if (!restates(value, node["!"])) walk.found.push({ kind: "unread", keys });
};

const visitKinds = (walk: Walk, node: string, value: unknown, keys: Keys): void => {
  const [first = "", ...others] = kindsOf(node);
  const target = referred(walk.file, first);
  if (target === undefined) expectKinds(walk, kindsOf(node), value, keys);
  else if (!others.some((kind) => accepts(kind, value))) visit(walk, target, value, keys);
};

const visitList = (walk: Walk, [element = "any", others]: readonly KeyNode[], value: unknown, keys: Keys): void => {
  if (!Array.isArray(value)) return expectKinds(walk, ["list", ...kindsOf(others)], value, keys);
  for (const [index, item] of value.entries()) visit(walk, element, item, [...keys, index]);
};

const visitMap = (walk: Walk, node: KeyMap, value: unknown, keys: Keys): void => {
  if (!isMap(value)) return expectKinds(walk, ["map", ...kindsOf(node["~"])], value, keys);
  for (const [key, child] of Object.entries(value)) {
    if (child === undefined || isFromTerraform(key)) continue;
    const known = childOf(node, key);
    if (known !== undefined) visit(walk, known, child, [...keys, key]);
    else
      walk.found.push({
        kind: "unknown",
        keys: [...keys, key],
        known: Object.keys(node).filter((name) => !isOwnMark(name)),
      });
  }
};

const childOf = (node: KeyMap, key: string): KeyNode | undefined =>
  (Object.hasOwn(node, key) ? node[key] : undefined) ?? (key.includes("/") ? node["*/*"] : undefined) ?? node["*"];

const expectKinds = ({ found }: Walk, expected: readonly string[], value: unknown, keys: Keys): void => {
  if (!expected.some((kind) => accepts(kind, value))) found.push({ kind: "type", keys, value, expected });
};

/** The node that a kind stands for: `@resources`, `#image`. */
export const referred = (file: KeyFile, kind: string): KeyNode | undefined => {
  if (kind.startsWith("@")) return kubernetesShapes[kind.slice(1)];
  return kind.startsWith("#") ? file.shared[kind.slice(1)] : undefined;
};

const kindsOf = (node: KeyNode | undefined): readonly string[] => (typeof node === "string" ? node.split("|") : []);
const isNodeList = (node: KeyNode): node is readonly KeyNode[] => Array.isArray(node);

const accepts = (kind: string, value: unknown): boolean => {
  switch (kind) {
    case "string":
    case "number":
    case "boolean":
      return typeof value === kind;
    case "integer":
      return Number.isInteger(value);
    case "numeric":
      return typeof value === "number" || (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value));
    case "text":
      return typeof value === "string" || typeof value === "number";
    case "scalar":
      return ["string", "number", "boolean"].includes(typeof value);
    case "list":
      // Some charts write {} for an empty list, and templates make no difference between them.
      return Array.isArray(value) || (isMap(value) && Object.keys(value).length === 0);
    case "map":
      return isMap(value);
    default:
      return true;
  }
};

/** cdktf writes what is not known yet as a marked text, as a number below all others, or as an object that resolves itself. */
const isFromTerraform = (value: unknown): boolean =>
  (typeof value === "string" && value.includes("TfToken[")) ||
  (typeof value === "number" && value < -1e298) ||
  (typeof value === "object" && value !== null && !Array.isArray(value) && !isMap(value));

/** Says no more than the chart's default does, at a key that no template reads. */
export const restatesUnread = (pin: ChartPin, keys: Keys, value: unknown): boolean => {
  const file = keyFile(pin.name);
  const node = keys.reduce<KeyNode | undefined>(
    (at, key) => (typeof at === "object" && !isNodeList(at) ? at[String(key)] : undefined),
    file?.keys,
  );
  return typeof node === "object" && "!" in node && restates(value, node["!"]);
};

/** Says no more than the default does. */
const restates = (value: unknown, byDefault: unknown): boolean =>
  isMap(value) && isMap(byDefault)
    ? Object.entries(value).every(([key, child]) => restates(child, byDefault[key]))
    : isDeepStrictEqual(value, byDefault);
