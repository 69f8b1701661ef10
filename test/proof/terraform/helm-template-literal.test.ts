/** Go's YAML reader and Helm's `tpl` against our YAML: values mean the same to Helm as to us, and templated keys come out as text. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { escapeTpl } from "../../../lib/terraform/helm-template-literal";
import { yamlText } from "../../../lib/terraform/yaml-text";
import { describeWith, run } from "../tool";
import { data, samples, SEED, SPECIAL, text } from "./hostile";

const list = (items: string, item: string): string =>
  `[{{ range $i, $item := ${items} }}{{ if $i }},{{ end }}{{ ${item} | toJson }}{{ end }}]`;
const EACH = `
{{ define "read" }}${list(".Values.documents", "fromYaml $item")}{{ end }}
{{ define "each" }}${list(".Values.values", "tpl $item $")}{{ end }}`;

/** Helm's own toYaml fails on these, whatever a chart does: it reads JSON as YAML. */
const carried = (each: string): string => each.replaceAll(/[\u007f-\u009f\ufeff\ufffe\uffff]/g, "");

/** What an expression of Helm's template language gives for these values, taken out as base64: Helm would read a manifest. */
const printed = (expression: string, values: unknown): string => {
  const folder = mkdtempSync(path.join(tmpdir(), "chart-"));
  try {
    mkdirSync(path.join(folder, "templates"));
    writeFileSync(path.join(folder, "Chart.yaml"), "apiVersion: v2\nname: test\nversion: 1.0.0\n");
    writeFileSync(path.join(folder, "templates", "out.yaml"), `out: {{ ${expression} | b64enc }}`);
    writeFileSync(path.join(folder, "templates", "_each.tpl"), EACH);
    writeFileSync(path.join(folder, "values.yaml"), yamlText(values));
    const { status, stdout, stderr } = run("helm", ["template", "test", "."], { cwd: folder });
    if (status !== 0) throw new Error(stderr.slice(0, 3_000));
    return Buffer.from(stdout.replace(/^[^]*out: /, ""), "base64").toString("utf8");
  } finally {
    rmSync(folder, { recursive: true });
  }
};

describeWith(["helm"], `values through Helm (SEED=${SEED})`, () => {
  test("Go reads our YAML as we mean it", () => {
    const values = { "<<": "no merge", cases: [...SPECIAL, ...samples(data(text), 400)] };
    expect(JSON.parse(printed(".Values | toJson", values))).toEqual(values);
  });

  test("Go reads our YAML as we mean it, as documents of their own", () => {
    const cases = samples(data(text), 400).map((value) => ({ value }));
    const values = { documents: cases.map(yamlText) };
    expect(JSON.parse(printed('include "read" .', values))).toEqual(cases);
  });

  const templated = (values: unknown, times: 1 | 2) => escapeTpl({ values }, [{ keys: "values.**", times }]);

  test.each([
    [1, "tpl (toYaml .Values.values) . | fromYaml | toJson"],
    [2, "tpl (tpl (toYaml .Values.values) .) . | fromYaml | toJson"],
    [1, "tpl (toJson .Values.values) ."],
    [2, "tpl (tpl (toPrettyJson .Values.values) .) ."],
  ] as const)("data under tpl, %d times, come out as they would without: %s", (times, expression) => {
    const values = { cases: [...SPECIAL.map(carried), ...samples(data(text.map(carried)), 200)] };
    const without = printed("toYaml .Values.values | fromYaml | toJson", { values });
    expect(JSON.parse(printed(expression, templated(values, times)))).toEqual(
      expression.includes("Yaml") ? JSON.parse(without) : values,
    );
  });

  test("texts under tpl, each on its own, come out as they are", () => {
    const texts = [...SPECIAL, ...samples(text, 200)];
    expect(JSON.parse(printed('include "each" .', templated(texts, 1)))).toEqual(texts);
  });
});
