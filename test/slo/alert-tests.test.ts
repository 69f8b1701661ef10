/** The generated tests of objectives' alerts: what they say, and that promtool and their mutants agree. */
import {
  contract,
  counter,
  days,
  gauge,
  histogram,
  hours,
  milliseconds,
  minutes,
  seconds,
  type Duration,
  type Slo,
} from "../../lib/model";
import { http } from "../../lib/packs";
import { promql } from "../../lib/query";
import {
  availability,
  bounds,
  calendarDay,
  calendarMonth,
  composite,
  freshness,
  latency,
  probeSuccess,
  queueAge,
  raw,
  slo,
  sloPack,
  throughputFloor,
  type SloProps,
} from "../../lib/slo";
import { prove } from "../../lib/testing";
import { describeWith, tool } from "../proof/tool";

// Promtool lives for seconds: it need not collect its garbage so often.
process.env["GOGC"] ??= "400";

const shop = contract(
  { targetLabels: ["job", "instance"], source: "this test" },
  {
    duration: histogram("shop_duration_seconds", { help: "Duration.", unit: "seconds", buckets: "native" }),
    orders: counter("shop_orders_total", { help: "Orders." }),
    failed: counter("shop_orders_failed_total", { help: "Orders that failed." }),
    oldest: gauge("shop_oldest_order_age_seconds", { help: "Age of the oldest order.", unit: "seconds" }),
    saved: gauge("shop_backup_timestamp_seconds", { help: "Time of the last backup.", unit: "timestamp" }),
    celsius: gauge("shop_celsius", { help: "Temperature." }),
    probe: gauge("probe_success", { help: "Whether the probe succeeded.", unit: "boolean" }),
  },
);

const objective = (props: Partial<SloProps> & Pick<SloProps, "sli">): Slo =>
  slo({
    name: "checkout",
    service: "checkout",
    description: "Customers can pay.",
    objective: "99.9%",
    window: days(30),
    ...props,
  });

const answered = (where = "") =>
  availability({
    total: promql`${http.requestsTotal}{service="checkout"${{ kind: "promql", text: where }}}`,
    bad: promql`${http.requestsTotal}{service="checkout"${{ kind: "promql", text: where }}, status_code=~"5.."}`,
    badMeans: "are answered with 5xx",
  });
const delivered = availability({ total: promql`${shop.orders}`, bad: promql`${shop.failed}`, unit: "events" });
const ungated = { alerting: { minimumEvents: 0 } };

/** Series, and rates that are somebody's own. */
const rates = raw({
  total: ({ range }) => promql`sum(rate(${shop.orders}[${range}]))`,
  bad: ({ range }) => promql`sum(rate(${shop.failed}[${range}]))`,
  series: delivered.series,
});
const pay = objective({ name: "pay", window: days(7), sli: answered(`, route="/pay"`) });
const browse = objective({ name: "browse", window: days(7), sli: answered(`, route="/"`) });

