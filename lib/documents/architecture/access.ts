/** Who gets in where, with which login, and which Secrets there must be: by name, never by value. */
import {
  code,
  entriesRead,
  prose,
  secretKey,
  table,
  variableName,
  type Model,
  type SecretRef,
  type SecretUse,
  type UserInterface,
} from "../../model";
import { inOrder } from "./words";

export const interfacesTable = ({ interfaces }: Model): string =>
  table(
    ["component", "address", "through", "login"],
    interfaces.map((each) => [
      code(each.path.replace(/\.exposure$/, "")),
      `https://${each.exposure.host}`,
      each.exposure.kind === "ingress"
        ? `Ingress${each.exposure.className === undefined ? "" : ` of class ${code(each.exposure.className)}`}`
        : `Gateway ${code(each.exposure.gateway.name)}`,
      loginText(each),
    ]),
  );

const loginText = ({ exposure: { authentication }, ownLogin }: UserInterface): string => {
  switch (authentication?.kind) {
    case "basicAuth":
      return `user and password, from the Secret ${code(authentication.secret.name)}`;
    case "forwardAuth":
      return `by ${prose(authentication.url)}`;
    case "none":
      return ownLogin ? "its own" : `none here: ${prose(authentication.reason)}`;
    default:
      return ownLogin ? "its own" : "none";
  }
};

/** One Secret of the cluster, with everything that reads it. */
export interface NeededSecret {
  readonly namespace: string;
  readonly secret: SecretRef;
  /** Keys that it must have; none where nobody said which. */
  readonly keys: readonly string[];
  readonly readBy: readonly string[];
}

export const neededSecrets = ({ secrets }: Model): readonly NeededSecret[] => {
  const all = new Map<string, NeededSecret>();
  for (const use of secrets) {
    const key = [use.namespace, use.secret.name].join("/");
    const known = all.get(key) ?? { namespace: use.namespace, secret: use.secret, keys: [], readBy: [] };
    all.set(key, {
      ...known,
      keys: [...new Set([...known.keys, ...keysOf(use)])],
      readBy: [...known.readBy, use.path],
    });
  }
  return [...all].sort(([a], [b]) => inOrder(a, b)).map(([, each]) => each);
};

const keysOf = ({ secret }: SecretUse): readonly string[] => {
  if (secret.kind === "secretVariable") return secret.entries;
  if (secret.kind === "externalSecret") return Object.keys(secret.entries);
  return [...new Set([...entriesRead(secret), ...Object.keys(secret.keys)])].map(
    (entry) => secretKey(secret, entry).key,
  );
};

export const secretsTable = (model: Model): string =>
  table(
    ["Secret", "namespace", "keys", "comes from", "read by"],
    neededSecrets(model).map(({ keys, namespace, readBy, secret }) => [
      code(secret.name),
      code(namespace),
      keys.map(code).join(", "),
      originText(secret),
      readBy.map(code).join("<br>"),
    ]),
  );

const originText = (secret: SecretRef): string => {
  switch (secret.kind) {
    case "existingSecret":
      return "made by hand, before";
    case "externalSecret":
      return `External Secrets, ${secret.store.kind} ${code(secret.store.name)}`;
    case "secretVariable":
      return `Terraform, from ${secret.entries.map((entry) => code(`TF_VAR_${variableName(secret, entry)}`)).join(", ")}`;
  }
};
