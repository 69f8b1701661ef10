/** The root of the tree, which must take every alert at any time. */
import type { Route } from "../../model";
import { matchersText } from "../../routing";
import { at, check, type Problem } from "../check";
import { treeOf } from "../example-routing";
import { routedModel } from "./model-example";
import { routedOf } from "./outcomes";

const wrongWith = function* (root: Route): Iterable<Problem> {
  const { path, receiver, matchers, muteTimeIntervals, activeTimeIntervals } = root;
  if (receiver === undefined)
    yield at(`${path}.receiver`)
      .problem("is missing, so that what no other route takes has nowhere to go")
      .mend('write the name of a receiver: receiver: "default"');
  if (matchers.length > 0)
    yield at(`${path}.matchers`)
      .problem(`asks for ${matchersText(root)}, where the root takes every alert`)
      .mend("write them at a route below, and leave the root without any");
  if (root.continue)
    yield at(`${path}.continue`).problem("is true, where no sibling follows").mend("leave it out at the root");
  for (const [key, names] of Object.entries({ muteTimeIntervals, activeTimeIntervals }))
    if (names.length > 0)
      yield at(`${path}.${key}`)
        .problem("would silence the root, which is told what nobody else is")
        .mend("write it at the routes below that may be silent");
};

export const root = check({
  id: "routing/root",
  severity: "error",
  reason:
    "The root takes every alert at any time, so that none is lost. Alertmanager does not start with one that is choosy, or that leads nowhere.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { routing } of routedOf(model)) yield* wrongWith(routing.configuration.route);
  },
  examples: () => ({
    passing: [routedModel()],
    failing: [
      routedModel({ route: { ...treeOf(), matchers: { team: "shop" } } }),
      routedModel({ route: { routes: treeOf().routes } }),
      routedModel({ route: { ...treeOf(), continue: true } }),
      routedModel({
        route: { ...treeOf(), muteTimeIntervals: ["night"] },
        timeIntervals: { night: [{ times: [{ from: "00:00", to: "06:00" }] }] },
      }),
    ],
  }),
});
