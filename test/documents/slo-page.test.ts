/** The page that says what is promised: figures that add up, times that the clock tells, links that lead somewhere, whatever a text holds. */
import { exampleMetrics, modelWith } from "../../lib/checks";
import { slosOf } from "../../lib/documents";
import { slosPage } from "../../lib/documents/slos/slo-page";
import { sloPages } from "../../lib/documents/slos";
import {
  deployed,
  days,
  grafanaLinks,
  hours,
  minutes,
  plus,
  prometheusDuration,
  type AlertOverrides,
  type Model,
} from "../../lib/model";
import { calendarMonth, composite, endsAfter, firesAfter, sloPack, type SloProps } from "../../lib/slo";
import { checkout, orders, queue, smallModel, smallPack } from "./small-slos";

const page = slosPage(smallModel());

/** What stands below the heading of an objective. */
const sectionOf = (name: string, text = page): string => text.split(`\n## ${name}\n`)[1]?.split(/\n## /)[0] ?? "";

/** The rows of the table whose first column has that heading, cell by cell. */
const rowsOf = (text: string, head: string): readonly (readonly string[])[] => {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| ${head} |`));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith("|"));
  return lines.slice(start + 2, end).map((line) => line.slice(2, -2).split(" | "));
};

test("an environment without objectives has no page", () => {
  const bare = { ...modelWith([]), name: "bare" };
  expect(sloPages({ model: { ...smallModel(), name: "small" } }).map(({ path }) => path)).toEqual(["small/slos.md"]);
  expect(sloPages({ model: bare })).toEqual([]);
  expect(slosPage(bare)).toBe("");
});

test("the first table names each objective, and leads to it", () =>
  expect(rowsOf(page, "objective")).toEqual([
    ["[orders-availability](#orders-availability)", "shop", "99.9%", "30 days", "43.2 minutes", "`shop`"],
    [
      "[checkout-latency](#checkout-latency)",
      "sales/shop, for each product",
      "90%",
      "30 days",
      "4,320 minutes (3d)",
      "`shop`",
    ],
    [
      "[queue-short](#queue-short)",
      "shop",
      "99.5%",
      "the calendar month (Europe/Berlin)",
      "216 minutes (3h36m)",
      "`warehouse`",
    ],
  ]));

test("the headings, by which people link to it", () =>
  expect(sectionOf("orders-availability").match(/^### .*$/gm)).toEqual(
    ["Indicator", "Budget", "When the budget is spent", "Alerts", "When somebody is told", "Recorded series"].map(
      (each) => `### ${each}`,
    ),
  ));

test.each<[Partial<SloProps>, string]>([
  [{}, "In 30 days, 0.1 % may be bad: 43.2 minutes of total outage, or 1,000 of each 1,000,000 events."],
  [
    { expectedTraffic: 50 },
    "In 30 days, 0.1 % may be bad: 43.2 minutes of total outage, or 129,600 of 129,600,000 events at 50 per second.",
  ],
  [
    { objective: "99.999%", expectedTraffic: 0.01 },
    "In 30 days, 0.001 % may be bad: 0.432 minutes of total outage, or 0.259 of 25,920 events at 0.01 per second.",
  ],
  [
    { objective: "99%", window: days(7) },
    "In 7 days, 1 % may be bad: 100.8 minutes (1h40m48s) of total outage, or 10,000 of each 1,000,000 events.",
  ],
  [
    { window: calendarMonth("Europe/Berlin") },
    "In a nominal month, 0.1 % may be bad: 43.2 minutes of total outage, or 1,000 of each 1,000,000 events. " +
      "It is whole again when the calendar month (Europe/Berlin) begins;",
  ],
])("the budget of %j", (props, words) => expect(slosPage(smallModel([orders(props)]))).toContain(words));

