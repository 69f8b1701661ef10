/** Commands of the plan that are computed from the model: Secrets, namespaces, what must stand when a phase is over. */
import type { InstalledNamespace, Model } from "../../model";
import { variableName } from "../../model";
import { componentReleases, neededSecrets, type NeededSecret } from "../architecture";

/** As the README names it. */
export const CDKTF = "npx cdktf-cli@0.21.0";

/** `kubectl --context production` */
export const kubectlOf = ({ installations }: Model): string => {
  const context = installations[0]?.cluster.context;
  return context === undefined ? "kubectl" : `kubectl --context ${quoted(context)}`;
};

/** What a shell would read as more than a word stands in quotes. */
export const quoted = (word: string): string =>
  /^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

export const namespaceCommands = (model: Model, namespaces: readonly InstalledNamespace[]): readonly string[] =>
  namespaces.map(({ name }) => `${kubectlOf(model)} create namespace ${name}`);

/** Values come from files beside whoever types, so that none is in the history of a shell. */
export const secretCommands = (model: Model): readonly string[] =>
  neededSecrets(model)
    .filter(({ secret }) => secret.kind === "existingSecret")
    .map(
      ({ keys, namespace, secret }) =>
        `${kubectlOf(model)} -n ${namespace} create secret generic ${secret.name} ${entries(secret.name, keys)}`,
    );

const entries = (secret: string, keys: readonly string[]): string =>
  keys.length === 0
    ? `--from-env-file=./${secret}.env`
    : keys.map((key) => `--from-file=${key}=./${secret}-${key}`).join(" ");

/** Variables that Terraform makes Secrets from. */
export const secretVariables = (model: Model): readonly string[] =>
  neededSecrets(model).flatMap(({ secret }) =>
    secret.kind === "secretVariable" ? secret.entries.map((entry) => `TF_VAR_${variableName(secret, entry)}`) : [],
  );

/** Secrets that the External Secrets operator makes. */
export const fromVault = (model: Model): readonly NeededSecret[] =>
  neededSecrets(model).filter(({ secret }) => secret.kind === "externalSecret");

/** Secrets by namespace, as they can be asked for. */
export const secretChecks = (model: Model): readonly string[] => {
  const existing = neededSecrets(model).filter(({ secret }) => secret.kind === "existingSecret");
  return [...new Set(existing.map(({ namespace }) => namespace))].map(
    (namespace) =>
      `${kubectlOf(model)} -n ${namespace} get secret ${existing
        .filter((each) => each.namespace === namespace)
        .map(({ secret }) => secret.name)
        .join(" ")}`,
  );
};

export const secretRemovals = (model: Model): readonly string[] =>
  secretChecks(model).map((command) => command.replace(" get secret ", " delete secret "));

/** The namespaces that anything of the platform is in, in the order of the releases. */
export const namespacesOf = (model: Model): readonly string[] => [
  ...new Set([
    ...model.installations.flatMap(({ namespaces }) => namespaces.map(({ name }) => name)),
    ...componentReleases(model).map(({ namespace }) => namespace),
  ]),
];
