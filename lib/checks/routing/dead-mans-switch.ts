/** The alert that fires always, by whose silence a machine elsewhere notices that nobody would be told of anything. */
import { minutes, prometheusDuration } from "../../model";
import { HEARTBEAT_ALERT, toldAgainAfter } from "../../routing";
import { at, check, type Problem } from "../check";
import { EXAMPLE_RECEIVERS, HEARTBEAT_ROUTE, ofSeverity, treeOf } from "../example-routing";
import { inhibitors } from "./inhibition";
import { routedModel } from "./model-example";
import { routedOf, type Outcome, type Routed } from "./outcomes";
import { alertText, listed } from "./words";

/** A machine that waits longer notices too late. */
const LONGEST = minutes(5);

const wrongWith = function* (outcome: Outcome, routed: Routed): Iterable<Problem> {
  const told = outcome.deliveries.map((delivery) => {
    const channels = routed.receiver(delivery.receiver)?.channels ?? [];
    return {
      ...delivery,
      hears: channels.some((each) => each.heartbeat),
      people: channels.filter((each) => !each.heartbeat),
    };
  });
  const [first] = told;
  if (!told.some(({ hears }) => hears))
    yield at(first?.route.path ?? routed.routing.path)
      .problem(
        `${HEARTBEAT_ALERT} ends in nothing: ${listed(told.map(({ receiver }) => receiver))} leads to no machine that would notice`,
      )
      .mend(
        'write heartbeat: existingSecret("heartbeat") beside the teams, or send it in a tree of your own to webhook({ url, heartbeat: true, sendResolved: false })',
      );
  for (const { route, receiver, hears, people, ...timing } of told) {
    if (people.length > 0)
      yield at(route.path)
        .problem(`${HEARTBEAT_ALERT} is told to people: ${receiver} has ${listed(people.map(({ kind }) => kind))}`)
        .mend("write a route for it alone, before all others, to a receiver with nothing but the heartbeat");
    if (!hears) continue;
    const again = toldAgainAfter(timing);
    if (again.milliseconds > LONGEST.milliseconds) {
      const key = timing.groupInterval.milliseconds > LONGEST.milliseconds ? "groupInterval" : "repeatInterval";
      yield at(`${route.path}.${key}`)
        .problem(
          `${HEARTBEAT_ALERT} is told every ${prometheusDuration(again)} only, and so long nobody notices that it has stopped`,
        )
        .mend(
          `write groupInterval: minutes(1) and repeatInterval: minutes(1), which tells it every 2m; at most ${prometheusDuration(LONGEST)}`,
        );
    }
    for (const key of ["muteTimeIntervals", "activeTimeIntervals"] as const)
      if (route[key].length > 0)
        yield at(`${route.path}.${key}`)
          .problem(`silences ${HEARTBEAT_ALERT} at times, which looks as if Alertmanager were dead`)
          .mend("leave it out: it is told at any time");
  }
  for (const { rule, source } of inhibitors(outcome, routed))
    yield at(rule.path)
      .problem(
        `${alertText(source)} keeps ${HEARTBEAT_ALERT} from being told, which looks as if Alertmanager were dead`,
      )
      .mend(`ask for the severity of what it hides in target: { severity: "warning" }`);
};

export const deadMansSwitch = check({
  id: "routing/dead-mans-switch",
  severity: "error",
  reason:
    "When Prometheus, Alertmanager or the way out of them dies, no alert can say so. Only a machine elsewhere that misses a sign of life does.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    if (model.profile !== "production") return;
    for (const routed of routedOf(model)) {
      const seen = new Set<string>();
      for (const outcome of routed.outcomes.filter(({ alert }) => alert.name === HEARTBEAT_ALERT))
        for (const problem of wrongWith(outcome, routed)) {
          const key = `${problem.path} ${problem.problem}`;
          if (!seen.has(key)) yield problem;
          seen.add(key);
        }
    }
  },
  examples: () => ({
    passing: [
      routedModel(),
      heartbeat({ repeatInterval: minutes(4) }),
      routedModel({ route: { receiver: "shop" } }, { profile: "development" }),
    ],
    failing: [
      routedModel({ receivers: { ...EXAMPLE_RECEIVERS, heartbeat: [] } }),
      routedModel({ route: { receiver: "shop", routes: [...USUAL] } }),
      heartbeat({ repeatInterval: undefined }),
      // What stands is told again one group interval late.
      heartbeat({ groupInterval: LONGEST, repeatInterval: LONGEST }),
      heartbeat({ muteTimeIntervals: ["night"] }),
      routedModel({
        inhibitRules: [{ source: { severity: "critical" }, target: { service: "" }, equal: ["cluster"] }],
      }),
    ],
  }),
});

const USUAL = [ofSeverity("critical", "shop-oncall"), ofSeverity("warning", "shop")];

const heartbeat = (wrong: typeof HEARTBEAT_ROUTE) =>
  routedModel({
    route: { ...treeOf(), routes: [{ ...HEARTBEAT_ROUTE, ...wrong }, ...USUAL] },
    timeIntervals: { night: [{ times: [{ from: "00:00", to: "06:00" }] }] },
  });
