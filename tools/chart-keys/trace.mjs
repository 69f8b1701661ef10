// Follows every template of a chart with symbolic values, and notes which keys are read, which are written out whole,
// which are compared with what, and over which Helm's tpl runs, how many times, before they are rendered.
import { parseTemplate } from "./go-template.mjs";
import { SymbolicValue } from "./symbolic-value.mjs";
import { functions } from "./template-functions.mjs";

const ANY = "*";

/** Facts about one place in the values; `children` by key, `*` for the elements of a list or of a map with free keys. */
const place = () => ({
  children: new Map(),
  /** Written out with all that is below. */
  whole: false,
  /** Gone through with its keys at hand. */
  keyed: false,
  /** Kinds that a template asks for, and texts that it compares with. */
  kinds: new Set(),
  words: new Set(),
  /** How often tpl ran over it wherever it is rendered, as a text of its own and as part of what is written out whole. */
  written: new Set(),
  writtenWhole: new Set(),
});

/** `chart`: as chart-folder.mjs reads it. Returns the facts as a tree, and what could not be followed. */
export function trace(chart) {
  const root = place();
  const unfollowed = new Set();
  const defines = new Map();
  const finished = new Map();
  const prefixes = new Map();

  const placeOf = (path) => {
    let at = root;
    for (const key of path) {
      if (!at.children.has(key)) at.children.set(key, place());
      at = at.children.get(key);
    }
    return at;
  };

  const childPath = (path, name) => (name === "global" && prefixes.has(path.join(".")) ? ["global"] : [...path, name]);

  const facts = {
    /** The value under a key, or under any key when it is computed. */
    at(value, key) {
      const item = key?.number === undefined ? undefined : value.items?.[key.number];
      if (item && value.refs.size === 0) return item;
      const words = key && key.words.size > 0 ? [...key.words] : [ANY];
      return SymbolicValue.join(words.map((word) => facts.field(value, word)));
    },
    field(value, name) {
      const found = [new SymbolicValue()];
      if (value.text.size > 0) found[0].addText([...value.text.values()].map((entry) => ({ ...entry, alone: false })));
      if (value.fields?.has(name)) found.push(value.fields.get(name));
      else if (value.fields?.has(ANY)) found.push(value.fields.get(ANY));
      if (name === ANY) found.push(...(value.fields?.values() ?? []), ...(value.items ?? []));
      for (const { path, tpl } of value.refs.values()) {
        const child = childPath(path, name);
        placeOf(child);
        found.push(SymbolicValue.ref(child, tpl));
      }
      return SymbolicValue.join(found);
    },
    elements(value) {
      const parts = [...(value.fields?.values() ?? []), ...(value.items ?? [])];
      if (value.refs.size > 0) {
        const refs = new SymbolicValue();
        refs.refs = value.refs;
        parts.push(facts.field(refs, ANY));
      }
      if (value.text.size > 0) parts.push(value.asText());
      return parts.length > 0 ? parts : [new SymbolicValue()];
    },
    serialize(value) {
      const text = new SymbolicValue();
      text.addText(value.text.values());
      for (const { path, tpl } of value.refs.values()) {
        text.addText([{ path, tpl, whole: true, alone: true }]);
      }
      for (const part of [...(value.fields?.values() ?? []), ...(value.items ?? [])])
        text.addText([...facts.serialize(part).text.values()].map((entry) => ({ ...entry, alone: false })));
      return text;
    },
    kindAsked: (path, kinds) => kinds.forEach((kind) => placeOf(path).kinds.add(kind)),
    compared: (path, words) => words.forEach((word) => placeOf(path).words.add(word)),
  };

  const defaultAt = (path) =>
    path.reduce((at, key) => (at && typeof at === "object" ? at[key] : undefined), chart.values);

  function tpl([value = new SymbolicValue(), context = new SymbolicValue()]) {
    const result = new SymbolicValue();
    const templates = new Set([...value.words].filter((word) => word.includes("{{")));
    for (const entry of value.textEntries()) {
      result.addText([{ ...entry, tpl: entry.tpl + 1 }]);
      if (entry.tpl === 0) for (const text of textsBelow(defaultAt(entry.path))) templates.add(text);
    }
    for (const text of templates) result.addText(run(fragment(text), context).text.values());
    return result;
  }

  /** A template text may be glued together from pieces that are no templates themselves. */
  function fragment(text) {
    try {
      return parse(text, "tpl");
    } catch {
      unfollowed.add(`tpl of the piece "${text.slice(0, 40)}"`);
      return [];
    }
  }

  function include([name, context = new SymbolicValue()]) {
    const outputs = [new SymbolicValue()];
    for (const word of name.words) {
      const body = defines.get(word);
      if (!body) {
        unfollowed.add(`include "${word}"`);
        continue;
      }
      const key = `${word} ${context.signature()}`;
      if (!finished.has(key)) {
        finished.set(key, new SymbolicValue());
        finished.set(key, run(body, context));
      }
      outputs.push(finished.get(key));
    }
    if (name.words.size === 0) unfollowed.add("include of a computed name");
    return SymbolicValue.join(outputs);
  }

  /** Runs the nodes and returns the text that they write. */
  function run(nodes, dot) {
    const output = new SymbolicValue();
    output.literal = false;
    execute(nodes, dot, [new Map([["$", dot]])], output);
    if (output.literal) output.addText([...output.text.values()].map((entry) => ({ ...entry, alone: false })));
    if (output.literal) output.words.clear();
    return output;
  }

  function execute(nodes, dot, scopes, output) {
    for (const node of nodes) {
      if (node.type === "define") continue;
      if (node.type === "text") {
        output.literal = true;
        continue;
      }
      if (node.type === "template" || node.type === "block") {
        const context = node.pipe.commands.length ? evaluate(node.pipe, dot, scopes) : new SymbolicValue();
        output.addText(include([SymbolicValue.word(node.name), context]).text.values());
        continue;
      }
      if (node.type === "action") {
        const value = evaluate(node.pipe, dot, scopes);
        if (node.pipe.variables.length > 0) continue;
        output.addText(value.textEntries());
        if (value.literal) output.literal = true;
        for (const word of value.words) output.words.add(word);
        continue;
      }
      const inner = [...scopes, new Map()];
      if (node.type === "range") executeRange(node, dot, inner, output);
      else {
        const value = evaluate(node.pipe, dot, inner);
        execute(node.body, node.type === "with" ? value : dot, inner, output);
      }
      execute(node.otherwise, dot, [...scopes, new Map()], output);
    }
  }

  function executeRange({ pipe, body }, dot, scopes, output) {
    const value = evaluate({ ...pipe, variables: [] }, dot, scopes);
    const keys = value.fields && !value.refs.size ? [...value.fields.keys()].map(SymbolicValue.word) : [];
    if (pipe.variables.length > 1 && pipe.variables[0] !== "$_")
      for (const { path } of value.refs.values()) placeOf(path).keyed = true;
    const elements = facts.elements(value);
    // Twice: what a turn of the loop assigns, the next one reads.
    for (let turn = 0; turn < 2; turn++)
      elements.forEach((element, i) => {
        const scope = new Map();
        if (pipe.variables.length > 0) scope.set(pipe.variables.at(-1), element);
        if (pipe.variables.length > 1) scope.set(pipe.variables[0], keys[i] ?? new SymbolicValue());
        execute(body, element, [...scopes, scope], output);
      });
  }

  function evaluate({ variables, assigns, commands }, dot, scopes) {
    let value;
    for (const command of commands) value = call(command, value, dot, scopes);
    value ??= new SymbolicValue();
    for (const name of variables) {
      const scope = assigns ? scopes.findLast((candidate) => candidate.has(name)) : scopes.at(-1);
      const before = assigns ? scope?.get(name) : undefined;
      scope?.set(name, before && before !== value ? SymbolicValue.join([before, value]) : value);
    }
    return value;
  }

  function call([head, ...rest], piped, dot, scopes) {
    if (head.type !== "function") return operand(head, dot, scopes);
    const args = rest.map((arg) =>
      arg.type === "function" ? call([arg], undefined, dot, scopes) : operand(arg, dot, scopes),
    );
    if (piped) args.push(piped);
    if (head.name === "include") return include(args);
    if (head.name === "tpl") return tpl(args);
    const known = functions.get(head.name);
    if (known) return known(args, facts);
    unfollowed.add(`function ${head.name}`);
    return SymbolicValue.join([...args, new SymbolicValue()]);
  }

  function operand(node, dot, scopes) {
    if (node.type === "text") return SymbolicValue.word(node.text);
    if (node.type === "constant") return Object.assign(new SymbolicValue(), { number: node.number });
    let value = dot;
    if (node.type === "pipe") value = evaluate(node.pipe, dot, [...scopes, new Map()]);
    if (node.type === "variable")
      value = scopes.findLast((scope) => scope.has(node.name))?.get(node.name) ?? new SymbolicValue();
    return node.fields.reduce((at, name) => facts.field(at, name), value);
  }

  const parsed = chart.parts.map((part) => ({
    ...part,
    templates: part.templates.map(({ name, text }) => ({ name, nodes: parse(text, name) })),
  }));
  for (const { templates } of [...parsed].reverse())
    for (const { nodes } of templates) for (const node of definesIn(nodes)) defines.set(node.name, node.body);
  for (const { prefix } of parsed) if (prefix.length > 0) prefixes.set(prefix.join("."), true);
  for (const { prefix, templates, name } of parsed) {
    const dot = SymbolicValue.dict([
      ["Values", SymbolicValue.ref(prefix)],
      ["Chart", SymbolicValue.dict([["Name", SymbolicValue.word(name)]])],
    ]);
    for (const { name: file, nodes } of templates) {
      const written = run(nodes, dot).text.values();
      // What is only told to the person who installs by hand is not part of what is deployed.
      if (file.endsWith("NOTES.txt")) continue;
      for (const { path, tpl, whole, listed } of written) {
        const at = placeOf(path);
        at[whole ? "writtenWhole" : "written"].add(tpl);
        if (whole && !listed) at.whole = true;
      }
    }
  }
  return { root, unfollowed: [...unfollowed].sort() };
}

const parses = new Map();

function parse(text, name) {
  if (!parses.has(text)) parses.set(text, parseTemplate(text, name));
  return parses.get(text);
}

function* definesIn(nodes) {
  for (const node of nodes) {
    if (node.type === "define" || node.type === "block") yield node;
    yield* definesIn(node.body ?? []);
    yield* definesIn(node.otherwise ?? []);
  }
}

function* textsBelow(value) {
  if (typeof value === "string" && value.includes("{{")) yield value;
  if (value && typeof value === "object") for (const child of Object.values(value)) yield* textsBelow(child);
}
