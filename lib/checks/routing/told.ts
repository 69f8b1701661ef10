/** Alerts that matter and are told to nobody, or only to whoever is told the rest. */
import { at, check, type Problem } from "../check";
import { EXAMPLE_RECEIVERS, ofSeverity, SHOP_SLACK, treeOf } from "../example-routing";
import { EXAMPLE_ALERTS, routedModel } from "./model-example";
import { routedOf, type Outcome, type Routed } from "./outcomes";
import { alertsText, asksByName, isUrgent, listed } from "./words";

/** Whether nobody at all is told of it, and no route says so by its name. */
const isForgotten = ({ deliveries }: Outcome, { receiver }: Routed): boolean =>
  deliveries.every((each) => receiver(each.receiver)?.channels.length === 0) &&
  !deliveries.some(({ route, ancestors }) => [...ancestors, route].some(asksByName));

export const emptyReceiver = check({
  id: "routing/empty-receiver",
  severity: "error",
  reason:
    "A receiver without channels tells nobody. That is right for what nobody needs to know, and not for critical alerts and warnings, unless a route names the alert itself.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const routed of routedOf(model))
      for (const { name, path, channels } of routed.routing.configuration.receivers) {
        if (channels.length > 0) continue;
        const sent = routed.outcomes.filter(
          (each) =>
            isUrgent(each) && each.deliveries.some(({ receiver }) => receiver === name) && isForgotten(each, routed),
        );
        if (sent.length === 0) continue;
        const routes = sent.flatMap(({ deliveries }) =>
          deliveries.filter(({ receiver }) => receiver === name).map(({ route }) => route.path),
        );
        yield at(path)
          .problem(`the receiver "${name}" has no channel, and ${listed(routes)} sends it ${alertsText(sent)}`)
          .mend("give it a channel, such as slack({ … }), or send them to a receiver that has one");
      }
  },
  examples: () => ({
    passing: [
      routedModel(),
      routedModel({
        route: treeOf(
          ofSeverity("critical", "shop-oncall"),
          ofSeverity("warning", "shop"),
          ofSeverity("info", "nobody"),
        ),
        receivers: { ...EXAMPLE_RECEIVERS, nobody: [] },
      }),
      // An alert that is named is meant, and a copy to nobody takes nothing away.
      toNobody({ matchers: { alertname: "ShopQueueLong" } }),
      toNobody({ matchers: { severity: "warning" }, continue: true }),
    ],
    failing: [
      routedModel({ receivers: { ...EXAMPLE_RECEIVERS, shop: [] } }),
      routedModel({
        route: { ...treeOf(ofSeverity("critical", "shop-oncall")), receiver: "nobody" },
        receivers: { ...EXAMPLE_RECEIVERS, nobody: [] },
      }),
    ],
  }),
});

/** A route to nobody before those that tell. */
const toNobody = (route: NonNullable<ReturnType<typeof treeOf>["routes"]>[number]) =>
  routedModel({
    route: treeOf(
      { ...route, receiver: "nobody" },
      ofSeverity("critical", "shop-oncall"),
      ofSeverity("warning", "shop"),
    ),
    receivers: { ...EXAMPLE_RECEIVERS, nobody: [] },
  });

export const onlyDefault = check({
  id: "routing/only-default",
  severity: "warning",
  reason: "What no route asks for is told to whoever is told the rest: somebody hears of it, but nobody decided who.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { routing, outcomes, receiver } of routedOf(model)) {
      const { route: root } = routing.configuration;
      const urgent = outcomes.filter(isUrgent);
      const left = urgent.filter(({ deliveries }) => deliveries.every(({ route }) => route === root));
      // Where no route is for alerts like these, the root is their route; one without channels is another finding.
      if (left.length === 0 || left.length === urgent.length) continue;
      const rest = receiver(root.receiver ?? "");
      // A root that is a team's own was decided on.
      if (rest === undefined || rest.channels.length === 0 || rest.team !== undefined) continue;
      yield at(root.path)
        .problem(`${alertsText(left)} reaches only the root: no route asks for it`)
        .mend("write a route that does; a last one by severity alone takes what all others leave");
    }
  },
  examples: () => ({
    passing: [
      routedModel(),
      routedModel({ route: treeOf(), receivers: OF_NO_TEAM }),
      routedModel({ route: treeOf(ofSeverity("critical", "shop-oncall")) }),
    ],
    failing: [
      routedModel({ route: treeOf(ofSeverity("critical", "shop-oncall")), receivers: OF_NO_TEAM }),
      routedModel(
        {
          route: treeOf({ matchers: { service: "cart" }, routes: [ofSeverity("critical", "shop-oncall")] }),
          receivers: OF_NO_TEAM,
        },
        { alerts: EXAMPLE_ALERTS },
      ),
    ],
  }),
});

const OF_NO_TEAM = { ...EXAMPLE_RECEIVERS, shop: [SHOP_SLACK] };
