/** Which alerts keep others from being told. */
import type { InhibitRule } from "../../model";
import { allHold, labelOf } from "../matchers";
import type { ActiveAlert, Inhibition } from "./decision";

/** What an alert must share with another in the labels of `equal`; a missing label is an empty one. */
const sharedKey = ({ equal }: InhibitRule, { labels }: ActiveAlert): string =>
  JSON.stringify(equal.map((name) => labelOf(labels, name)));

type Find = (alert: ActiveAlert) => Inhibition | undefined;

const finder = (rule: InhibitRule, alerts: readonly ActiveAlert[]): Find => {
  const sources = new Map<string, ActiveAlert[]>();
  for (const alert of alerts) {
    if (!allHold(rule.source, alert.labels)) continue;
    const key = sharedKey(rule, alert);
    const same = sources.get(key);
    if (same === undefined) sources.set(key, [alert]);
    else same.push(alert);
  }
  return (alert) => {
    if (sources.size === 0 || !allHold(rule.target, alert.labels)) return undefined;
    // An alert that could inhibit by this rule itself is inhibited only by one that could not be inhibited by it: never by itself.
    const couldInhibit = allHold(rule.source, alert.labels);
    const source = sources
      .get(sharedKey(rule, alert))
      ?.find(({ labels }) => !couldInhibit || !allHold(rule.target, labels));
    return source === undefined ? undefined : { rule, source };
  };
};

/** What keeps an alert from being told while these fire, by the first rule that does. An alert that is inhibited itself still inhibits others. */
export const inhibitionBy = (rules: readonly InhibitRule[], firing: readonly ActiveAlert[]): Find => {
  const finders = rules.map((rule) => finder(rule, firing));
  return (alert) => {
    for (const find of finders) {
      const found = find(alert);
      if (found !== undefined) return found;
    }
    return undefined;
  };
};
