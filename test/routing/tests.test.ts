/** The language of routing tests: what it yields, and what it says when something else comes out. */
import { failuresOf, firing, given, momentOf, sentLabels } from "../../lib/routing";
import type { RoutingTest } from "../../lib/model";
import { smallAlerts, smallRouting } from "./small-routing";

const MONDAY_NOON = "2027-01-04T12:00:00+01:00";
const MONDAY_NIGHT = "2027-01-04T03:00:00+01:00";
const down = firing("DatabaseDown", { instance: "db-1" });
const slow = firing("DatabaseSlow", { instance: "db-1" });

const failures = (test: RoutingTest): readonly string[] =>
  failuresOf(test, { configuration: smallRouting }, smallAlerts);

test("given … at … expect … is data, with the place where it is written", () => {
  const expected = { DatabaseDown: { inhibited: false } };
  expect(given("a dead database", down).at(MONDAY_NOON).expect(expected)).toEqual({
    title: "a dead database",
    alerts: [{ name: "DatabaseDown", labels: { instance: "db-1" } }],
    at: MONDAY_NOON,
    expected,
    place: expect.stringMatching(/tests\.test\.ts:\d+$/) as string,
  });
});

test("without a title, the alerts and the time are the title", () =>
  expect(given(down, slow, down).at(MONDAY_NOON).expect({}).title).toBe(
    `DatabaseDown, DatabaseSlow at ${MONDAY_NOON}`,
  ));

test("the labels of the rule and those of Prometheus come by themselves", () =>
  expect(sentLabels("DatabaseDown", { instance: "db-1" }, smallAlerts)).toEqual({
    labels: { alertname: "DatabaseDown", severity: "critical", team: "dba", instance: "db-1", cluster: "eu-1" },
  }));

test("an alert's own label comes before that of Prometheus, an empty one is none", () => {
  expect(sentLabels("PageSlow", { cluster: "us-1" }, smallAlerts)).toMatchObject({ labels: { cluster: "us-1" } });
  expect(sentLabels("PageSlow", { cluster: "", pod: "" }, smallAlerts)).toEqual({
    labels: { alertname: "PageSlow", severity: "warning", team: "web", cluster: "eu-1" },
  });
});

test("of alerts of one name, a label says which", () => {
  expect(sentLabels("QueueLong", { severity: "critical" }, smallAlerts)).toMatchObject({
    labels: { severity: "critical" },
  });
  expect(sentLabels("QueueLong", {}, smallAlerts)).toEqual({
    problem: "2 alerts are called QueueLong: say which by severity",
  });
});

const right: readonly RoutingTest[] = [
  given("critical alerts of the team page it", down)
    .at(MONDAY_NIGHT)
    .expect({ DatabaseDown: { receivers: ["team/dba/critical", "audit"], inhibited: false, muted: [] } }),
  given("warnings wait for the morning", slow)
    .at(MONDAY_NIGHT)
    .expect({ DatabaseSlow: { receivers: ["team/dba"], inhibited: false, muted: ["team/dba"] } }),
  given("and are told then", slow)
    .at(MONDAY_NOON)
    .expect({ DatabaseSlow: { muted: [] } }),
  given("what is down is not slow", down, slow)
    .at(MONDAY_NOON)
    .expect({ DatabaseSlow: { inhibited: true } }),
  given("and it is known why", down, slow)
    .at(MONDAY_NOON)
    .expect({ DatabaseSlow: { inhibited: "DatabaseDown" } }),
  given("any of several may be named", firing("QueueLong", { severity: "critical", instance: "db-1" }), down, slow)
    .at(MONDAY_NOON)
    .expect({ DatabaseSlow: { inhibited: "DatabaseDown" } }),
  given("another one may be", down, firing("DatabaseSlow", { instance: "db-2" }))
    .at(MONDAY_NOON)
    .expect({ DatabaseSlow: { inhibited: false } }),
];

test.each(right.map((each) => [each.title, each] as const))("passes: %s", (_, each) =>
  expect(failures(each)).toEqual([]),
);

test("a receiver is muted within an interval that mutes, too", () => {
  const route = { ...smallRouting.route, muteTimeIntervals: ["office"] };
  const muted = given(firing("PageSlow"))
    .at(MONDAY_NOON)
    .expect({ PageSlow: { muted: ["team/web"] } });
  expect(failuresOf(muted, { configuration: { ...smallRouting, route } }, smallAlerts)).toEqual([]);
});

