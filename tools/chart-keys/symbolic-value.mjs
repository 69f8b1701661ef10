// What is known about a value while a template is followed: which places of the chart's values it comes from.

const keyOf = (path, tpl) => `${tpl}\u0000${path.join("\u0000")}`;

/**
 * `refs`: it *is* the value at these paths; `text`: it is a text into which they were written (`whole`: with all that is below them,
 * or, if `listed`, with the items of the list; `alone`: with nothing around it); `tpl` counts how often Helm's tpl has run over it;
 * `fields`, `items`: parts of a dict or list that the template itself built; `number`, `words`: literals it is, or can be.
 */
export class SymbolicValue {
  refs = new Map();
  text = new Map();
  fields = undefined;
  items = undefined;
  number = undefined;
  words = new Set();

  static ref(path, tpl = 0) {
    const value = new SymbolicValue();
    value.refs.set(keyOf(path, tpl), { path, tpl });
    return value;
  }

  static word(text) {
    const value = new SymbolicValue();
    value.words.add(text);
    return value;
  }

  static dict(entries) {
    const value = new SymbolicValue();
    value.fields = new Map(entries);
    return value;
  }

  static list(items) {
    const value = new SymbolicValue();
    value.items = items;
    return value;
  }

  /** A value that can be any of these. */
  static join(values) {
    if (values.length === 1) return values[0];
    const joined = new SymbolicValue();
    for (const value of values) {
      for (const [key, ref] of value.refs) joined.refs.set(key, ref);
      for (const word of value.words) joined.words.add(word);
      joined.addText(value.text.values());
      if (value.items) joined.items = [...(joined.items ?? []), ...value.items];
      for (const [name, field] of value.fields ?? []) joined.setField(name, field);
    }
    return joined;
  }

  /** As `set` of a dict does: in place, so that every holder of the dict sees it. */
  setField(name, field) {
    this.fields ??= new Map();
    const present = this.fields.get(name);
    this.fields.set(name, present && present !== field ? SymbolicValue.join([present, field]) : field);
  }

  addText(entries) {
    for (const entry of entries) {
      const key = keyOf(entry.path, entry.tpl);
      const present = this.text.get(key);
      this.text.set(key, present ? bothOf(present, entry) : entry);
    }
  }

  /** The same as a text: printed, joined, encoded. */
  asText() {
    const value = new SymbolicValue();
    value.addText(this.textEntries());
    return value;
  }

  *textEntries() {
    yield* this.text.values();
    for (const { path, tpl } of this.refs.values()) yield { path, tpl, whole: false, alone: false };
    for (const part of [...(this.fields?.values() ?? []), ...(this.items ?? [])]) yield* part.textEntries();
  }

  /** Two values with the same signature lead to the same reads. */
  signature(depth = 0) {
    if (depth > 7) return "…";
    const parts = [...this.refs.keys(), ...this.words].map((key) => JSON.stringify(key)).sort();
    parts.push(...[...this.text.keys()].sort().map((key) => `~${JSON.stringify(key)}`));
    for (const [name, field] of [...(this.fields ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)))
      parts.push(`${name}:${field.signature(depth + 1)}`);
    for (const item of this.items ?? []) parts.push(`-${item.signature(depth + 1)}`);
    return `{${parts.join(",")}}`;
  }
}

/** The same value written twice: whole where one is, and with nothing around it where both are. */
const bothOf = (a, b) => ({
  ...a,
  whole: a.whole || b.whole,
  listed: [a, b].filter(({ whole }) => whole).every(({ listed }) => listed),
  alone: a.alone && b.alone,
});
