/** Receivers and time intervals by name: named but not there, and there but named nowhere. */
import { didYouMean, join, type Route, type RoutingConfiguration } from "../../model";
import { routesIn } from "../../routing";
import { at, check, type Problem } from "../check";
import { EXAMPLE_RECEIVERS, ofSeverity, SHOP_SLACK, treeOf } from "../example-routing";
import { routedModel } from "./model-example";
import { routedOf } from "./outcomes";

interface Named {
  readonly path: string;
  readonly name: string;
}

const receiversNamed = ({ path, receiver }: Route): readonly Named[] =>
  receiver === undefined ? [] : [{ path: `${path}.receiver`, name: receiver }];

const intervalsNamed = (route: Route): readonly Named[] =>
  (["muteTimeIntervals", "activeTimeIntervals"] as const).flatMap((key) =>
    route[key].map((name, index) => ({ path: join(route.path, [key, index]), name })),
  );

const unknown = function* (what: string, named: readonly Named[], known: readonly string[]): Iterable<Problem> {
  for (const { path, name } of named)
    if (!known.includes(name))
      yield at(path)
        .problem(`names the ${what} "${name}", which does not exist${didYouMean(name, known)}`)
        .mend(known.length === 0 ? `define the ${what} first` : `write one of ${known.join(", ")}`);
};

const namesOf = (each: readonly { readonly name: string }[]): readonly string[] => each.map(({ name }) => name);

const named = ({ route }: RoutingConfiguration, by: (route: Route) => readonly Named[]): readonly Named[] =>
  routesIn(route).flatMap(by);

const unused = (configuration: RoutingConfiguration, key: "receivers" | "timeIntervals") => {
  const used = new Set(namesOf(named(configuration, key === "receivers" ? receiversNamed : intervalsNamed)));
  return configuration[key].filter(({ name }) => !used.has(name));
};

export const unknownReceiver = check({
  id: "routing/unknown-receiver",
  severity: "error",
  reason:
    "Alertmanager does not start with a route to a receiver that does not exist, and keeps what it had until then.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { routing } of routedOf(model)) {
      const { configuration } = routing;
      yield* unknown("receiver", named(configuration, receiversNamed), namesOf(configuration.receivers));
    }
  },
  examples: () => ({
    passing: [routedModel()],
    failing: [
      routedModel({ route: treeOf(ofSeverity("critical", "shop-on-call"), ofSeverity("warning", "shop")) }),
      routedModel({ route: { receiver: "nobody" } }),
    ],
  }),
});

export const unusedReceiver = check({
  id: "routing/unused-receiver",
  severity: "warning",
  reason: "Somebody set it up to be told, and no route leads there: they wait for alerts that never come.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { routing } of routedOf(model))
      for (const { path, name } of unused(routing.configuration, "receivers"))
        yield at(path)
          .problem(`is a receiver that no route leads to`)
          .mend(`write receiver: "${name}" at a route, or remove it`);
  },
  examples: () => ({
    passing: [routedModel()],
    failing: [routedModel({ receivers: { ...EXAMPLE_RECEIVERS, managers: [SHOP_SLACK] } })],
  }),
});

const NIGHT = { night: [{ times: [{ from: "00:00", to: "06:00" }] }] };
const quiet = (name: string) =>
  treeOf(ofSeverity("critical", "shop-oncall"), ofSeverity("warning", "shop", { muteTimeIntervals: [name] }));

export const unknownInterval = check({
  id: "routing/unknown-interval",
  severity: "error",
  reason: "Alertmanager does not start with a route that names a time interval which does not exist.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { routing } of routedOf(model)) {
      const { configuration } = routing;
      yield* unknown("time interval", named(configuration, intervalsNamed), namesOf(configuration.timeIntervals));
    }
  },
  examples: () => ({
    passing: [routedModel({ route: quiet("night"), timeIntervals: NIGHT })],
    failing: [routedModel({ route: quiet("nights"), timeIntervals: NIGHT }), routedModel({ route: quiet("night") })],
  }),
});

export const unusedInterval = check({
  id: "routing/unused-interval",
  severity: "warning",
  reason: "Whoever wrote it thinks that somebody is left in peace then, or told only then. No route asks for it.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { routing } of routedOf(model))
      for (const { path, name } of unused(routing.configuration, "timeIntervals"))
        yield at(path)
          .problem("is a time interval that no route names")
          .mend(`write muteTimeIntervals: ["${name}"] or activeTimeIntervals: ["${name}"] at a route, or remove it`);
  },
  examples: () => ({
    passing: [routedModel({ route: quiet("night"), timeIntervals: NIGHT })],
    failing: [routedModel({ timeIntervals: NIGHT })],
  }),
});
