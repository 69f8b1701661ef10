/** The clock of a period in PromQL shows what clocks show: compared by promtool with the calendar of Node, over years and around each turn. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CalendarPeriod } from "../../lib/model";
import { promqlText } from "../../lib/model";
import { offsetAt } from "../../lib/routing";
import { localTime, periodElapsed, periodNumber } from "../../lib/slo/calendar";
import { describeWith, run } from "../proof/tool";

const ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
  "America/Santiago",
];
const UNITS: readonly CalendarPeriod["unit"][] = ["day", "week", "month", "quarter", "year"];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FIRST = Date.UTC(2026, 0, 1);
const LAST = Date.UTC(2038, 0, 1);

/** What clocks of the zone show, as a time of UTC. */
const shown = (zone: string, now: number): Date =>
  new Date(`${new Date(now).toLocaleString("sv-SE", { timeZone: zone }).replace(" ", "T")}Z`);

interface Shown {
  /** A text that is another one in each period. */
  readonly period: string;
  readonly elapsed: number;
}

const expectedOf = (unit: CalendarPeriod["unit"], clock: Date): Shown => {
  const [year, month] = [clock.getUTCFullYear(), clock.getUTCMonth()];
  const midnight = Math.floor(clock.getTime() / DAY) * DAY;
  const ofDay = (clock.getTime() - midnight) / DAY;
  const monday = midnight - ((clock.getUTCDay() + 6) % 7) * DAY;
  const [begin, next] = [Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1)];
  const ofMonth = (clock.getTime() - begin) / (next - begin);
  switch (unit) {
    case "day":
      return { period: String(midnight), elapsed: ofDay };
    case "week":
      return { period: String(monday), elapsed: (clock.getTime() - monday) / (7 * DAY) };
    case "month":
      return { period: String(begin), elapsed: ofMonth };
    case "quarter":
      return { period: `${year} ${Math.floor(month / 3)}`, elapsed: ((month % 3) + ofMonth) / 3 };
    case "year":
      return { period: String(year), elapsed: (month + ofMonth) / 12 };
  }
};

/** Moments that lie equally far from each other, so that one test evaluates them all. */
interface Series {
  readonly from: number;
  readonly step: number;
  readonly count: number;
}

/** Over all years, at ever other times of the day and days of the week. */
const YEARS: Series = { from: FIRST, step: 18 * DAY + HOUR + 17 * MINUTE, count: 240 };

/** Before and after each turn of the clock, and around the first and the last midnight of the zone. */
const turnsOf = (zone: string): readonly Series[] => {
  const moments = [FIRST, LAST].map((midnight) => midnight - offsetAt(zone, midnight).offset);
  for (let now = FIRST; now < LAST - DAY;) {
    const { offset, until } = offsetAt(zone, now);
    if (until < LAST - DAY && offsetAt(zone, until).offset !== offset) moments.push(until);
    now = until;
  }
  return moments.map((moment) => ({ from: moment - HOUR, step: 15 * MINUTE, count: 9 }));
};

const momentsOf = ({ from, step, count }: Series): readonly number[] =>
  Array.from({ length: count }, (_, index) => from + index * step);

const rules = (zone: string): unknown => ({
  groups: [
    {
      name: "clock",
      rules: [
        { record: "local", expr: localTime({ kind: "calendar", unit: "day", zone }).text },
        ...UNITS.flatMap((unit) => {
          const period: CalendarPeriod = { kind: "calendar", unit, zone };
          return [
            { record: `${unit}:number`, expr: periodNumber(period, promqlText("local")).text },
            { record: `${unit}:elapsed`, expr: periodElapsed(period, promqlText("local")).text },
          ];
        }),
      ],
    },
  ],
});

/** That it is as expected gives 1. */
const isEqual = (at: string, expr: string): unknown => ({
  expr,
  eval_time: at,
  exp_samples: [{ labels: "{}", value: 1 }],
});

const testsOf = (zone: string, series: Series): unknown => ({
  start_timestamp: String(series.from / 1000),
  input_series: [],
  promql_expr_test: momentsOf(series).flatMap((now, index) => {
    const at = `${(now - series.from) / MINUTE}m`;
    const clock = shown(zone, now);
    const before = index === 0 ? undefined : shown(zone, now - series.step);
    return [
      isEqual(at, `local == bool ${clock.getTime() / 1000}`),
      ...UNITS.flatMap((unit) => {
        const { period, elapsed } = expectedOf(unit, clock);
        const same = before === undefined || expectedOf(unit, before).period === period;
        return [
          isEqual(at, `abs(${unit}:elapsed - ${elapsed}) < bool 1e-9`),
          // The number itself may be any: that it changes with the period, and only then, is what it is for.
          ...(before === undefined
            ? []
            : [isEqual(at, `${unit}:number ${same ? "==" : ">"} bool ${unit}:number offset ${series.step / MINUTE}m`)]),
        ];
      }),
    ];
  }),
});

describeWith(["promtool"], "the clock of a period", () => {
  test.each(ZONES)(
    "%s",
    (zone) => {
      const folder = mkdtempSync(join(tmpdir(), "calendar-"));
      try {
        writeFileSync(join(folder, "rules.yml"), JSON.stringify(rules(zone)));
        const file = (name: string, all: readonly Series[]): string => {
          const interval = `${(all[0]?.step ?? MINUTE) / MINUTE}m`;
          writeFileSync(
            join(folder, name),
            JSON.stringify({
              rule_files: ["rules.yml"],
              evaluation_interval: interval,
              tests: all.map((each) => testsOf(zone, each)),
            }),
          );
          return name;
        };
        const { status, stdout, stderr } = run(
          "promtool",
          ["test", "rules", file("years.yml", [YEARS]), file("turns.yml", turnsOf(zone))],
          { cwd: folder },
        );
        expect(`${stdout}${stderr}`.split("\n").slice(0, 12).join("\n")).toMatch(/^ {2}SUCCESS/m);
        expect(status).toBe(0);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    60_000,
  );
});
