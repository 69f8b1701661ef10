/** Judges input by its schema: every mistake becomes a finding with its place, what is wrong and what to write instead. */
import * as z from "zod";
import { isDuration, prometheusDuration } from "./duration";
import { ConfigurationError, type Finding } from "./finding";
import { didYouMean, join } from "./names";
import { humanBytes, isBytes } from "./quantity";

/**
 * Input held against its schema, defaults filled in.
 * @throws ConfigurationError that lists everything that is wrong in it, each with its path below `path`
 */
export const parse = <S extends z.ZodType>(schema: S, input: unknown, path: string): z.output<S> => {
  const read = judge(schema, input, path);
  if (read.findings === undefined) return read.said;
  throw new ConfigurationError(read.findings);
};

/** All that is wrong with an input, or nothing. */
export const check = (schema: z.ZodType, input: unknown, path: string): readonly Finding[] =>
  judge(schema, input, path).findings ?? [];

type Judged<Said> =
  | { readonly said: Said; readonly findings?: undefined }
  | { readonly said?: undefined; readonly findings: readonly Finding[] };

/** For who has further questions before anything is thrown: input held against its schema, defaults filled in, or all that is wrong with it. */
export const judge = <S extends z.ZodType>(schema: S, input: unknown, path: string): Judged<z.output<S>> => {
  const result = schema.safeParse(input, OPTIONS);
  return result.success ? { said: result.data } : { findings: inputFindings(result.error.issues, path, input) };
};

type Issue = z.core.$ZodIssue;

const KNOWN = "known: ";

const OPTIONS: z.core.ParseContext<Issue> = {
  reportInput: true,
  // Issues do not say which keys or kinds are known, but at this point they still know their schema.
  error: ({ code, inst }) => {
    if (code === "unrecognized_keys" && inst instanceof z.ZodObject)
      return `${KNOWN}${Object.keys(inst.shape).join(" ")}`;
    if (code === "invalid_type" && inst instanceof z.ZodDiscriminatedUnion) {
      const { def, propValues } = inst._zod;
      return `${KNOWN}${[...(propValues[def.discriminator] ?? [])].filter((kind) => kind !== undefined).join(" ")}`;
    }
    return undefined;
  },
};

const knownIn = ({ message }: Issue): readonly string[] =>
  message.startsWith(KNOWN) ? message.slice(KNOWN.length).split(" ") : [];

const makerOf = (kinds: readonly unknown[]): string =>
  `use one of the functions that make it; the kinds are ${kinds.map(String).join(", ")}`;

