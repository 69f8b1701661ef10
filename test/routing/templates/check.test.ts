/** What the check says of texts of notifications; that amtool agrees is proven beside it. */
import { templateFileProblems, templateProblems, type TemplateProblem } from "../../../lib/routing/templates/check";
import { templateNames } from "../../../lib/routing/templates/library";
import { shippedTemplates, TEMPLATES, use } from "../../../lib/routing/templates/shipped";
import { COMPANY_FILE, RIGHT, SILENTLY_WRONG, WRONG, WRONG_IN_HTML } from "./template-texts";

const NOTHING: ReadonlySet<string> = new Set();
const problems = (text: string, html = false): readonly TemplateProblem[] =>
  templateProblems(text, { html, defined: NOTHING, files: [COMPANY_FILE] });
const inFile = (text: string, files: readonly string[] = []): readonly string[] =>
  templateFileProblems(text, { defined: NOTHING, files }).map(({ message }) => message);

test.each(RIGHT)("nothing is wrong with %s", (text) => {
  expect([...problems(text), ...problems(text, true)]).toEqual([]);
});

test.each([...WRONG, ...SILENTLY_WRONG.map(([text, message]) => [text, message] as const)])(
  "%s: %s",
  (text, message) => {
    expect(problems(text)[0]?.message).toContain(message);
  },
);

test.each(WRONG_IN_HTML)("as HTML, %s: %s", (text, message) => {
  expect(problems(text, true)[0]?.message).toContain(message);
});

test.each([
  [
    "{{ .Labels.alertname }}",
    "write .CommonLabels for what all of its alerts share, or {{ range .Alerts }}{{ .Labels }}{{ end }}",
  ],
  ["{{ .StartsAt }}", "write {{ range .Alerts }}{{ .StartsAt }}{{ end }}"],
  ["{{ range .Alerts }}{{ .ExternalURL }}{{ end }}", "write $.ExternalURL for that of the notification"],
  ["{{ .Alerts.Annotations.summary }}", "go through them: {{ range … }}{{ .Annotations }}{{ end }}"],
  ["{{ .Staus }}", "write one of .Receiver, .Status, .Alerts"],
  ["{{ .Status | ToUpper }}", 'use a function that Alertmanager or Go has (did you mean "toUpper"?)'],
  ['{{ template "mine" . }}', 'define it: {{ define "mine" }}…{{ end }}, or use one that is there'],
  ['{{ template "company.title" }}', 'call it with a dot: {{ template "…" . }}'],
  ["{{ range . }}x{{ end }}", "write {{ range .Alerts }}"],
  ["{{ .Status", "write it as Go's template language has it"],
])("%s is mended so: %s", (text, mend) => {
  expect(problems(text)[0]?.mend).toContain(mend);
});

test("a problem says where it stands", () => {
  const text = "It is {{ .Status }}: {{ .Labels.pod }}.";
  const [{ from, to } = { from: 0, to: 0 }] = problems(text);
  expect(text.slice(from, to)).toBe("{{ .Labels.pod }}");
});

test("all problems are told, in the order of the text, each once", () => {
  const text = '{{ .Lables }}{{ template "x" . }}{{ template "x" . }}{{ define "x" }}{{ .Alert }}{{ end }}{{ nil }}';
  expect(problems(text).map(({ message }) => message)).toEqual([
    "a notification has no .Lables",
    'a notification has no .Alert (did you mean "Alerts"?)',
    "nil does nothing on its own",
  ]);
});

test("a variable that is set to something of another kind is followed no further", () => {
  expect(problems('{{ $x := "" }}{{ if .Receiver }}{{ $x = .CommonLabels }}{{ end }}{{ $x.pod }}')).toEqual([]);
});

test("a variable of an inner scope leaves the outer one as it is", () => {
  expect(problems("{{ $x := .Alerts }}{{ with .Status }}{{ $x := . }}{{ $x }}{{ end }}{{ $x.Firing }}")).toEqual([]);
});

test("a template that only the name is known of is not judged", () => {
  expect(templateProblems('{{ template "else.where" .Status }}', { defined: new Set(["else.where"]) })).toEqual([]);
});

describe("a file", () => {
  test.each<[what: string, text: string, message: string]>([
    [
      "a template for a notification",
      '{{ define "x" }}{{ .Alerts.Fired }}{{ end }}',
      "the list of alerts has no .Fired",
    ],
    ["a template for an alert", '{{ define "x" }}{{ .Labels.pod }}{{ .StartAt }}{{ end }}', "an alert has no .StartAt"],
    ["an unknown name", '{{ define "x" }}{{ template "y" . }}{{ end }}', "no template is called y"],
    ["a name that is taken", '{{ define "x" }}a{{ end }}{{ define "x" }}b{{ end }}', "a second template is called x"],
    [
      "what a template hands to the next",
      '{{ define "x" }}{{ range .Alerts }}{{ template "y" . }}{{ end }}{{ end }}{{ define "y" }}{{ .Alerts }}{{ end }}',
      "an alert has no .Alerts",
    ],
    ["syntax", '{{ define "x" }}{{ if .Status }}{{ end }}', "{{ define … }} lacks its {{ end }}"],
  ])("with %s is judged: %s", (_what, text, message) => {
    expect(inFile(text)).toEqual([expect.stringContaining(message)]);
  });

  test.each([
    '{{ define "x" }}{{ .Labels.pod }}{{ end }}',
    '{{ define "x" }}{{ .pod }}{{ end }}',
    '{{ define "x" }}{{ range . }}{{ .Labels.pod }}{{ end }}{{ end }}',
    '{{ define "x" }}{{ . | toUpper }}{{ end }}',
  ])("may be written for anything that fits: %s", (text) => {
    expect(inFile(text)).toEqual([]);
  });

  test("may call templates of other files, with what those are for", () => {
    const call = (handed: string) =>
      `{{ define "x" }}{{ .Receiver }}{{ template "company.alerts" ${handed} }}{{ end }}`;
    expect(inFile(call(".Alerts"), [COMPANY_FILE])).toEqual([]);
    expect(inFile(call("."), [COMPANY_FILE])).toEqual([
      "in the template company.alerts: range cannot go through a notification",
    ]);
  });

  test("names what it defines, blocks as well", () => {
    const text = '{{ define "a" }}{{ block "b" . }}{{ end }}{{ end }}{{ define "a" }}x{{ end }}';
    expect(templateNames(text)).toEqual(["a", "b"]);
  });
});

describe("our own file", () => {
  test("has no problem", () => {
    expect(inFile(shippedTemplates)).toEqual([]);
  });

  test("defines what channels use, and nothing else", () => {
    expect([...templateNames(shippedTemplates)].sort()).toEqual(Object.values(TEMPLATES).sort());
  });

  test.each(Object.values(TEMPLATES))("can be used for a notification: %s", (name) => {
    expect(templateProblems(use(name), { defined: NOTHING, files: [shippedTemplates] })).toEqual([]);
  });
});
