/** Data with tokens in it, settled at synthesis: what is literal becomes plain data, what only Terraform knows stays a sequence. */
import type { IResolvable, IResolveContext } from "cdktf";
import { ConfigurationError, join } from "../model";
import { parseTemplate, quotedHcl, type Part } from "./template";
import { isToken, pieces, tokenOf } from "./tokens";

/** Text with at least one sequence of Terraform's in it. */
export interface Template {
  readonly kind: "template";
  readonly parts: readonly Part[];
}

export interface Mapping {
  readonly kind: "mapping";
  readonly entries: readonly (readonly [key: string | Template, value: Settled])[];
}

export type Settled = string | number | boolean | null | Template | Mapping | readonly Settled[];

/**
 * A value without tokens. Keys and list items that are undefined are left out. What a token gives is Terraform's own text already,
 * so a producer escapes what it produces; everything else is literal.
 * @param context needed as soon as there is a token in the value
 * @throws ConfigurationError for what no JSON can hold: NaN, infinity, functions, instances of classes
 */
export const settle = (value: unknown, context?: IResolveContext): Settled | undefined => settleAt(value, [], context);

/** Data in which nothing is to settle, but for tokens that may stand in its texts and keys. */
export const isPlainData = (value: unknown): boolean => {
  switch (typeof value) {
    case "string":
    case "boolean":
      return true;
    case "number":
      return Math.abs(value) < SMALLEST_NUMBER_TOKEN;
    case "object":
      if (value === null) return true;
      if (Array.isArray(value)) return value.every(isPlainData);
      if (Object.getPrototypeOf(value) !== Object.prototype) return false;
      for (const item of Object.values(value)) if (item !== undefined && !isPlainData(item)) return false;
      return true;
    default:
      return false;
  }
};

/** cdktf's tokens for numbers are about -8e298, those for lists of numbers about -2e289. */
const SMALLEST_NUMBER_TOKEN = 1e280;

type Place = readonly PropertyKey[];

const settleAt = (value: unknown, place: Place, context: IResolveContext | undefined): Settled | undefined => {
  const token = tokenOf(value);
  if (token !== undefined) return settleToken(token, place, context);
  switch (typeof value) {
    case "undefined":
    case "boolean":
      return value;
    case "string":
      return settleText(value, place, context);
    case "number":
      return Number.isFinite(value) ? value : refuse(place, `is ${value}`, "write a finite number");
    case "object":
      return value === null
        ? null
        : settleObject(
            value,
            place,
            (item, key) => settleAt(item, [...place, key], context),
            (key) => settleKey(key, place, context),
          );
    default:
      return refuse(place, `is a ${typeof value}`, "write text, a number, a boolean, a list or an object");
  }
};

const settleObject = (
  value: object,
  place: Place,
  settleItem: (item: unknown, key: PropertyKey) => Settled | undefined,
  settleName: (key: string) => string | Template,
): Settled => {
  if (Array.isArray(value))
    return value.map((item, index) => settleItem(item, index)).filter((item) => item !== undefined);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    return refuse(place, `is an instance of ${value.constructor.name}`, "write a plain object");
  const entries = Object.entries(value)
    .map(([key, item]) => [settleName(key), settleItem(item, key)] as const)
    .filter((entry): entry is readonly [string | Template, Settled] => entry[1] !== undefined);
  return { kind: "mapping", entries };
};

const settleKey = (key: string, place: Place, context: IResolveContext | undefined): string | Template => {
  const settled = settleText(key, [...place, key], context);
  if (typeof settled === "string" || isTemplate(settled)) return settled;
  return typeof settled === "number" || typeof settled === "boolean"
    ? String(settled)
    : refuse([...place, key], "is a key whose token gives no text", "use a token of a string");
};

const settleText = (text: string, place: Place, context: IResolveContext | undefined): Settled | undefined => {
  const found = pieces(text);
  const [only] = found;
  if (found.length === 1 && isToken(only)) {
    const settled = settleToken(only, place, context);
    return text.startsWith("${") ? settled : asText(settled, place);
  }
  return fromParts(
    found.flatMap((piece) => (isToken(piece) ? partsOf(settleToken(piece, place, context), place) : [piece])),
  );
};

