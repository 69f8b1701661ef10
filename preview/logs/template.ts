/** Go's templates, as far as queries of logs use them: fields, texts, pipes and a handful of functions. */
import { NotKnown, regex } from "./tree";

export interface Surroundings {
  readonly line: string;
  readonly labels: Readonly<Record<string, string>>;
}

export type Template = (surroundings: Surroundings) => string;

export const template = (text: string): Template => {
  const parts = text.split(/(\{\{[^]*?\}\})/).map((part): Template => {
    const [, inner] = /^\{\{-?([^]*?)-?\}\}$/.exec(part) ?? [];
    return inner === undefined ? () => part : pipes(tokens(inner));
  });
  return (surroundings) => parts.map((part) => part(surroundings)).join("");
};

const tokens = (text: string): string[] => text.match(/"(?:\\.|[^"\\])*"|`[^`]*`|[()|]|[^\s()|]+/g) ?? [];

/** `.a | lower | trunc 3`: each gets what the one before makes as its last argument. */
const pipes = (rest: string[]): Template => {
  let made = call(rest);
  while (rest[0] === "|") {
    rest.shift();
    made = call(rest, made);
  }
  return made;
};

const call = (rest: string[], last?: Template): Template => {
  const name = rest[0] ?? "";
  const known = FUNCTIONS[name];
  if (known === undefined) {
    const value = argument(rest);
    if (last !== undefined) throw new NotKnown(`The sample store does not know the function "${name}".`);
    return value;
  }
  rest.shift();
  const given: Template[] = [];
  while (rest.length > 0 && rest[0] !== ")" && rest[0] !== "|") given.push(argument(rest));
  const all = last === undefined ? given : [...given, last];
  return (surroundings) => known(all.map((each) => each(surroundings)));
};

const argument = (rest: string[]): Template => {
  const token = rest.shift() ?? "";
  if (token === "(") {
    const inner = pipes(rest);
    rest.shift();
    return inner;
  }
  if (token === "__line__") return ({ line }) => line;
  if (token.startsWith(".")) return ({ labels }) => labels[token.slice(1)] ?? "";
  if (token.startsWith("`")) return () => token.slice(1, -1);
  if (token.startsWith('"')) return () => JSON.parse(token) as string;
  if (/^-?[\d.]+$/.test(token)) return () => token;
  throw new NotKnown(`The sample store does not know the function "${token}".`);
};

const FUNCTIONS: Readonly<Record<string, ((given: readonly string[]) => string) | undefined>> = {
  or: (given) => given.find((each) => each !== "") ?? "",
  trunc: ([length = "0", text = ""]) => text.slice(0, Number(length)),
  lower: ([text = ""]) => text.toLowerCase(),
  upper: ([text = ""]) => text.toUpperCase(),
  trim: ([text = ""]) => text.trim(),
  replace: ([from = "", to = "", text = ""]) => text.replaceAll(from, to),
  regexReplaceAll: ([pattern = "", text = "", to = ""]) => text.replace(new RegExp(regex(pattern, false), "g"), to),
};