/** What is proven is the last one; others are what it reads. */
const TABLE: readonly (readonly [title: string, slos: readonly Slo[], scrapeInterval?: Duration])[] = [
  ["availability, 99.9 % over 30 days", [objective({ sli: answered() })]],
  [
    "availability by its good ones, without a gate",
    [
      objective({
        window: days(7),
        objective: "99%",
        sli: availability({
          total: promql`${http.requestsTotal}{job="checkout"}`,
          good: promql`${http.requestsTotal}{job="checkout", status_code!~"5..|429"}`,
        }),
        ...ungated,
      }),
    ],
  ],
  [
    "availability of two metrics, 99.99 % over 28 days, scraped each 15 seconds",
    [objective({ window: days(28), objective: "99.99%", sli: delivered })],
    seconds(15),
  ],
  ["availability by route", [objective({ window: days(7), groupBy: ["route"], sli: answered() })]],
  [
    "availability over a day of the calendar",
    [objective({ window: calendarDay(), objective: "99.5%", sli: answered() })],
  ],
  [
    "latency, classic, over a calendar month",
    [
      objective({
        window: calendarMonth("Europe/Berlin"),
        objective: "99%",
        sli: latency({ histogram: http.requestDuration, where: { service: "checkout" }, threshold: milliseconds(500) }),
      }),
    ],
  ],
  [
    "latency, native",
    [
      objective({
        window: days(7),
        objective: "99%",
        sli: latency({ histogram: shop.duration, where: { job: "shop" }, threshold: milliseconds(300) }),
      }),
    ],
  ],
  [
    "freshness",
    [objective({ objective: "99%", sli: freshness({ lastSuccess: promql`${shop.saved}`, within: hours(26) }) })],
  ],
  [
    "queue age",
    [objective({ window: days(7), sli: queueAge({ oldest: promql`${shop.oldest}`, atMost: minutes(5) }) })],
  ],
  [
    "a bound from below",
    [objective({ window: days(28), objective: "99.5%", sli: bounds({ gauge: promql`${shop.celsius}`, atLeast: 0 }) })],
  ],
  ["probes", [objective({ sli: probeSuccess({ probe: promql`${shop.probe}{instance="https://shop.example"}` }) })]],
  [
    "throughput",
    [
      objective({
        window: days(7),
        objective: "99%",
        sli: throughputFloor({ counter: promql`${shop.orders}`, perSecond: 10 }),
      }),
    ],
  ],
  [
    "a journey",
    [
      pay,
      browse,
      objective({
        name: "journey",
        window: days(7),
        objective: "99.5%",
        sli: composite({
          parts: [
            { slo: pay, weight: 10 },
            { slo: browse, weight: 1 },
          ],
        }),
      }),
    ],
  ],
  ["rates of somebody's own", [objective({ window: days(7), sli: rates })]],
  ["rates without series", [objective({ sli: { ...rates, series: undefined } })]],
  [
    "levels of its own",
    [
      objective({
        alerting: {
          minimumEvents: 3,
          levels: [
            { burnRate: 20, long: minutes(20), short: minutes(2), severity: "critical" },
            { burnRate: 2, long: hours(6), short: minutes(30), severity: "info" },
          ],
        },
        sli: answered(),
      }),
    ],
  ],
];

describeWith(["promtool"], "promtool", () => {
  for (const [title, slos, scrapeInterval] of TABLE)
    test(`proves the alerts: ${title}`, async () => {
      const pack = sloPack("objectives", { metrics: { ...http, ...shop }, slos, scrapeInterval });
      const alerts = pack.alerts.slice(-1 - (slos.at(-1)?.levels.length ?? 0));
      // Its recordings have tests of their own.
      const recordingRules = pack.recordingRules.map((rule) => ({ ...rule, tests: [] }));
      const { findings, packs } = await prove({ ...pack, recordingRules, alerts }, { promtool: tool("promtool") });
      expect(findings.filter(({ path }) => !path.includes(".recordingRules."))).toEqual([]);
      expect(packs[0]?.killed).toBe(packs[0]?.mutants);
    }, 300_000);
});

const titles = (made: Slo, level: number): readonly string[] =>
  (sloPack("objectives", { metrics: http, slos: [made] }).alerts[level]?.tests ?? []).map(
    ({ kind, title }) => `${kind}: ${title}`,
  );

test("the tests of a page read as its specification", () => {
  expect(titles(objective({ sli: answered() }), 0)).toEqual([
    "fires: more than 1.44 % of requests are bad over 1h and over 5m, 10 of them and more",
    "silent: a little less than 1.44 % over 1h, however bad the last 5m are",
    "silent: a little less than 1.44 % over 5m, however bad the last 1h were: the trouble is over",
    "silent: fewer than 10 bad ones in 1h, whatever share of all that is",
    "silent: another objective burns",
    "fires: still, 5 minutes after it was last so bad",
    "fires: no more, a minute later",
    "fires: a total outage pages after 3 minutes, and not one evaluation before",
    "fires: still, one evaluation before 10 minutes have passed since an outage of 13 minutes",
    "fires: no more, 10 minutes after an outage of 13 minutes",
    "silent: just below 1.44 % for all of 1h",
    "silent: no traffic at all, then some that is good",
    "silent: the first bad one ever, of few",
    "silent: all processes start anew, at just below 1.44 %",
    "fires: a total outage of a quiet service pages with its 10th bad event, after 16 minutes, and not one evaluation before",
    "silent: a total outage of a quiet service that ends before its 10th bad event",
  ]);
});

test("slow burning opens a ticket at the computed moment", () => {
  expect(titles(objective({ sli: answered() }), 3)).toContain(
    "fires: burning 1.1 times as fast as allowed opens a ticket after 2d17h30m, and not one evaluation before",
  );
});

test("a level that no outage reaches has the tests of its thresholds alone", () => {
  const own = titles(objective({ objective: "90%", sli: answered() }), 0);
  expect(own[0]).toBe("fires: more than 144 % of requests are bad over 1h and over 5m, 10 of them and more");
  expect(own).toHaveLength(7);
});
