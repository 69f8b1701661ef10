/**
 * The vocabulary of props: what a name, a duration or a quantity has to look like, told as schemas whose messages say what to write instead.
 * One schema per construct is its type, its documentation, its defaults and its validation.
 */
import { distance } from "fastest-levenshtein";
import * as z from "zod";
import { days, isDuration, prometheusDuration, type Duration } from "./duration";
import { ConfigurationError, type Finding } from "./finding";
import { humanBytes, isBytes, isCpu, type Bytes, type Cpu } from "./quantity";

/** A value that Terraform knows only when it runs (a reference of CDK for Terraform): its form cannot be judged here. */
export const isToken = (text: string): boolean => text.includes("${TfToken[");

interface Rule {
  readonly problem: string;
  readonly mend: string;
}

/** Text that must hold a rule, told by what is wrong and what to write instead. */
export const text = (rule: Rule & { readonly holds: (value: string) => boolean }) =>
  z
    .string()
    .refine((value) => isToken(value) || rule.holds(value), { error: rule.problem, params: { mend: rule.mend } });

/** Holds for text of a form and, where given, of a length. */
export const matches =
  (pattern: RegExp, longest = Infinity) =>
  (value: string): boolean =>
    value.length <= longest && pattern.test(value);

/** A name of a Kubernetes object that is one DNS label (RFC 1123): Service, Namespace, most names that become host names. */
export const dnsLabel = text({
  holds: matches(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 63),
  problem: "is no DNS-1123 label",
  mend: "use at most 63 lower-case letters, digits and '-', beginning and ending with a letter or digit",
});

/** A name of a Kubernetes object that may have dots: Secret, ConfigMap, StorageClass. */
export const dnsName = text({
  holds: matches(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, 253),
  problem: "is no DNS-1123 name",
  mend: "use lower-case letters, digits, '-' and '.', beginning and ending with a letter or digit",
});

/** A Helm release's name: it also becomes part of Kubernetes names (Helm allows 53 characters). */
export const releaseName = text({
  holds: matches(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 53),
  problem: "is no Helm release name",
  mend: "use at most 53 lower-case letters, digits and '-', beginning and ending with a letter or digit",
});

/** A host name as an ingress has it, a wildcard at the front allowed. */
export const hostName = text({
  holds: matches(/^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, 253),
  problem: "is no host name",
  mend: "write the bare name, e.g. grafana.acme.example, without scheme, port or path",
});

