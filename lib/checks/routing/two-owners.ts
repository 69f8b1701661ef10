/** Alerts that two teams are told of. */
import { at, check, type Problem } from "../check";
import { EXAMPLE_RECEIVERS, ofSeverity, SHOP_SLACK, treeOf } from "../example-routing";
import { routedModel } from "./model-example";
import { routedOf } from "./outcomes";
import { alertsText, grouped, listed, wayOf } from "./words";

export const twoOwners = check({
  id: "routing/two-owners",
  severity: "error",
  reason:
    "Each of the teams sees that the other one knows of it, and waits. An alert has one owner; others may read along.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { outcomes, receiver } of routedOf(model))
      for (const same of grouped(outcomes, wayOf).values()) {
        const owned = (same[0]?.deliveries ?? []).flatMap((delivery) => {
          const team = receiver(delivery.receiver)?.team;
          return team === undefined ? [] : [{ ...delivery, team }];
        });
        const [first, second] = [owned[0], owned.find(({ team }) => team !== owned[0]?.team)];
        if (first === undefined || second === undefined) continue;
        yield at(second.route.path)
          .problem(
            `${alertsText(same)} is owned by ${listed(owned.map(({ team }) => team))}: told to ${first.receiver} by ${first.route.path}, and to ${second.receiver} here`,
          )
          .mend(
            `let one of them own it: take continue out of ${first.route.path}, or take team out of the receiver that only reads along`,
          );
      }
  },
  examples: () => ({
    passing: [copied(undefined), copied("shop")],
    failing: [copied("platform")],
  }),
});

/** Critical alerts are also told to somebody else. */
const copied = (team: string | undefined) =>
  routedModel({
    teams: { shop: {}, platform: {} },
    route: treeOf(
      ofSeverity("critical", "shop-oncall", { continue: true }),
      ofSeverity("critical", "copies"),
      ofSeverity("warning", "shop"),
    ),
    receivers: { ...EXAMPLE_RECEIVERS, copies: { team, channels: [SHOP_SLACK] } },
  });
