/** What an environment says must become of its alerts, and what does. */
import { deployedAlerts, failuresOf, firing, given } from "../../routing";
import { at, check, type Problem } from "../check";
import { routedModel } from "./model-example";

export const testFailed = check({
  id: "routing/test-failed",
  severity: "error",
  reason: "The environment says who must be told of what. With this routing, somebody else is.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    const alerts = deployedAlerts(model);
    for (const routing of model.routings)
      for (const [index, test] of routing.tests.entries())
        for (const failure of failuresOf(test, routing, alerts))
          yield at(`${routing.path}.tests[${index}]`)
            .problem(`"${test.title}"${test.place === undefined ? "" : ` (${test.place})`}: ${failure}`)
            .mend("mend the routes, or write what is meant in the test");
  },
  examples: () => ({
    passing: [expecting(["shop-oncall"])],
    failing: [expecting(["shop"])],
  }),
});

const expecting = (receivers: readonly string[]) => {
  const test = given("no orders at night", firing("ShopNoOrders", { service: "cart" }))
    .at("2027-01-04T03:00:00+01:00")
    .expect({ ShopNoOrders: { receivers } });
  return routedModel({}, { facts: { tests: [{ ...test, place: undefined }] } });
};
