/** Which alerts hide which others: what alerts say themselves, and what the routing says of them by name. */
import type { DeployedAlert, Model } from "../../model";
import { matcherHolds } from "../../routing";

export interface Hiding {
  /** Names of alerts that are not told while it fires. */
  readonly hides: readonly string[];
  /** Names of alerts that hide it. */
  readonly hiddenBy: readonly string[];
}

const known = new WeakMap<Model, (alert: string) => Hiding>();

export const hidingIn = (model: Model): ((alert: string) => Hiding) => {
  const hiding = known.get(model) ?? compute(model);
  known.set(model, hiding);
  return hiding;
};

const compute = (model: Model): ((alert: string) => Hiding) => {
  const alerts = model.packs.flatMap(({ pack }) => pack.alerts);
  const pairs = [...statedPairs(alerts), ...routedPairs(model, alerts)];
  const [hides, hiddenBy] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()];
  for (const [source, target] of pairs) {
    if (source === target) continue;
    hides.set(source, (hides.get(source) ?? new Set()).add(target));
    hiddenBy.set(target, (hiddenBy.get(target) ?? new Set()).add(source));
  }
  const sorted = (names: ReadonlySet<string> | undefined): readonly string[] => [...(names ?? [])].sort();
  return (alert) => ({ hides: sorted(hides.get(alert)), hiddenBy: sorted(hiddenBy.get(alert)) });
};

type Pair = readonly [source: string, target: string];

const statedPairs = (alerts: readonly DeployedAlert[]): readonly Pair[] => {
  const names = new Set(alerts.map(({ name }) => name));
  return alerts.flatMap(({ name, inhibits }) =>
    inhibits.filter((other) => names.has(other)).map((other): Pair => [name, other]),
  );
};

/** Rules that name alerts; those that speak of severities alone stand on the page of routes. */
const routedPairs = ({ routings }: Model, alerts: readonly DeployedAlert[]): readonly Pair[] => {
  const rules = routings.flatMap(({ configuration }) => configuration.inhibitRules);
  return rules.flatMap(({ source, target, equal }) => {
    const [from, to] = [source, target].map((matchers) => matchers.filter(({ label }) => label === "alertname"));
    if (from === undefined || to === undefined || from.length === 0 || to.length === 0) return [];
    const named = (matchers: typeof from): readonly DeployedAlert[] =>
      alerts.filter(({ name }) => matchers.every((matcher) => matcherHolds(matcher, name)));
    const targets = named(to);
    return named(from).flatMap((hider) =>
      targets.filter((hidden) => agree(hider, hidden, equal)).map(({ name }): Pair => [hider.name, name]),
    );
  });
};

/** Static labels that differ never agree; what comes from series may. */
const agree = (a: DeployedAlert, b: DeployedAlert, equal: readonly string[]): boolean =>
  equal.every((label) => {
    const [one, other] = [a.labels[label], b.labels[label]];
    return one === undefined || other === undefined || one.includes("{{") || other.includes("{{") || one === other;
  });
