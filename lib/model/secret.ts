/** References to secret values. The value itself never stands in props, Helm values, state, plans or snapshots. */

/** A Secret that somebody else keeps in the namespace of the component that reads it. */
export interface ExistingSecret {
  readonly kind: "existingSecret";
  readonly name: string;
  /** Which key of the Secret holds an entry, where its name differs: `{ password: "es-password" }`. */
  readonly keys: Readonly<Record<string, string>>;
}

/** A Secret that the External Secrets operator writes from a vault. */
export interface ExternalSecret {
  readonly kind: "externalSecret";
  readonly name: string;
  readonly store: { readonly kind: "ClusterSecretStore" | "SecretStore"; readonly name: string };
  readonly entries: Readonly<Record<string, RemoteEntry>>;
}

export interface RemoteEntry {
  /** Name of the secret in the vault. */
  readonly key: string;
  /** Field of that secret. @default the whole secret */
  readonly property?: string;
}

/** A Secret that Terraform writes from ephemeral variables (`TF_VAR_<name>_<entry>`) through a write-only attribute. */
export interface SecretVariable {
  readonly kind: "secretVariable";
  readonly name: string;
  readonly entries: readonly string[];
  /** Raise it to write new values: Terraform cannot see that a write-only value has changed. */
  readonly revision: number;
}

export type SecretRef = ExistingSecret | ExternalSecret | SecretVariable;

/** Reads a Secret that exists: `existingSecret("jaeger-es", { password: "es-password" })`. */
export const existingSecret = (name: string, keys: Readonly<Record<string, string>> = {}): ExistingSecret => ({
  kind: "existingSecret",
  name,
  keys,
});

/** Lets the External Secrets operator write the Secret: `externalSecret("grafana-db", { store: "vault", entries: { password: { key: "db/grafana" } } })`. */
export const externalSecret = (
  name: string,
  from: {
    /** A ClusterSecretStore by name, or a SecretStore as an object. */
    readonly store: string | ExternalSecret["store"];
    readonly entries: Readonly<Record<string, RemoteEntry>>;
  },
): ExternalSecret => ({
  kind: "externalSecret",
  name,
  store: typeof from.store === "string" ? { kind: "ClusterSecretStore", name: from.store } : from.store,
  entries: from.entries,
});

/** Lets Terraform write the Secret from variables: `secretVariable("grafana-db", ["username", "password"])`. */
export const secretVariable = (
  name: string,
  entries: readonly string[],
  options: { readonly revision?: number } = {},
): SecretVariable => ({ kind: "secretVariable", name, entries, revision: options.revision ?? 1 });

/** The name of the Terraform variable that carries an entry: `grafana_db_password`. */
export const variableName = (secret: SecretVariable, entry: string): string =>
  `${secret.name}_${entry}`.replaceAll(/[^A-Za-z0-9_]/g, "_");

/** Name and key of the Kubernetes Secret that holds an entry. */
export const secretKey = (secret: SecretRef, entry: string): { readonly name: string; readonly key: string } => ({
  name: secret.name,
  key: secret.kind === "existingSecret" ? (secret.keys[entry] ?? entry) : entry,
});

/** The entries that a reference offers; an existing Secret is taken at its word. */
export const entriesOf = (secret: SecretRef): readonly string[] | undefined =>
  secret.kind === "existingSecret"
    ? undefined
    : secret.kind === "secretVariable"
      ? secret.entries
      : Object.keys(secret.entries);
