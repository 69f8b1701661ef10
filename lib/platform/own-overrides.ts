/** What is wrong with what is said about a pack's alerts together with the pack. */
import { didYouMean, overrideFindings, type AlertOverrides, type Finding, type MonitoringPack } from "../model";

/** @param path where the pack stands */
export const ownOverrideFindings = (
  pack: MonitoringPack,
  overrides: AlertOverrides,
  path: string,
): readonly Finding[] => [
  ...overrideFindings(pack.alerts, overrides, `${path}.alerts`),
  ...unknownAlerts(pack, overrides, `${path}.alerts`),
];

/** Overrides that are given together with a pack can only be of its own alerts. */
const unknownAlerts = (pack: MonitoringPack, overrides: AlertOverrides, path: string): readonly Finding[] => {
  const known = pack.alerts.map(({ name }) => name);
  return Object.keys(overrides)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      check: "references/unknown",
      severity: "error",
      path: `${path}.${name}`,
      problem: `is no alert of the pack ${pack.name}${didYouMean(name, known)}`,
      mend: known.length === 0 ? "leave it out: the pack has none" : `write one of ${known.join(", ")}`,
    }));
};
