/** Routes that nothing gets to: whatever the labels are, or with the alerts that there are. */
import { didYouMean, type AlertSeverity, type Route } from "../../model";
import { matches, not } from "../../query";
import {
  allHold,
  HEARTBEAT_ALERT,
  isHeartbeat,
  matchersText,
  matcherText,
  resolvedRoutes,
  routesIn,
  unreachableRoutes,
} from "../../routing";
import { at, check, type Problem } from "../check";
import { EXAMPLE_RECEIVERS, ofSeverity, SHOP_SLACK, treeOf } from "../example-routing";
import { routedModel } from "./model-example";
import { routedOf, type Outcome, type Routed } from "./outcomes";
import { asksForNothing } from "./unknown-label";
import { alertsText, asksForUpstream, isHandWritten, isUrgent, listed } from "./words";

const before = (routes: readonly Route[]): string =>
  `put it before ${routes.length === 1 ? "that route" : "them"}, or write continue: true there`;

const paths = (routes: readonly Route[]): string =>
  listed(routes.map(({ path, ...rest }) => `${path} (${matchersText(rest)})`));

export const unreachable = check({
  id: "routing/unreachable",
  severity: "error",
  reason:
    "The first route that matches takes the alert. One that nothing is left for tells nobody, and whoever wrote it relies on it.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { routing } of routedOf(model))
      for (const found of unreachableRoutes(routing.configuration)) {
        const { path } = found.route;
        if (found.because === "contradiction")
          yield at(`${path}.matchers`)
            .problem(`no alert satisfies ${listed(found.matchers.map(matcherText))}, of which all must hold`)
            .mend('write routes beside each other for one or the other, or matches("a|b") for any of several values');
        else
          yield at(path)
            .problem(
              `is never asked: all that matches ${matchersText(found.route)} is taken before by ${paths(found.by)}`,
            )
            .mend(before(found.by));
      }
  },
  examples: () => ({
    passing: [
      routedModel({
        route: treeOf(
          { matchers: { severity: "critical", service: "cart" }, receiver: "shop", continue: true },
          ofSeverity("critical", "shop-oncall"),
          ofSeverity("warning", "shop"),
        ),
      }),
    ],
    failing: [
      routedModel({
        route: treeOf(ofSeverity("critical", "shop-oncall"), ofSeverity("warning", "shop"), {
          matchers: { severity: "critical", service: "cart" },
          receiver: "shop",
        }),
      }),
      routedModel({ route: treeOf({}, ofSeverity("critical", "shop-oncall")) }),
      routedModel({
        route: treeOf(ofSeverity("critical", "shop-oncall", { routes: [ofSeverity("warning", "shop")] })),
      }),
      routedModel({
        route: treeOf(
          { matchers: { severity: not("critical") }, receiver: "shop" },
          ofSeverity("critical", "shop-oncall"),
          { matchers: { service: "cart" } },
        ),
      }),
    ],
  }),
});

/** A route with all that is asked on the way to it, and who is asked before it. */
interface Asked {
  readonly route: Route;
  readonly parents: readonly Route[];
  /** Siblings that do not continue, its own and those of the routes above. */
  readonly earlier: readonly Route[];
}

const asked = function* (parent: Route, parents: readonly Route[], earlier: readonly Route[]): Iterable<Asked> {
  for (const [index, route] of parent.routes.entries()) {
    const own = [...earlier, ...parent.routes.slice(0, index).filter((each) => !each.continue)];
    yield { route, parents: [...parents, parent], earlier: own };
    yield* asked(route, [...parents, parent], own);
  }
};

/** Routes of a tree of one's own that no alert gets to, the topmost only, with the alerts that would match them by themselves. */
const unvisited = function* (routed: Routed): Iterable<Asked & { readonly wanted: readonly Outcome[] }> {
  const { routing, outcomes, alerts } = routed;
  const dead = new Set(unreachableRoutes(routing.configuration).map(({ route }) => route));
  const told = new Set<Route>();
  for (const each of asked(routing.configuration.route, [], [])) {
    const { route, parents } = each;
    if (parents.some((parent) => told.has(parent) || dead.has(parent))) continue;
    if (dead.has(route) || !isHandWritten(route, routing) || asksForNothing(route, routed)) {
      told.add(route);
      continue;
    }
    const matching = outcomes.filter(({ labels }) =>
      [...parents, route].every(({ matchers }) => allHold(matchers, labels)),
    );
    const urgent = matching.filter(isUrgent);
    const wanted = urgent.length > 0 ? urgent : matching;
    if (wanted.some(({ visited }) => visited.has(route)) || alerts.length === 0) continue;
    // An alert of which not all label sets are known may get there.
    if (alerts.some(({ complete }) => !complete)) continue;
    told.add(route);
    yield { ...each, wanted };
  }
};

