/** The texts that conditions on a label tell apart: one for each combination of them that some text satisfies. */
import type { LabelMatcher } from "../../model";
import { matcherHolds, matcherRegexProblem } from "../matchers";
import { codeOf, kindsOf, oneOf } from "./characters";
import { after, charactersIn, NOTHING, takesEmpty, type Language } from "./language";
import { languageOf } from "./regex-language";

export interface Kinds {
  readonly values: readonly string[];
  /** False where a combination may be missing: an expression was not read, or there are too many. */
  readonly complete: boolean;
}

/** States of all expressions together; real trees have some dozens. */
const MOST_STATES = 2_000;

/** A dot does not match it. No label has one, and a route that only such a label gets to is none that somebody means. */
const LINE_BREAK = oneOf("\n");

/** Reads better in a message than the shortest text. */
const FRESH: readonly string[] = ["other", "other-1", "x"];

const results = new WeakMap<LabelMatcher, Map<string, boolean>>();

/** Whether a condition holds, remembered. */
export const holds = (matcher: LabelMatcher, value: string): boolean => {
  const own = results.get(matcher) ?? new Map<string, boolean>();
  results.set(matcher, own);
  const result = own.get(value) ?? matcherHolds(matcher, value);
  own.set(value, result);
  return result;
};

/** Which of the conditions a value satisfies. */
export const signature = (matchers: readonly LabelMatcher[], value: string): string => {
  const own = signatures.get(matchers) ?? new Map<string, string>();
  signatures.set(matchers, own);
  const text = own.get(value) ?? matchers.map((each) => (holds(each, value) ? "1" : "0")).join("");
  own.set(value, text);
  return text;
};

/** Hundreds of services bring hundreds of conditions on the names of alerts, and each name is asked for again and again. */
const signatures = new WeakMap<readonly LabelMatcher[], Map<string, string>>();

/** One value for each signature, the first that has it. */
export const distinct = (matchers: readonly LabelMatcher[], values: readonly string[]): readonly string[] =>
  values.length < 2
    ? values
    : [...new Map([...values].reverse().map((value) => [signature(matchers, value), value])).values()].reverse();

const known = new Map<string, Kinds>();

/** Texts, none of them empty, that stand for all others. Environments ask for much the same, which is worked out once. */
export const kindsOfValues = (matchers: readonly LabelMatcher[]): Kinds => {
  const key = JSON.stringify(
    [...new Set(matchers.map(({ operator, value }) => `${operator.slice(-1)}${value}`))].sort(),
  );
  const kinds = known.get(key) ?? searched(matchers);
  known.set(key, kinds);
  return kinds;
};

const searched = (matchers: readonly LabelMatcher[]): Kinds => {
  const isRegex = ({ operator }: LabelMatcher): boolean => operator.endsWith("~");
  const literals = new Set(matchers.filter((each) => !isRegex(each)).map(({ value }) => value));
  const regexes = [...new Set(matchers.filter(isRegex).map(({ value }) => value))];
  const languages = regexes.map((regex) => (matcherRegexProblem(regex) === undefined ? languageOf(regex) : NOTHING));
  const read = languages.filter((each) => each !== undefined);
  const { found, complete } = walked(read, literals);
  const right = found.filter(({ text, accepts }) =>
    read.every((language, index) => {
      const regex = regexes[languages.indexOf(language)] ?? "";
      return matcherHolds({ label: "", operator: "=~", value: regex }, text) === accepts[index];
    }),
  );
  return {
    values: distinct(matchers, [
      ...FRESH,
      ...[...literals].filter((text) => text !== ""),
      ...found.map(({ text }) => text),
    ]),
    complete: complete && read.length === languages.length && right.length === found.length,
  };
};

interface Found {
  readonly text: string;
  /** By language. */
  readonly accepts: readonly boolean[];
}

interface State {
  readonly text: string;
  readonly languages: readonly Language[];
  /** The text itself as long as one of the literals begins with it. */
  readonly prefix?: string;
}

/** All combinations of languages, each apart from the literals, breadth first: the texts found are the shortest. */
const walked = (
  languages: readonly Language[],
  literals: ReadonlySet<string>,
): { readonly found: readonly Found[]; readonly complete: boolean } => {
  const prefixes = new Set(
    [...literals].flatMap((text) => [...text].map((_, index, all) => all.slice(0, index + 1).join(""))),
  );
  const letters = kindsOf([
    ...languages.flatMap(charactersIn),
    ...[...prefixes].map((text) => oneOf([...text].at(-1) ?? "")),
    LINE_BREAK,
  ]).filter((letter) => letter !== "\n" || [...literals].some((text) => text.includes(letter)));
  const found = new Map<string, Found>();
  const seen = new Set<string>();
  const queue: State[] = [{ text: "", languages, prefix: "" }];
  for (const state of queue)
    for (const letter of letters) {
      const text = state.text + letter;
      const next: State = {
        text,
        languages: state.languages.map((each) => after(each, codeOf(letter))),
        prefix: state.prefix !== undefined && prefixes.has(text) ? text : undefined,
      };
      const key = `${next.languages.map(({ id }) => id).join(" ")}|${next.prefix ?? "/"}`;
      if (seen.has(key)) continue;
      if (seen.size >= MOST_STATES) return { found: [...found.values()], complete: false };
      seen.add(key);
      queue.push(next);
      const accepts = next.languages.map(takesEmpty);
      const kind = `${accepts.join(" ")}|${literals.has(text) ? text : ""}`;
      if (!found.has(kind)) found.set(kind, { text, accepts });
    }
  return { found: [...found.values()], complete: true };
};
