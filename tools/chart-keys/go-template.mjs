// Parses Go templates into a tree, so that what a Helm chart reads from its values can be followed without running it.

const BLOCKS = new Set(["if", "with", "range", "define", "block"]);

/** The tree of a template text: nodes `{ type: "text" | "action" | "if" | "with" | "range" | "define" | "block" | "template" }`. */
export function parseTemplate(text, name) {
  const actions = actionsOf(text, name);
  const { nodes, end } = parseNodes(actions, 0);
  if (end < actions.length) throw new Error(`${name}: {{ ${actions[end].source} }} closes nothing`);
  return nodes;
}

/** Cuts the `{{ … }}` out of a text; strings and comments may contain `}}`. Of the text between, only that there is some is kept. */
function actionsOf(text, name) {
  const actions = [];
  let written = 0;
  let position = text.indexOf("{{");
  const between = (end) =>
    text.slice(written, end).trim() !== "" && actions.push({ source: "", tokens: [], literal: true });
  while (position >= 0) {
    let start = position + 2;
    if (text[start] === "-" && /\s/.test(text[start + 1] ?? "")) start += 1;
    const inner = text.slice(start).replace(/^\s+/, "");
    if (inner.startsWith("/*")) {
      between(position);
      written = text.indexOf("}}", text.indexOf("*/", start)) + 2;
      position = text.indexOf("{{", written);
      continue;
    }
    between(position);
    const end = endOfAction(text, start, name);
    written = end + 2;
    const source = text.slice(start, end).replace(/\s-$/, "").trim();
    actions.push({ source, tokens: tokensOf(source, name) });
    position = text.indexOf("{{", written);
  }
  between(text.length);
  return actions;
}

function endOfAction(text, start, name) {
  for (let i = start; i < text.length; i++) {
    const char = text[i];
    if (char === '"') while (text[++i] !== '"') if (text[i] === "\\") i++;
    if (char === "`") i = text.indexOf("`", i + 1);
    if (char === "'") while (text[++i] !== "'") if (text[i] === "\\") i++;
    if (char === "}" && text[i + 1] === "}") return i;
  }
  throw new Error(`${name}: an action is not closed: ${text.slice(start, start + 60)}`);
}

const TOKEN = /\s+|"(?:[^"\\]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)*'|:=|[=|(),]|\$?\w*(?:\.\w+)+|\$\w*|\.|-?\d[\w.]*|\w+/suy;

function tokensOf(source, name) {
  const tokens = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (!match) throw new Error(`${name}: cannot read "${source.slice(at)}"`);
    const token = match[0];
    if (/^\s/.test(token)) continue;
    tokens.push({ token, glued: at > 0 && source[at - 1] === ")" });
  }
  return tokens;
}

function parseNodes(actions, from) {
  const nodes = [];
  let i = from;
  while (i < actions.length) {
    const { tokens, literal } = actions[i];
    if (literal) nodes.push({ type: "text" });
    const word = tokens[0]?.token;
    if (word === "end" || word === "else") return { nodes, end: i };
    if (BLOCKS.has(word)) {
      const parsed = parseBlock(actions, i, tokens.slice(1), word);
      nodes.push(parsed.node);
      i = parsed.next;
      continue;
    }
    if (word === "template")
      nodes.push({ type: "template", name: unquote(tokens[1].token), pipe: pipeOf(tokens.slice(2)) });
    else if (word && word !== "break" && word !== "continue") nodes.push({ type: "action", pipe: pipeOf(tokens) });
    i += 1;
  }
  return { nodes, end: i };
}

function parseBlock(actions, at, head, word) {
  const named = word === "define" || word === "block";
  const node = { type: word, body: [], otherwise: [] };
  if (named) node.name = unquote(head[0].token);
  node.pipe = pipeOf(named ? head.slice(1) : head);
  const body = parseNodes(actions, at + 1);
  node.body = body.nodes;
  const closing = actions[body.end]?.tokens ?? [];
  if (closing[0]?.token !== "else") return { node, next: body.end + 1 };
  if (closing.length > 1) {
    const nested = parseBlock(actions, body.end, closing.slice(2), closing[1].token);
    node.otherwise = [nested.node];
    return { node, next: nested.next };
  }
  const otherwise = parseNodes(actions, body.end + 1);
  node.otherwise = otherwise.nodes;
  return { node, next: otherwise.end + 1 };
}

/** `$a, $b := first arg | second`: declared variables, whether it assigns to known ones, and the commands in order. */
function pipeOf(tokens) {
  let rest = tokens;
  const variables = [];
  let assigns = false;
  const sign = tokens.findIndex(({ token }) => token === ":=" || token === "=");
  if (sign > 0 && tokens.slice(0, sign).every(({ token }) => token === "," || token.startsWith("$"))) {
    for (const { token } of tokens.slice(0, sign)) if (token !== ",") variables.push(token);
    assigns = tokens[sign].token === "=";
    rest = tokens.slice(sign + 1);
  }
  return { variables, assigns, commands: commandsOf(rest) };
}

function commandsOf(tokens) {
  const commands = [[]];
  for (let i = 0; i < tokens.length; i++) {
    const { token, glued } = tokens[i];
    if (token === "|") commands.push([]);
    else if (token === "(") {
      const end = closingParenthesis(tokens, i);
      commands.at(-1).push({ type: "pipe", pipe: pipeOf(tokens.slice(i + 1, end)), fields: [] });
      i = end;
    } else if (glued && token.startsWith(".")) commands.at(-1).at(-1).fields = token.slice(1).split(".");
    else commands.at(-1).push(operandOf(token));
  }
  return commands.filter((command) => command.length > 0);
}

function closingParenthesis(tokens, open) {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    if (tokens[i].token === "(") depth += 1;
    if (tokens[i].token === ")" && --depth === 0) return i;
  }
  throw new Error("a parenthesis is not closed");
}

function operandOf(token) {
  if (token === ".") return { type: "dot", fields: [] };
  if (token.startsWith(".")) return { type: "dot", fields: token.slice(1).split(".") };
  if (token.startsWith("$")) {
    const [name, ...fields] = token.split(".");
    return { type: "variable", name, fields };
  }
  if (/^["`']/.test(token)) return { type: "text", text: unquote(token) };
  if (/^-?\d/.test(token)) return { type: "constant", number: Number(token) };
  if (token === "true" || token === "false" || token === "nil") return { type: "constant" };
  return { type: "function", name: token };
}

function unquote(token) {
  if (token.startsWith("`")) return token.slice(1, -1);
  return token.slice(1, -1).replace(/\\(.)/gsu, (_, char) => ({ n: "\n", t: "\t" })[char] ?? char);
}
