/** The hand-written schema against the real provider's, when a file with it is at hand (`terraform providers schema -json`). */
import { readFileSync } from "node:fs";
import { helmSchema } from "./helm-schema";

const FILE = process.env["HELM_PROVIDER_SCHEMA"];
const testWithSchema = FILE === undefined ? test.skip : test;

testWithSchema("the schema of the helm provider is that of the file that HELM_PROVIDER_SCHEMA names", () => {
  const real: unknown = JSON.parse(readFileSync(FILE ?? "", "utf8"), (key, value: unknown) =>
    /^(description|description_kind)$/.test(key) && typeof value === "string" ? undefined : value,
  );
  expect(helmSchema.provider_schemas).toEqual((real as typeof helmSchema).provider_schemas);
});
