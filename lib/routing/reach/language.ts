/** The texts that a regular expression stands for, as something that can be walked letter by letter (Brzozowski's derivatives). */
import { contains, united, type Characters } from "./characters";

interface Node {
  /** Two languages that are built alike are one object, with one number. */
  readonly id: number;
}

export type Language = Node &
  (
    | { readonly kind: "nothing" }
    | { readonly kind: "empty" }
    | { readonly kind: "one"; readonly of: Characters }
    | { readonly kind: "then"; readonly first: Language; readonly rest: Language }
    | { readonly kind: "either"; readonly options: readonly Language[] }
    | { readonly kind: "many"; readonly of: Language }
  );

type Shape = Language extends infer Each ? (Each extends Language ? Omit<Each, "id"> : never) : never;

const known = new Map<string, Language>();

const build = (key: string, shape: Shape): Language => {
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = { ...shape, id: known.size } as Language;
  known.set(key, made);
  return made;
};

/** No text at all. */
export const NOTHING: Language = build("nothing", { kind: "nothing" });
/** The empty text alone. */
export const EMPTY: Language = build("empty", { kind: "empty" });

/** One character of these. */
export const one = (of: Characters): Language =>
  of.length === 0 ? NOTHING : build(`one ${of.join(" ")}`, { kind: "one", of });

/** The one after the other. */
export const then = (first: Language, rest: Language): Language => {
  if (first === NOTHING || rest === NOTHING) return NOTHING;
  if (first === EMPTY) return rest;
  if (rest === EMPTY) return first;
  if (first.kind === "then") return then(first.first, then(first.rest, rest));
  return build(`then ${first.id} ${rest.id}`, { kind: "then", first, rest });
};

/** Any of them. */
export const either = (options: readonly Language[]): Language => {
  const flat = options.flatMap((each) => (each.kind === "either" ? each.options : [each]));
  const letters = flat.flatMap((each) => (each.kind === "one" ? each.of : []));
  const others = flat.filter((each) => each.kind !== "one" && each !== NOTHING);
  const all = [...new Set([...(letters.length === 0 ? [] : [one(united(letters))]), ...others])].sort(
    (a, b) => a.id - b.id,
  );
  const [only] = all;
  if (only === undefined) return NOTHING;
  return all.length === 1
    ? only
    : build(`either ${all.map(({ id }) => id).join(" ")}`, { kind: "either", options: all });
};

/** As often as one likes, or never. */
export const many = (of: Language): Language => {
  if (of === NOTHING || of === EMPTY) return EMPTY;
  return of.kind === "many" ? of : build(`many ${of.id}`, { kind: "many", of });
};

/** Whether the empty text is one of them. */
export const takesEmpty = (language: Language): boolean => {
  switch (language.kind) {
    case "nothing":
    case "one":
      return false;
    case "empty":
    case "many":
      return true;
    case "then":
      return takesEmpty(language.first) && takesEmpty(language.rest);
    case "either":
      return language.options.some(takesEmpty);
  }
};

const steps = new WeakMap<Language, Map<number, Language>>();

/** What can follow after that character. */
export const after = (language: Language, code: number): Language => {
  const own = steps.get(language) ?? new Map<number, Language>();
  steps.set(language, own);
  const next = own.get(code) ?? step(language, code);
  own.set(code, next);
  return next;
};

const step = (language: Language, code: number): Language => {
  switch (language.kind) {
    case "nothing":
    case "empty":
      return NOTHING;
    case "one":
      return contains(language.of, code) ? EMPTY : NOTHING;
    case "many":
      return then(after(language.of, code), language);
    case "either":
      return either(language.options.map((each) => after(each, code)));
    case "then": {
      const { first, rest } = language;
      const through = then(after(first, code), rest);
      return takesEmpty(first) ? either([through, after(rest, code)]) : through;
    }
  }
};

/** All sets of characters that it tells apart. */
export const charactersIn = (language: Language): readonly Characters[] => {
  switch (language.kind) {
    case "nothing":
    case "empty":
      return [];
    case "one":
      return [language.of];
    case "many":
      return charactersIn(language.of);
    case "either":
      return language.options.flatMap(charactersIn);
    case "then":
      return [...charactersIn(language.first), ...charactersIn(language.rest)];
  }
};
