/** What is made of a line: which lines belong together, what is blackened in them, and which fields are found in them. */
import * as z from "zod";
import { bytes, kibibytes, nonEmpty } from "../../../model";
import { portable } from "./patterns";
import { commonSecrets, redaction } from "./redactions";

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

const [SHORTEST, LONGEST] = [kibibytes(32), kibibytes(256)];

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
  /**
   * What is longer is cut off, or, where the container runtime has written it in parts, goes on as several lines: Loki refuses longer ones as
   * a whole, and one without end would take all memory. @default 256 KiB, Loki's own limit
   */
  maxSize: bytes
    .refine((size) => size.bytes >= SHORTEST.bytes && size.bytes <= LONGEST.bytes, {
      error: "is less than two parts of a line as runtimes write them, or more than Loki takes",
      params: { mend: "write kibibytes(32) to kibibytes(256)" },
    })
    .default(LONGEST),
});
export type Lines = z.output<typeof lines>;

/** A field of a record, `message` or `$.error.type`. */
const field = z
  .string()
  .refine((text) => /^(\w|@)[\w@.-]*$|^\$(\.[\w@-]+)+$/.test(text), {
    error: "is no name of a field",
    params: { mend: "write e.g. level, or $.error.type for a field within another" },
  })
  .refine((text) => !OWN_FIELDS.some((own) => text.startsWith(`${own}.`)), {
    error: "has a dot, but no $. before it, and so is the name of one field, which no line has",
    params: { mend: "write $. before it, e.g. $.kubernetes.namespace_name" },
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
/** What a container writes beyond that in a minute is lost, so that one does not take the place of all. Lines of others are not counted. */
export const throttle = (
  linesPerMinute: number,
  options: { readonly per?: "container" | "pod" | "namespace" } = {},
): FilterInput => ({ kind: "throttle", linesPerMinute, ...options });
