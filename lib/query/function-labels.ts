/** The labels of what a function gives. */
import { unwrapped, type Call, type Node } from "./ast";
import {
  ANY_LABELS,
  filtered,
  labelSet,
  NAME,
  NO_LABELS,
  stateOf,
  statesOf,
  unnamed,
  withoutLabels,
  withStates,
  type LabelSet,
  type LabelState,
} from "./label-set";
import { joinedLabels, replacedLabels } from "./label-replace";
import { isVariable } from "./matcher-values";
import { typeOf } from "./types";

/** They give the series back as they are, or as they were. */
const KEEP_NAME: ReadonlySet<string> = new Set([
  "first_over_time",
  "last_over_time",
  "sort",
  "sort_by_label",
  "sort_by_label_desc",
  "sort_desc",
]);

type Infer = (node: Node) => LabelSet;

export const callLabels = (call: Call, infer: Infer): LabelSet => {
  if (typeOf(call) === "scalar") return NO_LABELS;
  const { args } = call;
  switch (call.function) {
    case "absent":
    case "absent_over_time":
      return absentLabels(args[0]);
    case "histogram_fraction":
    case "histogram_quantile":
      return withoutLabels(unnamed(seriesIn(args, infer)), ["le"]);
    case "histogram_quantiles":
      return quantilesLabels(args, withoutLabels(unnamed(seriesIn(args, infer)), ["le"]));
    case "info":
      return infoLabels(args, infer);
    // The label that is written may follow from others, so that none is certain to differ by itself.
    case "label_join":
      return filtered(joinedLabels(args, seriesIn(args, infer)));
    case "label_replace":
      return filtered(replacedLabels(args, seriesIn(args, infer)));
    default: {
      const input = seriesIn(args, infer);
      return KEEP_NAME.has(call.function) ? input : unnamed(input);
    }
  }
};

/** The argument that is no number and no text; `vector(1)` and `hour()` have none. */
const seriesIn = (args: readonly Node[], infer: Infer): LabelSet => {
  const series = args.find((each) => typeOf(each) !== "string" && typeOf(each) !== "scalar");
  return series === undefined ? NO_LABELS : infer(series);
};

/** Nothing is there to have labels, so Prometheus takes them from the matchers that leave no choice. */
const absentLabels = (node: Node | undefined): LabelSet => {
  const inner = node && unwrapped(node);
  if (inner?.kind !== "selector") return NO_LABELS;
  const { matchers } = inner;
  const states = matchers
    .filter(({ label, operator, value }) => label !== NAME && operator === "=" && value !== "")
    .map(({ label, value }): readonly [string, LabelState] => {
      const others = matchers.filter((other) => other.label === label);
      // Of several matchers of a label, the order decides whether it is kept.
      if (others.length > 1) return [label, { presence: "sometimes" }];
      return [label, { presence: "always", values: isVariable(value) ? undefined : [value] }];
    });
  return labelSet(states, { key: new Set() });
};

const quantilesLabels = ([, label, ...quantiles]: readonly Node[], input: LabelSet): LabelSet => {
  if (label?.kind !== "string") return input;
  const { dimensions } = input;
  const result = withStates(input, [[label.value, { presence: "always" }]]);
  return quantiles.length > 1 && !dimensions.has(label.value)
    ? { ...result, key: result.key && new Set([...result.key, label.value]) }
    : result;
};

/** Labels of the info metric are added where the series lack them. */
const infoLabels = ([series, selector]: readonly Node[], infer: Infer): LabelSet => {
  if (series === undefined) return ANY_LABELS;
  const input = infer(series);
  const asked =
    selector?.kind === "selector"
      ? selector.matchers.filter(({ label }) => label !== NAME).map(({ label }) => label)
      : [];
  const added = asked.map((label): readonly [string, LabelState] => {
    const { presence } = stateOf(input, label);
    return [label, { presence: presence === "always" ? "always" : "sometimes" }];
  });
  const { key, dimensions } = input;
  const states = [...statesOf(input)].filter(([, { presence }]) => asked.length > 0 || presence !== "never");
  return labelSet([...states, ...added], { open: input.open || asked.length === 0, key, dimensions });
};