/** An absolute http(s) address. */
export const url = text({
  holds: (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && !/\s/.test(value),
  problem: "is no http(s) address",
  mend: "write scheme and host, e.g. https://grafana.acme.example",
});

/** An address without a user or password in it, which would stand in clear text in state and plan. */
export const urlWithoutCredentials = url.refine(
  (value) => !URL.canParse(value) || (new URL(value).username === "" && new URL(value).password === ""),
  {
    error: "carries a user or password in clear text",
    params: { mend: "leave it out and pass it as a secret reference" },
  },
);

/** A Prometheus label name (prometheus.io, data model); the ones that begin with `__` are Prometheus's own. */
export const labelName = text({
  holds: matches(/^[a-zA-Z_][a-zA-Z0-9_]*$/),
  problem: "is no Prometheus label name",
  mend: "use letters, digits and '_', not beginning with a digit",
});

/** Text that says something. */
export const nonEmpty = text({
  holds: (value) => value.trim() !== "",
  problem: "is empty",
  mend: "write a value or leave the property out",
});

/** A Kubernetes label value. */
export const labelValue = text({
  holds: matches(/^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/, 63),
  problem: "is no Kubernetes label value",
  mend: "use at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit",
});

const qualifiedName = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** A key of a Kubernetes label or annotation, with or without a prefix. */
export const labelKey = text({
  holds: matches(qualifiedName),
  problem: "is no Kubernetes label or annotation key",
  mend: "write name or prefix/name, e.g. team or example.com/team",
});

export const labels = z.record(labelKey, labelValue).readonly();
export const annotations = z.record(labelKey, z.string()).readonly();

/** Go counts time in nanoseconds and ends after 292 years. */
const LONGEST = days(36_500);

/** A positive length of time. */
export const duration = z
  .custom<Duration>(isDuration, {
    error: "is no duration",
    params: { mend: "write seconds(15), minutes(5), hours(2) or days(30)" },
    abort: true,
  })
  // Less than a millisecond would be written as zero, which means "never" or "at once".
  .refine(({ milliseconds }) => Number.isFinite(milliseconds) && milliseconds >= 1, {
    error: "is not a positive length of time",
    params: { mend: "write a length above zero, e.g. seconds(15)" },
    abort: true,
  })
  .refine(({ milliseconds }) => !Number.isFinite(milliseconds) || milliseconds <= LONGEST.milliseconds, {
    error: "is longer than a hundred years",
    params: { mend: "write e.g. days(365)" },
  });

/** A positive amount of memory or disk. */
export const bytes = z
  .custom<Bytes>(isBytes, {
    error: "is no amount of bytes",
    params: { mend: "write mebibytes(512) or gibibytes(50)" },
    abort: true,
  })
  .refine(({ bytes }) => Number.isSafeInteger(bytes) && bytes > 0, {
    error: "is not a positive amount below 8 PiB",
    params: { mend: "write an amount above zero, e.g. gibibytes(50)" },
    abort: true,
  });

/** A positive amount of CPU. */
export const cpu = z
  .custom<Cpu>(isCpu, {
    error: "is no amount of CPU",
    params: { mend: "write cores(0.5) or millicores(500)" },
    abort: true,
  })
  .refine(({ millicores }) => Number.isSafeInteger(millicores) && millicores > 0, {
    error: "is not a positive, whole number of millicores",
    params: { mend: "write an amount of at least one millicore, e.g. cores(0.5)" },
    abort: true,
  });

/** A whole number of things, at least `least`. */
export const count = (least = 1, most = Number.MAX_SAFE_INTEGER) =>
  z.number().refine((value) => Number.isInteger(value) && value >= least && value <= most, {
    error: (issue) =>
      `is ${String(issue.input)}, which is no whole number from ${least}${most === Number.MAX_SAFE_INTEGER ? "" : ` to ${most}`}`,
    params: { mend: `write a whole number from ${least}${most === Number.MAX_SAFE_INTEGER ? " up" : ` to ${most}`}` },
  });

/** Replicas of one workload; what needs more than a hundred needs another design. */
export const replicaCount = count(1, 100);

/** A TCP port. */
export const port = count(1, 65_535);

/** A share of a whole, `0` to `1`. */
export const ratio = z.number().refine((value) => value >= 0 && value <= 1, {
  error: "is no share between 0 and 1",
  params: { mend: "write e.g. 0.1 for one in ten" },
});

/**
 * Input held against its schema, defaults filled in.
 * @throws ConfigurationError that lists everything that is wrong in it, each with its path below `path`
 */
export const parse = <S extends z.ZodType>(schema: S, input: unknown, path: string): z.output<S> => {
  const result = schema.safeParse(input, OPTIONS);
  if (result.success) return result.data;
  throw new ConfigurationError(inputFindings(result.error.issues, path, input));
};

/** All that is wrong with an input, or nothing. */
export const check = (schema: z.ZodType, input: unknown, path: string): readonly Finding[] => {
  const result = schema.safeParse(input, OPTIONS);
  return result.success ? [] : inputFindings(result.error.issues, path, input);
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
      return `${KNOWN}${[...(propValues[def.discriminator] ?? [])].join(" ")}`;
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
          const kinds = "options" in issue ? (issue.options ?? []) : [];
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

const article = (type: string): string =>
  type === "object" || type === "array" || type === "int" ? `an ${type}` : `a ${type}`;

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

/** `prod.loki` + `["tenants", 0, "name"]` = `prod.loki.tenants[0].name` */
export const join = (path: string, keys: readonly PropertyKey[]): string =>
  keys.reduce<string>(
    (whole, key) =>
      typeof key === "number"
        ? `${whole}[${key}]`
        : /^[A-Za-z_$][\w$-]*$/.test(String(key))
          ? whole === ""
            ? String(key)
            : `${whole}.${String(key)}`
          : `${whole}[${JSON.stringify(String(key))}]`,
    path,
  );

/** Half a name is meant for the whole one: `class` for `storageClass`. */
const isPartOf = (part: string, whole: string): boolean =>
  part.length >= 4 && whole.toLowerCase().includes(part.toLowerCase());

/** ` (did you mean "x"?)`, when one of the names known is near. */
export const didYouMean = (name: string, known: Iterable<string>): string => {
  const near = [...known]
    .map((each) => ({ each, steps: distance(name.toLowerCase(), each.toLowerCase()) }))
    .filter(({ each, steps }) => steps <= Math.max(2, Math.floor(each.length / 3)) || isPartOf(name, each))
    .sort((a, b) => a.steps - b.steps || (a.each < b.each ? -1 : 1))[0];
  return near === undefined ? "" : ` (did you mean "${near.each}"?)`;
};
