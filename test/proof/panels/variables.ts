/** What Grafana would fill in for the variables of a dashboard, if somebody opened it in this world. */
import { interpolated } from "../../../lib/dashboards";
import type { Dashboard, LabelVariable } from "../../../lib/model";
import { NAME, namesOf, parseLogql, parsePromql, satisfies, selectorsIn, type Matcher } from "../../../lib/query";

type Labels = Readonly<Record<string, string>>;

/** Where the values of labels come from. */
export interface LabelSource {
  /** The labels of all series of a name, recorded ones too. */
  readonly series: (name: string) => readonly Labels[];
  readonly streams: readonly Labels[];
}

export interface FilledIn {
  readonly values: Readonly<Record<string, string>>;
  /** For panels that are repeated, one value of each variable. */
  readonly single: Readonly<Record<string, string>>;
  /** Variables that nobody could choose a value of. */
  readonly problems: readonly string[];
}

/** A namespace in which something goes on; the first of the alphabet may hold nothing but an exporter. */
const LIVELY = "shop";

export const filledIn = ({ uid, variables }: Dashboard, source: LabelSource): FilledIn => {
  const values: Record<string, string> = {};
  const single: Record<string, string> = {};
  const problems: string[] = [];
  for (const variable of variables) {
    if (variable.kind === "cluster") continue;
    if (variable.kind !== "label") {
      values[variable.name] = single[variable.name] = variable.initial;
      continue;
    }
    const found = labelValues(variable, values, source);
    const first = found.find((value) => value === LIVELY) ?? found[0];
    if (first === undefined)
      problems.push(`${uid} › variable ${variable.name}: no series has the label ${variable.label}`);
    const chosen =
      variable.initial !== undefined && found.includes(variable.initial) ? variable.initial : (first ?? "none");
    single[variable.name] = chosen;
    values[variable.name] = variable.several ? ".*" : chosen;
  }
  return { values, single, problems };
};

/** The recorded or exported names that a variable reads. */
export const namesRead = ({ from }: LabelVariable): readonly string[] => {
  const { node } = from.kind === "promql" ? parsePromql(from.text) : { node: undefined };
  return node === undefined ? [] : selectorsIn(node).flatMap((selector) => namesOf(selector) ?? []);
};

const labelValues = ({ from, label }: LabelVariable, values: Labels, source: LabelSource): readonly string[] => {
  const text = interpolated(from.text, values);
  const found =
    from.kind === "logql"
      ? parseLogql(text).streams.flatMap((matchers) => source.streams.filter((each) => matches(matchers, each)))
      : namesAndMatchers(text).flatMap(({ name, matchers }) =>
          source.series(name).filter((each) => matches(matchers, each)),
        );
  return [...new Set(found.flatMap((labels) => labels[label] ?? []))].sort();
};

const namesAndMatchers = (text: string) => {
  const { node } = parsePromql(text);
  return (node === undefined ? [] : selectorsIn(node)).flatMap((selector) =>
    (namesOf(selector) ?? []).map((name) => ({
      name,
      matchers: selector.matchers.filter(({ label }) => label !== NAME),
    })),
  );
};

const matches = (matchers: readonly Matcher[], labels: Labels): boolean =>
  matchers.every((each) => satisfies(each, labels[each.label] ?? ""));
