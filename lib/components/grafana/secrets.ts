/** The secrets that a Grafana reads, and the files and environment variables that it finds them in. */
import { secretKey, type SecretRef, type Values } from "../../model";
import { exposureSecrets } from "../exposure";
import { SECRET_FOLDERS } from "./configuration";
import type { DataSource } from "../data-source";
import { passwordVariable } from "./provisioning";
import type { GrafanaSettings } from "./props";

interface Use {
  readonly path: string;
  readonly secret: SecretRef;
}

interface Mount extends Use {
  /** What the volume is called. */
  readonly name: string;
  readonly folder: string;
  readonly entries: readonly string[];
}

/** Every secret with its place in the props. */
export const grafanaSecrets = (
  props: GrafanaSettings,
  sources: readonly DataSource[],
  path: string,
): readonly Use[] => [
  { path: `${path}.admin`, secret: props.admin },
  ...mounts(props, path).map((mount) => ({ path: mount.path, secret: mount.secret })),
  ...sources.flatMap(({ uid, login }) =>
    login === undefined ? [] : [{ path: `${path}.dataSources.${uid}`, secret: login.password }],
  ),
  ...Object.entries(props.environment).map(([name, { secret }]) => ({ path: `${path}.environment.${name}`, secret })),
  ...exposureSecrets(props.exposure, `${path}.exposure`),
];

/** The volumes, in the chart's form. Each entry is a file by its own name, whatever the Secret calls it. */
export const secretMounts = (props: GrafanaSettings): readonly Values[] =>
  mounts(props, "").map(({ name, folder, entries, secret }) => ({
    name,
    mountPath: folder,
    secretName: secret.name,
    readOnly: true,
    // Readable for the group that the pod's volumes belong to.
    defaultMode: 0o440,
    items: entries.map((entry) => ({ key: secretKey(secret, entry).key, path: entry })),
  }));

/** Environment variables: what the user asks for, and passwords of data sources, which Grafana takes unharmed in this way only. */
export const secretVariables = ({ environment }: GrafanaSettings, sources: readonly DataSource[]): Values =>
  Object.fromEntries([
    ...Object.entries(environment).map(([name, { secret, entry }]) => [name, fromSecret(secret, entry)] as const),
    ...sources.flatMap((source) =>
      source.login === undefined
        ? []
        : [[passwordVariable(source), fromSecret(source.login.password, "password")] as const],
    ),
  ]);

const fromSecret = (secret: SecretRef, entry: string): Values => ({ secretKeyRef: secretKey(secret, entry) });

const mounts = (props: GrafanaSettings, path: string): readonly Mount[] => {
  const server = props.database.kind === "sqlite" ? undefined : props.database;
  const login = ["username", "password"];
  return [
    {
      name: "database",
      folder: SECRET_FOLDERS.database,
      path: `${path}.database.credentials`,
      secret: server?.credentials,
      entries: login,
    },
    {
      name: "database-ca",
      folder: SECRET_FOLDERS.databaseCa,
      path: `${path}.database.ca`,
      secret: server?.ca,
      entries: ["ca.crt"],
    },
    {
      name: "encryption-key",
      folder: SECRET_FOLDERS.encryptionKey,
      path: `${path}.encryptionKey`,
      secret: props.encryptionKey,
      entries: ["key"],
    },
    {
      name: "oauth",
      folder: SECRET_FOLDERS.oauth,
      path: `${path}.oauth.clientSecret`,
      secret: props.oauth?.clientSecret,
      entries: ["clientSecret"],
    },
    {
      name: "smtp",
      folder: SECRET_FOLDERS.smtp,
      path: `${path}.smtp.credentials`,
      secret: props.smtp?.credentials,
      entries: login,
    },
  ].flatMap(({ secret, ...mount }) => (secret === undefined ? [] : [{ ...mount, secret }]));
};
