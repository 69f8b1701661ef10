/** What belongs to one service: its packs, and the dashboards and pages that come with these. */
import {
  runbookPage,
  type AlertRouting,
  type DashboardFact,
  type DeployedAlert,
  type InhibitRule,
  type Model,
  type PackFact,
  type RecordingRule,
} from "../../model";

export interface Subject {
  readonly packs: readonly PackFact[];
  readonly dashboards: readonly DashboardFact[];
  readonly inhibitRules: readonly InhibitRule[];
}

export const rulesOf = ({ pack }: PackFact): readonly (RecordingRule | DeployedAlert)[] => [
  ...pack.recordingRules,
  ...pack.alerts,
];

/** Which service a pack is about, if its rules write one onto their series. */
const serviceOf = (fact: PackFact): string | undefined => {
  const labels = rulesOf(fact).find((rule) => rule.labels["service"] !== undefined)?.labels;
  return labels === undefined ? undefined : JSON.stringify([labels["namespace"], labels["service"]]);
};

export const groupedBy = <Thing, Key>(things: readonly Thing[], keyOf: (thing: Thing) => Key): Map<Key, Thing[]> => {
  const groups = new Map<Key, Thing[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [thing]);
    else group.push(thing);
  }
  return groups;
};

/** The packs of each service together, and those that are about no one in particular. */
export const subjectsOf = (
  model: Model,
): { readonly subjects: readonly Subject[]; readonly rest: readonly PackFact[] } => {
  const packs = groupedBy(model.packs, serviceOf);
  const rest = packs.get(undefined) ?? [];
  packs.delete(undefined);
  const groups = [...packs.values()];
  const dashboards = dashboardsOfEach(model, [rest, ...groups]);
  const inhibitRules = inhibitRulesOfEach(model);
  return {
    rest,
    subjects: groups.map((own) => ({
      packs: own,
      dashboards: dashboards(own),
      inhibitRules: own.flatMap(({ path }) => inhibitRules.get(path) ?? []),
    })),
  };
};

/** By the path of the pack whose alerts say that others need not be told. */
const inhibitRulesOfEach = ({ routings }: Model): ReadonlyMap<string, readonly InhibitRule[]> =>
  groupedBy(
    routings.flatMap(({ configuration }) => configuration.inhibitRules),
    ({ path }) => path.split(".alerts.")[0] ?? path,
  );

/** A page or dashboard that several have stays nobody's. */
const dashboardsOfEach = (
  model: Model,
  groups: readonly (readonly PackFact[])[],
): ((group: readonly PackFact[]) => readonly DashboardFact[]) => {
  const owners = new Map<string, readonly PackFact[] | "several">();
  for (const group of groups)
    for (const { pack } of group)
      for (const uid of [
        ...pack.dashboards.map((each) => each.uid),
        ...pack.alerts.map(({ name }) => `runbook-${runbookPage(name)}`),
      ])
        owners.set(uid, (owners.get(uid) ?? group) === group ? group : "several");
  const found = groupedBy(model.dashboards, ({ dashboard }) => owners.get(dashboard.uid));
  return (group) => found.get(group) ?? [];
};

export const withoutInhibitRules = (routing: AlertRouting, leftOut: ReadonlySet<unknown>): AlertRouting => ({
  ...routing,
  configuration: {
    ...routing.configuration,
    inhibitRules: routing.configuration.inhibitRules.filter((rule) => !leftOut.has(rule)),
  },
});
