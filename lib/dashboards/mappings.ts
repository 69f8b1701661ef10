/** Texts that stand for values, as Grafana's mappings. */
import { MappingType, SpecialValueMatch, type ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";
import { runbookPage, type PanelQuery, type ValueText } from "../model";
import { isVariable, parsePromql, satisfies, selectorsIn, type Matcher } from "../query";
import type { KnownAlerts } from "./known-alerts";

export const mappings = (texts: readonly ValueText[]): ValueMapping[] =>
  texts.map(({ value, text, color }, index) => {
    const result = { text, index, ...(color === undefined ? {} : { color }) };
    if (value === "nothing")
      return { type: MappingType.SpecialValue, options: { match: SpecialValueMatch.NullAndNan, result } };
    if (typeof value === "object")
      return { type: MappingType.RangeToText, options: { from: value.from, to: value.to, result } };
    return { type: MappingType.ValueToText, options: { [String(value)]: result } };
  });

/**
 * The page of every alert in place of its name, so that `/d/runbook-${__value.text}` leads to it.
 * @param queries what the names come from: what their matchers exclude needs no page
 */
export const pageMappings = (
  alerts: KnownAlerts,
  { label, queries }: { readonly label: string; readonly queries: readonly PanelQuery[] },
): ValueMapping[] => {
  const selections = queries.flatMap(({ expr }) => matchersOf(label, expr));
  const names = [...alerts.names()]
    .filter((name) => selections.some((matchers) => matchers.every((each) => satisfies(each, name))))
    .sort();
  return names.length === 0
    ? []
    : [
        {
          type: MappingType.ValueToText,
          options: Object.fromEntries(names.map((name) => [name, { text: runbookPage(name) }])),
        },
      ];
};

/** What each selector of a query says about a label; nothing where that is not known. */
const matchersOf = (label: string, { kind, text }: PanelQuery["expr"]): readonly (readonly Matcher[])[] => {
  const tree = kind === "promql" ? parsePromql(text).node : undefined;
  const selectors = tree === undefined ? [] : selectorsIn(tree);
  return selectors.length === 0
    ? [[]]
    : selectors.map(({ matchers }) => matchers.filter((each) => each.label === label && !isVariable(each.value)));
};
