/** Waivers take findings away for a while; one that is over, that takes nothing away or that says too little is a finding itself. */
import { didYouMean, type Finding, type Model, type Waiver } from "../../../model";
import type { CheckEntry } from "../../check";
import { dashboardsOf } from "../dashboards-in";
import { objectivesByRule, objectivesOf, type ObjectiveInPlace } from "../objectives";
import { contentOf } from "../content";
import { waiverExpired, waiverMalformed, waiverUnknownCheck, waiverUnused } from "./entries";

interface WaiverInPlace {
  readonly waiver: Waiver;
  /** Where it is written. */
  readonly place: string;
  /** What it speaks of: findings at this path and below it. */
  readonly path: string;
  /** Further places: the rules of an objective. @default none */
  readonly further?: ReadonlySet<string>;
  /** The same waiver in all environments. */
  readonly identity: string;
}

/** What waivers are judged by. */
export interface Circumstances {
  /** `2027-03-31` */
  readonly today: string;
  /** Ids of all checks. */
  readonly checks: ReadonlySet<string>;
}

/** The findings that no waiver takes away, and those about the waivers themselves. */
export const afterWaivers = (
  findings: readonly Finding[],
  models: readonly Model[],
  circumstances: Circumstances,
): readonly Finding[] => {
  const judged = models.flatMap(waiversIn).map((each) => ({ ...each, fault: faultOf(each.waiver, circumstances) }));
  const valid = judged.filter(({ fault }) => fault === undefined);
  const used = new Set<string>();
  const left = findings.filter((finding) => {
    const waiving = valid.filter(
      ({ waiver, path, further }) =>
        waiver.check === finding.check && (isAtOrBelow(finding.path, path) || isIn(finding.path, further)),
    );
    for (const { identity } of waiving) used.add(identity);
    return waiving.length === 0;
  });
  return [
    ...left,
    ...judged.flatMap(({ fault, place, waiver, path, identity }) => {
      // A pack is deployed to several environments: its waiver may be needed in one of them only.
      if (fault === undefined && used.has(identity)) return [];
      return [finding(place, fault ?? unused(waiver, path))];
    }),
  ];
};

interface Fault {
  readonly entry: CheckEntry;
  readonly problem: string;
  readonly mend: string;
}

const finding = (path: string, { entry: { id, severity }, problem, mend }: Fault): Finding => ({
  check: id,
  severity,
  path,
  problem,
  mend,
});

const waiversIn = (model: Model): readonly WaiverInPlace[] => {
  const inPlace = (waiver: Waiver, path: string, place: string): WaiverInPlace => {
    const everywhere = path.startsWith(`${model.name}.`) ? path.slice(model.name.length) : path;
    return { waiver, path, place, identity: JSON.stringify([everywhere, waiver.check, waiver.reason]) };
  };
  const own = (path: string, waivers: readonly Waiver[]) =>
    waivers.map((waiver, index) => inPlace(waiver, path, `${path}.waivers[${index}]`));
  const rules = objectivesOf(model).some(({ slo }) => slo.waivers.length > 0) ? objectivesByRule(model) : NO_RULES;
  const rulesOf = (objective: ObjectiveInPlace): ReadonlySet<string> =>
    new Set([...rules].flatMap(([path, owners]) => (owners.includes(objective) ? [path] : [])));
  return [
    ...objectivesOf(model).flatMap((objective) => {
      const { path, slo } = objective;
      const further = slo.waivers.length === 0 ? undefined : rulesOf(objective);
      return own(path, slo.waivers).map((each) => ({ ...each, further }));
    }),
    ...model.waivers.map((waiver, index) => inPlace(waiver, waiver.path, `${model.name}.waivers[${index}]`)),
    ...model.packs.flatMap(({ path, pack: { waivers } }) => own(path, waivers)),
    ...contentOf(model).rules.flatMap(({ path, rule: { waivers } }) => own(path, waivers)),
    ...dashboardsOf(model).flatMap(({ path, dashboard, panels }) => [
      ...own(path, dashboard.waivers),
      ...panels.flatMap((each) => own(each.path, each.panel.waivers)),
    ]),
  ];
};

const NO_RULES: ReturnType<typeof objectivesByRule> = new Map();

const isIn = (path: string, places: ReadonlySet<string> | undefined): boolean => {
  if (places === undefined) return false;
  for (let end = path.length; end > 0; end = Math.max(path.lastIndexOf(".", end - 1), path.lastIndexOf("[", end - 1)))
    if (places.has(path.slice(0, end))) return true;
  return false;
};

/** `prod.loki` is above `prod.loki.storage` and `prod.loki[0]`, and not above `prod.loki2`. */
const isAtOrBelow = (path: string, above: string): boolean =>
  path === above || path.startsWith(`${above}.`) || path.startsWith(`${above}[`);

/** What nobody can excuse: an input that cannot be read, and a waiver. */
const NEVER_WAIVED = /^(input|waiver)\//;

/** A waiver is for a limited time: nobody remembers after two years why it was right. */
const LONGEST_YEARS = 2;

const faultOf = ({ check, reason, until }: Waiver, { today, checks }: Circumstances): Fault | undefined => {
  if (NEVER_WAIVED.test(check))
    return {
      entry: waiverUnknownCheck,
      problem: `waives ${check}, which cannot be waived`,
      mend: "mend what was found",
    };
  if (!checks.has(check))
    return {
      entry: waiverUnknownCheck,
      problem: `waives "${check}", which is no check${didYouMean(check, checks)}`,
      mend: "write the id that stands in brackets at the end of the finding",
    };
  if (reason.trim() === "")
    return { entry: waiverMalformed, problem: "gives no reason", mend: "say why it is right here" };
  if (!isDay(until))
    return {
      entry: waiverMalformed,
      problem: `ends on "${until}", which is no day`,
      mend: `write the last day on which it holds: "${later(today, 1)}"`,
    };
  if (until > later(today, LONGEST_YEARS))
    return {
      entry: waiverMalformed,
      problem: `holds until ${until}, more than ${LONGEST_YEARS} years`,
      mend: `write a day until ${later(today, LONGEST_YEARS)}`,
    };
  if (until < today)
    return {
      entry: waiverExpired,
      problem: `waived ${check} until ${until}`,
      mend: "mend what it waived and remove it, or write a new day if the reason still holds",
    };
  return undefined;
};

const unused = ({ check }: Waiver, path: string): Fault => ({
  entry: waiverUnused,
  problem: `waives ${check}, which finds nothing at ${path}`,
  mend: "remove it",
});

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

const later = (day: string, years: number): string => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
