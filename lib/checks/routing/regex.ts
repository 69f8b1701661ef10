/** Regular expressions of matchers that Alertmanager cannot read. */
import { join, type LabelMatcher } from "../../model";
import { matches, notMatches } from "../../query";
import { matcherRegexProblem, matcherText, routesIn } from "../../routing";
import { at, check, type Problem } from "../check";
import { ofSeverity, treeOf } from "../example-routing";
import { routedModel } from "./model-example";
import { routedOf } from "./outcomes";
import { matchersAt } from "./words";

/** What other languages have and RE2 does not, and what to write for it. */
const FOREIGN: readonly (readonly [form: RegExp, mend: string])[] = [
  [/\(\?!/, "write the matcher with notMatches(…) and without the look-ahead, beside the one that must hold"],
  [/\(\?=/, "write two matchers that must both hold: one with matches(…) for each"],
  [/\(\?<[!=]/, "write it without look-behind; two matchers on one label must both hold in routes below each other"],
  [/\\[1-9]/, "write it without references to groups"],
  [/\(\?>|[*+?}]\+/, "write it without possessive groups and quantifiers: RE2 never goes back anyway"],
];

const mendOf = (regex: string): string =>
  FOREIGN.find(([form]) => form.test(regex))?.[1] ??
  "write it as RE2 has it; a sign that stands for itself needs a backslash, as in db\\\\.prod";

const broken = function* (matchers: readonly LabelMatcher[], path: string): Iterable<Problem> {
  for (const matcher of matchers) {
    if (!matcher.operator.endsWith("~")) continue;
    const problem = matcherRegexProblem(matcher.value);
    if (problem !== undefined)
      yield at(join(path, [matcher.label]))
        .problem(`${matcherText(matcher)} is no regular expression of Alertmanager: ${problem}`)
        .mend(mendOf(matcher.value));
  }
};

export const regex = check({
  id: "routing/regex",
  severity: "error",
  reason:
    "Alertmanager does not start with an expression that RE2 cannot read, and RE2 has no look-ahead and no references.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { routing } of routedOf(model)) {
      const { route, inhibitRules } = routing.configuration;
      for (const { matchers, path } of routesIn(route)) yield* broken(matchers, matchersAt(path));
      for (const { path, source, target } of inhibitRules) {
        yield* broken(source, `${path}.source`);
        yield* broken(target, `${path}.target`);
      }
    }
  },
  examples: () => ({
    passing: [routedModel({ route: withService("shop-(eu|us)") }), routedModel({ route: withService("[^.]+\\.shop") })],
    failing: [
      routedModel({ route: withService("shop-(eu|us") }),
      routedModel({ route: withService("(?!test-).*") }),
      routedModel({ route: withService("*shop") }),
      routedModel({
        inhibitRules: [{ source: { severity: "critical" }, target: { service: notMatches("[") }, equal: ["service"] }],
      }),
    ],
  }),
});

const withService = (expression: string) =>
  treeOf(
    { matchers: { service: matches(expression) }, receiver: "shop", continue: true },
    ofSeverity("critical", "shop-oncall"),
    ofSeverity("warning", "shop"),
  );
