// Tells over which key paths Helm's tpl runs before they are rendered, and how many times.

/** `a.b["c.d"].*.**`: the notation of paths in findings, with `*` for any one key and `**` for any keys below, or none. */
export const keysText = (path) =>
  path.reduce((whole, key) => {
    if (key === "*" || key === "**" || /^[A-Za-z_$][\w$-]*$/.test(key)) return whole === "" ? key : `${whole}.${key}`;
    return `${whole}[${JSON.stringify(key)}]`;
  }, "");

/**
 * `{ tpl: [{ keys, times }], mixed }`, of which `mixed` are places that are rendered both with and without tpl: no escaping is right for both.
 * `decided` says how often tpl counts at such places, by their text.
 */
export function tplKeys(root, decided = {}) {
  const tpl = [];
  const mixed = [];

  const decide = (path, counts) => {
    const text = keysText(path);
    if (text in decided) return decided[text].times;
    if (new Set(counts).size > 1) mixed.push(`${text}: ${[...new Set(counts)].sort().join(", ")} times`);
    return Math.max(...counts);
  };

  const visit = (place, path, above) => {
    // What is written by its own name was told apart by its kind, or left out of what was written whole above it.
    const below = place.writtenWhole.size > 0 ? decide([...path, "**"], [...place.writtenWhole]) : above;
    const self = place.written.size > 0 ? decide(path, [...place.written]) : below;
    if (below !== above) {
      if (self === below || self === undefined) add([...path, "**"], below);
      else {
        add(path, self);
        add([...path, "*", "**"], below);
      }
    } else if (self !== above) add(path, self);
    for (const [key, child] of [...place.children].sort(([a], [b]) => (a < b ? -1 : 1)))
      visit(child, [...path, key], below);
  };

  const add = (path, times) => times > 0 && tpl.push({ keys: keysText(path), times });

  visit(root, [], undefined);
  return { tpl, mixed };
}
