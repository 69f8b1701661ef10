/**
 * The vocabulary of props: what a name, a duration or a quantity has to look like, told as schemas whose messages say what to write instead.
 * One schema per construct is its type, its documentation, its defaults and its validation.
 */
import * as z from "zod";
import { days, isDuration, type Duration } from "./duration";
import { isBytes, isCpu, type Bytes, type Cpu } from "./quantity";

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