export const shadowed = check({
  id: "routing/shadowed",
  severity: "error",
  reason:
    "The first route that matches takes the alert. This one is written for alerts that exist, and a broader route before it takes every one of them: its people are never told.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const routed of routedOf(model))
      for (const { route, earlier, wanted } of unvisited(routed)) {
        if (wanted.length === 0 || route.matchers.length === 0 || !tellsPeople(route, routed)) continue;
        // Who is told of the sign of life is another finding.
        if (wanted.every(({ alert }) => alert.name === HEARTBEAT_ALERT)) continue;
        const takers = earlier.filter(({ matchers }) => wanted.some(({ labels }) => allHold(matchers, labels)));
        const needed = takers.filter((taker, index) =>
          wanted.some(
            ({ labels }) =>
              allHold(taker.matchers, labels) &&
              !takers.slice(0, index).some(({ matchers }) => allHold(matchers, labels)),
          ),
        );
        yield at(route.path)
          .problem(
            `never gets ${alertsText(wanted)}, which ${matchersText(route)} is written for: taken before by ${paths(needed)}`,
          )
          .mend(`${before(needed)}; if it is meant for other alerts alone, say so in its matchers`);
      }
  },
  examples: () => ({
    passing: [
      published(true),
      routedModel({ route: treeOf(ofSeverity("critical", "shop-oncall"), ofSeverity("warning", "shop"), {}) }),
      // Nobody is missed behind it.
      routedModel({
        route: treeOf(...USUAL, { matchers: { service: "cart" }, receiver: "nobody" }),
        receivers: { ...EXAMPLE_RECEIVERS, nobody: [] },
      }),
      routedModel({
        route: {
          receiver: "shop",
          routes: [
            { matchers: { severity: "none" }, receiver: "heartbeat" },
            ...USUAL,
            { matchers: { alertname: HEARTBEAT_ALERT }, receiver: "shop" },
          ],
        },
      }),
    ],
    failing: [published(false)],
  }),
});

/** Whether anybody would hear of what gets to it. */
const tellsPeople = (route: Route, { routing, receiver }: Routed): boolean => {
  const own = new Set(routesIn(route));
  return resolvedRoutes(routing.configuration.route).some((each) => {
    const to = own.has(each.route) ? receiver(each.receiver) : undefined;
    return to !== undefined && to.channels.length > 0 && !isHeartbeat(to);
  });
};

export const unmatched = check({
  id: "routing/unmatched",
  severity: "warning",
  reason:
    "A route for alerts that nobody fires is a leftover, or its value is misspelt and the alerts that it is for go elsewhere.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const routed of routedOf(model))
      for (const { route, parents, wanted } of unvisited(routed)) {
        if (wanted.length > 0 || couldMatch([...parents, route], routed) || asksForUpstream(route)) continue;
        yield at(`${route.path}.matchers`)
          .problem(`no alert of this environment matches ${matchersText(route)}${meant(route, routed)}`)
          .mend("write values that alerts have, or remove the route");
      }
  },
  examples: () => ({
    passing: [
      routedModel(),
      routedModel({ route: treeOf(...USUAL, ofSeverity("info", "shop")) }),
      // Which values that expression takes is not known for certain.
      routedModel({ route: treeOf({ matchers: { service: matches("\\bpostgres\\b") } }, ...USUAL) }),
      routedModel({
        route: treeOf({ matchers: { alertname: matches("InfoInhibitor|Watchdog") }, receiver: "shop" }, ...USUAL),
      }),
    ],
    failing: [
      routedModel({ route: treeOf(ofSeverity("criticl", "shop"), ...USUAL) }),
      routedModel({ route: treeOf({ matchers: { alertname: "ShopQueueShort" } }, ...USUAL) }),
    ],
  }),
});

const SEVERITIES: readonly AlertSeverity[] = ["critical", "warning", "info", "none"];

/** Whether one of the alerts would match if it were of another severity or team: both are set anew with a word. */
const couldMatch = (routes: readonly Route[], { routing, outcomes }: Routed): boolean => {
  const matchers = routes.flatMap((route) => route.matchers);
  return outcomes.some(({ labels }) =>
    SEVERITIES.some((severity) =>
      [labels["team"] ?? "", ...routing.teams].some((team) => allHold(matchers, { ...labels, severity, team })),
    ),
  );
};

/** The value that is nearest to one that it asks for. */
const meant = ({ matchers }: Route, { alerts }: Routed): string => {
  for (const { label, operator, value } of matchers) {
    if (operator !== "=") continue;
    const states = alerts.flatMap((each) => each.states.map((state) => state(label)));
    if (states.some(({ presence, values }) => presence !== "never" && values === undefined)) continue;
    const values = new Set(states.flatMap((state) => state.values ?? []));
    if (!values.has(value)) return didYouMean(value, values);
  }
  return "";
};

const USUAL = [ofSeverity("critical", "shop-oncall"), ofSeverity("warning", "shop")];

/** As many trees are published: the databases' own route behind one that takes all that is urgent. */
const published = (first: boolean) => {
  const databases = { matchers: { service: matches("postgres|mysql|redis") }, receiver: "dba" };
  const urgent = [
    ofSeverity("critical", "shop-oncall"),
    { matchers: { severity: matches("critical|warning") }, receiver: "shop" },
  ];
  return routedModel({
    teams: { shop: {}, dba: {} },
    route: treeOf(...(first ? [{ ...databases, continue: true }, ...urgent] : [...urgent, databases])),
    receivers: { ...EXAMPLE_RECEIVERS, dba: [SHOP_SLACK] },
  });
};
