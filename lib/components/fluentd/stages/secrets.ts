/** The secrets of a pipeline: which ones there are, and where the container finds them. None of their values stands in the configuration. */
import { secretKey, type SecretRef, type Values } from "../../../model";
import type { FluentdSettings } from "../props";
import { nameOf, SECRETS_FOLDER, SHARED_KEY_VARIABLE, variableOf } from "./names";

interface FromEnvironment {
  readonly path: string;
  readonly secret: SecretRef;
  readonly variables: Readonly<Record<string, string>>;
}
interface FromFiles {
  readonly path: string;
  readonly secret: SecretRef;
  readonly folder: string;
  readonly entries: readonly string[];
}

const files = (
  owner: string,
  use: string,
  path: string,
  secret: SecretRef | undefined,
  entries: readonly string[],
): readonly FromFiles[] => (secret === undefined ? [] : [{ path, secret, folder: `${owner}-${use}`, entries }]);

const CERTIFICATE = ["tls.crt", "tls.key"];

const mounted = ({ also, receive: { forward, http } }: FluentdSettings): readonly FromFiles[] => [
  ...files("forward", "certificate", "receive.forward.certificate", forward?.certificate, CERTIFICATE),
  ...files("http", "certificate", "receive.http.certificate", http?.certificate, CERTIFICATE),
  ...files("http", "clientAuthority", "receive.http.clientAuthority", http?.clientAuthority, ["ca.crt"]),
  ...also.flatMap((output, index) => {
    if (output.kind === "s3") return [];
    const [name, path] = [nameOf(also, index), `also[${index}].tls`];
    return [
      ...files(name, "authority", `${path}.authority`, output.tls.authority, ["ca.crt"]),
      ...files(name, "certificate", `${path}.certificate`, output.tls.certificate, CERTIFICATE),
    ];
  }),
];

const read = ({ also, receive: { forward } }: FluentdSettings): readonly FromEnvironment[] => [
  ...(forward === undefined
    ? []
    : [
        {
          path: "receive.forward.sharedKey",
          secret: forward.sharedKey,
          variables: { [SHARED_KEY_VARIABLE]: "sharedKey" },
        },
      ]),
  ...also.flatMap(({ kind, credentials }, index) => {
    if (credentials === undefined) return [];
    const entries = kind === "s3" ? ["accessKeyId", "secretAccessKey"] : ["username", "password"];
    const variables = Object.fromEntries(entries.map((entry) => [variableOf(nameOf(also, index), entry), entry]));
    return [{ path: `also[${index}].credentials`, secret: credentials, variables }];
  }),
];

/** Every secret with its place below the component. */
export const pipelineSecrets = (
  settings: FluentdSettings,
): readonly { readonly path: string; readonly secret: SecretRef }[] => [...read(settings), ...mounted(settings)];

/** Names of variables that are taken. */
export const secretVariables = (settings: FluentdSettings): readonly Values[] =>
  read(settings).flatMap(({ secret, variables }) =>
    Object.entries(variables).map(([name, entry]) => ({
      name,
      valueFrom: { secretKeyRef: secretKey(secret, entry) },
    })),
  );

/** Names of volumes are DNS labels. */
const volumeName = (folder: string): string =>
  folder.replaceAll(/[A-Z_]/g, (letter) => (letter === "_" ? "-" : `-${letter.toLowerCase()}`));

export const secretVolumes = (settings: FluentdSettings): readonly Values[] =>
  mounted(settings).map(({ folder, secret, entries }) => ({
    name: volumeName(folder),
    secret: {
      secretName: secret.name,
      items: entries.map((entry) => ({ key: secretKey(secret, entry).key, path: entry })),
    },
  }));

export const secretMounts = (settings: FluentdSettings): readonly Values[] =>
  mounted(settings).map(({ folder }) => ({
    name: volumeName(folder),
    mountPath: `${SECRETS_FOLDER}/${folder}`,
    readOnly: true,
  }));
