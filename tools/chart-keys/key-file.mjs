// Writes the key file of a chart: stable, small, one line for what fits in one. Equal maps are written once, under `shared`, and named `#name`.

const WIDTH = 120;
const SHARED_FROM = { uses: 3, length: 60 };

export function keyFileText({ chart, version, tpl, keys }) {
  const counts = new Map();
  count(keys, "chart", counts);
  const shared = {};
  const names = new Map();
  for (const [text, { uses, key, node }] of counts) {
    if (uses < SHARED_FROM.uses || text.length < SHARED_FROM.length) continue;
    const name = freeName(key, shared);
    names.set(text, name);
    shared[name] = node;
  }
  const file = {
    chart,
    version,
    tpl: Object.fromEntries(
      [
        ["once", 1],
        ["twice", 2],
      ].map(([word, times]) => [word, tpl.filter((entry) => entry.times === times).map(({ keys: text }) => text)]),
    ),
    shared: Object.fromEntries(
      Object.entries(shared)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, node]) => [name, partsReplaced(node, names)]),
    ),
    keys: replaced(keys, names),
  };
  return `${format(file, "")}\n`;
}

const isObject = (node) => typeof node === "object" && node !== null;
/** A default that stands in the tree is data, not a node. */
const isUnread = (node) => isObject(node) && "!" in node;

function count(node, key, counts) {
  if (!isObject(node) || isUnread(node)) return;
  if (!Array.isArray(node)) {
    const text = JSON.stringify(node);
    const known = counts.get(text);
    if (known) {
      known.uses += 1;
      return;
    }
    counts.set(text, { uses: 1, key: /^\w+$/.test(key) ? key : "entry", node });
  }
  for (const [name, child] of Object.entries(node)) count(child, Array.isArray(node) ? key : name, counts);
}

function freeName(key, shared) {
  for (let i = 1; ; i++) {
    const name = i === 1 ? key : `${key}${i}`;
    if (!(name in shared)) return name;
  }
}

const replaced = (node, names) => {
  if (!isObject(node) || isUnread(node)) return node;
  const name = Array.isArray(node) ? undefined : names.get(JSON.stringify(node));
  return name === undefined ? partsReplaced(node, names) : `#${name}`;
};

const partsReplaced = (node, names) =>
  Array.isArray(node)
    ? node.map((item) => replaced(item, names))
    : Object.fromEntries(Object.entries(node).map(([key, child]) => [key, replaced(child, names)]));

function format(value, indent) {
  const line = JSON.stringify(value);
  if (!isObject(value) || line.length + indent.length < WIDTH) return line;
  const inner = `${indent} `;
  if (Array.isArray(value)) return `[\n${value.map((item) => inner + format(item, inner)).join(",\n")}\n${indent}]`;
  const lines = Object.entries(value).map(([key, child]) => `${inner}${JSON.stringify(key)}:${format(child, inner)}`);
  return `{\n${lines.join(",\n")}\n${indent}}`;
}
