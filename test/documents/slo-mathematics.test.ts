/** The page about the mathematics: what its tables say is what the code computes, and what promtool says of `rate`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { days, hours, minutes, prometheusDuration, type Duration, type SloWindow } from "../../lib/model";
import {
  allowedOf,
  budgetShare,
  calendarDay,
  calendarMonth,
  calendarQuarter,
  calendarWeek,
  calendarYear,
  decimalText,
  defaultLevels,
  endsAfter,
  exact,
  firesAfter,
  nominalLength,
  percentage,
  recordedNames,
  thresholdOf,
  windowLabel,
} from "../../lib/slo";
import { describeWith, run } from "../proof/tool";
import { temporaryFolder } from "../stacks/synthesized";
import { orders, queue, smallPack } from "./small-slos";

const page = readFileSync(join(__dirname, "..", "..", "docs", "slo-mathematics.md"), "utf8");

/** The rows of the table with that first column, by the headings of the others. */
const tableOf = (head: string): readonly Readonly<Record<string, string>>[] => {
  const lines = page.split("\n");
  const cells = (line: string): readonly string[] =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim());
  const start = lines.findIndex(
    (line, index) => line.startsWith("|") && cells(line)[0] === head && lines[index + 1]?.startsWith("| -"),
  );
  const end = lines.findIndex((line, index) => index > start && !line.startsWith("|"));
  const heads = cells(lines[start] ?? "");
  return lines
    .slice(start + 2, end)
    .map((line) => Object.fromEntries(cells(line).map((cell, index) => [heads[index] ?? "", cell])));
};

const rows = (head: string): readonly (readonly [string, Readonly<Record<string, string>>])[] =>
  tableOf(head).map((row) => [row[head] ?? "", row]);

test("it is one page", () => expect(page.split("\n").length).toBeLessThanOrEqual(240));

test("the definitions add up for the example", () => {
  const of = Object.fromEntries(rows("word").map(([word, row]) => [word, row["checkout, 99.9 % over 30 days"] ?? ""]));
  const slo = orders({ objective: "99.9%", window: days(30) });
  const allowed = allowedOf(slo);
  expect(of["objective"]).toBe("0.999");
  expect(of["allowed"]).toBe(`${decimalText(allowed)}, never ${1 - 0.999}`);
  expect(of["error budget"]).toBe(
    `${allowed.times(1_000_000).toNumber().toLocaleString("en")} of each million requests`,
  );
  expect(of["in minutes"]).toBe(minutesIn(allowed.toNumber(), days(30)));
  const burnRate = (percentage(of["error ratio"] ?? "") ?? exact(0)).div(allowed);
  expect(of["burn rate"]).toBe(decimalText(burnRate));
  // Half of the budget is left when half as much as allowed was bad all the time.
  expect(of["remaining"]).toBe(`${decimalText(exact(1).minus(burnRate).times(100))} %`);
  expect(of["exhaustion"]).toBe(`${decimalText(exact(1).minus(burnRate).times(30).div(burnRate))} days`);
});

const minutesIn = (allowed: number, period: Duration): string =>
  decimalText(exact(allowed).times(period.milliseconds).div(minutes(1).milliseconds));

test.each(rows("objective"))("the budgets of %s in minutes", (objective, row) => {
  const allowed = exact(1)
    .minus(percentage(objective) ?? 1)
    .toNumber();
  for (const count of [7, 28, 30, 90]) expect(row[`${count} days`]).toBe(minutesIn(allowed, days(count)));
});

test("events over events, and the average of ratios", () => {
  const of = Object.fromEntries(
    rows("hour").map(([hour, row]) => [
      hour,
      { requests: Number(row["requests"]), bad: Number(row["bad"]), ratio: parseFloat(row["ratio"] ?? "") },
    ]),
  );
  const [busy, quiet, both, average] = ["busy", "quiet", "both, by events", "average of the ratios"].map(
    (each) => of[each],
  );
  expect(both).toEqual({
    requests: (busy?.requests ?? 0) + (quiet?.requests ?? 0),
    bad: (busy?.bad ?? 0) + (quiet?.bad ?? 0),
    ratio: Number(((100 * (both?.bad ?? 0)) / (both?.requests ?? 0)).toPrecision(3)),
  });
  for (const hour of [busy, quiet]) expect(hour?.ratio).toBe((100 * (hour?.bad ?? 0)) / (hour?.requests ?? 0));
  expect(average?.ratio).toBe(((busy?.ratio ?? 0) + (quiet?.ratio ?? 0)) / 2);
});

