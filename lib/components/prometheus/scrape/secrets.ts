/** Secrets that scrape settings refer to: where Prometheus finds them mounted, and which ones there are. */
import { join, secretKey, type SecretRef } from "../../../model";

/** Where the operator mounts the Secrets that a Prometheus is told of. */
export const SECRETS_FOLDER = "/etc/prometheus/secrets";

/** The file that holds an entry of a mounted Secret. */
export const secretFile = (secret: SecretRef, entry: string): string => {
  const { name, key } = secretKey(secret, entry);
  return `${SECRETS_FOLDER}/${name}/${key}`;
};

/** A secret that settings refer to, with its place in them. */
export interface SecretReference {
  readonly path: string;
  readonly secret: SecretRef;
}

const KINDS: readonly unknown[] = [
  "existingSecret",
  "externalSecret",
  "secretVariable",
] satisfies readonly SecretRef["kind"][];

const isSecret = (value: object): value is SecretRef =>
  "name" in value && "kind" in value && KINDS.includes(value.kind);

/** All secrets in a scrape configuration or a custom resource's settings; Prometheus must mount them, or the operator read them. */
export const secretsIn = (settings: unknown, path: string): readonly SecretReference[] => {
  if (typeof settings !== "object" || settings === null) return [];
  if (isSecret(settings)) return [{ path, secret: settings }];
  return Array.isArray(settings)
    ? settings.flatMap((each: unknown, index) => secretsIn(each, join(path, [index])))
    : Object.entries(settings).flatMap(([name, value]) => secretsIn(value, join(path, [name])));
};
