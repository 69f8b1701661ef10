/** What stands in what: the tree of a template. */
import { readGoTemplate, templateNodes, type TemplateNode } from "../../lib/query";

const outline = (nodes: readonly TemplateNode[]): string =>
  nodes
    .map((node) => {
      switch (node.kind) {
        case "text":
          return node.text;
        case "action":
          return "_";
        case "template":
          return `<${node.name}${node.pipeline === undefined ? "" : " _"}>`;
        case "define":
        case "block":
          return `${node.kind} ${node.name}[${outline(node.body)}]`;
        default:
          return `${node.kind}[${outline(node.body)}][${outline(node.otherwise)}]`;
      }
    })
    .join("");

test.each([
  ["a{{ .x }}b", "a_b"],
  ["{{ if .x }}a{{ else if .y }}b{{ else }}c{{ end }}d", "if[a][if[b][c]]d"],
  ["{{ if .x }}a{{ else if .y }}b{{ else if .z }}c{{ end }}d", "if[a][if[b][if[c][]]]d"],
  ["{{ with .x }}a{{ else with .y }}b{{ end }}c", "with[a][with[b][]]c"],
  ["{{ range .x }}{{ if . }}{{ break }}{{ end }}a{{ else }}b{{ end }}", "range[if[][]a][b]"],
  ['{{ define "x" }}a{{ template "y" }}{{ end }}{{ template "x" . }}', "define x[a<y>]<x _>"],
  ['{{ block "x" .y }}a{{ if . }}b{{ end }}{{ end }}c', "block x[aif[b][]]c"],
  ["{{/* none */}}a{{- /* none */ -}} b", "a b"],
])("%s is %s", (text, expected) => {
  const { steps, problem } = readGoTemplate(text, new Set(), ["$"]);
  expect(problem).toBeUndefined();
  expect(outline(templateNodes(steps))).toBe(expected);
});

test("what is never closed ends with the text", () => {
  const { steps } = readGoTemplate("{{ if .x }}a{{ range .y }}b", new Set(), ["$"]);
  expect(outline(templateNodes(steps))).toBe("if[arange[b][]][]");
});
