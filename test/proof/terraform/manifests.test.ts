/** Hostile objects through the real Terraform and Helm: what the chart prints is what was written, byte for byte. */
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { App, TerraformLocal, TerraformStack, Token } from "cdktf";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseAllDocuments } from "yaml";
import { Manifests, type KubernetesObject } from "../../../lib/terraform";
import { describeWith, run } from "../tool";
import { textsOf } from "./console";
import { data, samples, SEED, SPECIAL, text, withoutMarks } from "./hostile";

const LONG = "x".repeat(5_000);
const ENDS = ["\n---\nkind: X\n", "# end of object\n", "end\n\n\n", "\n\n  end \n \n", "end\n\t", "end "];
const TEXTS = [...SPECIAL, ...ENDS, LONG, `${LONG} ${LONG}`];

const object = (name: string, content: unknown): KubernetesObject => ({
  apiVersion: "example.com/v1",
  kind: "Example",
  metadata: { name },
  content,
});

interface StackJson {
  readonly resource: {
    readonly helm_release: Readonly<Record<string, { name: string; chart: string; values: readonly string[] }>>;
  };
  readonly locals?: Readonly<Record<string, unknown>>;
}

/** Runs a command of Helm on each release, in the stack's folder, with the values that Terraform makes of the synthesized ones. */
const helm = (
  define: (stack: TerraformStack) => readonly KubernetesObject[],
  command: (release: string, chart: string, values: string) => readonly string[],
): readonly string[] => {
  const outdir = mkdtempSync(path.join(tmpdir(), "manifests-"));
  try {
    const app = new App({ outdir });
    const stack = new TerraformStack(app, "stack");
    new HelmProvider(stack, "helm");
    new Manifests(stack, "objects", { owner: "owner", namespace: "observability", objects: define(stack) });
    app.synth();
    const cwd = path.join(outdir, "stacks", "stack");
    const { resource, locals } = JSON.parse(readFileSync(path.join(cwd, "cdk.tf.json"), "utf8")) as StackJson;
    return Object.values(resource.helm_release).map(({ name, chart, values }) => {
      const file = path.join(cwd, `${name}.yaml`);
      writeFileSync(file, textsOf({ ...locals, cases: values }).join(""));
      const { status, stdout, stderr } = run("helm", command(name, chart, file), { cwd });
      if (status !== 0) throw new Error(`${stdout}\n${stderr}`);
      return stdout;
    });
  } finally {
    rmSync(outdir, { recursive: true });
  }
};

const rendered = (define: (stack: TerraformStack) => readonly KubernetesObject[]): readonly unknown[] =>
  helm(define, (release, chart, values) => ["template", release, chart, "--values", values]).flatMap((manifest) =>
    parseAllDocuments(manifest).map((document) => document.toJS() as unknown),
  );

const byName = (objects: readonly unknown[]): ReadonlyMap<string, unknown> =>
  new Map((objects as readonly KubernetesObject[]).map((each) => [each.metadata.name, each]));

describeWith(["terraform", "helm"], `objects through Terraform and Helm (SEED=${SEED})`, () => {
  test("hostile texts arrive, also as the last thing of an object", () => {
    const objects = [...TEXTS, ...samples(text, 300)].map((each, index) => object(`text-${index}`, each));
    expect(byName(rendered(() => objects))).toEqual(byName(objects));
  });

  test("hostile data arrive, keys included", () => {
    const objects = samples(data(text), 200).map((each, index) => object(`data-${index}`, each));
    expect(byName(rendered(() => objects))).toEqual(byName(objects));
  });

  test("hostile texts arrive beside values that only Terraform knows", () => {
    // Terraform writes YAML 1.1, in which these are line breaks, and this test reads YAML 1.2.
    const lines = withoutMarks.map((each) => each.replaceAll(/[\u0085\u2028\u2029]/g, ""));
    const build = (number: number, word: string) =>
      samples(lines, 100).map((each, index) => object(`token-${index}`, { number, text: `${each}${word}`, each }));
    const result = rendered((stack) => {
      const number = Token.asNumber(new TerraformLocal(stack, "number", 1).expression);
      const word = Token.asString(new TerraformLocal(stack, "word", '"\n$${x}').expression);
      return [...build(number, word), object("static", { each: "${x}" })];
    });
    expect(byName(result)).toEqual(byName([...build(1, '"\n${x}'), object("static", { each: "${x}" })]));
  });

  test("the chart pleases helm lint", () => {
    const objects = TEXTS.map((each, index) => object(`text-${index}`, each));
    const [report] = helm(
      () => objects,
      (_, chart, values) => ["lint", chart, "--values", values, "--strict"],
    );
    expect(report).toContain("1 chart(s) linted, 0 chart(s) failed");
  });
});
