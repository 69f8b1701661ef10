/** The tables against the schema of the real provider, when a file with it is at hand (`terraform providers schema -json`). */
import { readFileSync } from "node:fs";
import { providerSchema } from "../../../lib/terraform/grafana/provider-schema";

const ADDRESS = "registry.terraform.io/grafana/grafana";
const FILE = process.env["GRAFANA_PROVIDER_SCHEMA"];

interface Schemas {
  readonly provider_schemas: Readonly<
    Record<string, { readonly provider: unknown; readonly resource_schemas: Readonly<Record<string, unknown>> }>
  >;
}

const ours = (providerSchema() as unknown as Schemas).provider_schemas[ADDRESS];

/** Without what is meant for people. */
const bare = (schema: unknown): unknown =>
  JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      /^(description|description_kind|deprecated)$/.test(key) ? undefined : value,
    ),
  );

const real = (): Schemas["provider_schemas"][string] | undefined =>
  FILE === undefined ? undefined : (JSON.parse(readFileSync(FILE, "utf8")) as Schemas).provider_schemas[ADDRESS];

const testWithSchema = FILE === undefined ? test.skip : test;

describe("the tables, against the file that GRAFANA_PROVIDER_SCHEMA names", () => {
  testWithSchema("the provider", () => expect(bare(ours?.provider)).toEqual(bare(real()?.provider)));

  testWithSchema.each(Object.keys(ours?.resource_schemas ?? {}))("%s", (name) =>
    expect(bare(ours?.resource_schemas[name])).toEqual(bare(real()?.resource_schemas[name])),
  );
});
