/** Secrets as Terraform brings them into the cluster: their values pass through it without ever standing in state or plan. */
import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import { TerraformStack, TerraformVariable, Token, type ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { variableName, type ExternalSecret, type SecretRef, type SecretVariable } from "../model";
import { Manifests } from "./manifests";
import { requireTerraform } from "./required-terraform";

const provided = new WeakMap<TerraformStack, Map<string, readonly ITerraformDependable[]>>();

/**
 * Sees to it that the Secret is there, and returns what its readers have to wait for: nothing where somebody else keeps it. Several
 * readers of one Secret share it; where they describe it differently, the first counts, and a check tells both places.
 */
export const provideSecret = (
  scope: Construct,
  namespace: string,
  secret: SecretRef,
  /** What must stand before, e.g. the namespace. */
  after: readonly ITerraformDependable[] = [],
): readonly ITerraformDependable[] => {
  if (secret.kind === "existingSecret") return [];
  const stack = TerraformStack.of(scope);
  const known = provided.get(stack) ?? new Map<string, readonly ITerraformDependable[]>();
  provided.set(stack, known);
  const place = `${namespace}/${secret.name}`;
  const earlier = known.get(place);
  if (earlier !== undefined) return earlier;
  const id = `secret-${Token.isUnresolved(namespace) ? "namespace" : namespace}-${secret.name}`;
  const resources =
    secret.kind === "secretVariable"
      ? [secretFromVariables(stack, id, namespace, secret, after)]
      : new Manifests(stack, id, {
          owner: `secret-${secret.name}`,
          namespace,
          objects: [externalSecretObject(namespace, secret)],
          dependsOn: after,
        }).releases;
  known.set(place, resources);
  return resources;
};

/**
 * A variable whose value Terraform forgets after each run; it is set as `TF_VAR_<name>`. Only write-only attributes and the
 * configuration of providers may read it. The same name twice is one variable.
 */
export const ephemeralVariable = (scope: Construct, name: string, description: string): TerraformVariable => {
  const stack = TerraformStack.of(scope);
  const earlier = stack.node.tryFindChild(name);
  if (earlier !== undefined) return earlier as TerraformVariable;
  requireTerraform(stack);
  const variable = new TerraformVariable(stack, name, {
    type: "string",
    sensitive: true,
    nullable: false,
    description,
  });
  variable.addOverride("ephemeral", true);
  return variable;
};

const secretFromVariables = (
  stack: TerraformStack,
  id: string,
  namespace: string,
  secret: SecretVariable,
  after: readonly ITerraformDependable[],
): SecretV1 =>
  new SecretV1(stack, id, {
    metadata: { name: secret.name, namespace },
    type: "Opaque",
    dataWo: Object.fromEntries(
      secret.entries.map((entry) => [
        entry,
        ephemeralVariable(stack, variableName(secret, entry), `Entry "${entry}" of the Secret ${secret.name}`)
          .stringValue,
      ]),
    ),
    dataWoRevision: secret.revision,
    dependsOn: [...after],
  });

/** How often the operator looks whether the vault has something new. */
const REFRESH = "1h";

const externalSecretObject = (namespace: string, { name, store, entries }: ExternalSecret) => ({
  apiVersion: "external-secrets.io/v1",
  kind: "ExternalSecret",
  metadata: { name, namespace },
  spec: {
    refreshInterval: REFRESH,
    secretStoreRef: { kind: store.kind, name: store.name },
    target: { name, creationPolicy: "Owner" },
    data: Object.entries(entries).map(([secretKey, { key, property }]) => ({
      secretKey,
      remoteRef: { key, property },
    })),
  },
});
