import { check, type TimePeriod } from "../../../lib/model";
import { officeHours, timePeriod } from "../../../lib/routing";
import { ZONES } from "../../../lib/routing/time/zones";

/** Without the value, which stands at the end of a problem. */
const problems = (period: unknown): readonly string[] =>
  check(timePeriod, period, "p").map(
    ({ path, problem, mend }) => `${path} ${problem.replace(/: "[^"]*"$/, "")}: ${mend}`,
  );

test.each<[string, TimePeriod]>([
  ["nothing", {}],
  [
    "everything",
    {
      times: [
        { from: "00:00", to: "24:00" },
        { from: "09:30", to: "09:31" },
      ],
      weekdays: ["sunday", "monday:friday"],
      daysOfMonth: ["1", "31", "-31", "-1", "1:7", "-3:-1", "5:-5", "27:-1"],
      months: ["january", "july:december"],
      years: ["2027", "2027:2029"],
      zone: "Europe/Berlin",
    },
  ],
  ["office hours", officeHours({ from: "09:00", to: "17:00" })[0] ?? {}],
])("%s is a period", (_, period) => expect(problems(period)).toEqual([]));

test.each<[string, unknown, string]>([
  [
    "a night",
    { times: [{ from: "22:00", to: "06:00" }] },
    'p.times[0] runs over midnight: write { from: "22:00", to: "24:00" } and { from: "00:00", to: "06:00" }',
  ],
  [
    "a night of weekdays",
    { times: [{ from: "22:00", to: "06:00" }], weekdays: ["monday:friday"] },
    'p.times[0] runs over midnight: write two periods: { times: [{ from: "22:00", to: "24:00" }], weekdays: ["monday:friday"] } and { times: [{ from: "00:00", to: "06:00" }], weekdays: ["tuesday:saturday"] }',
  ],
  [
    "a night of the weekend",
    { times: [{ from: "22:00", to: "06:00" }], weekdays: ["friday:saturday", "sunday"] },
    'p.times[0] runs over midnight: write two periods: { times: [{ from: "22:00", to: "24:00" }], weekdays: ["friday:saturday", "sunday"] } and { times: [{ from: "00:00", to: "06:00" }], weekdays: ["saturday", "sunday", "monday"] }',
  ],
  [
    "until midnight",
    { times: [{ from: "22:00", to: "00:00" }] },
    'p.times[0] ends before it begins: write to: "24:00" for midnight at the end of the day',
  ],
  [
    "an empty time",
    { times: [{ from: "09:00", to: "09:00" }] },
    "p.times[0] ends where it begins: write an end later than the beginning; leave times out for the whole day",
  ],
  [
    "from the end of the day",
    { times: [{ from: "24:00", to: "06:00" }] },
    'p.times[0] begins where the day ends: write from: "00:00"',
  ],
  [
    "a time without its zero",
    { times: [{ from: "9:00", to: "17:00" }] },
    'p.times[0].from is no time of day: write "09:00"',
  ],
  [
    "a time that is none",
    { times: [{ from: "09:00", to: "24:30" }] },
    'p.times[0].to is no time of day: write hours and minutes, "00:00" to "24:00"',
  ],
  [
    "weekdays over the end of the week",
    { weekdays: ["friday:monday"] },
    'p.weekdays[0] runs over the end of the week, which begins with sunday: write "friday:saturday" and "sunday:monday"',
  ],
  [
    "the weekend",
    { weekdays: ["saturday:sunday"] },
    'p.weekdays[0] runs over the end of the week, which begins with sunday: write "saturday" and "sunday"',
  ],
  [
    "upper case",
    { weekdays: ["Monday:Friday"] },
    'p.weekdays[0] is no weekday and no range of them: write "monday:friday"',
  ],
  [
    "a misspelt weekday",
    { weekdays: ["tusday"] },
    'p.weekdays[0] is no weekday and no range of them (did you mean "tuesday"?): write one of sunday, monday, tuesday, wednesday, thursday, friday, saturday, or two of them with a colon between: "monday:friday"',
  ],
  [
    "months over the end of the year",
    { months: ["november:february"] },
    'p.months[0] runs over the end of the year: write "november:december" and "january:february"',
  ],
  [
    "days over the end of the month",
    { daysOfMonth: ["25:5"] },
    'p.daysOfMonth[0] runs over the end of the month: write "25:31" and "1:5"',
  ],
  [
    "days from the end into the next month",
    { daysOfMonth: ["-3:2"] },
    'p.daysOfMonth[0] runs over the end of the month: write "-3:-1" and "1:2"',
  ],
  [
    "days from the end the wrong way round",
    { daysOfMonth: ["-1:-3"] },
    'p.daysOfMonth[0] ends before it begins: write "-3:-1"',
  ],
  [
    "days that a month of 28 days does not have",
    { daysOfMonth: ["28:-1"] },
    'p.daysOfMonth[0] ends before it begins in a month of 28 days, as Alertmanager counts: write "28:31"',
  ],
  [
    "day 0",
    { daysOfMonth: ["0"] },
    'p.daysOfMonth[0] is no day of the month and no range of them: write "1" to "31", "-1" for the last day, "-31" to "-1", or two of them with a colon between: "1:7", "-3:-1"',
  ],
  ["years the wrong way round", { years: ["2029:2027"] }, 'p.years[0] ends before it begins: write "2027:2029"'],
  [
    "a year that is none",
    { years: ["next"] },
    'p.years[0] is no year and no range of them: write "2027" or "2027:2029"',
  ],
  ["no list", { weekdays: [] }, "p.weekdays is empty: leave it out: what is not stated is no condition"],
  [
    "an offset",
    { zone: "+01:00" },
    'p.zone is an offset, which Alertmanager does not take as a zone: write the name of a zone, whose daylight saving counts: "Europe/Berlin"',
  ],
  [
    "the machine's zone",
    { zone: "Local" },
    'p.zone is the zone of whatever machine Alertmanager runs on: write the name of a zone: "UTC", "Europe/Berlin"',
  ],
  [
    "a zone in lower case",
    { zone: "europe/berlin" },
    `p.zone is a spelling that Alertmanager's image does not know: write "Europe/Berlin"`,
  ],
  [
    "a zone's former name",
    { zone: "US/Eastern" },
    `p.zone is a spelling that Alertmanager's image does not know: write "America/New_York"`,
  ],
  [
    "a zone's former name",
    { zone: "Asia/Calcutta" },
    `p.zone is a spelling that Alertmanager's image does not know: write "Asia/Kolkata"`,
  ],
  [
    "a misspelt zone",
    { zone: "Europe/Berln" },
    'p.zone is no time zone (did you mean "Europe/Berlin"?): write its name in the tz database: "UTC", "Europe/Berlin"',
  ],
])("%s", (_, period, expected) => expect(problems(period)).toEqual([expected]));

test("a number is no text", () =>
  expect(problems({ years: [2027] })).toEqual(["p.years[0] is no text: write it in quotes"]));

test("Node knows every zone that is taken", () => {
  // Younger than some versions of Node that we run on.
  const young = ["America/Coyhaique"];
  const unknown = [...ZONES].filter((zone) => !young.includes(zone) && problems({ zone }).length > 0);
  expect(unknown).toEqual([]);
});
