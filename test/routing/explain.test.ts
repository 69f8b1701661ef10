/** A decision told step by step agrees with the decision, and says why. */
import { explain, localTime, type Labels } from "../../lib/routing";
import { smallRouting } from "./small-routing";

const NIGHT = new Date("2027-01-04T02:00:00Z");
const database = { alertname: "DatabaseDown", team: "dba", severity: "critical", instance: "db-1" };
const slow = { ...database, alertname: "DatabaseSlow", severity: "warning" };

const stepsOf = (labels: Labels): readonly string[] =>
  explain(smallRouting, labels, [], NIGHT).routes.map(
    ({ depth, route, outcome }) => `${"  ".repeat(depth)}${route.path.replace("small.", "")}: ${outcome}`,
  );

test("each node is entered, skipped, or not asked any more", () => {
  expect(stepsOf(database)).toEqual([
    "route: passes on",
    "  watchdog: does not match",
    "  audit: takes",
    "  dba: passes on",
    "    dba.critical: takes",
    "    dba.info: not asked",
  ]);
  expect(stepsOf({ ...database, alertname: "Watchdog" })).toEqual([
    "route: passes on",
    "  watchdog: takes",
    "  audit: not asked",
    "  dba: not asked",
  ]);
  expect(stepsOf({ alertname: "PageSlow" })).toEqual([
    "route: takes",
    "  watchdog: does not match",
    "  audit: does not match",
    "  dba: does not match",
  ]);
});

test("who takes it is who is told of it, whatever its labels are", () => {
  const values = {
    alertname: ["DatabaseDown", "Watchdog"],
    severity: ["critical", "warning", "info", ""],
    team: ["dba", "web", ""],
  };
  for (const alertname of values.alertname)
    for (const severity of values.severity)
      for (const team of values.team) {
        const { routes, deliveries } = explain(smallRouting, { alertname, severity, team }, [], NIGHT);
        const takers = routes.filter(({ outcome }) => outcome === "takes").map(({ route }) => route);
        expect(takers).toEqual(deliveries.map(({ delivery }) => delivery.route));
      }
});

test("a matcher comes with the value that it saw", () => {
  const [, watchdog] = explain(smallRouting, { team: "dba" }, [], NIGHT).routes;
  expect(watchdog?.matchers).toEqual([
    { matcher: { label: "alertname", operator: "=", value: "Watchdog" }, value: "", holds: false },
  ]);
});

test("a node has what the nodes above it have", () => {
  const [root, , , dba] = explain(smallRouting, slow, [], NIGHT).routes;
  expect(dba?.values).toEqual({ ...root?.values, receiver: "team/dba" });
});

test("an interval comes with the time of its zone", () => {
  const [{ intervals } = { intervals: [] }] = explain(smallRouting, slow, [], NIGHT).deliveries;
  expect(intervals).toEqual([
    {
      interval: smallRouting.timeIntervals[0],
      use: "active",
      holds: false,
      local: [{ zone: "Europe/Berlin", time: "Monday 2027-01-04 03:00" }],
    },
  ]);
});

test("clocks of a zone follow its daylight saving", () => {
  expect(localTime(new Date("2027-03-28T00:59:00Z"), "Europe/Berlin")).toBe("Sunday 2027-03-28 01:59");
  expect(localTime(new Date("2027-03-28T01:00:00Z"), "Europe/Berlin")).toBe("Sunday 2027-03-28 03:00");
  expect(localTime(new Date("2027-01-04T00:00:00Z"), "UTC")).toBe("Monday 2027-01-04 00:00");
});

describe("inhibition", () => {
  const inhibition = (labels: Labels, ...others: readonly Labels[]) => {
    const { inhibition: steps, decision } = explain(
      smallRouting,
      labels,
      others.map((each) => ({ labels: each })),
      NIGHT,
    );
    const inhibits = steps.some(({ sources }) => sources.some((source) => source.inhibits));
    expect(inhibits).toBe(decision.inhibitedBy !== undefined);
    return steps[0];
  };

  test("a rule that does not concern the alert says so", () =>
    expect(inhibition(database, slow)).toMatchObject({
      concerned: false,
      sources: [{ inhibits: false }],
      target: [{ value: "critical" }],
    }));

  test("an alert that hides it", () =>
    expect(inhibition(slow, database)).toMatchObject({ concerned: true, sources: [{ inhibits: true }] }));

  test("one of another instance does not", () =>
    expect(inhibition(slow, { ...database, instance: "db-2" })?.sources).toMatchObject([
      { inhibits: false, equal: [{ label: "instance", target: "db-1", source: "db-2" }] },
    ]));

  test("a label that both lack is the same", () =>
    expect(
      inhibition({ alertname: "a", severity: "info" }, { alertname: "b", severity: "critical" })?.sources,
    ).toMatchObject([{ inhibits: true, equal: [{ label: "instance", target: "", source: "" }] }]));

  test("two alerts that are both on both sides do not hide each other", () => {
    const anything = { path: "small.inhibitRules[0]", source: [], target: [], equal: [] };
    const { inhibition: steps, decision } = explain(
      { ...smallRouting, inhibitRules: [anything] },
      slow,
      [{ labels: database }],
      NIGHT,
    );
    expect(steps).toMatchObject([{ sources: [{ alike: true, inhibits: false }] }]);
    expect(decision.inhibitedBy).toBeUndefined();
  });
});
