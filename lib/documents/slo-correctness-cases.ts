/** The cases of the document about correctness: what happens to a service, and what is asked of the rules then. */
import { hours, minutes, type BurnLevel } from "../model";
import { exact } from "../slo";
import {
  counts,
  COUNTS_HEAD,
  firstFiring,
  HEAD,
  minutesFiring,
  shares,
  type Cell,
  type RulesFile,
  type Run,
} from "./slo-correctness-asked";
import { averageOfRatios, ourRules, shopObjective } from "./slo-correctness-rules";
import type { Traffic } from "./slo-correctness-traffic";

export interface CorrectnessCase {
  readonly title: string;
  readonly story: string;
  readonly runs: readonly Run[];
  /** What there is to learn of it. */
  readonly moral: string;
}

const AVERAGE: RulesFile = { name: "average.yml", groups: () => averageOfRatios("(1 - 0.999)") };
const OURS: RulesFile = { name: "ours.yml", groups: () => ourRules(shopObjective("99.9%")) };
const AVERAGE_90: RulesFile = { name: "average-90.yml", groups: () => averageOfRatios("(1 - 0.9)") };
/** A level that can fire at 90 %, over the windows of a page. */
export const LEVELS_OF_90: readonly BurnLevel[] = [
  { burnRate: 6, long: hours(1), short: minutes(5), severity: "critical" },
];
const OURS_90: RulesFile = { name: "ours-90.yml", groups: () => ourRules(shopObjective("90%", LEVELS_OF_90)) };
export const rulesFiles: readonly RulesFile[] = [AVERAGE, OURS, AVERAGE_90, OURS_90];

/** The page over an hour is the first to fire in all that happens here. */
const PAGE = "ShopAvailabilityBurnsFast";

const run = (name: string, traffic: Traffic, rows: Run["rows"], more: Partial<Run> = {}): Run => ({
  name,
  traffic,
  rules: [AVERAGE, OURS],
  head: HEAD,
  rows,
  ...more,
});

/** Of a process that has been there for long. */
const LONG = { good: 500_000, bad: 8_000 };

/** Four minutes before it begins, so that what is looked at ends at a step of five minutes, at which budgets are computed. */
const busyThenQuiet: Traffic = {
  stretches: [{ absent: 4 }, { minutes: 120, good: 1000, bad: 0 }, { minutes: 120, good: 1, bad: 1 }],
};
const idle: Traffic = {
  before: LONG,
  stretches: [
    { minutes: 60, good: 59, bad: 1 },
    { minutes: 30, good: 0, bad: 0 },
    { minutes: 180, good: 59, bad: 1 },
  ],
};
const outageOf = (perMinute: number): Traffic => ({
  before: LONG,
  stretches: [
    { minutes: 120, good: perMinute, bad: 0 },
    { minutes: 120, good: 0, bad: perMinute },
  ],
});
const oneFailed: Traffic = {
  before: LONG,
  stretches: [
    { minutes: 120, good: 1, bad: 0 },
    { minutes: 1, good: 0, bad: 1 },
    { minutes: 119, good: 1, bad: 0 },
  ],
};
const firstError: Traffic = {
  before: { ...LONG, bad: 0 },
  badFromTheStart: false,
  stretches: [
    { minutes: 60, good: 100, bad: 0 },
    { minutes: 1, good: 80, bad: 20 },
    { minutes: 59, good: 100, bad: 0 },
  ],
};
const restarted: Traffic = {
  before: LONG,
  stretches: [
    { minutes: 62, good: 59, bad: 1 },
    { restart: true },
    { minutes: 31, good: 59, bad: 1 },
    { restart: true },
    { minutes: 57, good: 59, bad: 1 },
  ],
};
const missedScrapes: Traffic = {
  before: LONG,
  stretches: [
    { minutes: 62, good: 59, bad: 1 },
    { minutes: 1, good: 59, bad: 1, missed: true },
    { minutes: 30, good: 59, bad: 1 },
    { minutes: 3, good: 59, bad: 1, missed: true },
    { minutes: 24, good: 59, bad: 1 },
    { minutes: 10, good: 59, bad: 1, missed: true },
    { minutes: 50, good: 59, bad: 1 },
  ],
};

