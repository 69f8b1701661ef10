/** What becomes of the alerts of a model, for every label set that they can carry. Computed once for all checks. */
import type { AlertRouting, AlertSeverity, DeployedAlert, Model, Receiver, Route } from "../../model";
import { labelsOf, NAME, stateOf, type LabelSet, type LabelState } from "../../query";
import {
  conditionsOf,
  routesOf,
  signatureOf,
  witnesses,
  type Conditions,
  type Labels,
  type ResolvedRoute,
} from "../../routing";
import { contentOf, type Content, type RuleInPlace } from "../content/content";
import { alternativesOf } from "../content/labels/expression";

/** One way that an alert can go. */
export interface Outcome {
  readonly alert: RoutedAlert;
  /** As far as the routing asks for them. */
  readonly labels: Labels;
  /** The routes that tell of it. */
  readonly deliveries: readonly ResolvedRoute[];
  /** All routes that it gets to, those that hand it on included. */
  readonly visited: ReadonlySet<Route>;
}

export interface RoutedAlert {
  readonly path: string;
  readonly name: string;
  readonly severity: AlertSeverity;
  /** What is known of a label, one for each of the alternatives that its expression has. */
  readonly states: readonly ((label: string) => LabelState)[];
  readonly outcomes: readonly Outcome[];
  /** False where it may carry labels that behave otherwise than all of the outcomes. */
  readonly complete: boolean;
}

export interface Routed {
  readonly routing: AlertRouting;
  readonly alerts: readonly RoutedAlert[];
  readonly outcomes: readonly Outcome[];
  readonly receiver: (name: string) => Receiver | undefined;
  /** Labels that every environment's alerts may carry by what is known of them. */
  readonly labels: ReadonlySet<string>;
  /** Some alerts may carry labels that nobody declared. */
  readonly open: boolean;
  /** Labels that Prometheus adds to all that leaves it. */
  readonly external: ReadonlySet<string>;
}

const cache = new WeakMap<Model, readonly Routed[]>();

export const routedOf = (model: Model): readonly Routed[] => {
  const known = cache.get(model) ?? model.routings.map((routing) => compute(model, routing));
  cache.set(model, known);
  return known;
};

type States = (label: string) => LabelState;

const always = (value: string): LabelState => ({ presence: "always", values: [value] });

/** A label that the rule sets; a template gives any value, or none. */
const ownState = (value: string): LabelState =>
  value === "" ? { presence: "never" } : value.includes("{{") ? { presence: "sometimes" } : always(value);

/** Prometheus adds an external label where an alert has none of that name. */
const withExternal = (state: LabelState, value: string | undefined): LabelState => {
  if (value === undefined || state.presence === "always") return state;
  if (state.presence === "never") return always(value);
  return { presence: "always", values: state.values && [...new Set([...state.values, value])] };
};

const statesOf = (rule: DeployedAlert, set: LabelSet | undefined, external: Labels): States => {
  const own = new Map(Object.entries({ ...rule.labels, alertname: rule.name }));
  return (label) => {
    const value = own.get(label);
    const state: LabelState =
      value !== undefined
        ? ownState(value)
        : label === NAME
          ? { presence: "never" }
          : set === undefined
            ? { presence: "sometimes" }
            : stateOf(set, label);
    return withExternal(state, external[label]);
  };
};

const setsOf = ({ node }: RuleInPlace, { world }: Content): readonly (LabelSet | undefined)[] =>
  node === undefined ? [undefined] : alternativesOf(node).map((each) => labelsOf(each, world));

const compute = (model: Model, routing: AlertRouting): Routed => {
  const content = contentOf(model);
  const external: Labels = Object.fromEntries(
    model.evaluators.flatMap(({ externalLabels }) => Object.entries(externalLabels)),
  );
  const { configuration } = routing;
  const conditions = conditionsOf(configuration);
  const reach = reachOf(routing, conditions);
  const sets = new Map(content.alerts.map((rule) => [rule, setsOf(rule, content)]));
  const alerts = content.alerts.map((rule) =>
    routedAlert(
      rule,
      (sets.get(rule) ?? []).map((set) => statesOf(rule.rule, set, external)),
      conditions,
      reach,
    ),
  );
  const all = [...sets.values()].flat();
  const receivers = new Map(configuration.receivers.map((each) => [each.name, each]));
  return {
    routing,
    alerts,
    outcomes: alerts.flatMap(({ outcomes }) => outcomes),
    receiver: (name) => receivers.get(name),
    labels: new Set(
      [
        "alertname",
        ...Object.keys(external),
        ...content.alerts.flatMap(({ rule }) => Object.keys(rule.labels)),
        ...all.flatMap((set) => (set === undefined ? [] : [...set.always, ...set.sometimes])),
      ].filter((label) => label !== NAME),
    ),
    open: all.some((set) => set === undefined || set.open),
    external: new Set(Object.keys(external)),
  };
};

type Reach = (labels: Labels) => Pick<Outcome, "deliveries" | "visited">;

/** Many alerts go the same way, which is walked once. */
const reachOf = ({ configuration }: AlertRouting, conditions: Conditions): Reach => {
  const known = new Map<string, ReturnType<Reach>>();
  return (labels) => {
    const key = signatureOf(conditions, labels);
    const before = known.get(key);
    if (before !== undefined) return before;
    const deliveries = routesOf(configuration, labels);
    const result = {
      deliveries,
      visited: new Set(deliveries.flatMap(({ route, ancestors }) => [...ancestors, route])),
    };
    known.set(key, result);
    return result;
  };
};

const routedAlert = (
  { path, rule }: RuleInPlace<DeployedAlert>,
  states: readonly States[],
  conditions: Conditions,
  reach: Reach,
): RoutedAlert => {
  const found = states.map((each) => witnesses(conditions, each));
  const sets = new Map(found.flatMap(({ labels }) => labels).map((labels) => [JSON.stringify(labels), labels]));
  const outcomes: Outcome[] = [];
  const alert: RoutedAlert = {
    path,
    name: rule.name,
    severity: rule.severity,
    states,
    outcomes,
    complete: found.every(({ complete }) => complete),
  };
  for (const labels of sets.values()) outcomes.push({ alert, labels, ...reach(labels) });
  return alert;
};
