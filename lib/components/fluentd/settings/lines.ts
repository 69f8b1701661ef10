/** What is made of a line: which lines belong together, what is blackened in them, and which fields are found in them. */
import * as z from "zod";
import { bytes, kibibytes, nonEmpty } from "../../../model";
import { isProblem, portablePattern, type Pattern } from "../../../pipeline";

/** A regular expression that Ruby reads as everybody does. */
export const portable = z.string().transform((text, context): Pattern => {
  const found = portablePattern(text);
  if (!isProblem(found)) return found;
  context.issues.push({
    code: "custom",
    input: text,
    message: `${found.problem}`,
    params: { mend: found.mend },
  });
  return z.NEVER;
});

/** Languages whose stack traces are put together. */
export const LANGUAGES = ["java", "python", "go", "node"] as const;
export type Language = (typeof LANGUAGES)[number];

const jsonFormat = z.strictObject({ kind: z.literal("json") });

/** Fields that the pipeline adds itself. */
export const OWN_FIELDS = ["kubernetes", "docker", "origin"] as const;

const patternFormat = z.strictObject({
  kind: z.literal("pattern"),
  name: nonEmpty,
  pattern: portable
    .refine(({ names }) => names.length > 0, {
      error: "names no group, so that no field would come of it",
      params: { mend: "write (?<message>.*) around what is to be a field" },
    })
    .refine(({ node }) => node.kind === "sequence" && isWhole(node.items), {
      error: "does not take the whole line, so that the rest of it would be lost",
      params: { mend: "begin it with ^ and end it with $, and take the rest with (?<message>.*)" },
    })
    .refine(({ names }) => !names.some((name) => (OWN_FIELDS as readonly string[]).includes(name)), {
      error: "has a field that is added to every line",
      params: { mend: `use names other than ${OWN_FIELDS.join(", ")}` },
    }),
});

const isWhole = (items: readonly { readonly kind: string }[]): boolean =>
  items[0]?.kind === "edge" && items.at(-1)?.kind === "edge" && items.length > 1;

export const format = z.discriminatedUnion("kind", [jsonFormat, patternFormat]);
export type Format = z.output<typeof format>;
type FormatInput = z.input<typeof format>;

/** Lines that are one JSON object: what `StructuredLogger` writes, and most loggers can. */
export const jsonLines = (): FormatInput => ({ kind: "json" });

/** Lines of a form of one's own: `linePattern("nginx", "^(?<remote>[^ ]+) (?<message>.*)$")`. Every group becomes a field, as text. */
export const linePattern = (name: string, pattern: string): FormatInput => ({ kind: "pattern", name, pattern });

/** Lines such as `ERROR [2026-01-02 03:04:05] no stock`. */
export const levelLines = (): FormatInput =>
  linePattern(
    "level",
    String.raw`^(?<level>(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|trace|debug|info|notice|warn|warning|error|fatal|critical)) +\[(?<time>[^\]]*)\]:? *(?<message>.*)$`,
  );

const redaction = z.strictObject({
  /** What of it a group `keep` takes is left. */
  pattern: portable,
  /** Written in place of the rest. @default "***" */
  replacement: z.string().default("***"),
});
export type Redaction = z.output<typeof redaction>;
type RedactionInput = z.input<typeof redaction>;

/** Text that is never to leave the node: `redact("(?<keep>iban=)[A-Z0-9]+")`. */
export const redact = (pattern: string, replacement?: string): RedactionInput => ({
  pattern,
  ...(replacement === undefined ? {} : { replacement }),
});

const NAMES =
  "(?:password|passwd|pwd|secret|client_?secret|token|access_?token|refresh_?token|id_?token|api_?key|authorization|cookie|set-cookie|private_?key)";

/** Passwords, tokens and keys by their names, bearer tokens, and passwords in addresses. */
export const commonSecrets = (): readonly RedactionInput[] => [
  redact(String.raw`(?i)(?<keep>"${NAMES}" *: *")(?:[^"\\]|\\.)*`),
  redact(String.raw`(?i)(?<keep>\b${NAMES}=)[^\s&"',;]+`),
  redact(String.raw`(?i)(?<keep>\bbearer )[A-Za-z0-9._~+/=-]+`),
  redact(String.raw`(?<keep>://[^\s:/@]+:)[^\s/@]+@`, "***@"),
];

export const lines = z.strictObject({
  /** Put together what belongs to one stack trace of these languages. What is no trace goes on at once. @default all of them */
  traces: z
    .array(z.enum(LANGUAGES))
    .readonly()
    .default([...LANGUAGES]),
  /** Forms of lines, tried in turn. What none of them takes goes on as it is. @default [jsonLines(), levelLines()] */
  formats: z.array(format).readonly().prefault([jsonLines(), levelLines()]),
  /** What is blackened before anybody sees it. @default commonSecrets() */
  redactions: z
    .array(redaction)
    .readonly()
    .prefault([...commonSecrets()]),
  /** What is longer is cut off: Loki refuses longer lines as a whole. @default 256 KiB, Loki's own limit */
  maxSize: bytes.default(kibibytes(256)),
});
export type Lines = z.output<typeof lines>;

/** A field of a record, `message` or `$.error.type`. */
const field = z.string().refine((text) => /^(\w|@)[\w@.-]*$|^\$(\.[\w@-]+)+$/.test(text), {
  error: "is no name of a field",
  params: { mend: "write e.g. level, or $.error.type for a field within another" },
});

const condition = { field, pattern: portable } as const;

export const filter = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("keep"), ...condition }),
  z.strictObject({ kind: z.literal("drop"), ...condition }),
  z.strictObject({
    kind: z.literal("throttle"),
    /** Lines of each container in a minute. */
    linesPerMinute: z.number().refine((value) => Number.isInteger(value) && value >= 60, {
      error: "is no whole number from 60 up",
      params: { mend: "write at least 60, one a second" },
    }),
    /** @default "container" */
    per: z.enum(["container", "pod", "namespace"]).default("container"),
  }),
]);
export type Filter = z.output<typeof filter>;
type FilterInput = z.input<typeof filter>;

/** Only lines whose field has that form are sent; what lacks the field is not. `keepLines("level", "^(?:warn|error|fatal)$")` */
export const keepLines = (field: string, pattern: string): FilterInput => ({ kind: "keep", field, pattern });
/** Lines whose field has that form are not sent: `dropLines("level", "(?i)^debug$")`. */
export const dropLines = (field: string, pattern: string): FilterInput => ({ kind: "drop", field, pattern });
/** What a container writes beyond that is lost, so that one does not take the place of all. */
export const throttle = (
  linesPerMinute: number,
  options: { readonly per?: "container" | "pod" | "namespace" } = {},
): FilterInput => ({ kind: "throttle", linesPerMinute, ...options });
