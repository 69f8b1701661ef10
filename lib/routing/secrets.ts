/** Secrets that Alertmanager reads from mounted files, so that none stands in its configuration. */
import { secretKey, type SecretRef } from "../model";

/** Where Alertmanager finds mounted secrets. */
export const SECRETS_FOLDER = "/etc/alertmanager/secrets";

/** The file that holds an entry of a secret. */
export const secretFile = (secret: SecretRef, entry: string): string => {
  const { name, key } = secretKey(secret, entry);
  return `${SECRETS_FOLDER}/${name}/${key}`;
};

/** A secret that is read, with the place where it is named. */
export interface SecretAt {
  readonly path: string;
  readonly secret: SecretRef;
}