const inputFindings = (issues: readonly Issue[], path: string, input: unknown): readonly Finding[] =>
  issues.flatMap((issue) => {
    const place = join(path, issue.path);
    const finding = (id: string, problem: string, mend: string, at = place): Finding => ({
      check: `input/${id}`,
      severity: "error",
      path: at,
      problem,
      mend,
    });
    switch (issue.code) {
      case "unrecognized_keys": {
        const known = knownIn(issue);
        const mend = known.length === 0 ? "remove it" : `remove it, or write one of ${known.join(", ")}`;
        return issue.keys.map((key) =>
          finding("unknown-property", `is no property here${didYouMean(key, known)}`, mend, join(place, [key])),
        );
      }
      case "invalid_union": {
        if (issue.discriminator !== undefined || issue.errors.length === 0) {
          const kind = kindIn(issue);
          // A form may go without a kind.
          const kinds = ("options" in issue ? (issue.options ?? []) : []).filter((each) => each !== undefined);
          const problem = `is ${shown(kind)}, which is none of the kinds allowed here${typeof kind === "string" ? didYouMean(kind, kinds.map(String)) : ""}`;
          return [finding("wrong-kind", kind === undefined ? "is missing" : problem, makerOf(kinds))];
        }
        const alternatives = issue.errors.map((errors) => inputFindings(errors, place, input));
        const [first] = alternatives.flat();
        // None of the alternatives is meant more than another: name what each of them wants.
        if (first !== undefined && alternatives.flat().every(({ path }) => path === place))
          return [
            {
              ...first,
              mend: alternatives
                .map(([each]) => each?.mend.replace(/^write /, ""))
                .join(" or ")
                .replace(/^/, "write "),
            },
          ];
        return inputFindings(closest(issue.errors), place, input);
      }
      case "invalid_value":
        return [
          finding(
            issue.input === undefined ? "missing" : "wrong-value",
            issue.input === undefined ? "is missing" : `is ${shown(issue.input)}`,
            `write ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`,
          ),
        ];
      case "invalid_type": {
        const kinds = knownIn(issue);
        const mend = kinds.length === 0 ? `write ${article(issue.expected)}` : `write an object: ${makerOf(kinds)}`;
        return issue.input === undefined
          ? [finding("missing", "is missing", mend)]
          : [finding("wrong-type", `is ${shown(issue.input)}`, mend)];
      }
      case "invalid_key":
        return inputFindings(issue.issues, place, input);
      case "custom":
        return issue.input === undefined && /^is no /.test(issue.message)
          ? [finding("missing", "is missing", mendOf(issue))]
          : [finding("wrong-value", saying(issue), mendOf(issue))];
      case "invalid_format": {
        const form = "prefix" in issue ? `${String(issue.prefix)}…` : issue.pattern;
        const mend = form === undefined ? "see its documentation" : `write text of the form ${form}`;
        return [finding("wrong-value", saying(issue), mend)];
      }
      case "too_small":
        if (issue.origin === "array")
          return [
            finding("wrong-value", "has too few items", `write at least ${issue.minimum}; see its documentation`),
          ];
        return [finding("wrong-value", issue.message, "see its documentation")];
      default:
        return [finding("wrong-value", issue.message, "see its documentation")];
    }
  });

/** Of several alternatives, the one that the input fails least. */
const closest = (alternatives: readonly (readonly Issue[])[]): readonly Issue[] =>
  [...alternatives].sort((a, b) => deepest(b) - deepest(a) || a.length - b.length)[0] ?? [];
const deepest = (issues: readonly Issue[]): number => Math.max(...issues.map((issue) => issue.path.length));

const kindIn = ({ input, discriminator = "kind" }: Extract<Issue, { code: "invalid_union" }>): unknown =>
  typeof input === "object" && input !== null ? Object.getOwnPropertyDescriptor(input, discriminator)?.value : input;

const mendOf = (issue: Issue): string => {
  const mend: unknown = issue.code === "custom" ? issue.params?.["mend"] : undefined;
  return typeof mend === "string" ? mend : "see its documentation";
};

/** What is written by its keys is an object, whatever its schema calls it. */
const article = (type: string): string => {
  if (type === "record" || type === "object") return "an object";
  return type === "array" || type === "int" ? `an ${type}` : `a ${type}`;
};

const shown = (value: unknown): string => {
  switch (typeof value) {
    case "string": {
      const text = JSON.stringify(withoutSecrets(value));
      return text.length > 60 ? `${text.slice(0, 57)}...` : text;
    }
    case "object":
      if (value === null) return "null";
      if (isDuration(value) && Number.isFinite(value.milliseconds)) return prometheusDuration(value);
      if (isBytes(value) && Number.isFinite(value.bytes)) return humanBytes(value);
      return Array.isArray(value) ? "a list" : "an object";
    case "function":
    case "symbol":
    case "bigint":
      return `a ${typeof value}`;
    default:
      return String(value);
  }
};

/** Findings end in logs, and somebody may have put a secret where it does not belong: logins in addresses, and long words at random. */
const withoutSecrets = (text: string): string =>
  text.replace(/:\/\/[^\s/?#]*@/g, "://***@").replace(/\b(?=\w*[a-z])(?=\w*[A-Z])(?=\w*\d)\w{16,}/g, "***");

const saying = ({ input, message }: Issue): string =>
  typeof input === "string" && !/clear text|secret/.test(message)
    ? `${withoutSecrets(message)}: ${shown(input)}`
    : withoutSecrets(message);
