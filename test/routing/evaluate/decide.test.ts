import { hours, minutes, seconds, type Route, type TimePeriod } from "../../../lib/model";
import { decide, officeHours, toldAgainAfter, type ActiveAlert, type Labels } from "../../../lib/routing";
import { to, tree, withIntervals } from "./configuration";

const at = (text: string): Date => new Date(text);
const NOON = at("2027-01-04T12:00:00Z");

const decided = (route: Partial<Route>, alerts: readonly ActiveAlert[], now = NOON) =>
  decide(withIntervals(tree([to("team", [], route)]), INTERVALS), alerts, now).map(({ deliveries }) => deliveries[0]);

const first = (route: Partial<Route>, alert: ActiveAlert, now = NOON) => decided(route, [alert], now)[0];

const INTERVALS: Readonly<Record<string, readonly TimePeriod[]>> = {
  office: officeHours({ from: "09:00", to: "17:00", zone: "Europe/Berlin" }),
  weekend: [{ weekdays: ["saturday", "sunday"] }],
  nights: [{ times: [{ from: "22:00", to: "24:00" }, { from: "00:00", to: "06:00" }] }], // prettier-ignore
  always: [{}],
  never: [{ months: ["february"], daysOfMonth: ["30"] }],
  leapDay: [{ months: ["february"], daysOfMonth: ["29"] }],
};

describe("groups", () => {
  test.each<[string, Route["groupBy"], Labels, Labels]>([
    ["labels that the alert carries", ["b", "a"], { a: "1", b: "2", c: "3" }, { a: "1", b: "2" }],
    ["no label that it lacks", ["a", "z"], { a: "1" }, { a: "1" }],
    ["no label that is empty", ["a", "b"], { a: "1", b: "" }, { a: "1" }],
    ["none for an empty list", [], { a: "1" }, {}],
    ["all for all", ["..."], { b: "2", a: "1", c: "" }, { a: "1", b: "2" }],
  ])("group labels: %s", (_, groupBy, labels, expected) =>
    expect(first({ groupBy }, { labels })?.groupLabels).toEqual(expected),
  );
});

describe("muting", () => {
  test.each<[string, Partial<Route>, string, readonly string[], readonly string[]]>([
    [
      "in a mute interval",
      { muteTimeIntervals: ["nights", "weekend"] },
      "2027-01-02T23:00:00Z",
      ["nights", "weekend"],
      [],
    ],
    ["in one of them", { muteTimeIntervals: ["nights", "weekend"] }, "2027-01-02T12:00:00Z", ["weekend"], []],
    ["in none", { muteTimeIntervals: ["nights", "weekend"] }, "2027-01-04T12:00:00Z", [], []],
    ["in an active interval", { activeTimeIntervals: ["office", "weekend"] }, "2027-01-02T12:00:00Z", [], []],
    [
      "outside of all",
      { activeTimeIntervals: ["office", "weekend"] },
      "2027-01-04T20:00:00Z",
      [],
      ["office", "weekend"],
    ],
    [
      "both",
      { activeTimeIntervals: ["office"], muteTimeIntervals: ["always"] },
      "2027-01-04T20:00:00Z",
      ["always"],
      ["office"],
    ],
    [
      "an interval that does not exist mutes nothing",
      { muteTimeIntervals: ["unheard"] },
      "2027-01-04T12:00:00Z",
      [],
      [],
    ],
  ])("%s", (_, route, now, mutedBy, outside) =>
    expect(first(route, { labels: {} }, at(now))).toMatchObject({ mutedBy, outside }),
  );

  test("is not inherited", () => {
    const below = to("below", []);
    expect(first({ muteTimeIntervals: ["always"], routes: [below] }, { labels: {} })).toMatchObject({
      receiver: "below",
      mutedBy: [],
    });
  });
});