/** A number that was put into a text on its own is text: as a number, it would not do for an environment variable. */
const asText = (settled: Settled | undefined, place: Place): string | Template =>
  fromParts(isTemplate(settled) ? [...settled.parts, { sequence: '${""}' }] : partsOf(settled, place));

/** What stands for a token in the middle of a text. */
const partsOf = (settled: Settled | undefined, place: Place): readonly Part[] => {
  if (settled === undefined || settled === null) return [];
  if (isTemplate(settled)) return settled.parts;
  if (typeof settled === "object")
    return refuse(place, "puts a list or an object into a text", "give it a key of its own");
  return [String(settled)];
};

const settleToken = (token: IResolvable, place: Place, context: IResolveContext | undefined): Settled | undefined => {
  if (context === undefined) return refuse(place, "is known only at synthesis", "use it in a resource");
  const braced = resolveAs(token, context, false);
  if (typeof braced !== "string") return settleResolved(braced, place);
  const bare = resolveAs(token, context, true);
  return braced === `\${${String(bare)}}`
    ? { kind: "template", parts: [{ sequence: braced }] }
    : fromParts(parseTemplate(braced));
};

/** Resolved by cdktf, so its texts are templates. */
const settleResolved = (value: unknown, place: Place): Settled | undefined => {
  switch (typeof value) {
    case "string":
      return fromParts(parseTemplate(value));
    case "object":
      return value === null
        ? null
        : settleObject(
            value,
            place,
            (item, key) => settleResolved(item, [...place, key]),
            (key) => fromParts(parseTemplate(key)),
          );
    default:
      return settleAt(value, place, undefined);
  }
};

/** cdktf leaves `${` and `}` away where it believes to be inside of an expression; asking for both tells a reference from text. */
const resolveAs = (token: IResolvable, context: IResolveContext, bare: boolean): unknown => {
  const before = context.suppressBraces;
  context.suppressBraces = bare;
  try {
    return context.resolve(token);
  } finally {
    context.suppressBraces = before;
  }
};

const fromParts = (parts: readonly Part[]): string | Template => {
  const merged = parts.every((part) => typeof part === "string") ? parts.join("") : undefined;
  return merged ?? { kind: "template", parts };
};

const refuse = (place: Place, problem: string, mend: string): never => {
  throw new ConfigurationError([{ check: "terraform/data", severity: "error", path: join("", place), problem, mend }]);
};

const isTemplate = (settled: unknown): settled is Template =>
  typeof settled === "object" && settled !== null && (settled as Partial<Template>).kind === "template";
const isList = (settled: Settled): settled is readonly Settled[] => Array.isArray(settled);

/** Nothing in it waits for Terraform. */
export const isStatic = (settled: Settled): boolean => {
  if (typeof settled !== "object" || settled === null) return true;
  if (isList(settled)) return settled.every(isStatic);
  return (
    settled.kind === "mapping" && settled.entries.every(([key, value]) => typeof key === "string" && isStatic(value))
  );
};

/** The plain data of a settled value in which nothing waits for Terraform. */
export const plain = (settled: Settled): unknown => {
  if (typeof settled !== "object" || settled === null) return settled;
  if (isList(settled)) return settled.map(plain);
  if (settled.kind === "template") return refuse([], "waits for Terraform", "write it as an expression");
  return Object.fromEntries(settled.entries.map(([key, value]) => [plain(key), plain(value)]));
};

/** A settled value as an HCL expression that gives exactly these data. */
export const hclExpression = (settled: Settled): string => {
  if (typeof settled === "string") return quotedHcl([settled]);
  if (typeof settled !== "object" || settled === null) return String(settled);
  if (isList(settled)) return `[${settled.map(hclExpression).join(", ")}]`;
  if (settled.kind === "template") return quotedHcl(settled.parts);
  return `{${settled.entries.map(([key, value]) => `${hclExpression(key)} = ${hclExpression(value)}`).join(", ")}}`;
};