test("an indicator is shown as it is recorded", () => {
  const section = sectionOf("orders-availability");
  expect(section).toContain("Bad are events that are refused.");
  const expressions = smallPack()
    .recordingRules.filter(({ name, labels }) => name.endsWith("rate5m") && labels["slo"] === "orders-availability")
    .map(({ expr }) => (typeof expr === "string" ? expr : expr.text));
  expect(expressions).toHaveLength(2);
  for (const text of expressions) expect(section).toContain(`\`\`\`promql\n${text}\n\`\`\``);
});

test("a journey names its parts", () => {
  const first = orders();
  const journey = { ...orders({ name: "journey", sli: composite({ parts: [{ slo: first, weight: 10 }] }) }) };
  expect(slosPage(smallModel([first, journey]))).toContain(
    "It is made of [orders-availability](#orders-availability) with the weight 10.",
  );
});

test("alerts with their thresholds, and the share of the budget that they cost", () =>
  expect(rowsOf(sectionOf("orders-availability"), "alert").map((cells) => cells.slice(1))).toEqual([
    ["critical", "14.4 x", "1h, 5m", "more than 1.44 %", "2 %", "2d2h"],
    ["critical", "6 x", "6h, 30m", "more than 0.6 %", "5 %", "5d"],
    ["warning", "3 x", "1d, 2h", "more than 0.3 %", "10 %", "10d"],
    ["warning", "1 x", "3d, 6h", "more than 0.1 %", "10 %", "30d"],
  ]));

test("an alert that can never fire says so", () =>
  expect(rowsOf(sectionOf("checkout-latency"), "alert").map((cells) => cells[4])).toEqual([
    "more than 144 %, so never",
    "more than 60 %",
    "more than 30 %",
    "more than 10 %",
  ]));

test("every alert leads to its runbook, and every series that is recorded is named", () => {
  const model = smallModel();
  for (const { pack } of model.packs) {
    for (const { name, annotations } of pack.alerts)
      expect(page).toContain(
        `[\`${name}\`](runbooks/${pack.name}.md#${name.toLowerCase()}) ([page](${annotations["runbook_url"]}))`,
      );
    for (const { name, labels } of pack.recordingRules) {
      const row = rowsOf(sectionOf(labels["slo"] ?? ""), "series").find((cells) =>
        cells[0]?.startsWith(`[\`${name}\`](metrics.md#`),
      );
      expect(row?.[1]).toContain(labels["window"] ?? "");
    }
  }
});

test("alerts wait for bad events where they are counted, and not where time is", () => {
  expect(sectionOf("orders-availability")).toContain("The others want at least 10 bad events in their long window.");
  expect(sectionOf("queue-short")).not.toContain("The others want");
  expect(sectionOf("queue-short")).toContain("The alerts wait for no number of them.");
});