describe("levels", () => {
  const levels = defaultLevels(days(30));

  test("of 30 days", () =>
    expect(tableOf("factor")).toEqual(
      levels.map((level) => ({
        factor: String(level.burnRate),
        long: prometheusDuration(level.long),
        short: prometheusDuration(level.short),
        "of the budget": `${decimalText(budgetShare(level, days(30)).times(100))} %`,
        "tells as": level.severity,
        "can fire for objectives above": `${exact(1).minus(exact(1).div(level.burnRate)).times(100).toDecimalPlaces(4).toString()} %`,
      })),
    ));

  test("a level reaches the error ratio 1 exactly where the table says that it can fire no more", () => {
    for (const level of levels)
      expect(thresholdOf(level, exact(1).div(level.burnRate)).toDecimalPlaces(30).toString()).toBe("1");
  });

  test("the factor is the share of the budget times the period by the window", () => {
    expect(page).toContain("14.4 = 2 % × 720 h / 1 h");
    for (const level of levels)
      expect(budgetShare(level, days(30)).times(days(30).milliseconds).div(level.long.milliseconds).toNumber()).toBe(
        level.burnRate,
      );
  });

  const PERIODS: Readonly<Record<string, SloWindow>> = {
    day: calendarDay(),
    week: calendarWeek(),
    month: calendarMonth(),
    quarter: calendarQuarter(),
    year: calendarYear(),
    ...Object.fromEntries([7, 28, 30, 90].map((count) => [`${count} days`, days(count)])),
  };

  const periods = rows("period").flatMap(([words, row]) => words.split(", ").map((period) => [period, row] as const));

  test("all periods are there", () =>
    expect(periods.map(([period]) => period).sort()).toEqual(Object.keys(PERIODS).sort()));

  test.each(periods)("of a period: %s", (period, row) => {
    const scaled = defaultLevels(PERIODS[period] ?? days(30));
    for (const { burnRate } of levels) {
      const level = scaled.find((each) => each.burnRate === burnRate);
      expect(row[`${burnRate} x`]).toBe(
        level === undefined ? "none" : `${prometheusDuration(level.long)}, ${prometheusDuration(level.short)}`,
      );
    }
  });

  test("every period but the day keeps the shares of the budget to a percent of them", () => {
    for (const window of Object.values(PERIODS).filter(
      (each) => nominalLength(each).milliseconds > days(1).milliseconds,
    ))
      expect(defaultLevels(window).map((level) => budgetShare(level, window).toDecimalPlaces(3).toNumber())).toEqual(
        levels.map((level) => budgetShare(level, days(30)).toNumber()),
      );
  });
});

const SHORT = [{ burnRate: 10, long: minutes(30), short: minutes(2), severity: "critical" as const }];

test.each(rows("bad"))("when %s of a steady traffic is bad", (bad, row) => {
  const slo = orders({ objective: "99.9%", window: days(30) });
  const [level] = slo.levels;
  const badRatio = percentage(bad)?.toNumber() ?? NaN;
  if (level === undefined) throw new Error("an objective has four levels");
  const ideal = thresholdOf(level, allowedOf(slo))
    .div(badRatio)
    .times(level.long.milliseconds)
    .div(minutes(1).milliseconds);
  const text = (time: Duration | undefined) => time && prometheusDuration(time);
  expect(row).toEqual({
    bad,
    "by the formula": `${ideal.toDecimalPlaces(1).toString()} min`,
    "fires after": text(firesAfter(slo, level, { badRatio })),
    "ends after": text(endsAfter(slo, level, { badRatio, lasted: hours(1) })),
  });
});

