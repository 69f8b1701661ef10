/** Alerts as dashboards ask for them: by name, thousands of times in an environment with hundreds of services. */
import type { DeployedAlert, DeployedPack } from "../model";

type AlertsOf = Pick<DeployedPack, "alerts">;
type Named = (name: string) => readonly DeployedAlert[];

const NONE: readonly DeployedAlert[] = [];
const indexes = new WeakMap<readonly DeployedAlert[], Named>();
const indexesOfPacks = new WeakMap<readonly AlertsOf[], Named>();

const byName = (alerts: readonly DeployedAlert[]): Named => {
  const named = new Map<string, DeployedAlert[]>();
  for (const alert of alerts) {
    const known = named.get(alert.name);
    if (known === undefined) named.set(alert.name, [alert]);
    else known.push(alert);
  }
  return (name) => named.get(name) ?? NONE;
};

/** Those of one name, in their order. */
export const alertsNamed = (name: string, alerts: readonly DeployedAlert[]): readonly DeployedAlert[] => {
  const index = indexes.get(alerts) ?? byName(alerts);
  indexes.set(alerts, index);
  return index(name);
};

/**
 * Alerts as the dashboards of a pack know them: its own, and of the other packs' those whose names it does not have. A service's alerts have
 * the names of those of all services, with thresholds of its own.
 */
export const alertsFor = ({ alerts }: AlertsOf, packs: readonly AlertsOf[]): readonly DeployedAlert[] => {
  const own = new Set(alerts.map(({ name }) => name));
  const known = [...alerts, ...packs.flatMap((pack) => pack.alerts.filter(({ name }) => !own.has(name)))];
  const all = indexesOfPacks.get(packs) ?? byName(packs.flatMap((pack) => pack.alerts));
  indexesOfPacks.set(packs, all);
  const ofPack = byName(alerts);
  indexes.set(known, (name) => (own.has(name) ? ofPack(name) : all(name)));
  return known;
};
