import type { TimePeriod } from "../../../lib/model";
import { intervalHolds, officeHours } from "../../../lib/routing";

const holds = (period: TimePeriod, at: string): boolean =>
  intervalHolds({ name: "test", path: "test", periods: [period] }, new Date(at));

const at = (zone: string, from: string, to: string): TimePeriod => ({ times: [{ from, to }], zone });

test.each<[string, TimePeriod, string, boolean]>([
  ["nothing stated holds always", {}, "2027-01-04T12:00:00Z", true],
  ["the beginning is inside", { times: [{ from: "09:00", to: "17:00" }] }, "2027-01-04T09:00:00Z", true],
  ["the end is outside", { times: [{ from: "09:00", to: "17:00" }] }, "2027-01-04T17:00:00Z", false],
  [
    "the second before the end is inside",
    { times: [{ from: "09:00", to: "17:00" }] },
    "2027-01-04T16:59:59.999Z",
    true,
  ],
  ["24:00 holds to the end of the day", { times: [{ from: "22:00", to: "24:00" }] }, "2027-01-04T23:59:59Z", true],
  [
    "one of the times is enough",
    {
      times: [
        { from: "00:00", to: "01:00" },
        { from: "22:00", to: "24:00" },
      ],
    },
    "2027-01-04T22:30:00Z",
    true,
  ],
  ["a weekday", { weekdays: ["monday"] }, "2027-01-04T00:00:00Z", true],
  ["the day before", { weekdays: ["monday"] }, "2027-01-03T23:59:59Z", false],
  ["the last of a range of weekdays", { weekdays: ["monday:friday"] }, "2027-01-08T23:59:59Z", true],
  ["a month", { months: ["january:march"] }, "2027-03-31T23:59:59Z", true],
  ["the month after", { months: ["january:march"] }, "2027-04-01T00:00:00Z", false],
  ["a year", { years: ["2026:2027"] }, "2027-12-31T23:59:59Z", true],
  ["the year after", { years: ["2026:2027"] }, "2028-01-01T00:00:00Z", false],
  ["all that is stated must hold", { weekdays: ["monday"], months: ["february"] }, "2027-01-04T12:00:00Z", false],
  ["the last day of a month", { daysOfMonth: ["-1"] }, "2027-02-28T12:00:00Z", true],
  ["the last day of a leap month", { daysOfMonth: ["-1"] }, "2028-02-28T12:00:00Z", false],
  ["the last three days", { daysOfMonth: ["-3:-1"] }, "2027-04-28T12:00:00Z", true],
  ["the day before the last three", { daysOfMonth: ["-3:-1"] }, "2027-04-27T12:00:00Z", false],
  ["from the start to near the end", { daysOfMonth: ["5:-5"] }, "2027-04-26T12:00:00Z", true],
  ["from the start to near the end, one later", { daysOfMonth: ["5:-5"] }, "2027-04-27T12:00:00Z", false],
  ["a range past the end of the month ends there", { daysOfMonth: ["28:31"] }, "2027-02-28T12:00:00Z", true],
  ["a range that begins past the end of the month is none", { daysOfMonth: ["30:31"] }, "2027-02-28T12:00:00Z", false],
  [
    "days from the end that the month lacks begin at its start",
    { daysOfMonth: ["-31:-28"] },
    "2027-02-01T12:00:00Z",
    true,
  ],
])("%s", (_, period, when, expected) => expect(holds(period, when)).toBe(expected));