describe("told at", () => {
  const timings = { groupWait: seconds(30), groupInterval: minutes(5) };
  test.each<[string, Partial<Route>, string, string | undefined]>([
    ["when groupWait is over", {}, "2027-01-04T12:00:00Z", "2027-01-04T12:00:30Z"],
    ["at once without a wait", { groupWait: seconds(0) }, "2027-01-04T12:00:00Z", "2027-01-04T12:00:00Z"],
    // 09:00 in Berlin is 08:00 in UTC; ticks are at :00:30, :05:30, …
    [
      "at the first tick of office hours",
      { activeTimeIntervals: ["office"] },
      "2027-01-04T03:00:00Z",
      "2027-01-04T08:00:30Z",
    ],
    [
      "at the first tick, not at the opening",
      { activeTimeIntervals: ["office"] },
      "2027-01-04T03:02:00Z",
      "2027-01-04T08:02:30Z",
    ],
    [
      "on monday, if it fires on friday evening",
      { activeTimeIntervals: ["office"] },
      "2027-01-08T18:00:00Z",
      "2027-01-11T08:00:30Z",
    ],
    // Clocks go forward on the 28th of March: 09:00 in Berlin is 07:00 in UTC from then on.
    [
      "after the change to summer time",
      { activeTimeIntervals: ["office"] },
      "2027-03-27T12:00:00Z",
      "2027-03-29T07:00:30Z",
    ],
    [
      "after the change to winter time",
      { activeTimeIntervals: ["office"] },
      "2027-10-30T12:00:00Z",
      "2027-11-01T08:00:30Z",
    ],
    ["when the muting ends", { muteTimeIntervals: ["nights"] }, "2027-01-04T23:00:00Z", "2027-01-05T06:00:30Z"],
    [
      "when one muting ends and no other has begun",
      { muteTimeIntervals: ["nights", "weekend"] },
      "2027-01-02T12:00:00Z",
      "2027-01-04T06:00:30Z",
    ],
    [
      "at the first tick after the muting, however late that is",
      { groupInterval: hours(7), muteTimeIntervals: ["nights"] },
      "2027-01-04T22:30:00Z",
      "2027-01-05T12:30:30Z",
    ],
    ["never, where it is always muted", { muteTimeIntervals: ["always"] }, "2027-01-04T12:00:00Z", undefined],
    ["never, where it is never active", { activeTimeIntervals: ["never"] }, "2027-01-04T12:00:00Z", undefined],
    ["not within a year", { activeTimeIntervals: ["leapDay"] }, "2027-01-04T12:00:00Z", undefined],
    ["within a year", { activeTimeIntervals: ["leapDay"] }, "2027-03-04T12:00:00Z", "2028-02-29T00:00:30Z"],
    [
      "at the first of two active intervals",
      { activeTimeIntervals: ["leapDay", "office"] },
      "2027-01-08T18:00:00Z",
      "2027-01-11T08:00:30Z",
    ],
    [
      "when the active interval and the mute interval let it",
      { activeTimeIntervals: ["weekend"], muteTimeIntervals: ["nights"] },
      "2027-01-08T23:00:00Z",
      "2027-01-09T06:00:30Z",
    ],
  ])("%s", (_, route, since, expected) =>
    expect(first({ ...timings, ...route }, { labels: {}, since: at(since) })?.toldAt?.toISOString()).toBe(
      expected === undefined ? undefined : at(expected).toISOString(),
    ),
  );

  const told = (groupBy: readonly string[], alerts: readonly ActiveAlert[]) =>
    decided({ ...timings, groupBy }, alerts).map((each) => each?.toldAt?.toISOString().slice(11, 19));
  const older = { labels: { a: "1", b: "1" }, since: at("2027-01-04T11:00:00Z") };
  const newer = { labels: { a: "1", b: "2" }, since: at("2027-01-04T11:01:00Z") };

  test("an alert that joins a group waits for the group's next tick", () => {
    expect(told(["a"], [older, newer])).toEqual(["11:00:30", "11:05:30"]);
    expect(told(["a"], [newer, older])).toEqual(["11:05:30", "11:00:30"]);
  });

  test("an alert of another group does not", () => {
    expect(told(["b"], [older, newer])).toEqual(["11:00:30", "11:01:30"]);
  });

  test("an alert that comes within groupWait is told with the first", () => {
    expect(told(["a"], [older, { ...newer, since: at("2027-01-04T11:00:29Z") }])).toEqual(["11:00:30", "11:00:30"]);
  });

  test("an alert that names no time fires from the time that is asked about", () => {
    expect(told(["a"], [{ labels: { a: "1" } }])).toEqual(["12:00:30"]);
  });
});

describe("told again", () => {
  const [delivery] = decided({ groupInterval: minutes(5), repeatInterval: hours(4) }, [{ labels: {} }]);
  test.each([
    ["more than the repeat interval must be over at a tick: one tick more", hours(4), minutes(5), minutes(245)],
    ["otherwise the next tick", minutes(12), minutes(5), minutes(15)],
    ["shorter than the group interval", minutes(1), minutes(5), minutes(5)],
  ])("%s", (_, repeatInterval, groupInterval, expected) => {
    if (delivery === undefined) throw new Error("it goes nowhere");
    expect(toldAgainAfter({ ...delivery, repeatInterval, groupInterval })).toEqual(expected);
  });
});

test("three hundred alerts in a tree of sixty routes take less than 20 ms", () => {
  const team = (index: number) =>
    to(`team-${index}`, [`team=~team-${index}|squad-${index}`], {
      activeTimeIntervals: ["office"],
      routes: [1, 2, 3, 4].map((tier) =>
        to(`team-${index}-${tier}`, [`tier=${tier}`, "severity=~critical|warning"], {
          muteTimeIntervals: ["never", "nights"],
        }),
      ),
    });
  const configuration = withIntervals(
    tree(
      Array.from({ length: 12 }, (_, index) => team(index)),
      { groupBy: ["alertname", "team"] },
    ),
    INTERVALS,
  );
  const alerts = Array.from({ length: 300 }, (_, index) => ({
    labels: {
      alertname: `A${index % 40}`,
      team: `squad-${index % 13}`,
      tier: `${index % 6}`,
      severity: index % 2 ? "critical" : "warning",
      pod: `${index}`,
    },
    since: new Date(NOON.getTime() - index * 60_000),
  }));
  // Of this process, because others may keep the machine busy.
  const milliseconds = () => {
    const before = process.cpuUsage();
    decide(configuration, alerts, NOON);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
  expect(Math.min(...Array.from({ length: 10 }, milliseconds))).toBeLessThan(20);
});
