/** Secrets that meet in one place: two descriptions of one Secret, two entries in one variable. */
import { isDeepStrictEqual } from "node:util";
import { secretVariable, variableName, type Model, type SecretRef, type SecretUse } from "../../model";
import { at, check, type Problem } from "../check";
import { environmentWith } from "../example";

export const secretConflict = check({
  id: "secrets/conflict",
  severity: "error",
  reason:
    "A Secret has one content: written in two ways, it lacks what one of its readers needs, or changes with every apply.",
  *find({ secrets }: Model): Iterable<Problem> {
    const first = new Map<string, SecretUse>();
    for (const use of secrets) {
      const { path, namespace, secret } = use;
      // What somebody else keeps is only read here.
      if (secret.kind === "existingSecret") continue;
      const earlier = first.get(`${namespace}/${secret.name}`);
      if (earlier === undefined) first.set(`${namespace}/${secret.name}`, use);
      else if (!isDeepStrictEqual(earlier.secret, secret))
        yield at(path)
          .problem(`describes the Secret "${secret.name}" in another way than ${earlier.path} does`)
          .mend("describe it once, with all its entries, and use that in both places");
    }
  },
  examples: () => ({
    passing: [
      used(secretVariable("database", ["username", "password"]), secretVariable("database", ["username", "password"])),
    ],
    failing: [used(secretVariable("database", ["username", "password"]), secretVariable("database", ["password"]))],
  }),
});

export const oneVariable = check({
  id: "secrets/one-variable",
  severity: "error",
  reason:
    "Two secrets whose names differ in punctuation alone are one Terraform variable: both would get the same value.",
  *find({ secrets }: Model): Iterable<Problem> {
    const first = new Map<string, { readonly path: string; readonly name: string; readonly entry: string }>();
    for (const { path, secret } of secrets) {
      if (secret.kind !== "secretVariable") continue;
      for (const entry of secret.entries) {
        const variable = variableName(secret, entry);
        const earlier = first.get(variable);
        if (earlier === undefined) first.set(variable, { path, name: secret.name, entry });
        else if (earlier.name !== secret.name || earlier.entry !== entry)
          yield at(path)
            .problem(
              `takes the entry "${entry}" of "${secret.name}" from the variable "${variable}", and so does ${earlier.path} the entry "${earlier.entry}" of "${earlier.name}"`,
            )
            .mend("give one of the Secrets or entries a name that differs in letters or digits");
      }
    }
  },
  examples: () => ({
    passing: [used(secretVariable("grafana-db", ["password"]), secretVariable("loki-db", ["password"]))],
    failing: [used(secretVariable("grafana-db", ["password"]), secretVariable("grafana.db", ["password"]))],
  }),
});

const used = (grafana: SecretRef, loki: SecretRef) =>
  environmentWith({
    secrets: [
      { path: "example.grafana.database", namespace: "observability", secret: grafana },
      { path: "example.loki.storage", namespace: "observability", secret: loki },
    ],
  });