describe("daylight saving", () => {
  const berlin = at("Europe/Berlin", "02:00", "03:00");
  const newYork = at("America/New_York", "09:00", "10:00");
  test.each<[string, TimePeriod, string, boolean]>([
    // The 28th of March 2027 in Berlin has no hour from 2 to 3, the 31st of October has it twice.
    ["the skipped hour: before", berlin, "2027-03-28T00:59:59Z", false],
    ["the skipped hour: at once after", berlin, "2027-03-28T01:00:00Z", false],
    ["the hour on the next day", berlin, "2027-03-29T00:00:00Z", true],
    ["the double hour: the first time", berlin, "2027-10-31T00:30:00Z", true],
    ["the double hour: the second time", berlin, "2027-10-31T01:30:00Z", true],
    ["the double hour: after", berlin, "2027-10-31T02:00:00Z", false],
    ["nine in New York in winter", newYork, "2027-01-04T14:00:00Z", true],
    ["nine in New York in summer", newYork, "2027-07-05T13:00:00Z", true],
    ["not eight in New York in summer", newYork, "2027-07-05T12:59:00Z", false],
    // New York changes on the 14th of March, two weeks before Berlin.
    ["nine in New York on the day of the change", newYork, "2027-03-14T13:00:00Z", true],
    ["nine in New York on the day before", newYork, "2027-03-13T13:00:00Z", false],
    ["India is half an hour off", at("Asia/Kolkata", "09:00", "09:01"), "2027-07-05T03:30:00Z", true],
    // Lord Howe turns its clocks by half an hour: at +11:00 until the 4th of April 2027, 02:00, then +10:30.
    ["Lord Howe before the change", at("Australia/Lord_Howe", "01:30", "02:00"), "2027-04-03T14:59:00Z", true],
    ["Lord Howe: half an hour comes twice", at("Australia/Lord_Howe", "01:30", "02:00"), "2027-04-03T15:29:00Z", true],
    ["Lord Howe after the change", at("Australia/Lord_Howe", "02:00", "02:30"), "2027-04-03T15:30:00Z", true],
    [
      "the weekday is that of the zone",
      { weekdays: ["monday"], zone: "Pacific/Auckland" },
      "2027-01-03T12:00:00Z",
      true,
    ],
    [
      "the month is that of the zone",
      { months: ["january"], zone: "America/Los_Angeles" },
      "2027-02-01T07:59:00Z",
      true,
    ],
    ["the year is that of the zone", { years: ["2027"], zone: "Pacific/Kiritimati" }, "2026-12-31T10:00:00Z", true],
  ])("%s", (_, period, when, expected) => expect(holds(period, when)).toBe(expected));
});

describe("the month in which clocks go forward counts one day less, as Alertmanager 0.34 does it", () => {
  const march = (daysOfMonth: string, day: number) =>
    holds({ daysOfMonth: [daysOfMonth], zone: "Europe/Berlin" }, `2027-03-${day}T12:00:00Z`);
  test.each<[string, number, boolean]>([
    ["-1", 30, true],
    ["-1", 31, false],
    ["31", 31, false],
    ["1:31", 31, false],
  ])("%s on the %i. of March is %s", (days, day, expected) => expect(march(days, day)).toBe(expected));

  test("the month in which clocks go back does not", () =>
    expect(holds({ daysOfMonth: ["-1"], zone: "Europe/Berlin" }, "2027-10-31T12:00:00Z")).toBe(true));

  test("neither does UTC", () => expect(holds({ daysOfMonth: ["-1"] }, "2027-03-31T12:00:00Z")).toBe(true));
});

test("an interval holds when one of its periods does", () => {
  const periods: readonly TimePeriod[] = [{ weekdays: ["saturday"] }, { weekdays: ["monday"] }];
  expect(intervalHolds({ name: "test", path: "test", periods }, new Date("2027-01-04T12:00:00Z"))).toBe(true);
});

test("asking for earlier times after later ones does not matter", () => {
  const [hours = {}] = officeHours({ from: "09:00", to: "17:00", zone: "Europe/Berlin" });
  const days = ["2027-01-04T12:00:00Z", "2027-01-04T20:00:00Z", "2027-01-04T12:00:00Z", "2027-01-03T12:00:00Z"];
  expect(days.map((day) => holds(hours, day))).toEqual([true, false, true, false]);
});
