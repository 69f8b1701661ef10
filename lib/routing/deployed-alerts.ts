/** The alerts of an environment as they get to Alertmanager, so that whoever names one need not write all of its labels. */
import { didYouMean, type Model } from "../model";
import type { Labels } from "./matchers";

export interface DeployedAlerts {
  /** The labels that each rule sets by itself, `alertname` among them, by the name of the alert; several rules may share a name. */
  readonly ownLabels: ReadonlyMap<string, readonly Labels[]>;
  /** What Prometheus adds to all that leaves it, where an alert has no label of that name. */
  readonly externalLabels: Labels;
}

export const deployedAlerts = ({ packs, evaluators }: Pick<Model, "packs" | "evaluators">): DeployedAlerts => {
  const ownLabels = new Map<string, readonly Labels[]>();
  for (const { name, labels } of packs.flatMap(({ pack }) => pack.alerts))
    ownLabels.set(name, [...(ownLabels.get(name) ?? []), { ...withoutTemplates(labels), alertname: name }]);
  return {
    ownLabels,
    externalLabels: Object.fromEntries(evaluators.flatMap(({ externalLabels }) => Object.entries(externalLabels))),
  };
};

/** All labels of an alert that also carries these, or why no such alert can come. */
export const sentLabels = (
  name: string,
  further: Labels,
  { ownLabels, externalLabels }: DeployedAlerts,
): { readonly labels: Labels } | { readonly problem: string } => {
  const rules = ownLabels.get(name) ?? [];
  const [rule, ...others] = rules.filter((own) => contradiction(own, further) === undefined);
  if (rule === undefined) return { problem: whyNone(name, rules, further, ownLabels.keys()) };
  if (others.length > 0) return { problem: whichOf(name, [rule, ...others]) };
  // An empty label is none to Prometheus, so that the external one takes its place.
  return { labels: { ...externalLabels, ...withoutEmpty({ ...further, ...rule }) } };
};

/** What a template gives is up to the series. */
const withoutTemplates = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([, value]) => !value.includes("{{")));

const withoutEmpty = (labels: Labels): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ""));

/** A label that the rule sets to something else: it wins over the one of the series. */
const contradiction = (own: Labels, further: Labels): string | undefined =>
  Object.keys(further).find((label) => Object.hasOwn(own, label) && own[label] !== further[label]);

const whyNone = (name: string, rules: readonly Labels[], further: Labels, known: Iterable<string>): string => {
  const [own] = rules;
  if (own === undefined) return `no alert is called "${name}"${didYouMean(name, known)}`;
  const label = contradiction(own, further) ?? "";
  const values = [...new Set(rules.map((each) => JSON.stringify(each[label] ?? "")))];
  return `${name} always has the ${label} ${values.join(" or ")}, never ${JSON.stringify(further[label])}`;
};

const whichOf = (name: string, rules: readonly Labels[]): string => {
  const differing = [...new Set(rules.flatMap(Object.keys))].filter(
    (label) => new Set(rules.map((each) => each[label])).size > 1,
  );
  return `${rules.length} alerts are called ${name}: say which by ${differing.join(", ") || "another name"}`;
};
