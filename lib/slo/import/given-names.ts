/** Names of imported objectives: those of the file, as far as they can be names of series, alerts and pages here. */
import { didYouMean } from "../../model";
import type { ImportedObjective, UnnamedObjective } from "./imported";
import type { Report } from "./report";

/** Alerts are named after the objective with `-burns-slowly` behind it at the longest, and a phone shows sixty characters of that. */
const LONGEST = 47;
const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** By the name in the file, or by service and name: `{ "shop/requests-availability": "shop-availability" }` */
export type GivenNames = Readonly<Record<string, string>>;

export const named = (
  objectives: readonly UnnamedObjective[],
  given: GivenNames,
  report: Report,
): readonly ImportedObjective[] => {
  unknownNames(objectives, given, report);
  const names = new Map<UnnamedObjective, string>();
  const taken = new Map<string, UnnamedObjective>();
  for (const objective of objectives) {
    const name = nameOf(objective, objectives, given, report);
    if (name === undefined) continue;
    const first = taken.get(name);
    if (first === undefined) names.set(objective, name);
    else
      report.refuse(
        "import/name",
        objective.place,
        `would be "${name}", as is the objective at ${first.place}`,
        `give it a name: --name ${objective.service}/${fullName(objective)}=another-name`,
      );
    taken.set(name, first ?? objective);
  }
  return objectives.flatMap((objective) => withName(objective, names));
};

const fullName = ({ called, suffix }: UnnamedObjective): string =>
  suffix === undefined ? called : `${called}-${suffix}`;

const unknownNames = (objectives: readonly UnnamedObjective[], given: GivenNames, report: Report): void => {
  const known = objectives.flatMap((each) =>
    [each.called, fullName(each)].flatMap((name) => [name, `${each.service}/${name}`]),
  );
  for (const name of Object.keys(given))
    if (!known.includes(name))
      report.refuse(
        "import/name",
        "names",
        `there is no objective "${name}"${didYouMean(name, known)}`,
        `write one of ${[...new Set(known)].join(", ")}`,
      );
};

const nameOf = (
  objective: UnnamedObjective,
  all: readonly UnnamedObjective[],
  given: GivenNames,
  report: Report,
): string | undefined => {
  const { called, service, suffix, place } = objective;
  const whole = givenFor(given, service, fullName(objective));
  const part = suffix === undefined ? undefined : givenFor(given, service, called);
  const wanted = whole ?? (part === undefined ? undefined : `${part}-${suffix}`);
  if (wanted !== undefined)
    return NAME.test(wanted) && wanted.length <= LONGEST
      ? wanted
      : report.refuse(
          "import/name",
          "names",
          `"${wanted}" is no name of an objective`,
          `write lower-case words with dashes, at most ${LONGEST} characters`,
        );
  const others = all.some((each) => each.service !== service && fullName(each) === fullName(objective));
  const words = wordsOf(others ? `${service}-${called}` : called);
  const base = /^[a-z]/.test(words) ? words : wordsOf(`${service}-${called}`);
  const name = shortened(base, suffix === undefined ? "" : `-${suffix}`);
  if (!NAME.test(name))
    return report.refuse(
      "import/name",
      place,
      `"${called}" cannot be made a name: one begins with a letter from a to z`,
      `give it a name: --name ${service}/${fullName(objective)}=another-name`,
    );
  if (name !== fullName(objective))
    report.warn(
      "import/name",
      place,
      `"${fullName(objective)}" is called "${name}" here`,
      `nothing, or give it a name: --name ${service}/${fullName(objective)}=another-name`,
    );
  return name;
};

const givenFor = (given: GivenNames, service: string, name: string): string | undefined =>
  [`${service}/${name}`, name].filter((key) => Object.hasOwn(given, key)).map((key) => given[key])[0];

const wordsOf = (text: string): string =>
  text
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

/** Whole words, as many as fit. */
const shortened = (base: string, ending: string): string => {
  const room = LONGEST - ending.length;
  if (base.length <= room) return base + ending;
  const cut = base.slice(0, room + 1);
  const end = cut.lastIndexOf("-");
  return (end > 0 ? cut.slice(0, end) : base.slice(0, room)) + ending;
};

const withName = (
  objective: UnnamedObjective,
  names: ReadonlyMap<UnnamedObjective, string>,
): readonly ImportedObjective[] => {
  const { indicator } = objective;
  const rest = ours(objective);
  const name = names.get(objective);
  if (name === undefined) return [];
  if ("sli" in indicator) return [{ ...rest, name, indicator }];
  const parts = indicator.parts.flatMap(({ objective: part, weight }) => {
    const slo = names.get(part);
    return slo === undefined ? [] : [{ slo, weight }];
  });
  return [{ ...rest, name, indicator: { sli: { kind: "composite", parts }, groupBy: [] } }];
};

type Rest = Omit<ImportedObjective, "name" | "indicator">;

const ours = ({ service, description, owner, objective, window, levels, place }: Rest): Rest => ({
  service,
  description,
  owner,
  objective,
  window,
  levels,
  place,
});
