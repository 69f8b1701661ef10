/** Findings about rules that follow from a finding about the objective that they were computed from. */
import type { Finding, Model } from "../../model";
import type { Check } from "../check";
import { objectivesByRule, objectivesOf, type ObjectiveInPlace } from "../content/objectives";

/** The findings without those that a mend of the objective takes away by itself. */
export const withoutSymptoms = (
  findings: readonly Finding[],
  models: readonly Model[],
  checks: readonly Check[],
): readonly Finding[] => {
  const explains = new Map(checks.flatMap(({ id, explains = [] }) => (explains.length === 0 ? [] : [[id, explains]])));
  const causes = findings.filter(({ check }) => explains.has(check));
  if (causes.length === 0) return findings;
  const explained = new Map<string, Set<string>>();
  for (const model of models) {
    const paths = new Set(objectivesOf(model).map(({ path }) => path));
    for (const { check, path } of causes) {
      const objective = above(path, (place) => (paths.has(place) ? place : undefined));
      if (objective === undefined) continue;
      const known = explained.get(objective) ?? new Set();
      for (const each of explains.get(check) ?? []) known.add(each);
      explained.set(objective, known);
    }
  }
  const rules = models.map(objectivesByRule);
  const ownersOf = (place: string): readonly Pick<ObjectiveInPlace, "path">[] | undefined =>
    explained.has(place) ? [{ path: place }] : rules.map((each) => each.get(place)).find((each) => each !== undefined);
  const symptoms = new Set([...explains.values()].flat());
  return findings.filter(
    ({ check, path }) =>
      !symptoms.has(check) || !(above(path, ownersOf) ?? []).some((each) => explained.get(each.path)?.has(check)),
  );
};

/** What stands at a place, or at the next one above it of which something is known. */
const above = <Found>(path: string, find: (place: string) => Found | undefined): Found | undefined => {
  for (let end = path.length; end > 0; end = Math.max(path.lastIndexOf(".", end - 1), path.lastIndexOf("[", end - 1))) {
    const found = find(path.slice(0, end));
    if (found !== undefined) return found;
  }
  return undefined;
};
