/** The PrometheusRule objects of a platform, read back from the files that were synthesized: what really arrives in the cluster. */
import { type App, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import * as fs from "node:fs";
import * as path from "node:path";
import { parseAllDocuments } from "yaml";

type Json = Readonly<Record<string, unknown>>;

/** All objects of our own chart's releases in a synthesized stack. */
export const manifestsIn = (file: string): readonly Json[] => {
  const { resource = {} } = JSON.parse(fs.readFileSync(file, "utf8")) as {
    readonly resource?: { readonly helm_release?: Readonly<Record<string, { readonly values?: readonly string[] }>> };
  };
  return Object.values(resource.helm_release ?? {}).flatMap(({ values = [] }) =>
    values.flatMap((text) => documentsOf(terraformText(text))),
  );
};

/** What Terraform makes of a text without references. */
const terraformText = (text: string): string => text.replaceAll("$${", "${").replaceAll("%%{", "%{");

const documentsOf = (text: string): readonly Json[] => {
  const [values] = parseAllDocuments(text);
  const { documents } = (values?.toJS() ?? {}) as { readonly documents?: unknown };
  if (!Array.isArray(documents)) return [];
  return documents.map(String).flatMap((document) => parseAllDocuments(document).map((each) => each.toJS() as Json));
};

export interface PrometheusRule {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: { readonly groups: readonly { readonly name: string; readonly rules: readonly Json[] }[] };
}

export const prometheusRulesIn = (file: string): readonly PrometheusRule[] =>
  manifestsIn(file).filter((object): object is Json & PrometheusRule => object["kind"] === "PrometheusRule");

/** All rules below a construct, as synthesized. */
export const deployedRules = (construct: IConstruct): readonly Json[] =>
  prometheusRulesIn(synthesizedFile(construct)).flatMap(({ spec }) => spec.groups.flatMap(({ rules }) => rules));

/** All objects of our own chart's releases in the stack around a construct. */
export const deployedManifests = (construct: IConstruct): readonly Json[] => manifestsIn(synthesizedFile(construct));

const synthesizedFile = (construct: IConstruct): string => {
  const app = construct.node.root as App;
  app.synth();
  return path.join(app.outdir, app.manifest.forStack(TerraformStack.of(construct)).synthesizedStackPath);
};
