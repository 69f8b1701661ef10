/** Labels of an alert on its page: what an object is chosen by, what tells objects apart, what they are called. */
import { OBJECT_LABELS, type DeployedAlert } from "../model";

const CHOSEN: readonly string[] = [...OBJECT_LABELS, "slo"];
/** What says little about an object beside the others. */
const UNTOLD: ReadonlySet<string> = new Set(["job", "endpoint", "metrics_path", "prometheus", "uid"]);
const LONGEST_LEGEND = 3;

/** Of several alerts of a name, only what all of them have can be relied upon. */
export const common = (sets: readonly ReadonlySet<string>[]): ReadonlySet<string> =>
  new Set([...(sets[0] ?? [])].filter((label) => sets.every((each) => each.has(label))));

/** Labels of an alert that are variables of its page. A pod says all about itself. */
export const chosenOf = (labels: ReadonlySet<string>): readonly string[] => {
  const known = CHOSEN.filter((label) => labels.has(label));
  return known.includes("pod") ? known.filter((label) => label === "namespace" || label === "pod") : known;
};

/** Of a pod, its address and its service say nothing more. */
export const legendOf = (labels: ReadonlySet<string>, further: ReadonlySet<string>, otherwise: string): string => {
  const always = identityOf(labels).filter((label) => !UNTOLD.has(label));
  const certain = always.includes("pod")
    ? always.filter((label) => label !== "service" && label !== "instance")
    : always;
  const told =
    certain.length > 0
      ? certain
      : identityOf(new Set([...further].filter((label) => CHOSEN.includes(label) || label === "job")));
  return told.length === 0
    ? otherwise
    : told
        .slice(0, LONGEST_LEGEND)
        .map((label) => `{{${label}}}`)
        .join(" ");
};

/** All that tells the objects of the alert apart; what they are chosen by comes first. */
export const identityOf = (...sets: readonly ReadonlySet<string>[]): readonly string[] => {
  const labels = new Set(sets.flatMap((each) => [...each]));
  return [
    ...CHOSEN.filter((label) => labels.has(label)),
    ...[...labels].filter((label) => !CHOSEN.includes(label)).sort(),
  ];
};

/** Alerts of single services, and of their objectives, differ by matchers: with the chosen one in them, all are one query. */
export const aboutChosen = (expr: string, { labels }: DeployedAlert): string =>
  ["namespace", "service", "slo"].reduce((text, label) => {
    const own = labels[label];
    return own === undefined ? text : text.replaceAll(`${label}="${own}"`, `${label}="$${label}"`);
  }, expr);
