// Makes the key tree of a chart: what values.yaml declares, what its schema says of types, and what the templates do with each key.
//
// A node is one of
//   "string|list|…"     kinds of value: string, number, integer, boolean, list, map, any; text (string or number), numeric (number, also as
//                       text), scalar (text or boolean); "@name" is a piece of a Kubernetes object, "#name" a node under "shared" of the file
//   [element]           a list, with the node of its elements; a second item names other kinds that are accepted as well
//   { key: node }       a map that has these keys only; "*" is the node of all other keys, "~" other kinds that are accepted,
//                       and "!" marks a key that no template reads, with its default
import { shapeOf, specificationKeys } from "./shapes.mjs";

const ANY = "*";
const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const nowhere = {
  children: new Map(),
  whole: false,
  kinds: new Set(),
  words: new Set(),
  written: new Set(),
  writtenWhole: new Set(),
};

/** Keys that take "a number or a percentage", "a port or its name", whatever their default is. */
const NUMBER_OR_NAME = /(unavailable|available|surge|port)$/i;

/** Keys that say `false` for "none", and otherwise take a text or a number. */
const FALSE_FOR_NONE = /(address|file|limit)$/i;

const GO_KINDS = {
  string: "string",
  slice: "list",
  map: "map",
  bool: "boolean",
  float64: "number",
  int: "number",
  int64: "number",
  any: "string",
};

/** `chart` as chart-folder.mjs reads it, `root` as trace.mjs follows it, `decisions` the nodes that are written by hand. */
export function keyTree(chart, root, decisions = {}) {
  const outside = new Set(chart.subcharts.filter(({ known }) => !known).map(({ key }) => key.join(".")));
  const declared = new Set(chart.conditions.map((path) => path.join(".")));
  // Helm merges a subchart's own global into the one of all.
  const globals = new Set(chart.subcharts.map(({ key }) => [...key, "global"].join(".")));

  function nodeOf(at) {
    const { path, value, schema } = at;
    if (outside.has(path.join(".")) || globals.has(path.join("."))) return "map";
    if (path.join(".") in decisions) return decisions[path.join(".")];
    const isRead = at.place || at.whole || path.length === 0 || declared.has(path.join("."));
    if (!isRead && value !== undefined && !hasDeclaredBelow(path)) return { "!": value };
    const whole = at.whole || at.place?.whole;
    const place = at.place ?? nowhere;
    const facts = { ...at, place, whole, kinds: kindsOf(at, place, schema) };
    const hasSwitch = place.children.has("enabled");
    const shape = whole && !hasSwitch && !schema?.properties && shapeOf(path.at(-1) ?? "", value);
    if (shape)
      return [shape, ...facts.kinds.filter((kind) => kind !== (Array.isArray(value) ? "list" : "map"))].join("|");
    if (isListLike(facts)) return listNode(facts);
    if (isMapLike(facts)) return mapNode(facts);
    return scalarNode(facts);
  }

  const hasDeclaredBelow = (path) => [...declared].some((key) => key.startsWith(`${path.join(".")}.`));

  function listNode({ path, value, schema, place, whole, kinds }) {
    const others = isNothing(value) && !schema ? "map|scalar" : kinds.filter((kind) => kind !== "list").join("|");
    const element = place.children.get(ANY);
    const items = Array.isArray(value) ? value : [];
    let node = "any";
    if (!whole && element && !element.whole) {
      const keys = items.every(isMap) && items.length > 0 ? Object.assign({}, ...items) : undefined;
      const printed = element.written.size > 0;
      if (named(element).length === 0) node = printed && !element.children.size ? "text" : "any";
      else if (!printed)
        node = nodeOf({ path: [...path, ANY], value: keys, schema: schema?.items, place: element, whole: false });
    }
    if (isMap(node)) delete node["~"];
    return node === "any" ? ["list", others].filter(Boolean).join("|") : [node, ...(others ? [others] : [])];
  }

  function mapNode({ path, value, schema, place, whole, kinds }) {
    const defaults = isMap(value) ? value : {};
    const rest = place.children.get(ANY);
    const specification = whole ? specificationKeys(path.at(-1)) : undefined;
    const decided = Object.keys(decisions).map((text) => text.split("."));
    const known = new Set([
      ...decided
        .filter((place) => place.length === path.length + 1 && path.every((key, i) => key === place[i]))
        .map((place) => place.at(-1)),
      ...Object.keys(defaults),
      ...Object.keys(schema?.properties ?? {}),
      ...(specification ?? (whole ? [] : named(place))),
    ]);
    const node = {};
    for (const key of [...known].sort()) {
      const child = { path: [...path, key], value: defaults[key], schema: schema?.properties?.[key], whole };
      node[key] = nodeOf({ ...child, place: joined(place.children.get(key), rest) });
    }
    const free = schema?.additionalProperties && path.length > 0;
    const open = !specification && (whole || free || (known.size === 0 && !rest));
    if (open) node[ANY] = "any";
    else if (rest && !specification)
      node[ANY] = nodeOf({ path: [...path, ANY], value: undefined, place: rest, whole: false });
    const others = kinds.filter((kind) => kind !== "map");
    const isSurelyMap = isMap(value) || schema?.type === "object";
    if (!isSurelyMap) node["~"] = "scalar|list";
    else if (others.length > 0) node["~"] = others.join("|");
    const keys = Object.keys(node).filter((key) => key !== "~");
    if (keys.length === 1 && node[ANY] === "any") return isSurelyMap ? ["map", ...others].join("|") : "any";
    return node;
  }

  return nodeOf({ path: [], value: chart.values, schema: chart.schema, place: root, whole: false });
}

