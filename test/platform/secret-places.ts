/** Where secret references may stand in props, read from the schemas, and where they do stand in a value: so that none is forgotten. */
import * as z from "zod";

/** Stands for every value that a schema allows. */
export const ANY_VALUE = Symbol("any value");

/** `grafana.database(postgres).credentials`, `teams.*.pager`: alternatives in parentheses, keys of maps and items of lists as `*`. */
export const secretPlaces = (schema: z.core.$ZodType, value: unknown, path: string): ReadonlySet<string> =>
  new Set(placesIn(schema, value, path));

/** Schemas that stand in themselves, such as a route among routes: once is enough to see what is in them. */
const entered = new Set<z.core.$ZodType>();

function* placesIn(schema: z.core.$ZodType, value: unknown, path: string): Iterable<string> {
  if (value === undefined || entered.has(schema)) return;
  if (isSecret(schema)) yield path;
  else if (schema instanceof z.ZodObject) {
    const shape: z.core.$ZodShape = schema.shape;
    for (const [key, child] of Object.entries(shape)) yield* placesIn(child, part(value, key), `${path}.${key}`);
  } else if (schema instanceof z.ZodArray)
    for (const item of items(value)) yield* placesIn(schema.element, item, `${path}.*`);
  else if (schema instanceof z.ZodRecord)
    for (const item of items(value)) yield* placesIn(schema.valueType, item, `${path}.*`);
  else if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = schema.def;
    for (const option of schema.options) {
      const kinds = [...(option._zod.propValues?.[discriminator] ?? [])];
      const named = kinds.filter((kind) => kind !== undefined);
      // A form that goes without a kind is known by the one that it may have.
      const given = value === ANY_VALUE ? ANY_VALUE : (part(value, discriminator) ?? named[0]);
      if (value !== ANY_VALUE && !kinds.some((kind) => kind === part(value, discriminator))) continue;
      for (const kind of named)
        if (given === ANY_VALUE || given === kind) yield* placesIn(option, value, `${path}(${String(kind)})`);
    }
  } else if (schema instanceof z.ZodUnion) {
    for (const option of schema.options)
      if (value === ANY_VALUE || z.safeParse(option, value).success) yield* placesIn(option, value, path);
  } else if (schema instanceof z.ZodPipe) {
    yield* placesIn(schema.in, value, path);
    yield* placesIn(schema.out, value, path);
  } else if (schema instanceof z.ZodIntersection) {
    yield* placesIn(schema.def.left, value, path);
    yield* placesIn(schema.def.right, value, path);
  } else if (schema instanceof z.ZodLazy) {
    entered.add(schema);
    yield* placesIn(schema.unwrap(), value, path);
    entered.delete(schema);
  } else if (isWrapper(schema)) yield* placesIn(schema.unwrap(), value, path);
  else if (!LEAVES.some((leaf) => schema instanceof leaf))
    throw new Error(`${path} has a schema that nobody has thought of: ${schema._zod.def.type}`);
}

/** What cannot hold anything. */
const LEAVES = [
  z.ZodTransform,
  z.ZodString,
  z.ZodNumber,
  z.ZodBoolean,
  z.ZodEnum,
  z.ZodLiteral,
  z.ZodCustom,
  z.ZodUnknown,
];

type Wrapper = z.ZodOptional | z.ZodDefault | z.ZodPrefault | z.ZodReadonly;
const isWrapper = (schema: z.core.$ZodType): schema is Wrapper =>
  [z.ZodOptional, z.ZodDefault, z.ZodPrefault, z.ZodReadonly].some((wrapper) => schema instanceof wrapper);

/** `secretRef(…)` is known by what it says of anything else. */
const isSecret = (schema: z.core.$ZodType): boolean =>
  schema instanceof z.ZodPipe &&
  schema.in instanceof z.ZodCustom &&
  z.safeParse(schema, "text").error?.issues[0]?.message === "is no reference to a secret";

const part = (value: unknown, key: string): unknown =>
  value === ANY_VALUE ? ANY_VALUE : (value as Readonly<Record<string, unknown>>)[key];

const items = (value: unknown): readonly unknown[] =>
  value === ANY_VALUE ? [ANY_VALUE] : Object.values(value as Readonly<Record<string, unknown>>);
