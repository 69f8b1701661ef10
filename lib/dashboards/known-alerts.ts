/** Alerts as dashboards ask for them: by name, thousands of times in an environment with hundreds of services. */
import type { DeployedAlert, DeployedPack } from "../model";

type AlertsOf = Pick<DeployedPack, "alerts">;

/** Each dashboard asks for a few of thousands: nothing is listed before somebody asks. */
export interface KnownAlerts {
  /** Those of one name, in their order. */
  readonly named: (name: string) => readonly DeployedAlert[];
  readonly names: () => Iterable<string>;
}

/** As whoever asks has them: a list will do. */
export type GivenAlerts = readonly DeployedAlert[] | KnownAlerts;

const NONE: readonly DeployedAlert[] = [];
const indexes = new WeakMap<readonly DeployedAlert[], KnownAlerts>();
const indexesOfPacks = new WeakMap<readonly AlertsOf[], KnownAlerts>();

const byName = (alerts: readonly DeployedAlert[]): KnownAlerts => {
  const named = new Map<string, DeployedAlert[]>();
  for (const alert of alerts) {
    const known = named.get(alert.name);
    if (known === undefined) named.set(alert.name, [alert]);
    else known.push(alert);
  }
  return { named: (name) => named.get(name) ?? NONE, names: () => named.keys() };
};

export const knownAlerts = (alerts: GivenAlerts): KnownAlerts => {
  if ("named" in alerts) return alerts;
  const index = indexes.get(alerts) ?? byName(alerts);
  indexes.set(alerts, index);
  return index;
};

/**
 * Alerts as the dashboards of a pack know them: its own, and of the other packs' those whose names it does not have. A service's alerts have
 * the names of those of all services, with thresholds of its own.
 */
export const alertsFor = ({ alerts }: AlertsOf, packs: readonly AlertsOf[]): KnownAlerts => {
  const own = byName(alerts);
  const all = indexesOfPacks.get(packs) ?? byName(packs.flatMap((pack) => pack.alerts));
  indexesOfPacks.set(packs, all);
  return {
    named: (name) => {
      const ofPack = own.named(name);
      return ofPack.length > 0 ? ofPack : all.named(name);
    },
    names: () => new Set([...own.names(), ...all.names()]),
  };
};
