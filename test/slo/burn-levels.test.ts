import { days, minutes, prometheusDuration, type SloWindow } from "../../lib/model";
import {
  baseRange,
  budgetShare,
  calendarMonth,
  calendarQuarter,
  calendarWeek,
  calendarYear,
  defaultLevels,
  exact,
  thresholdOf,
} from "../../lib/slo";

const table = (window: SloWindow) =>
  defaultLevels(window).map((level) =>
    [level.burnRate, prometheusDuration(level.long), prometheusDuration(level.short), level.severity].join(" "),
  );

test("30 days have the windows of the SRE workbook", () => {
  expect(table(days(30))).toEqual(["14.4 1h 5m critical", "6 6h 30m critical", "3 1d 2h warning", "1 3d 6h warning"]);
});

test.each<[string, SloWindow, readonly string[]]>([
  ["7 days", days(7), ["14.4 14m 5m critical", "6 1h24m 7m critical", "3 5h35m 30m warning", "1 16h50m 1h25m warning"]],
  [
    "28 days",
    days(28),
    ["14.4 56m 5m critical", "6 5h36m 28m critical", "3 22h25m 1h50m warning", "1 2d19h10m 5h35m warning"],
  ],
  ["90 days", days(90), ["14.4 3h 15m critical", "6 18h 1h30m critical", "3 3d 6h warning", "1 9d 18h warning"]],
])("%s have them in proportion, the short ones never below five minutes", (_, window, levels) => {
  expect(table(window)).toEqual(levels);
});

test.each([
  [calendarWeek(), days(7)],
  [calendarMonth("Europe/Berlin"), days(30)],
  [calendarQuarter(), days(90)],
  [calendarYear(), days(365)],
])("%j has those of its nominal length", (period, length) => {
  expect(defaultLevels(period)).toEqual(defaultLevels(length));
});

test("each level stands for the same share of the budget over every period, but for the rounding of windows", () => {
  for (const window of [days(7), days(28), days(30), days(90), calendarMonth()])
    expect(defaultLevels(window).map((level) => budgetShare(level, window).toDecimalPlaces(3).toNumber())).toEqual([
      0.02, 0.05, 0.1, 0.1,
    ]);
});

test("thresholds are exact products", () => {
  expect(defaultLevels(days(30)).map((level) => thresholdOf(level, exact("0.001")).toString())).toEqual([
    "0.0144",
    "0.006",
    "0.003",
    "0.001",
  ]);
});

test("the base range is five minutes, or the shortest short window", () => {
  expect(baseRange(defaultLevels(days(30)))).toEqual(minutes(5));
  expect(baseRange([{ burnRate: 10, long: minutes(24), short: minutes(2), severity: "critical" }])).toEqual(minutes(2));
});
