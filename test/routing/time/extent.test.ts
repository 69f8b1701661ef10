import type { TimePeriod } from "../../../lib/model";
import { alwaysHolds, beforeStatedYears, neverHolds } from "../../../lib/routing";

const NOW = new Date("2026-11-23T00:00:00Z");

const wholeDay = { times: [{ from: "00:00", to: "24:00" }] };

test.each<[string, readonly TimePeriod[], "never" | "at times" | "always"]>([
  ["no period", [], "never"],
  ["a period without a word", [{}], "always"],
  ["the 30th of February", [{ months: ["february"], daysOfMonth: ["30"] }], "never"],
  ["the 29th of February", [{ months: ["february"], daysOfMonth: ["29"] }], "at times"],
  [
    "the 29th of February of a year that has none",
    [{ months: ["february"], daysOfMonth: ["29"], years: ["2027"] }],
    "never",
  ],
  [
    "a leap day on a thursday, 26 years from now",
    [{ months: ["february"], daysOfMonth: ["29"], weekdays: ["thursday"] }],
    "at times",
  ],
  [
    "the 31st in months without one",
    [{ daysOfMonth: ["31"], months: ["april", "june", "september", "november"] }],
    "never",
  ],
  [
    "the 31st of March where clocks go forward",
    [{ daysOfMonth: ["31"], months: ["march"], zone: "Europe/Berlin" }],
    "never",
  ],
  ["years that are over", [{ years: ["2020:2025"] }], "never"],
  ["this year, until it is over", [{ years: ["2026"] }], "at times"],
  [
    "a morning that is over when its year begins in UTC",
    [
      {
        years: ["2090"],
        months: ["january"],
        daysOfMonth: ["1"],
        times: [{ from: "00:00", to: "13:00" }],
        zone: "Pacific/Kiritimati",
      },
    ],
    "at times",
  ],
  ["a year that has to come", [{ years: ["2090"] }], "at times"],
  ["from this year to a far one", [{ years: ["2026:2999"] }], "at times"],
  [
    "the last hours of the year that is over elsewhere",
    [{ years: ["2026"], months: ["january:november"], daysOfMonth: ["1:22"], zone: "Pacific/Kiritimati" }],
    "never",
  ],
  [
    "an hour that clocks skip",
    [
      {
        times: [{ from: "02:00", to: "03:00" }],
        daysOfMonth: ["28"],
        months: ["march"],
        years: ["2027"],
        zone: "Europe/Berlin",
      },
    ],
    "never",
  ],
  ["a weekday and a weekend", [{ weekdays: ["monday:friday"] }, { weekdays: ["saturday", "sunday"] }], "always"],
  ["all weekdays", [{ weekdays: ["sunday:saturday"], ...wholeDay, zone: "America/New_York" }], "always"],
  [
    "all but an hour",
    [
      {
        times: [
          { from: "00:00", to: "12:00" },
          { from: "13:00", to: "24:00" },
        ],
      },
    ],
    "at times",
  ],
  [
    "times that meet",
    [
      {
        times: [
          { from: "12:00", to: "24:00" },
          { from: "00:00", to: "12:00" },
        ],
      },
    ],
    "always",
  ],
  [
    "times that meet in two periods",
    [{ times: [{ from: "12:00", to: "24:00" }] }, { times: [{ from: "00:00", to: "12:00" }] }],
    "always",
  ],
  [
    "times that meet only in one zone",
    [{ times: [{ from: "12:00", to: "24:00" }] }, { times: [{ from: "00:00", to: "12:00" }], zone: "Asia/Kolkata" }],
    "at times",
  ],
  ["all days of the month, in UTC", [{ daysOfMonth: ["1:31"] }], "always"],
  ["all days of the month, where clocks go forward", [{ daysOfMonth: ["1:31"], zone: "Europe/Berlin" }], "at times"],
  ["all months", [{ months: ["january:june", "july:december"] }], "always"],
  ["years one after the other, with an end", [{ years: ["2026:2030"] }, { years: ["2031:2100"] }], "at times"],
])("%s", (_, periods, expected) =>
  expect([neverHolds(periods, NOW), alwaysHolds(periods, NOW)]).toEqual([expected === "never", expected === "always"]),
);

test.each<[string, readonly TimePeriod[], string]>([
  ["no years", [{ weekdays: ["sunday"] }], NOW.toISOString()],
  ["years to come", [{ years: ["2030"] }], NOW.toISOString()],
  ["years that are past", [{ years: ["2024"] }, { years: ["2020:2021"] }], "2019-12-31T00:00:00.000Z"],
  ["years of another age", [{ years: ["1066"] }], "1971-12-31T00:00:00.000Z"],
])("before %s", (_, periods, expected) => expect(beforeStatedYears(periods, NOW).toISOString()).toBe(expected));
