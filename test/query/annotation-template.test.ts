/** How annotations are read: what they show of an alert, and what Prometheus would refuse. */
import fc from "fast-check";
import { readTemplate } from "../../lib/query";
import { describeWith } from "../proof/tool";
import { promtoolTemplateVerdicts } from "./promtool-verdict";
import { templates } from "./random-templates";

test.each<[string, readonly string[]]>([
  ["{{ $labels.pod }} of {{ .Labels.service }}, {{ $.Labels.node }}", ["pod", "service", "node"]],
  ['{{ index $labels "pod.name" }} {{ .Labels.pod | title }}', ["pod.name", "pod"]],
  ["{{ if $labels.pod }}{{ $labels.pod }}{{ else }}{{ .Labels.node }}{{ end }}", ["pod", "node"]],
  ['{{ printf "%s" (reReplaceAll "a" "b" $labels.pod) }}', ["pod"]],
  // Within range and with the dot is something else.
  ['{{ range query "up" }}{{ .Labels.job }}{{ $labels.pod }}{{ end }}{{ .Labels.node }}', ["pod", "node"]],
  ['{{ with query "up" }}{{ . | first | value }}{{ else }}{{ .Labels.pod }}{{ end }}', ["pod"]],
  ["{{/* $labels.pod */}} $labels.pod", []],
])("%s shows the labels %p", (text, labels) => {
  expect(readTemplate(text)).toMatchObject({ labels, problems: [] });
});

test("labels of the installation are told apart from those of the alert", () => {
  expect(readTemplate("{{ $externalLabels.cluster }} {{ .ExternalLabels.region }}")).toMatchObject({
    labels: [],
    externalLabels: ["cluster", "region"],
  });
});

test.each<[string, readonly object[]]>([
  ["{{ $value }} orders", [{ functions: [], after: " orders" }]],
  ["{{ .Value }}%", [{ functions: [], after: "%" }]],
  ["{{ $value | humanizePercentage }}.", [{ functions: ["humanizePercentage"], after: "." }]],
  ["{{ humanizeDuration $value }}", [{ functions: ["humanizeDuration"], after: "" }]],
  ['{{ printf "%.2f" .Value }}s', [{ functions: ["printf"], format: "%.2f", after: "s" }]],
  ['{{ $value | printf "%.0f" | title }}', [{ functions: ["printf", "title"], format: "%.0f" }]],
  ["{{ title (humanize $value) }}", [{ functions: ["humanize", "title"] }]],
  ["{{ if gt $value 5.0 }}many{{ end }}", []],
  ["{{ $labels.value }}", []],
])("%s prints the value", (text, values) => {
  expect(readTemplate(text)).toMatchObject({ values, problems: [] });
});

test.each([
  ["{{ $labels.pod", "{{ is never closed with }}"],
  ["{{ $label.pod }}", "there is no variable $label"],
  ["{{ humanise $value }}", "there is no function humanise"],
  ["{{ if $value }}many", "{{ if … }} lacks its {{ end }}"],
  ["{{ end }}", "there is nothing to end"],
  ["{{ if $value }}a{{ else }}b{{ else }}c{{ end }}", "a second else in one if"],
  ['{{ range query "up" }}{{ else }}{{ break }}{{ end }}', "break stands outside of a range"],
  ["{{ with $x := $value }}{{ end }}{{ $x }}", "there is no variable $x"],
  ["{{ $value | 5 }}", "5 stands after | but is no function"],
  ["{{ }}", "a value is missing in braces"],
  ["{{ .labels.pod }}", "there is no .labels: an alert gives .Labels, .ExternalLabels, .ExternalURL, .Value"],
])("%s: %s", (text, message) => {
  expect(readTemplate(text).problems).toMatchObject([{ message }]);
});

describeWith(["promtool"], "our reading of annotations", () => {
  test("agrees with promtool on random ones", () => {
    const texts = fc.sample(templates, { numRuns: 2000, seed: Number(process.env["SEED"] ?? 1) });
    const verdicts = promtoolTemplateVerdicts(texts);
    const differences = texts.flatMap((text, index) => {
      // Prometheus finds out about unknown fields only when it prints.
      const ours = readTemplate(text).problems.filter(({ message }) => !message.startsWith("there is no ."));
      const theirs = verdicts[index];
      return ours.length > 0 === (theirs !== undefined)
        ? []
        : [`${text}\n  ours: ${ours[0]?.message ?? "accepted"}; Prometheus: ${theirs ?? "accepted"}`];
    });
    const refused = verdicts.filter((verdict) => verdict !== undefined).length;
    process.stdout.write(`annotations: ${texts.length} compared with promtool, ${refused} of them refused by both\n`);
    expect(differences).toEqual([]);
    expect(refused).toBeGreaterThan(500);
  });
});
