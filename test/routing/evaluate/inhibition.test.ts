import type { InhibitRule } from "../../../lib/model";
import { decide, type ActiveAlert, type Labels } from "../../../lib/routing";
import { rule, tree } from "./configuration";

const NOW = new Date("2027-01-04T12:00:00Z");

/** For each alert, the position of the one that inhibits it. */
const inhibitors = (
  rules: readonly InhibitRule[],
  alerts: readonly (Labels | ActiveAlert)[],
): readonly (number | undefined)[] => {
  const firing = alerts.map((each) => (isAlert(each) ? each : { labels: each }));
  return decide({ ...tree([]), inhibitRules: rules }, firing, NOW).map(({ inhibitedBy }) =>
    inhibitedBy === undefined ? undefined : firing.indexOf(inhibitedBy.source),
  );
};

const isAlert = (each: Labels | ActiveAlert): each is ActiveAlert => typeof each["labels"] === "object";

const critical = { severity: "critical", service: "shop" };
const warning = { severity: "warning", service: "shop" };
const usual = rule(["severity=critical"], ["severity=warning"], ["service"]);
const none = undefined;

test.each<[string, readonly InhibitRule[], readonly (Labels | ActiveAlert)[], readonly (number | undefined)[]]>([
  ["a source inhibits a target", [usual], [critical, warning], [none, 0]],
  ["without the source, the target is told", [usual], [warning], [none]],
  ["labels that differ keep it from inhibiting", [usual], [{ ...critical, service: "cart" }, warning], [none, none]],
  ["without equal, any source inhibits any target", [rule(["a=1"], ["b=1"])], [{ a: "1" }, { b: "1" }], [none, 0]],
  ["a label that both lack is equal", [usual], [{ severity: "critical" }, { severity: "warning" }], [none, 0]],
  ["a label that one lacks is not", [usual], [critical, { severity: "warning" }], [none, none]],
  [
    "a label that one lacks equals one that is empty",
    [usual],
    [{ severity: "critical", service: "" }, { severity: "warning" }],
    [none, 0],
  ],
  ["an alert that is both does not inhibit itself", [rule(["a=1"], ["a=1"])], [{ a: "1" }], [none]],
  [
    "two alerts that are both do not inhibit each other",
    [rule(["a=1"], ["a=1"])],
    [
      { a: "1", b: "1" },
      { a: "1", b: "2" },
    ],
    [none, none],
  ],
  [
    "one that is both is inhibited by one that is only a source",
    [rule(["a=1"], ["b=1"])],
    [{ a: "1", b: "1" }, { a: "1" }],
    [1, none],
  ],
  [
    "one that is both inhibits one that is only a target",
    [rule(["a=1"], ["b=1"])],
    [{ a: "1", b: "1" }, { b: "1" }],
    [none, 0],
  ],
  [
    "one that is inhibited inhibits all the same",
    [rule(["a=1"], ["a=2"]), rule(["a=2"], ["a=3"])],
    [{ a: "1" }, { a: "2" }, { a: "3" }],
    [none, 0, 1],
  ],
  ["the first source is named", [usual], [warning, critical, { ...critical, pod: "b" }], [1, none, none]],
  [
    "one that fires later inhibits nothing yet",
    [usual],
    [{ labels: critical, since: new Date("2027-01-04T12:00:01Z") }, warning],
    [none, none],
  ],
  [
    "a source without conditions is everything but the targets themselves",
    [rule([], ["b=1"])],
    [{ b: "1" }, { c: "1" }],
    [1, none],
  ],
])("%s", (_, rules, alerts, expected) => expect(inhibitors(rules, alerts)).toEqual(expected));

test("the first rule that hits is named", () => {
  const rules = [rule(["severity=page"], ["severity=warning"]), usual, rule(["severity=critical"], ["severity=~.*"])];
  const [, decision] = decide(
    { ...tree([]), inhibitRules: rules },
    [critical, warning].map((labels) => ({ labels })),
    NOW,
  );
  expect(decision?.inhibitedBy?.rule).toBe(usual);
});