describe("when somebody is told", () => {
  const rows = rowsOf(sectionOf("orders-availability"), "bad");
  const at = (share: string, text = page): readonly string[] =>
    rowsOf(sectionOf("orders-availability", text), "bad").find(([bad]) => bad === share) ?? [];

  test("of shares of all and multiples of what is allowed, the worst first", () =>
    expect(rows.map(([bad, speed]) => `${bad}: ${speed}`)).toEqual([
      "100 %: 1,000",
      "50 %: 500",
      "10 %: 100",
      "5 %: 50",
      "2 %: 20",
      "1 %: 10",
      "0.5 %: 5",
      "0.2 %: 2",
      "0.1 %: 1",
    ]));

  test("the page comes when the first of its alerts fires, and is over when the last of them ends", () => {
    const slo = orders();
    const [fast, slow] = slo.levels;
    if (fast === undefined || slow === undefined) throw new Error("an objective has four levels");
    for (const [share, badRatio] of [
      ["100 %", 1],
      ["5 %", 0.05],
      ["2 %", 0.02],
    ] as const) {
      const times = [fast, slow].flatMap((level) => firesAfter(slo, level, { badRatio }) ?? []);
      const first = Math.min(...times.map(({ milliseconds }) => milliseconds));
      const lasted = { ...hours(1), milliseconds: Math.max(hours(1).milliseconds, first) };
      const ends = [fast, slow]
        .filter((level) => (firesAfter(slo, level, { badRatio })?.milliseconds ?? Infinity) <= lasted.milliseconds)
        .map((level) => endsAfter(slo, level, { badRatio, lasted })?.milliseconds ?? NaN);
      const [, , after, , over] = at(share);
      expect([after, over]).toEqual([
        prometheusDuration({ kind: "duration", milliseconds: first }),
        prometheusDuration({ kind: "duration", milliseconds: Math.max(...ends) }),
      ]);
    }
  });

  test("what burns just as fast as allowed is told to nobody", () => {
    expect(at("0.1 %")).toEqual(["0.1 %", "1", "never", "", "", "never", "", ""]);
    expect(at("0.2 %").slice(0, 3)).toEqual(["0.2 %", "2", "never"]);
    expect(at("0.2 %")[5]).not.toBe("never");
  });

  test("what is gone of the budget by then is the burn rate times the time", () => {
    const [fact] = slosOf(smallModel()).filter(({ slo }) => slo.name === "orders-availability");
    for (const { burnRate, told } of fact?.troubles ?? [])
      for (const { after, budgetGone } of told)
        if (after !== undefined)
          expect(budgetGone?.toNumber()).toBeCloseTo(
            (burnRate.toNumber() * after.milliseconds) / days(30).milliseconds,
            12,
          );
  });

  test("so little traffic that too few are bad is told later", () => {
    const quiet = slosPage(smallModel([orders({ expectedTraffic: 1 / 60 })]));
    expect(at("100 %", quiet)[2]).not.toBe(at("100 %")[2]);
    expect(sectionOf("orders-availability", quiet)).toContain("the alerts wait for 10 bad ones");
  });

  test("what an environment sets anew counts", () => {
    const set = (overrides: AlertOverrides): Model => ({
      ...smallModel(),
      packs: [
        {
          path: "example.packs.shop-objectives",
          pack: deployed(sloPack("shop-objectives", { metrics: exampleMetrics, slos: [orders()] }), {
            team: "shop",
            ...grafanaLinks("https://grafana.example"),
            overrides,
          }),
        },
      ],
    });
    const later = slosPage(set({ OrdersAvailabilityBurnsFast: { for: minutes(2) } }));
    const slo = orders();
    const usual = slo.levels[0] && firesAfter(slo, slo.levels[0], { badRatio: 1 });
    expect(at("100 %", later)[2]).toBe(prometheusDuration(plus(usual ?? hours(0), minutes(2))));
    const longer = set({ OrdersAvailabilityBurnsFast: { keepFiringFor: minutes(65) } });
    const over = at("100 %")[4] ?? "";
    const [told] = slosOf(longer)[0]?.troubles[0]?.told ?? [];
    expect(prometheusDuration(plus(told?.overAfter ?? hours(0), minutes(-60)))).toBe(over);
    const milder = slosPage(set({ OrdersAvailabilityBurnsFast: { severity: "warning" } }));
    expect(milder).not.toContain("page after");
  });
});

test("texts of somebody else mean nothing to Markdown", () => {
  const hostile = slosPage(smallModel([orders({ description: "Everything | *works* <b>", service: "a|b_c" })]));
  expect(hostile).toContain("Everything \\| \\*works\\* \\<b\\>");
  expect(rowsOf(hostile, "objective")[0]).toHaveLength(6);
});

test("what an objective costs stands there", () =>
  expect(sectionOf(checkout.name)).toMatch(
    /It costs \d+ series for each product from \d+ rules, which read [\d,]+ samples and take [\d.]+ ms a minute\./,
  ));

test("where time counts, its budget and what is bad of it are told as time", () => {
  const section = sectionOf(queue.name);
  expect(section).toContain(
    "99.5% of the time of shop, over the calendar month (Europe/Berlin). Owned by `warehouse`.",
  );
  expect(section).toContain("Bad are seconds in which it is above 100.");
  expect(section).toContain("0.5 % may be bad: 216 minutes (3h36m) of total outage.");
});