describe("recorded series", () => {
  const rules = [
    ...smallPack([orders(), orders({ name: "quarter", window: days(90) }), queue]).recordingRules,
    ...smallPack([
      orders({ name: "short", alerting: { levels: SHORT } }),
      orders({ name: "ungated", alerting: { minimumEvents: 0 } }),
    ]).recordingRules,
  ];
  const windowsOf = (name: string, slo: string): readonly string[] =>
    rules
      .filter((each) => each.name === name && each.labels["slo"] === slo)
      .flatMap(({ labels }) => labels["window"] ?? []);
  const names = rows("series").map(([name]) => name.replaceAll("`", ""));

  test("are all in the table, in no other spelling", () => {
    expect([...names].sort()).toEqual(
      [...new Set(rules.map(({ name }) => name))].filter((name) => !name.endsWith(":rate2m")).sort(),
    );
    const promised = Object.values(recordedNames).flatMap((each) =>
      typeof each === "string" ? each : each(minutes(5)),
    );
    expect([...names].sort()).toEqual(promised.sort());
  });

  test.each(rows("series"))("%s has the windows that it says", (cell, row) => {
    const slo = orders();
    const [name, period] = [cell.replaceAll("`", ""), windowLabel(slo.window)];
    const { levels } = slo;
    const longs = levels.map(({ long }) => prometheusDuration(long));
    const words: Readonly<Record<string, readonly string[]>> = {
      none: [],
      "the period": [period],
      "each of an alert; the period": [...longs, ...levels.map(({ short }) => prometheusDuration(short)), period],
      "the long one of each alert; the period": [...longs, period],
      "the long one of the level": longs,
      "the long one of the fastest alert": longs.slice(0, 1),
    };
    expect([...new Set(windowsOf(name, slo.name))].sort()).toEqual([...new Set(words[row["`window`"] ?? ""])].sort());
  });

  test("of short levels, without a gate, and of long periods", () => {
    expect(rules.filter(({ labels }) => labels["slo"] === "short").map(({ name }) => name)).toContain(
      "slo:events:rate2m",
    );
    expect(windowsOf(recordedNames.BAD_EVENTS, "ungated")).toEqual(["30d"]);
    const namesOf = (slo: string) => rules.filter(({ labels }) => labels["slo"] === slo).map(({ name }) => name);
    for (const name of [recordedNames.HOUR_EVENTS, recordedNames.HOUR_BAD_EVENTS]) {
      expect(namesOf("quarter")).toContain(name);
      expect(namesOf(orders().name)).not.toContain(name);
    }
  });
});

const SCRAPE = 30;
/** The scrape at the end of the range, twenty minutes after the first. */
const LAST = 40;

/** A counter in the notation of promtool, its scrapes numbered from 0; `first` is the number of the first in the range. */
const COUNTERS: Readonly<Record<string, (first: number) => string>> = {
  "steady, 300": () => "100000+30x60",
  "90 events between two scrapes within the range, 90": (first) => `100000x${first + 4} 100090x30`,
  "90 events between the range before and this one, 90": () => `100000x${LAST - 10} 100090x40`,
  "steady, a scrape within the range missing, 300": (first) => withoutScrape(first + 5),
  "steady, the first scrape of the range missing, 300": (first) => withoutScrape(first),
  "the process starts anew, 15 events unscraped, 300": (first) => `100000+30x${first + 4} 15+30x40`,
  "the counter begins at 0 with the range, 300": (first) => `_x${first} 0+30x40`,
};

const withoutScrape = (missing: number): string => `100000+30x${missing - 1} _ ${100_000 + 30 * (missing + 1)}+30x30`;

describeWith(["promtool"], "what promtool says of rate", () => {
  test.each([
    { range: "5m", samples: 10 },
    { range: "5m30s", samples: 11 },
  ])("over $range, which holds $samples samples", ({ range, samples }) => {
    const cases = rows("30 s scrapes, true value").map(([name, row]) => {
      const counter = COUNTERS[name]?.(LAST - samples + 1) ?? "";
      const expected = row[`\`rate(x[${range}]) * 300\``] ?? "";
      const digits = expected.split(".")[1]?.length ?? 0;
      const at = `${SCRAPE * LAST + parseInt(row["evaluated after a scrape"] ?? "", 10)}s`;
      return {
        name: `${name}, ${row["evaluated after a scrape"]}`,
        interval: `${SCRAPE}s`,
        input_series: [{ series: "x", values: counter }],
        promql_expr_test: [
          {
            expr: `round(rate(x[${range}]) * 300, ${10 ** -digits})`,
            eval_time: at,
            exp_samples: [{ labels: "{}", value: Number(expected) }],
          },
          {
            expr: `count_over_time(x[${range}])`,
            eval_time: at,
            exp_samples: [
              { labels: "{}", value: name.includes("scrape") && name.includes("missing") ? samples - 1 : samples },
            ],
          },
        ],
      };
    });
    expect(cases).toHaveLength(7);
    const file = join(temporaryFolder(), "rate.test.yml");
    writeFileSync(file, stringify({ rule_files: [], evaluation_interval: "1m", fuzzy_compare: true, tests: cases }));
    const { status, stdout, stderr } = run("promtool", ["test", "rules", file]);
    expect({ status, said: `${stdout}${stderr}` }).toEqual({
      status: 0,
      said: expect.stringContaining("SUCCESS") as string,
    });
  });
});
