/** Templates that Alertmanager could not fill in when it tells somebody. */
import {
  shippedTemplates,
  templateFileProblems,
  templateProblems,
  templateTextsOf,
  type TemplateProblem,
  type TemplateText,
} from "../../routing";
import { at, check, type Problem } from "../check";
import { EXAMPLE_RECEIVERS, SHOP_SLACK } from "../example-routing";
import { routedModel } from "./model-example";
import { routedOf } from "./outcomes";

type Judge = (text: Pick<TemplateText, "text" | "html" | "payload">) => readonly TemplateProblem[];

const judges = new Map<string, Judge>();

/** Channels of all receivers and environments say mostly the same: each text is judged once beside the same files. */
const judgedWith = (files: readonly string[]): Judge => {
  const key = files.join("\u0000");
  const known = judges.get(key);
  if (known !== undefined) return known;
  const problems = new Map<string, readonly TemplateProblem[]>();
  const judge: Judge = ({ text, html, payload }) => {
    const place = `${String(html)} ${String(payload)} ${text}`;
    const found = problems.get(place) ?? templateProblems(text, { html, payload, defined: new Set(), files });
    problems.set(place, found);
    return found;
  };
  judges.set(key, judge);
  return judge;
};

export const template = check({
  id: "routing/template",
  severity: "error",
  reason:
    "A text that Alertmanager cannot read keeps it from starting. One that names a field which does not exist fails when it is filled in: nobody is told.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { routing } of routedOf(model)) {
      const { templates, receivers } = routing.configuration;
      const defined: ReadonlySet<string> = new Set();
      const judge = (path: string, text: string, problems: readonly TemplateProblem[]) =>
        problems.map(({ from, message, mend }) =>
          at(path)
            .problem(`${near(text, from)}: ${message}`)
            .mend(mend),
        );
      // What is shipped has tests of its own.
      for (const { path, text } of templates.filter((each) => each.text !== shippedTemplates)) {
        const others = templates.flatMap((each) => (each.path === path ? [] : [each.text]));
        yield* judge(path, text, templateFileProblems(text, { defined, files: others }));
      }
      const files = templates.map(({ text }) => text);
      const known = judgedWith(files);
      for (const each of receivers.flatMap(({ channels }) => channels.flatMap(templateTextsOf)))
        yield* judge(each.path, each.text, known(each));
    }
  },
  examples: () => ({
    passing: [routedModel(), titled("{{ .CommonLabels.alertname }}"), titled('{{ template "observability.title" . }}')],
    failing: [
      titled("{{ .CommonLabels.alertname"),
      titled("{{ .CommonLabel.alertname }}"),
      titled("{{ .Status | upper }}"),
      titled('{{ template "observability.titel" . }}'),
      routedModel({ templates: { "company.tmpl": '{{ define "company.title" }}{{ .Alerts.Fired | len }}{{ end }}' } }),
    ],
  }),
});

const LONGEST = 40;

/** The part of the text that it is about, on one line. */
const near = (text: string, from: number): string => {
  const part = text.slice(Math.max(0, text.lastIndexOf("{{", from))).replace(/\s+/g, " ");
  const end = part.indexOf("}}");
  const whole = end === -1 ? part : part.slice(0, end + 2);
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST)}…` : whole;
};

const titled = (title: string) =>
  routedModel({
    receivers: {
      ...EXAMPLE_RECEIVERS,
      shop: { team: "shop", channels: [{ ...SHOP_SLACK, title }] },
    },
  });
