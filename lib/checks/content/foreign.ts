/** What the checks say of rules whose metrics, routes, runbooks and tests nobody here knows. */
import { sortFindings, type Finding, type Model } from "../../model";
import { findings, type Check } from "../check";
import { contentOf, type RuleInPlace } from "./content";

/** Checks that read queries and templates alone: what they find is wrong whoever wrote it. */
const OF_QUERIES = /^promql\/|^alert\/(template-syntax|label-not-in-result|value-in-label)$/;

/** What is wrong only where it was agreed on, or where all rules are known: names, texts, labels, caution. */
const OF_HABITS: ReadonlySet<string> = new Set([
  "promql/constant",
  "promql/division-by-zero",
  "promql/fragile",
  "promql/needless-anchor",
  "promql/needless-regex",
  "alert/constant-summary",
  "alert/for-below-interval",
  "alert/name",
  "alert/no-condition",
  "alert/severity",
  "alert/value-without-unit",
  "group/interval",
  "rule/circular",
  "rule/computed-twice",
  "rule/duplicate",
  "rule/evaluation-order",
  "rule/label-conflict",
  "rule/missing-recording",
  "rule/recording-name",
]);

/** @returns findings whose path is the place of the rule: `rules.yaml:12 ShopQueueLong (shop)` */
export const foreignFindings = (
  checks: readonly Check[],
  model: Model,
  { habits }: { readonly habits: boolean },
): readonly Finding[] => {
  const chosen = checks.filter(({ id }) => (OF_HABITS.has(id) ? habits : OF_QUERIES.test(id)));
  const rules = new Map(contentOf(model).rules.map((rule) => [rule.path, rule]));
  return sortFindings(findings(chosen, [model]).map((finding) => ({ ...finding, path: placeOf(finding.path, rules) })));
};

const placeOf = (path: string, rules: ReadonlyMap<string, RuleInPlace>): string => {
  for (let end = path.length; end > 0; end = Math.max(path.lastIndexOf(".", end - 1), path.lastIndexOf("[", end - 1))) {
    const found = rules.get(path.slice(0, end));
    if (found !== undefined) return `${found.rule.place ?? found.path} ${found.rule.name} (${found.fact.pack.name})`;
  }
  return path;
};
