/** Secrets that settings refer to, wherever in them they stand: none can be forgotten when Alertmanager's volumes are made. */
import { join, type SecretRef } from "../model";
import type { SecretAt } from "./secrets";

const KINDS: readonly unknown[] = [
  "existingSecret",
  "externalSecret",
  "secretVariable",
] satisfies readonly SecretRef["kind"][];

const isSecret = (value: object): value is SecretRef =>
  "name" in value && "kind" in value && KINDS.includes(value.kind);

export const secretsIn = (settings: unknown, path: string): readonly SecretAt[] => {
  if (typeof settings !== "object" || settings === null) return [];
  if (isSecret(settings)) return [{ path, secret: settings }];
  return Array.isArray(settings)
    ? settings.flatMap((each: unknown, index) => secretsIn(each, join(path, [index])))
    : Object.entries(settings).flatMap(([name, value]) => secretsIn(value, join(path, [name])));
};
