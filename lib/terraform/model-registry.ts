/** Where constructs leave their facts, so that the model of an environment can be checked as a whole before anything is written. */
import { Construct, type IConstruct } from "constructs";
import { TerraformStack } from "cdktf";
import { runChecks } from "../checks";
import {
  ConfigurationError,
  errorsIn,
  join,
  model,
  type Facts,
  type Finding,
  type Model,
  type Profile,
} from "../model";

interface Place {
  readonly environment: string;
  readonly path: string;
  readonly profile: Profile;
  readonly networkPolicies: boolean;
}

const CONTEXT = "cdktf-observability";
interface Entry {
  readonly place: Place;
  readonly parts: (() => Partial<Facts>)[];
}

const registries = new WeakMap<IConstruct, Map<string, Entry>>();
const guarded = new WeakSet<TerraformStack>();

/** Says which environment the constructs below `scope` belong to and how their paths begin. Call it before they are made. */
export const enterEnvironment = (
  scope: IConstruct,
  environment: { readonly name: string; readonly profile: Profile; readonly networkPolicies: boolean },
): void => {
  const { name, profile, networkPolicies } = environment;
  scope.node.setContext(CONTEXT, { environment: name, path: name, profile, networkPolicies } satisfies Place);
};

/** A scope whose constructs stand one key deeper in the input: `prod.exporters.postgres`. */
export const section = (scope: Construct, key: string): Construct => {
  const inner = new Construct(scope, key);
  const place = placeOf(scope);
  inner.node.setContext(CONTEXT, { ...place, path: join(place.path, [key]) } satisfies Place);
  return inner;
};

const placeOf = (scope: IConstruct): Place => {
  const place: unknown = scope.node.tryGetContext(CONTEXT);
  const stack = TerraformStack.of(scope).node.id;
  return place === undefined
    ? { environment: stack, path: stack, profile: "production", networkPolicies: true }
    : (place as Place);
};

/** How findings name a construct: `prod.loki`. */
export const pathOf = (scope: IConstruct, id: string): string => join(placeOf(scope).path, [id]);

/** How findings name the routing of an Alertmanager: an environment has it at its top, `prod.alerting`. */
export const routingPathOf = (scope: IConstruct, id: string): string =>
  scope.node.tryGetContext(CONTEXT) === undefined
    ? join(pathOf(scope, id), ["routing"])
    : join(placeOf(scope).environment, ["alerting"]);

/** Whether connections also write network policies. */
export const networkPoliciesIn = (scope: IConstruct): boolean => placeOf(scope).networkPolicies;

/** Adds facts to the model of the environment around. They are read when the model is, so that later wiring counts. */
export const register = (scope: IConstruct, facts: () => Partial<Facts>): void => {
  const { root } = scope.node;
  const registry = registries.get(root) ?? new Map<string, Entry>();
  registries.set(root, registry);
  const place = placeOf(scope);
  const entry: Entry = registry.get(place.environment) ?? { place, parts: [] };
  registry.set(place.environment, entry);
  entry.parts.push(facts);
  guard(TerraformStack.of(scope));
};

/** The models of all environments below a root. */
export const modelsOf = (root: IConstruct): readonly Model[] =>
  [...(registries.get(root)?.values() ?? [])].map(({ place, parts }) =>
    model(
      place.environment,
      place.profile,
      parts.map((part) => part()),
    ),
  );

interface Verdict {
  readonly models: readonly Model[];
  readonly findings: readonly Finding[];
}

const verdicts = new WeakMap<IConstruct, Verdict>();

/**
 * All findings about everything below a root.
 * @throws ConfigurationError when one of them is an error
 */
export const verify = (root: IConstruct): readonly Finding[] => {
  const models = modelsOf(root);
  const before = verdicts.get(root);
  // Whoever verifies and then synthesizes asks twice.
  const { findings } = before !== undefined && sameModels(before.models, models) ? before : judged(root, models);
  if (errorsIn(findings).length > 0) throw new ConfigurationError(findings);
  return findings;
};

const judged = (root: IConstruct, models: readonly Model[]): Verdict => {
  const verdict = { models, findings: runChecks(models) };
  verdicts.set(root, verdict);
  return verdict;
};

/** Packs and dashboards do not change once they are registered; all else is compared by what it says. */
const sameModels = (before: readonly Model[], now: readonly Model[]): boolean => {
  const [old, current] = [before.flatMap(unchanging), now.flatMap(unchanging)];
  return (
    old.length === current.length &&
    old.every((each, index) => each === current[index]) &&
    JSON.stringify(before.map(changing)) === JSON.stringify(now.map(changing))
  );
};

const unchanging = ({ packs, dashboards }: Model): readonly object[] => [
  ...packs.map(({ pack }) => pack),
  ...dashboards.map(({ dashboard }) => dashboard),
];

/** Many references have one and the same list of what is known, which is written once. */
const changing = (model: Model) => ({
  ...model,
  packs: model.packs.map(({ path, groups }) => ({ path, groups })),
  dashboards: model.dashboards.map(({ path, folder, bytes }) => ({ path, folder, bytes })),
  references: model.references.map(({ path, kind, name }) => ({ path, kind, name })),
  known: [...new Set(model.references.map(({ known }) => known))],
});

/** Every way to synthesize runs a stack's validations before it writes: the first stack of ours speaks for all. */
const guard = (stack: TerraformStack): void => {
  if (guarded.has(stack)) return;
  guarded.add(stack);
  stack.node.addValidation({
    validate: () => {
      verify(stack.node.root);
      return [];
    },
  });
};
