/** The file of templates that all channels share: `observability.tmpl`. */
import { inQuery, linked } from "./links";
import { cut, messageBody, onOneLine, type Style } from "./message";
import { HTML, MARKDOWN, PLAIN, SLACK, TELEGRAM } from "./styles";

/** A named template; the line breaks between the pieces are not part of it. */
const define = (name: string, pieces: readonly string[]): string =>
  [`{{ define "${name}" -}}`, ...pieces.map(trimmed), "{{- end }}", ""].join("\n");

const trimmed = (piece: string): string => (piece.startsWith("{{ ") ? `{{- ${piece.slice(3)}` : `{{- "" }}${piece}`);

/** The alerts that a notification is about: those that fire; those that are over, once none does. */
const CONCERNED = ["{{ $alerts := .Alerts.Firing }}", "{{ if not $alerts }}{{ $alerts = .Alerts.Resolved }}{{ end }}"];

/** The worst severity among them. */
const SEVERITY = [
  '{{ $severity := "" }}',
  "{{ range $alerts }}",
  '{{ if or (eq .Labels.severity "critical") (not $severity) }}{{ $severity = .Labels.severity }}',
  '{{ else if and (eq .Labels.severity "warning") (ne $severity "critical") }}{{ $severity = "warning" }}',
  '{{ else if and (eq .Labels.severity "info") (ne $severity "critical") (ne $severity "warning") }}{{ $severity = "info" }}',
  "{{ end }}",
  "{{ end }}",
];

/** Their names, each once. */
const NAMES = [
  "{{ $names := list }}",
  "{{ range $alerts }}",
  '{{ $name := or .Labels.alertname "alert" }}',
  "{{ $isKnown := false }}",
  "{{ range $names }}{{ if eq . $name }}{{ $isKnown = true }}{{ break }}{{ end }}{{ end }}",
  "{{ if not $isKnown }}{{ $names = append $names $name }}{{ end }}",
  "{{ end }}",
];

/** Sets `$title`: `[FIRING:3] LokiRequestErrors critical · loki · prod-cluster`. */
const TITLE = [
  ...CONCERNED,
  ...SEVERITY,
  ...NAMES,
  '{{ $title := printf "[%s:%d]" (toUpper .Status) (len $alerts) }}',
  '{{ range $index, $name := $names }}{{ if eq $index 0 }}{{ $title = printf "%s %s" $title $name }}{{ end }}{{ end }}',
  '{{ if eq (len $names) 2 }}{{ $title = printf "%s and 1 other alert" $title }}{{ end }}',
  '{{ if gt (len $names) 2 }}{{ $title = printf "%s and %d other alerts" $title (len (slice $names 1)) }}{{ end }}',
  '{{ with $severity }}{{ $title = printf "%s %s" $title . }}{{ end }}',
  '{{ with or .CommonLabels.service .CommonLabels.namespace }}{{ $title = printf "%s · %s" $title . }}{{ end }}',
  '{{ with .CommonLabels.cluster }}{{ $title = printf "%s · %s" $title . }}{{ end }}',
  `{{ $title = ${cut(onOneLine("$title"), 200)} }}`,
];

/** At most 99 signs of ASCII, which is what the subject of Amazon's SNS can hold. */
const subject = [
  ...TITLE,
  '{{ $title = reReplaceAll " · " " - " $title }}',
  '{{ $title = reReplaceAll "[^ -~]" "?" $title }}',
  '{{ reReplaceAll "^(.{96}).{4,}$" "$1..." $title }}',
];

/** A word for each severity. */
const bySeverity = (words: Readonly<Record<"critical" | "warning" | "info" | "other", string>>): readonly string[] => [
  ...CONCERNED,
  ...SEVERITY,
  `{{ if eq $severity "critical" }}${words.critical}`,
  `{{ else if eq $severity "warning" }}${words.warning}`,
  `{{ else if eq $severity "info" }}${words.info}`,
  `{{ else }}${words.other}{{ end }}`,
];

/** Alertmanager's page reads `{name="value",…}` with JSON's escapes, without a comma at the end. */
const SILENCE_URL = [
  '{{ $filter := "" }}',
  "{{ range .CommonLabels.SortedPairs }}",
  '{{ if $filter }}{{ $filter = printf "%s," $filter }}{{ end }}',
  '{{ $filter = printf "%s%s=%s" $filter .Name (toJson .Value) }}',
  "{{ end }}",
  '{{ $filter = printf "{%s}" $filter }}',
  `{{ printf "%s/#/silences/new?filter=%s" .ExternalURL ${inQuery("$filter")} }}`,
];

const ALERTS_URL = [`{{ printf "%s/#/alerts?receiver=%s" .ExternalURL ${inQuery(".Receiver")} }}`];

const heading = (style: Style): string => style.strong('{{ template "observability.title" . }}');

/** All of the file. The names are those of `TEMPLATES`. */
export const observabilityFile = [
  define("observability.title", [...TITLE, "{{ $title }}"]),
  define("observability.subject", subject),
  define("observability.text", messageBody(PLAIN)),
  define("observability.markdown", messageBody(MARKDOWN)),
  define("observability.slack.text", messageBody(SLACK)),
  define("observability.slack.color", [
    '{{ if eq .Status "resolved" }}good{{ else }}',
    ...bySeverity({ critical: "danger", warning: "warning", info: "#439fe0", other: "warning" }),
    "{{ end }}",
  ]),
  define("observability.telegram", [`${heading(TELEGRAM)}\n{{ "" }}`, ...messageBody(TELEGRAM)]),
  define("observability.html", [HTML.paragraph(heading(HTML)), ...messageBody(HTML)]),
  ...(["runbook_url", "dashboard_url"] as const).map((annotation) =>
    define(`observability.${annotation}`, [
      linked("$url", annotation, ".CommonAnnotations", ".CommonLabels"),
      "{{ $url }}",
    ]),
  ),
  define("observability.silence_url", SILENCE_URL),
  define("observability.alerts_url", ALERTS_URL),
  ...[
    { label: "Runbook", name: "runbook" },
    { label: "Dashboard", name: "dashboard" },
  ].flatMap(({ label, name }) => [
    define(`observability.slack.${name}`, [
      `{{ if trimSpace .CommonAnnotations.${name}_url }}${label}{{ else }}Alerts{{ end }}`,
    ]),
    define(`observability.slack.${name}_url`, [
      `{{ if trimSpace .CommonAnnotations.${name}_url }}{{ template "observability.${name}_url" . }}`,
      `{{ else }}{{ template "observability.alerts_url" . }}{{ end }}`,
    ]),
  ]),
  define(
    "observability.pagerduty.severity",
    bySeverity({ critical: "critical", warning: "warning", info: "info", other: "error" }),
  ),
].join("\n");
