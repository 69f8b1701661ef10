/**
 * How a resource of the Grafana provider is told once: a table of its attributes and blocks, from which come the type of its configuration,
 * its validation, its Terraform JSON, and the schema that tests serve to the real Terraform.
 */
import type { IResolvable } from "cdktf";
import * as z from "zod";
import { jsonLiteral, literalDeep } from "../literal";
import { isToken } from "../tokens";

/** A type as Terraform writes it. */
export type TerraformType = "string" | "number" | "bool" | readonly ["list" | "set" | "map", TerraformType];

/** What an attribute holds: its type in Terraform, what may be written, and how that becomes the attribute. */
interface Kind<Value> {
  readonly type: TerraformType;
  readonly schema: z.ZodType;
  readonly write: (value: unknown) => unknown;
  /** Never there at run time: it lets the compiler know what may be written. */
  readonly value?: Value;
}

type Presence = "required" | "optional" | "optionalComputed" | "computed";

export interface Attribute<Value = unknown, P extends Presence = Presence> extends Kind<Value> {
  readonly presence: P;
  readonly sensitive: boolean;
}

export interface Block<Rows extends Table = Table> {
  readonly nesting: "list" | "set";
  readonly rows: Rows;
  /** Rules that hold between the attributes of one block. */
  readonly refine: Refinement;
}

export type Table = Readonly<Record<string, Attribute | Block>>;
type Refinement = (schema: z.ZodType) => z.ZodType;

const kind = <Value>(type: TerraformType, schema: z.ZodType<Value>): Kind<Value> => ({
  type,
  schema,
  write: literalDeep,
});

/** Literal text; tokens in it stay references. */
export const text = (schema: z.ZodType<string> = z.string()): Kind<string> => kind("string", schema);
export const number = (schema: z.ZodType<number> = z.number()): Kind<number> => kind("number", schema);
export const bool = (): Kind<boolean | IResolvable> =>
  kind("bool", z.union([z.boolean(), z.custom<IResolvable>(isToken, { error: "is no boolean" })]));
export const setOf = (schema: z.ZodType<string> = z.string()): Kind<readonly string[]> =>
  kind(["set", "string"], z.array(schema).readonly());
export const listOfNumbers = (): Kind<readonly number[]> => kind(["list", "number"], z.array(z.number()).readonly());
export const mapOf = (): Kind<Readonly<Record<string, string>>> =>
  kind(["map", "string"], z.record(z.string(), z.string()).readonly());

/** Data that the provider wants as one JSON text. */
export type JsonObject = Readonly<Record<string, unknown>>;
export const json = (schema: z.ZodType<JsonObject> = jsonObject): Kind<JsonObject> => ({
  type: "string",
  schema,
  write: jsonLiteral,
});

export const jsonObject = z.custom<JsonObject>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value) && !isToken(value),
  { error: "is no object", params: { mend: "write the data itself; it becomes JSON here" }, abort: true },
);

const as =
  <P extends Presence>(presence: P) =>
  <Value>(content: Kind<Value>): Attribute<Value, P> => ({ ...content, presence, sensitive: false });

export const required = as("required");
export const optional = as("optional");
/** Optional; the provider decides where nothing is written. */
export const optionalComputed = as("optionalComputed");
/** Only read. */
export const computed = as("computed");

export const sensitive = <Value, P extends Presence>(attribute: Attribute<Value, P>): Attribute<Value, P> => ({
  ...attribute,
  sensitive: true,
});

export const blocks = <Rows extends Table>(
  nesting: Block["nesting"],
  rows: Rows,
  refine: Refinement = (schema) => schema,
): Block<Rows> => ({ nesting, rows, refine });

type WithPresence<Rows, P extends Presence> = {
  [K in keyof Rows]: Rows[K] extends Attribute<unknown, P> ? K : never;
}[keyof Rows];
type ValueOf<Entry> =
  Entry extends Attribute<infer Value> ? Value : Entry extends Block<infer Rows> ? readonly ConfigOf<Rows>[] : never;
type BlockNames<Rows> = { [K in keyof Rows]: Rows[K] extends Block ? K : never }[keyof Rows];

/** What a user writes for a table. */
export type ConfigOf<Rows> = {
  readonly [K in keyof Rows as K extends WithPresence<Rows, "required"> ? K : never]: ValueOf<Rows[K]>;
} & {
  readonly [
    K in keyof Rows as K extends WithPresence<Rows, "optional" | "optionalComputed"> | BlockNames<Rows> ? K : never
  ]?: ValueOf<Rows[K]>;
};

export const isBlock = (entry: Attribute | Block): entry is Block => "rows" in entry;

/** `folderUid` is `folder_uid` to Terraform. */
export const terraformName = (key: string): string =>
  key.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);

/** The validation of a table's configuration. */
export const schemaOf = (table: Table): z.ZodType =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(table).flatMap(([key, entry]): [string, z.ZodType][] => {
        if (isBlock(entry))
          return [
            [
              key,
              z
                .array(entry.refine(schemaOf(entry.rows)))
                .readonly()
                .optional(),
            ],
          ];
        if (entry.presence === "computed") return [];
        return [[key, entry.presence === "required" ? entry.schema : entry.schema.optional()]];
      }),
    ),
  );

/** The Terraform JSON of a configuration that has been validated. */
export const attributesOf = (table: Table, config: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(table)
      .filter(([key]) => config[key] !== undefined)
      .map(([key, entry]) => [
        terraformName(key),
        isBlock(entry) ? blockJson(entry, config[key]) : attributeJson(entry, config[key]),
      ]),
  );

const attributeJson = ({ write }: Attribute, value: unknown): unknown => write(value);

const blockJson = ({ rows }: Block, value: unknown): unknown =>
  (value as readonly Readonly<Record<string, unknown>>[]).map((item) => attributesOf(rows, item));
