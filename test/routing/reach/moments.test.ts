/** Moments at which somebody is told, moments at which nobody is, and how long both last. */
import type { Route, TimeInterval } from "../../../lib/model";
import { officeHours, quietMoment, shiftsOf, tellingMoment } from "../../../lib/routing";

const MONDAY_NOON = new Date("2027-01-04T12:00:00Z");

const interval = (name: string, periods: TimeInterval["periods"]): TimeInterval => ({ name, path: name, periods });

const INTERVALS = {
  timeIntervals: [
    interval("office", officeHours({ from: "09:00", to: "17:00" })),
    interval("night", [{ times: [{ from: "17:00", to: "24:00" }] }, { times: [{ from: "00:00", to: "09:00" }] }]),
    interval("berlin", [{ times: [{ from: "01:00", to: "23:00" }], zone: "Europe/Berlin" }]),
    interval("move", [{ months: ["march"], years: ["2020"] }]),
    interval("weekend", [{ weekdays: ["saturday", "sunday"] }]),
    interval("leap-day", [{ months: ["february"], daysOfMonth: ["29"] }]),
  ],
};

const route = (times: { readonly mute?: readonly string[]; readonly active?: readonly string[] }): Route => ({
  path: "route",
  matchers: [],
  continue: false,
  muteTimeIntervals: times.mute ?? [],
  activeTimeIntervals: times.active ?? [],
  routes: [],
});

const told = (times: Parameters<typeof route>[0]) => tellingMoment(route(times), INTERVALS, MONDAY_NOON)?.toISOString();
const quiet = (...routes: readonly Parameters<typeof route>[0][]) =>
  quietMoment(routes.map(route), INTERVALS, MONDAY_NOON)?.toISOString();

test.each<[string, Parameters<typeof route>[0], string | undefined]>([
  ["at any time", {}, "2027-01-04T12:00:00.000Z"],
  ["once the office is closed", { mute: ["office"] }, "2027-01-04T17:00:00.000Z"],
  ["at the weekend", { active: ["weekend"] }, "2027-01-09T00:00:00.000Z"],
  ["on a day that comes every four years", { active: ["leap-day"] }, "2028-02-29T00:00:00.000Z"],
  ["while it is active and not muted", { active: ["weekend"], mute: ["night"] }, "2027-01-09T09:00:00.000Z"],
  ["never, because it is muted while it is active", { active: ["office"], mute: ["office"] }, undefined],
  [
    "never, because it is muted in both halves of the day, and at the weekend",
    { mute: ["office", "night", "weekend"] },
    undefined,
  ],
])("told %s", (_, times, expected) => expect(told(times)).toBe(expected));

test.each<[string, readonly Parameters<typeof route>[0][], string | undefined]>([
  ["never with one that always tells", [{ active: ["office"] }, {}], undefined],
  ["out of the office", [{ active: ["office"] }], "2027-01-04T17:00:00.000Z"],
  ["never with two shifts", [{ active: ["office"] }, { mute: ["office"] }], undefined],
  [
    "at the weekend, which neither shift has",
    [{ active: ["office"] }, { active: ["night"] }],
    "2027-01-09T09:00:00.000Z",
  ],
])("quiet %s", (_, routes, expected) => expect(quiet(...routes)).toBe(expected));

const HOUR = 3_600_000;

test.each<[string, Parameters<typeof route>[0], { readonly telling?: number; readonly silent?: number }]>([
  ["no intervals", {}, {}],
  ["the office", { active: ["office"] }, { telling: 8, silent: 16 }],
  ["all but the office", { mute: ["office"] }, { telling: 16, silent: 8 }],
  ["weekends", { active: ["weekend"] }, { telling: 48, silent: 120 }],
  [
    "office hours of weekends, one day after the other",
    { active: ["weekend"], mute: ["night"] },
    { telling: 8, silent: 16 },
  ],
  ["a day that lasts an hour less when clocks go forward", { active: ["berlin"] }, { telling: 21, silent: 2 }],
  ["what comes once, long ago", { mute: ["move"] }, {}],
  ["what is never told", { active: ["office"], mute: ["office"] }, {}],
])("shifts of %s", (_, times, { telling, silent }) => {
  const shifts = shiftsOf(route(times), INTERVALS);
  expect({ telling: shifts.telling?.milliseconds, silent: shifts.silent?.milliseconds }).toEqual({
    telling: telling === undefined ? undefined : telling * HOUR,
    silent: silent === undefined ? undefined : silent * HOUR,
  });
});