const wrong: readonly (readonly [RoutingTest, string])[] = [
  [
    given(slow)
      .at(MONDAY_NOON)
      .expect({ DatabaseSlow: { receivers: ["team/dba/critical"] } }),
    "DatabaseSlow reaches team/dba instead of team/dba/critical",
  ],
  [
    given(down)
      .at(MONDAY_NOON)
      .expect({ DatabaseDown: { receivers: ["team/dba/critical"] } }),
    "DatabaseDown reaches audit, team/dba/critical instead of team/dba/critical",
  ],
  [
    given(slow)
      .at(MONDAY_NOON)
      .expect({ DatabaseSlow: { receivers: [] } }),
    "DatabaseSlow reaches team/dba instead of nobody",
  ],
  [
    given(down, slow)
      .at(MONDAY_NOON)
      .expect({ DatabaseSlow: { inhibited: false } }),
    "DatabaseSlow is inhibited by DatabaseDown (small.inhibitRules[0]), and expected to be told",
  ],
  [
    given(slow)
      .at(MONDAY_NOON)
      .expect({ DatabaseSlow: { inhibited: true } }),
    "DatabaseSlow is told, though another alert is expected to inhibit it",
  ],
  [
    given(firing("PageSlow", { instance: "db-1" }), slow)
      .at(MONDAY_NOON)
      .expect({ DatabaseSlow: { inhibited: "PageSlow" } }),
    "DatabaseSlow is told, though PageSlow is expected to inhibit it",
  ],
  [
    given(firing("PageSlow", { instance: "db-1" }), down, slow)
      .at(MONDAY_NOON)
      .expect({ DatabaseSlow: { inhibited: "PageSlow" } }),
    "DatabaseSlow is inhibited by DatabaseDown (small.inhibitRules[0]) instead of PageSlow",
  ],
  [
    given(slow)
      .at(MONDAY_NOON)
      .expect({ DatabaseSlow: { muted: ["team/dba"] } }),
    "DatabaseSlow is muted for nobody instead of team/dba",
  ],
  [
    given(slow)
      .at(MONDAY_NIGHT)
      .expect({ DatabaseSlow: { muted: [] } }),
    "DatabaseSlow is muted for team/dba instead of nobody",
  ],
  [
    given(slow, firing("DatabaseSlow", { instance: "db-2" }), down)
      .at(MONDAY_NOON)
      .expect({ DatabaseSlow: { inhibited: true } }),
    'DatabaseSlow{instance="db-2"} is told, though another alert is expected to inhibit it',
  ],
];

test.each(wrong.map(([each, sentence]) => [sentence, each] as const))("says: %s", (sentence, each) =>
  expect(failures(each)).toEqual([sentence]),
);

const misspelt: readonly (readonly [RoutingTest, string])[] = [
  [
    given(firing("DatabaseDwn")).at(MONDAY_NOON).expect({ DatabaseDwn: {} }),
    'no alert is called "DatabaseDwn" (did you mean "DatabaseDown"?)',
  ],
  [
    given(firing("DatabaseDown", { severity: "warning" }))
      .at(MONDAY_NOON)
      .expect({ DatabaseDown: {} }),
    'DatabaseDown always has the severity "critical", never "warning"',
  ],
  [
    given(down)
      .at(MONDAY_NOON)
      .expect({ DatabaseDown: { receivers: ["team/dba/crtical"] } }),
    'there is no receiver "team/dba/crtical" (did you mean "team/dba/critical"?)',
  ],
  [
    given(down)
      .at(MONDAY_NOON)
      .expect({ DatabaseDown: { muted: ["team/dab"] } }),
    'there is no receiver "team/dab" (did you mean "team/dba"?)',
  ],
  [
    given(down).at(MONDAY_NOON).expect({ DatabaseSlow: {} }),
    'DatabaseSlow is expected but not given: write firing("DatabaseSlow")',
  ],
  [
    given(slow)
      .at(MONDAY_NOON)
      .expect({ DatabaseSlow: { inhibited: "DatabaseDown" } }),
    'DatabaseDown is expected but not given: write firing("DatabaseDown")',
  ],
  [given(down).at(MONDAY_NOON).expect({}), "nothing is expected: write .expect({ … })"],
  [given().at(MONDAY_NOON).expect({ DatabaseDown: {} }), "no alert is given: write given(firing(…))"],
  [
    given(down).at("2027-01-04T03:00:00").expect({ DatabaseDown: {} }),
    '"2027-01-04T03:00:00" is no point in time: write it with its offset: 2027-01-04T03:00:00+01:00, or with a Z for UTC',
  ],
];

test.each(misspelt.map(([each, sentence]) => [sentence, each] as const))("refuses: %s", (sentence, each) =>
  expect(failures(each)).toContain(sentence),
);

test.each(["2027-01-04T03:00:00+01:00", "2027-01-04T02:00Z", "2027-01-03T21:00:00.000-05:00"])(
  "%s is one moment",
  (text) => expect(momentOf(text)?.toISOString()).toBe("2027-01-04T02:00:00.000Z"),
);

test.each([
  "",
  "now",
  "2027-01-04",
  "2027-01-04T03:00",
  "2027-02-30T03:00Z",
  "2027-13-01T03:00Z",
  "2027-01-04T24:00Z",
  "2027-01-04 03:00Z",
  "2027-01-04T03:00+25:00",
])("%j is none", (text) => expect(momentOf(text)).toBeUndefined());
