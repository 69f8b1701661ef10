/** A Loki with as little said about it as there can be, and what a test says beyond that. */
import { lokiProps, lokiValues, s3Bucket, type LokiProps } from "../../../lib/components/loki";
import { check, parse, type Values } from "../../../lib/model";

export const props = (over: Partial<LokiProps> = {}): LokiProps => ({ storage: s3Bucket("acme-loki-chunks"), ...over });

export const valuesOf = (over: Partial<LokiProps> = {}, alertmanagers: readonly string[] = []): Values =>
  lokiValues(parse(lokiProps, props(over), "prod.loki"), { alertmanagers });

/** What stands at a path: `at(values, "loki.storage.type")`. */
export const at = (values: Values, path: string): unknown =>
  path.split(".").reduce<unknown>((value, key) => (value as Values | undefined)?.[key], values);

/** What a person without a compiler may write. */
export type Anything = { readonly [key: string]: unknown };
export type Mistake = readonly [what: string, input: Anything, path: string, mend: string];

export const expectFinding = (input: Anything, path: string, mend: string): void => {
  const found = check(lokiProps, { ...props(), ...input }, "prod.loki");
  const here = found.filter((finding) => finding.path === `prod.loki.${path}`);
  expect(here.length === 0 ? found : here).toContainEqual(
    expect.objectContaining({ path: `prod.loki.${path}`, mend: expect.stringContaining(mend) as string }),
  );
};
