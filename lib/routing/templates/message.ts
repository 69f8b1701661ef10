/** The body of a message as a template: what is common to all alerts first, then each of them, then the links. */
import { linked } from "./links";

/** How a kind of channel writes. A piece is text of a template; an expression is Go's, without the braces. */
export interface Style {
  /** Braces that print an expression as it can stand in text. */
  readonly shown: (expression: string) => string;
  readonly strong: (piece: string) => string;
  readonly paragraph: (piece: string) => string;
  readonly list: (items: string) => string;
  readonly item: (piece: string) => string;
  /** Between the lines of an item. */
  readonly lineBreak: string;
  /** A link; the piece prints its target. */
  readonly link: (label: string, target: string) => string;
  /** Whether the links of the group stand in the text; without it, the channel has buttons for them. */
  readonly hasLinks: boolean;
  /** So many alerts are shown at most, firing ones and resolved ones each. */
  readonly alerts: number;
  /** Characters of a summary or a set of labels. */
  readonly short: number;
  /** Characters of a description. */
  readonly long: number;
}

/** A piece that is there when the expression gives something, which is then the dot. */
const given = (expression: string, piece: string): string => `{{ with ${expression} }}${piece}{{ end }}`;
const when = (condition: string, piece: string): string => `{{ if ${condition} }}${piece}{{ end }}`;

/** An expression, cut where it is longer. */
export const cut = (expression: string, length: number): string =>
  `reReplaceAll "(?s)^(.{${length}}).+$" "$1…" (trimSpace ${expression})`;

/** An expression whose lines are one. */
export const onOneLine = (expression: string): string => String.raw`(reReplaceAll "\\s+" " " ${expression})`;

/** What the title says already. */
const IN_TITLE = '(stringSlice "alertname" "cluster" "service" "severity")';
/** Read beside a clock on a wall. */
const TIME = '"2 Jan 15:04 MST"';

/** From the page of its runbook, the dashboard of an object is one step away: a second link for each would cost a message its room. */
const LINKS = [
  { label: "Runbook", annotation: "runbook_url", isOwn: "ne $url $runbook_url" },
  { label: "Dashboard", annotation: "dashboard_url", isOwn: "and $url (not $dashboard_url)" },
] as const;

/** The pieces, one after the other. The dot is the notification. */
export const messageBody = (style: Style): readonly string[] => {
  const { shown, strong, paragraph, list, item, lineBreak, alerts } = style;
  const line = (expression: string): string => shown(cut(onOneLine(expression), style.short));
  const text = (expression: string): string => shown(cut(expression, style.long));

  const summary = when(
    "not $.CommonAnnotations.summary",
    strong(line('(or .Annotations.summary .Labels.alertname "alert")')) + lineBreak,
  );
  const description = when(
    "not $.CommonAnnotations.description",
    given(".Annotations.description", text(onOneLine(".")) + lineBreak),
  );
  const labels = given(".Labels.Remove $.CommonLabels.Names", line(".SortedPairs.String") + lineBreak);
  const links = LINKS.map(
    ({ label, annotation, isOwn }) =>
      linked("$url", annotation, ".Annotations", ".Labels") + when(isOwn, lineBreak + style.link(label, shown("$url"))),
  );

  const some = (which: string, piece: string): string =>
    `{{ range $index, $alert := ${which} }}{{ if ge $index ${alerts} }}{{ break }}{{ end }}${item(piece)}{{ end }}` +
    when(`gt (len ${which}) ${alerts}`, item(`… and {{ len (slice ${which} ${alerts}) }} more`));

  const firing = summary + description + labels + `since {{ .StartsAt.UTC.Format ${TIME} }}` + links.join("");
  const resolved = summary + labels + `until {{ .EndsAt.UTC.Format ${TIME} }}`;
  const silence = style.link("Silence", '{{ template "observability.silence_url" . }}');

  return [
    ...LINKS.map(({ annotation }) => linked(`$${annotation}`, annotation, ".CommonAnnotations", ".CommonLabels")),
    given(".CommonAnnotations.summary", paragraph(strong(line(".")))),
    given(".CommonAnnotations.description", paragraph(text("."))),
    when(".Alerts.Firing", list(some(".Alerts.Firing", firing))),
    when(".Alerts.Resolved", paragraph(strong("Resolved")) + list(some(".Alerts.Resolved", resolved))),
    given(`.CommonLabels.Remove ${IN_TITLE}`, paragraph(line(".SortedPairs.String"))),
    ...(style.hasLinks
      ? [
          ...LINKS.map(({ label, annotation }) => given(`$${annotation}`, paragraph(style.link(label, shown("."))))),
          when(".Alerts.Firing", paragraph(silence)),
        ]
      : []),
  ];
};
