/** Critical alerts, which must wake somebody at any time. */
import type { Model, Route } from "../../model";
import { conditionsOf, deployedAlerts, intervalWords, pages, quietMoment, routesOf, type Labels } from "../../routing";
import { at, check, type Problem } from "../check";
import { EXAMPLE_RECEIVERS, ofSeverity, treeOf } from "../example-routing";
import { routedModel } from "./model-example";
import { routedOf, type Outcome, type Routed } from "./outcomes";
import { alertsText, grouped, listed, wayOf } from "./words";

const paging = ({ deliveries }: Pick<Outcome, "deliveries">, { receiver }: Routed) =>
  deliveries.filter((each) => {
    const known = receiver(each.receiver);
    return known !== undefined && pages(known);
  });

const critical = ({ outcomes }: Routed): readonly Outcome[] =>
  outcomes.filter(({ alert }) => alert.severity === "critical");

/** Nobody is woken; a receiver that does not exist is another finding. */
const isUnpaged = (outcome: Pick<Outcome, "deliveries">, routed: Routed): boolean =>
  paging(outcome, routed).length === 0 &&
  outcome.deliveries.every(({ receiver }) => routed.receiver(receiver) !== undefined);

/**
 * What becomes of a critical alert of a team of which nothing else is known, because its rules come with its own services:
 * with none of the labels that routes ask for, and with a value of each that no route knows.
 */
const ofServices = (team: string, { routing: { configuration } }: Routed, external: Labels) => {
  const known: Labels = { ...external, alertname: "other", team, severity: "critical" };
  const asked = [...conditionsOf(configuration).keys()].map((label) => [label, "other"] as const);
  return [known, { ...Object.fromEntries(asked), ...known }].map((labels) => ({
    deliveries: routesOf(configuration, labels),
  }));
};

/** Teams whose services would wake nobody, where none of the alerts that are here has shown it already. */
const unpagedTeams = function* (model: Model, routed: Routed, told: ReadonlySet<string>): Iterable<Problem> {
  const { externalLabels } = deployedAlerts(model);
  for (const team of routed.routing.teams) {
    const ways = ofServices(team, routed, externalLabels);
    const [way] = ways;
    if (way === undefined || !ways.every((each) => isUnpaged(each, routed))) continue;
    if (ways.some((each) => told.has(wayOf(each)))) continue;
    yield at(way.deliveries[0]?.route.path ?? routed.routing.path)
      .problem(
        `a critical alert of the team "${team}" would wake nobody: it is told to ${listed(way.deliveries.map(({ receiver }) => receiver))}`,
      )
      .mend(
        'give the team a channel that pages, such as pagerduty({ … }) or pager: existingSecret("…"), or send what is critical to a team that has one',
      );
  }
};

export const criticalWithoutPage = check({
  id: "routing/critical-without-page",
  severity: "error",
  reason:
    "Critical means that somebody must act now. In production, a message that waits until somebody looks is not enough.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    if (model.profile !== "production") return;
    for (const routed of routedOf(model)) {
      const unpaged = grouped(
        critical(routed).filter((each) => isUnpaged(each, routed)),
        wayOf,
      );
      for (const outcomes of unpaged.values()) {
        const deliveries = outcomes[0]?.deliveries ?? [];
        yield at(deliveries[0]?.route.path ?? routed.routing.path)
          .problem(
            `nobody is woken by ${alertsText(outcomes)}, critical as it is: told to ${listed(deliveries.map(({ receiver }) => receiver))}`,
          )
          .mend(
            'give the receiver a channel that pages, such as pagerduty({ … }), the team pager: existingSecret("…"), or make the alert a warning',
          );
      }
      yield* unpagedTeams(model, routed, new Set(unpaged.keys()));
    }
  },
  examples: () => ({
    passing: [
      routedModel(),
      routedModel(
        { route: treeOf(ofSeverity("critical", "shop"), ofSeverity("warning", "shop")) },
        { profile: "staging" },
      ),
      ofTwoTeams("shop-oncall"),
    ],
    failing: [
      routedModel({ route: treeOf(ofSeverity("critical", "shop"), ofSeverity("warning", "shop")) }),
      routedModel({
        route: treeOf(
          { matchers: { service: "cart" }, receiver: "shop" },
          ofSeverity("critical", "shop-oncall"),
          ofSeverity("warning", "shop"),
        ),
      }),
      ofTwoTeams("shop"),
    ],
  }),
});

/** A team whose alerts all come from elsewhere. */
const ofTwoTeams = (receiver: string) =>
  routedModel({
    teams: { shop: {}, delivery: {} },
    route: treeOf(
      { matchers: { team: "delivery" }, receiver },
      ofSeverity("critical", "shop-oncall"),
      ofSeverity("warning", "shop"),
    ),
  });

/** `…routes[1] is told only within office, not within holidays` */
const intervals = (route: Route): string => `${route.path} pages ${intervalWords(route).join(", ")}`;

export const pageMuted = check({
  id: "routing/page-muted",
  severity: "error",
  reason:
    "A page that is muted at night is none at night: a critical alert is told when the interval ends, if anybody is told at all.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    if (model.profile !== "production") return;
    for (const routed of routedOf(model)) {
      const { configuration } = routed.routing;
      for (const outcomes of grouped(critical(routed), wayOf).values()) {
        const [first] = outcomes;
        const routes = first === undefined ? [] : paging(first, routed).map(({ route }) => route);
        const [route] = routes;
        if (route === undefined) continue;
        if (quietMoment(routes, configuration, new Date()) === undefined) continue;
        yield at(`${route.path}.${route.muteTimeIntervals.length > 0 ? "muteTimeIntervals" : "activeTimeIntervals"}`)
          .problem(`${alertsText(outcomes)} wakes nobody at times: ${listed(routes.map(intervals))}`)
          .mend("leave the interval out for critical alerts, or add a route that pages somebody else in that time");
      }
    }
  },
  examples: () => ({
    passing: [
      shifts({ receiver: "shop-oncall", muteTimeIntervals: ["office"] }),
      routedModel({
        route: treeOf(
          ofSeverity("critical", "shop-oncall"),
          ofSeverity("warning", "shop", { activeTimeIntervals: ["office"] }),
        ),
        timeIntervals: OFFICE,
      }),
    ],
    failing: [
      routedModel({
        route: treeOf(
          ofSeverity("critical", "shop-oncall", { activeTimeIntervals: ["office"] }),
          ofSeverity("warning", "shop"),
        ),
        timeIntervals: OFFICE,
      }),
      shifts({ receiver: "shop" }),
    ],
  }),
});

const OFFICE = { office: [{ weekdays: ["monday:friday" as const], times: [{ from: "09:00", to: "17:00" }] }] };

/** One is woken in office hours, another one outside of them. */
const shifts = (second: Parameters<typeof ofSeverity>[2]) =>
  routedModel({
    route: treeOf(
      ofSeverity("critical", "shop-oncall", { activeTimeIntervals: ["office"], continue: true }),
      ofSeverity("critical", "shop", second),
      ofSeverity("warning", "shop"),
    ),
    receivers: EXAMPLE_RECEIVERS,
    timeIntervals: OFFICE,
  });
