/** What the settings of all channels are made of: texts with templates in them, links, and how contradictions are told. */
import * as z from "zod";
import { isToken, nonEmpty, text, url } from "../../model";

/** Alertmanager fills it in for each notification. */
export const isTemplate = (value: string): boolean => value.includes("{{");

/** Text that Alertmanager runs through its template engine: `{{ .CommonLabels.service }}`. */
export const templated = nonEmpty;

/** Text that Alertmanager sends as it stands. */
export const plain = text({
  holds: (value) => value.trim() !== "" && !isTemplate(value),
  problem: "is no plain text, and Alertmanager fills in no templates here",
  mend: "write it without {{ }}, or leave it out",
});

/** An address that may be a template. */
export const link = text({
  holds: (value) => isTemplate(value) || url.safeParse(value).success,
  problem: "is no http(s) address",
  mend: "write scheme and host, e.g. https://wiki.acme.example/runbooks, or a template",
});

/** One of these, or a template that gives one. */
export const oneOf = <const Value extends string>(...values: readonly [Value, ...Value[]]) =>
  text({
    holds: (value) => isTemplate(value) || values.some((each) => each === value),
    problem: `is none of ${values.join(", ")}`,
    mend: `write ${values.map((each) => JSON.stringify(each)).join(" or ")}, or a template that gives one of them`,
  });

/** Data that becomes JSON, whose texts may be templates. */
export type Data = string | number | boolean | null | readonly Data[] | { readonly [key: string]: Data };

/** No payload is nested nearly as deeply. */
const DEEPEST = 64;

/** Where something is no data; what contains itself is none at the place where it does. */
function* noData(
  value: unknown,
  path: readonly PropertyKey[] = [],
  around: readonly unknown[] = [],
): Iterable<readonly PropertyKey[]> {
  if (value === null || typeof value === "string" || typeof value === "boolean") return;
  if (typeof value === "number" && Number.isFinite(value)) return;
  const entries: readonly (readonly [PropertyKey, unknown])[] | undefined = Array.isArray(value)
    ? [...value.entries()]
    : typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype
      ? Object.entries(value)
      : undefined;
  if (entries === undefined || path.length > DEEPEST || around.includes(value)) yield path;
  else for (const [key, each] of entries) yield* noData(each, [...path, key], [...around, value]);
}

export const data = z.custom<Data>().superRefine((value, context) => {
  for (const path of noData(value))
    context.addIssue({
      code: "custom",
      path: [...path],
      input: value,
      message: "is no data",
      params: { mend: "write text, a finite number, true, false, null, a list or an object of these" },
    });
});

/** What every channel can be told. */
export const channelShape = {
  /** Tell as well when it is over. Alertmanager's own default differs by kind. @default true, for a heartbeat false */
  sendResolved: z.boolean().optional(),
  /** It wakes people up. @default true for opsgenie, pagerduty, pushover and victorops, else false */
  pages: z.boolean().optional(),
} as const;

/** Props of a function that makes a channel. */
export type PropsOf<Schema extends z.ZodType> = Omit<z.input<Schema>, "kind">;

/** Something that is fine by itself and wrong beside the rest. */
export interface Contradiction {
  readonly at: readonly (string | number)[];
  readonly problem: string;
  readonly mend: string;
}

/** A refinement that tells each contradiction at its place. */
export const refuse =
  <Settings>(contradictionsOf: (settings: Settings) => readonly (Contradiction | undefined)[]) =>
  (settings: Settings, context: z.RefinementCtx): void => {
    for (const each of contradictionsOf(settings))
      if (each !== undefined)
        context.addIssue({
          code: "custom",
          path: [...each.at],
          input: settings,
          message: each.problem,
          params: { mend: each.mend },
        });
  };

/** Names of the properties that have a value. */
const given = <Settings extends object>(settings: Settings, names: readonly (keyof Settings & string)[]) =>
  names.filter((name) => settings[name] !== undefined);

/** Each of them does without the others. */
export const notBoth = <Settings extends object>(
  settings: Settings,
  ...names: readonly (keyof Settings & string)[]
): Contradiction | undefined => {
  const [first, second] = given(settings, names);
  return first === undefined || second === undefined
    ? undefined
    : { at: [second], problem: `stands beside ${first}`, mend: `write one of ${names.join(", ")}` };
};

/** One of them must be there, and no other beside it. */
export const exactlyOne = <Settings extends object>(
  settings: Settings,
  ...names: readonly (keyof Settings & string)[]
): Contradiction | undefined =>
  given(settings, names).length === 0
    ? { at: [names[0] ?? ""], problem: "is missing", mend: `write one of ${names.join(", ")}` }
    : notBoth(settings, ...names);

/** A value that Terraform fills in later is taken at its word. */
export const unless = (value: string | undefined, holds: (value: string) => boolean): boolean =>
  value !== undefined && !isToken(value) && !isTemplate(value) && holds(value);
