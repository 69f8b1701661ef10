/** What a person needs to know after the table: findings and why they matter, Secrets to have ready, where the output is, what to run next. */
import type { App } from "cdktf";
import * as path from "node:path";
import { reasonOf } from "../checks";
import { formatFinding, variableName, type Finding, type Model } from "../model";

export const epilogue = (app: App, models: readonly Model[], findings: readonly Finding[], first: string): string =>
  [
    ...(findings.length === 0 ? [] : ["", ...findings.map(formatFinding), "", ...reasons(findings)]),
    "",
    "Secrets that must be there before the first deployment:",
    ...models
      .filter(({ secrets }) => secrets.length > 0)
      .map((model) => `  ${model.name}: ${secretsOf(model).join(", ")}`),
    "",
    `Synthesized into ${path.relative(process.cwd(), path.join(app.outdir, "stacks")) || "."}/`,
    `Next: npx cdktf-cli@0.21.0 deploy '${first}-*'    (needs terraform >= 1.11 and access to the cluster; README, "Deploy")`,
  ].join("\n");

/** Why a check is there at all, once for each that found something. */
export const reasons = (findings: readonly Finding[]): readonly string[] =>
  [...new Set(findings.map(({ check }) => check))].flatMap((id) => {
    const reason = reasonOf(id);
    return reason === undefined ? [] : [`  ${id}: ${reason}`];
  });

/** `namespace/name` of Secrets that somebody has to make, and the variables of those that Terraform makes. */
const secretsOf = ({ secrets }: Model): readonly string[] =>
  [
    ...new Set(
      secrets.flatMap(({ namespace, secret }) => {
        switch (secret.kind) {
          case "existingSecret":
            return [`${namespace}/${secret.name}`];
          case "secretVariable":
            return secret.entries.map((entry) => `TF_VAR_${variableName(secret, entry)}`);
          case "externalSecret":
            return [];
        }
      }),
    ),
  ].sort();