const isNothing = (value) => value === undefined || value === null;

/** Keys that are read by name; an element of a list can also be reached through functions such as `first`. */
const named = (place) => [...place.children.keys()].filter((key) => key !== ANY && key !== "");

/** Without a default, what is gone through item by item is a list, and what is read by key is a map. */
function isListLike({ value, schema, place, whole }) {
  if (Array.isArray(value)) return true;
  if (!isNothing(value) || schema?.type) return isNothing(value) && schema?.type === "array";
  return !whole && !place.keyed && named(place).length === 0 && hasStructuredItems(place);
}

function isMapLike({ value, schema, place, whole }) {
  if (isMap(value)) return true;
  if (!isNothing(value)) return false;
  if (schema?.properties) return true;
  return !schema?.type && !whole && (named(place).length > 0 || hasStructuredItems(place));
}

const hasStructuredItems = (place) => (place.children.get(ANY)?.children.size ?? 0) > 0;

/** Both what is read of this key by name and what is read of every key of its map. */
function joined(place, rest) {
  if (!place || !rest) return place ?? rest;
  const children = new Map(place.children);
  for (const [key, child] of rest.children) children.set(key, joined(children.get(key), child));
  return {
    ...place,
    children,
    whole: place.whole || rest.whole,
    keyed: place.keyed || rest.keyed,
    written: union(place.written, rest.written),
    writtenWhole: union(place.writtenWhole, rest.writtenWhole),
  };
}

const union = (a, b) => new Set([...a, ...b]);

const SCHEMA_KINDS = { array: "list", object: "map" };

/** The kinds that the schema allows, or that the templates ask for. */
function kindsOf({ value }, place, schema) {
  const types = [schema?.type ?? []].flat().filter((type) => type !== "null");
  if (types.length > 0) return types.map((type) => SCHEMA_KINDS[type] ?? type);
  // Without a default, that one kind is treated apart says little of the others.
  if (isNothing(value)) return [];
  return [...new Set([...place.kinds].map((kind) => GO_KINDS[kind]).filter(Boolean))];
}

function scalarNode({ path, value, schema, place, whole, kinds }) {
  if (schema?.type) return kinds.length > 0 ? kinds.join("|") : "any";
  if (isNothing(value) && !whole && isPrintedOnly(place)) return "scalar";
  return [...new Set([...defaultKinds(path.at(-1), value, whole), ...kinds])].join("|");
}

const isPrintedOnly = ({ written, writtenWhole, children, kinds }) =>
  written.size > 0 && writtenWhole.size === 0 && children.size === 0 && kinds.size === 0;

function defaultKinds(name, value, whole) {
  if (value === false && FALSE_FOR_NONE.test(name)) return ["scalar"];
  if (typeof value === "boolean") return ["boolean"];
  if (typeof value === "number") return whole || NUMBER_OR_NAME.test(name) ? ["text"] : ["numeric"];
  if (typeof value !== "string") return ["any"];
  if (/^(true|false)$/.test(value)) return ["string", "boolean"];
  return whole || value === "" || /^[\d.]+[a-zA-Z]{0,2}$/.test(value) ? ["text"] : ["string"];
}
