import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { KeyFile } from "../../lib/charts";

const generator = join(__dirname, "..", "..", "tools", "chart-keys", "generate.mjs");
const generate = (...args: readonly string[]) =>
  spawnSync(process.execPath, [generator, ...args], { encoding: "utf8" });

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

const chart = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), "chart-"));
  folders.push(folder);
  for (const [name, text] of Object.entries({ "Chart.yaml": "{name: example, version: 1.2.3}", ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
};

/** What the generator reads from a chart of these default values and this template. */
const keysOf = (values: string, template: string, more: Readonly<Record<string, string>> = {}): KeyFile => {
  const { stdout, stderr, status } = generate(
    "--print",
    chart({ "values.yaml": values, "templates/a.yaml": template, ...more }),
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as KeyFile;
};

describe("the keys of a chart", () => {
  test.each<[string, string, string, KeyFile["keys"]]>([
    [
      "that it prints",
      "a: x\nb: 1\nc: true\nd: ''",
      "{{ .Values.a }}{{ .Values.b }}{{ .Values.c }}{{ .Values.d }}",
      {
        a: "string",
        b: "numeric",
        c: "boolean",
        d: "text",
      },
    ],
    [
      "that only a template names",
      "{}",
      "{{ with .Values.a }}{{ .b }}{{ end }}",
      { a: { b: "scalar", "~": "scalar|list" } },
    ],
    [
      "that it writes out whole",
      "a: {x: 1}\nb: {}\nc: []",
      "{{ toYaml .Values.a }}{{ .Values.b | toYaml }}{{ toJson .Values.c }}",
      {
        a: { x: "text", "*": "any" },
        b: "map",
        c: "list",
      },
    ],
    [
      "of a map of its own names",
      "a: {}",
      "{{ range $k, $v := .Values.a }}{{ $k }}: {{ $v.x }}{{ end }}",
      {
        a: { "*": { x: "scalar", "~": "scalar|list" } },
      },
    ],
    [
      "of the items of a list",
      "a: []\nb: []",
      "{{ range .Values.a }}{{ .x }}{{ end }}{{ range .Values.b }}{{ . }}{{ end }}",
      {
        a: [{ x: "scalar" }],
        b: ["text"],
      },
    ],
    ["that no template reads", "a: x", "{{ .Values.c }}", { a: { "!": "x" }, c: "scalar" }],
    ["of an empty map that is written where a list belongs", "env: {}", "{{ toYaml .Values.env }}", { env: "@env" }],
    [
      "that are pieces of Kubernetes objects",
      "resources: {}\ntolerations: []",
      "{{ toYaml .Values.resources }}{{ toYaml .Values.tolerations }}",
      {
        resources: "@resources",
        tolerations: "@tolerations",
      },
    ],
    [
      "with a dot",
      "a.b: {c: x}",
      '{{ (index .Values "a.b").c }}{{ get (index .Values "a.b") "d" }}',
      { "a.b": { c: "string", d: "scalar" } },
    ],
    [
      "by a computed name",
      "a: {x: {z: 1}}",
      '{{ $name := printf "%s" "x" }}{{ (index .Values.a $name).z }}',
      { a: { x: { z: "numeric" } } },
    ],
    [
      "of two maps merged",
      "a: {}\nb: {y: 1}",
      "{{ $m := merge .Values.a .Values.b }}{{ $m.y }}",
      { a: { y: "scalar" }, b: { y: "numeric" } },
    ],
    [
      "of which one kind is told apart",
      "a: []",
      '{{ if kindIs "string" .Values.a }}{{ .Values.a }}{{ else }}{{ toYaml .Values.a }}{{ end }}',
      {
        a: "list|string",
      },
    ],
    ["that say false for none", "queryLogFile: false", "{{ .Values.queryLogFile }}", { queryLogFile: "scalar" }],
  ])("%s", (_title, values, template, keys) => {
    expect(keysOf(values, template).keys).toEqual(keys);
  });

  test("through included templates, with a context of their own", () => {
    const helpers = '{{ define "x" }}{{ .ctx.Values.a.b }}{{ toYaml .part }}{{ end }}';
    const { keys } = keysOf("a: {b: 1}\nc: {}", '{{ include "x" (dict "ctx" $ "part" .Values.c) }}', {
      "templates/_x.tpl": helpers,
    });
    expect(keys).toEqual({ a: { b: "numeric" }, c: "map" });
  });

  test("of a subchart, under its name, with the globals of all", () => {
    const { keys } = keysOf("{}", "{{ .Values.own }}", {
      "charts/sub/Chart.yaml": "{name: sub, version: 1.0.0}",
      "charts/sub/values.yaml": "replicas: 1",
      "charts/sub/templates/a.yaml": "{{ .Values.replicas }}{{ .Values.global.registry }}",
    });
    expect(keys).toMatchObject({ own: "scalar", sub: { replicas: "numeric" }, global: { registry: "scalar" } });
  });
});

describe("where tpl runs", () => {
  test.each<[string, string, readonly string[], readonly string[]]>([
    ["a: x", "{{ tpl .Values.a . }}", ["a"], []],
    ["a: {}", "{{ tpl (toYaml .Values.a) . }}", ["a.**"], []],
    ["a: []", '{{ tpl (.Values.a | join ",") . }}', ["a.**"], []],
    ["a: []", "{{ range .Values.a }}{{ tpl . $ }}{{ end }}", ["a.*"], []],
    ["a: x", "{{ tpl (tpl .Values.a .) . }}", [], ["a"]],
    ["a.b: {}", '{{ range $k, $v := index .Values "a.b" }}{{ tpl $v $ }}{{ end }}', ['["a.b"].*'], []],
    ["a: {}", "{{ with (tpl (toYaml .Values.a) $ | fromYaml) }}{{ .x }}{{ tpl .y $ }}{{ end }}", ["a.x"], ["a.y"]],
    // A default text that is a template itself: what it prints has gone through tpl less often than its own text.
    ["a: 'x: {{ .Values.b }}'\nb: y", "{{ tpl (tpl .Values.a .) . }}", ["b"], ["a"]],
  ])("of %j, %s", (values, template, once, twice) => {
    expect(keysOf(values, template).tpl).toEqual({ once, twice });
  });

  test("what is told after an installation by hand does not count", () => {
    const { tpl } = keysOf("a: x", "{{ .Values.a }}", { "templates/NOTES.txt": "{{ tpl .Values.a . }}" });
    expect(tpl).toEqual({ once: [], twice: [] });
  });

  test("a text that is rendered with and without tpl needs a decision", () => {
    const folder = chart({ "values.yaml": "a: x", "templates/a.yaml": "{{ tpl .Values.a . }}{{ .Values.a }}" });
    expect(generate("--print", folder)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("a: 0, 1 times") as string,
    });
  });
});

test.each([
  [[], "name a folder"],
  [["--check", "nowhere"], "name a folder"],
  [["--check", __dirname], "versions of alertmanager: there must be one"],
])("generate %j says what is missing", (args, words) => {
  expect(generate(...args)).toMatchObject({ status: 1, stderr: expect.stringContaining(words) as string });
});

test("a chart without templates does not tell what it reads", () => {
  expect(generate("--print", chart({ "values.yaml": "a: 1" }))).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("has no templates") as string,
  });
});