/** What rules of this project compare with, as it stands in the alert. */
const ourThreshold = (objective: string): string =>
  ourRules(shopObjective(objective))
    .flatMap(({ rules }) => rules)
    .flatMap((rule) =>
      "alert" in rule && rule.alert === PAGE && rule.labels["window"] === "1h"
        ? [/> (\S+)/.exec(rule.expr)?.[1] ?? ""]
        : [],
    )[0] ?? "";

const thresholdRow = (objective: string, share: string): readonly Cell[] => [
  objective,
  `\`14.4 * (1 - ${share})\``,
  { expr: `14.4 * (1 - ${share})`, at: 0, unit: "value" },
  { expr: ourThreshold(objective), at: 0, unit: "value" },
  exact(1).minus(share).times("14.4").toString(),
];

/** Where the words of the check go. */
export const REFUSAL = "{{refusal}}";

export const correctnessCases = (): readonly CorrectnessCase[] => [
  {
    title: "Two busy hours without errors, then a quiet time with them",
    story: `A service begins in minute 4 and answers 1,000 requests a minute for two hours, all well. Then it is night: two requests a minute, one
of which fails. In 1 h 56 min of that, 116 requests fail, of 120,232.`,
    runs: [run("busy-then-quiet", busyThenQuiet, shares(busyThenQuiet, [124, 180, 240]))],
    moral: `In the average, a minute with two requests weighs as much as one with a thousand. By that figure the objective of 99.9 % is missed more than two
hundred times over; in truth it is kept. What lies between the count and ours are the first minutes of both counters. Each begins at 0, and
\`rate\` scales no counter below zero: of a base range that begins at 0, one scrape is not counted, with scrapes a minute apart at most a sixth.`,
  },
  {
    title: "Half an hour without any request",
    story: `60 requests a minute, one of which fails. From minute 60 to 90 nobody asks anything. An average over two hours stands beside that over 30
days, to show in a test when it would recover: 30 days later.`,
    runs: [
      run(
        "idle",
        idle,
        shares(idle, [60, 90, 150, 210, 240]).map((row, index) => [
          ...row.slice(0, 5),
          { expr: "average:ratio2h", at: [60, 90, 150, 210, 240][index] ?? 0, unit: "percent" as const },
          ...row.slice(5),
        ]),
        { head: [...HEAD.slice(0, 5), "the same over 2 h", ...HEAD.slice(5)] },
      ),
    ],
    moral: `Zero divided by zero is \`NaN\`, and a sum with \`NaN\` in it is \`NaN\`, for as long as the window holds it. Events of an idle time add up to 0.`,
  },
  {
    title: "An objective of 90 % with a page at 14.4 times",
    story: `The page of the usual table wants 14.4 times the allowed share of errors. At 90 % that is 144 % of all requests. 100 requests a minute; from
minute 120 on, all of them fail.`,
    runs: [
      run(
        "ninety-percent",
        outageOf(100),
        [
          [
            "share of errors in the last hour",
            { expr: "average:ratio1h", at: 240, unit: "percent" },
            { expr: 'slo:bad_events:ratio{slo="shop-availability",window="1h"}', at: 240, unit: "percent" },
          ],
          ["minutes in which the page fires", minutesFiring("AveragePage", 240), minutesFiring(PAGE, 240, "1h")],
          [
            "fires after the beginning of the outage",
            firstFiring("AveragePage", 240),
            firstFiring(PAGE, 240, "1h"),
          ].map((cell) => (typeof cell === "string" ? cell : { ...cell, expr: `${cell.expr} - 120` })),
        ],
        { rules: [AVERAGE_90, OURS_90], head: ["", "14.4 times, as usual", "6 times over 1 h, as accepted"] },
      ),
    ],
    moral: `Two hours of total outage, and nobody is told. Here the levels of the usual table are refused when the stacks are synthesized:

${REFUSAL}

A level that can fire does.`,
  },
  {
    title: "One request a minute",
    story: `First run: one single request fails, the one of minute 121. Second run: from minute 120 on, all of them fail.`,
    runs: [
      run(
        "one-failed",
        oneFailed,
        [
          ["minutes in which the page fires", minutesFiring("AveragePage", 240), minutesFiring(PAGE, 240, "1h")],
          [
            "bad events in the hour after it",
            { expr: 'increase(http_requests_total{service="shop",status_code="500"}[1h])', at: 150, unit: "events" },
            { expr: 'slo:bad_events:increase{slo="shop-availability",window="1h"}', at: 150, unit: "events" },
          ],
        ],
        { head: ["one failed", "average of ratios", "ours"] },
      ),
      run(
        "outage-at-one-a-minute",
        outageOf(1),
        [
          [
            "fires after the beginning of the outage",
            { ...firstFiring("AveragePage", 240), expr: `${firstFiring("AveragePage", 240).expr} - 120` },
            {
              ...firstFiring(PAGE, 240, "1h"),
              expr: `${firstFiring(PAGE, 240, "1h").expr} - 120`,
            },
          ],
        ],
        { head: ["total outage", "average of ratios", "ours"] },
      ),
    ],
    moral: `One failure of sixty is 1.67 %, more than 14.4 times 0.1 %: by the ratio alone, somebody is woken by a single request. Ours wants ten bad
events in the hour, too (\`minimumEvents\`). Bad ones and not all, so that a total outage of so quiet a service still wakes somebody, after ten requests.`,
  },
  {
    title: "The first error ever",
    story: `100 requests a minute. The counter of errors does not exist until minute 61, in which 20 requests fail. Then all is well again.`,
    runs: [run("first-error", firstError, shares(firstError, [60, 65, 120]))],
    moral: `\`rate\` looks at what grows between two samples. A series whose first sample says 20 has not grown. Ours knows that the target was there before
and the series was not: its counter began at 0. And before there is any error, the share of errors is 0, not nothing.`,
  },
  {
    title: "Processes that start anew",
    story: `60 requests a minute, one of which fails. The process is replaced after minutes 62 and 93, its counters begin at 0.`,
    runs: [run("restarts", restarted, counts(restarted, [60, 95, 100, 150]), { head: COUNTS_HEAD })],
    moral: `The new counter is less than the old one was, and \`rate\` counts on from 0. What happens between the last scrape of a process and its end
is seen by nobody, whatever the method; here that is nothing.`,
  },
  {
    title: "Missed scrapes",
    story: `60 requests a minute, one of which fails. One scrape is missed in minute 63, three from minute 94 on, and ten from minute 121 on.`,
    runs: [run("missed-scrapes", missedScrapes, counts(missedScrapes, [60, 90, 120, 180]), { head: COUNTS_HEAD })],
    moral: `A gap within a base range is bridged. Where a range ends in a gap, \`rate\` guesses half a scrape to that side; what is missing then, or
happens in a longer gap, is missing from both sums, and their share stays what it was.`,
  },
  {
    title: "Thresholds without dust",
    story: `What the page compares with: as binary floating point has it, and as it stands in our rules.`,
    runs: [
      run(
        "thresholds",
        { stretches: [{ minutes: 1, good: 1, bad: 0 }] },
        [
          thresholdRow("99.9%", "0.999"),
          thresholdRow("99.95%", "0.9995"),
          thresholdRow("99.99%", "0.9999"),
          thresholdRow("99%", "0.99"),
        ],
        { head: ["objective", "as usual", "comes to", "ours", "exact"] },
      ),
    ],
    moral: `Ours are computed as decimals and written into the rule as one number, which a person can check.`,
  },
];
