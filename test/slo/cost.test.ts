import { naiveRules } from "../../bench/slo/naive";
import { days, hours, promqlText, seconds, type Slo } from "../../lib/model";
import { promql } from "../../lib/query";
import { availability, calendarMonth, composite, freshness, slo, sloCost } from "../../lib/slo";
import { costPerMinute, NANOSECONDS, readingOf } from "../../lib/slo/cost";

const SCRAPE_INTERVAL = seconds(30);

const counters = {
  total: promql`http_requests_total{service="checkout"}`,
  bad: promql`http_requests_total{service="checkout", status_code=~"5.."}`,
};

const objective = (more: Partial<Pick<Slo, "name" | "window" | "sli" | "groupBy">> = {}): Slo =>
  slo({
    name: "checkout-availability",
    service: "checkout",
    description: "Customers can pay.",
    objective: "99.9%",
    window: days(30),
    sli: availability(counters),
    ...more,
  });

describe("what one evaluation reads", () => {
  test.each([
    ["vector(1)", { selectors: 0, samples: 0, inSteps: 0 }],
    ["up", { selectors: 1, samples: 1, inSteps: 0 }],
    ["a / (b > 0)", { selectors: 2, samples: 2, inSteps: 0 }],
    // Eleven scrapes and no twelfth: the first moment of a range is not in it.
    ["rate(a[5m30s])", { selectors: 1, samples: 11, inSteps: 0 }],
    ["sum_over_time(fast[6h])", { selectors: 1, samples: 360, inSteps: 0 }],
    ["sum_over_time(fast[30d:5m])", { selectors: 1, samples: 8640, inSteps: 8640 }],
    ["max_over_time(rate(a[5m])[1h:1m])", { selectors: 1, samples: 600, inSteps: 600 }],
    ["max_over_time(a[1h:])", { selectors: 1, samples: 60, inSteps: 60 }],
    ["sum_over_time((a and on () (b == b @ end()))[1h:5m])", { selectors: 3, samples: 25, inSteps: 24 }],
    ["max_over_time(sum_over_time(a[10m:1m])[1h:5m])", { selectors: 1, samples: 120, inSteps: 120 }],
    ["max_over_time(sum_over_time(a[10m:1m] @ end())[1h:5m])", { selectors: 1, samples: 10, inSteps: 10 }],
    ["rate(a[5m]", { selectors: 0, samples: 0, inSteps: 0 }],
  ])("%s", (expr, reading) => {
    const spacing = ({ metric }: { readonly metric?: string }) => seconds(metric === "fast" ? 60 : 30);
    expect(readingOf(promqlText(expr), spacing)).toEqual(reading);
  });
});

test("rules that are evaluated every five minutes count a fifth each minute", () => {
  const expr = promql`a`;
  const costs = (interval: number) => costPerMinute([{ expr, interval: seconds(interval) }], () => SCRAPE_INTERVAL);
  expect(costs(60).samplesPerMinute).toBe(1);
  expect(costs(300).samplesPerMinute).toBe(1 / 5);
  expect(costs(60).evaluation.milliseconds).toBeCloseTo(
    (NANOSECONDS.perRule + NANOSECONDS.perSelector + NANOSECONDS.perSample) / 1e6,
  );
  expect(costs(300).evaluation.milliseconds).toBeCloseTo(costs(60).evaluation.milliseconds / 5);
});

describe("what an objective costs each minute", () => {
  // Counted by hand from the rules as they are printed: first what is evaluated each minute, then what is evaluated every five.
  const byRequests = {
    /** The counter now, five minutes ago, whether its target was up then and is now, whether the total was there then, and eleven scrapes; for bad ones the total in place of nothing. */
    base: 16 + 17,
    pages: 2 + (30 + 30) + (60 + 61) + (360 + 361),
    alerts: 4 * 3 + 1,
    tickets: 24 + 24 + (288 + 289) + (864 + 865),
    period: 8640 + 8640 + 2,
    budget: 1 + 2 + 2 + 1 + 1 + 2,
  };

  test("availability over 30 days", () => {
    const { base, pages, alerts, tickets, period, budget } = byRequests;
    expect(sloCost(objective(), SCRAPE_INTERVAL)).toMatchObject({
      series: 28,
      rules: 33,
      samplesPerMinute: base + pages + alerts + (tickets + period + budget) / 5,
    });
    expect(base + pages + alerts + (tickets + period + budget) / 5).toBe(4_879);
  });

  test("scrapes twice as often: ten more of each counter", () => {
    expect(sloCost(objective(), seconds(15)).samplesPerMinute).toBe(4_879 + 10 + 10);
  });

  test("for one value of the labels by which it is grouped, the same", () => {
    expect(sloCost(objective({ groupBy: ["route"] }), SCRAPE_INTERVAL)).toEqual(sloCost(objective(), SCRAPE_INTERVAL));
  });

  test("a calendar month: the number of the month is read in each step, and at the end once", () => {
    const { base, pages, alerts, tickets, budget } = byRequests;
    const steps = (31 * 24 + 1) * 12;
    const period = 2 * (2 * steps + 1) + 2;
    // The clock of the zone: twice for the number of the month, three times for the share of it that has passed.
    const clock = 2 + 3;
    // Budget of a whole month, by the share of it that has passed.
    const more = 1;
    expect(sloCost(objective({ window: calendarMonth() }), SCRAPE_INTERVAL)).toMatchObject({
      series: 31,
      rules: 36,
      samplesPerMinute: base + clock + pages + alerts + (tickets + period + budget + more) / 5,
    });
  });

  test("90 days: by the hour, so that it costs no more", () => {
    const pages = 15 + 15 + (90 + 90) + (180 + 181) + (1080 + 1081);
    const tickets = 72 + 72 + (864 + 865) + (2592 + 2593);
    const period = 12 + 12 + 2 * 90 * 24 + 2;
    const { base, alerts, budget } = byRequests;
    const { samplesPerMinute } = sloCost(objective({ window: days(90) }), SCRAPE_INTERVAL);
    expect(samplesPerMinute).toBe(base + pages + alerts + (tickets + period + budget) / 5);
  });

  test("freshness: the gauge at each scrape of five minutes, and no events to count", () => {
    const sli = freshness({ lastSuccess: promql`backup_last_success_timestamp_seconds`, within: hours(26) });
    const base = 1 + (10 + 1);
    const pages = 2 + 2 * (30 + 60 + 360);
    const tickets = 2 * (24 + 288 + 864);
    const { period, budget } = byRequests;
    const { series, samplesPerMinute } = sloCost(objective({ sli }), SCRAPE_INTERVAL);
    expect(series).toBe(24);
    expect(samplesPerMinute).toBeCloseTo(base + pages + 4 * 2 + 1 + (tickets + period + budget) / 5);
  });

  test("a journey reads what was recorded of its steps, and no raw series", () => {
    const sli = composite({
      parts: [
        { slo: objective({ name: "browse" }), weight: 1 },
        { slo: objective({ name: "pay" }), weight: 10 },
      ],
    });
    expect(sloCost(objective({ name: "journey", sli }), SCRAPE_INTERVAL).samplesPerMinute).toBe(
      4_879 - byRequests.base + 2 + 2,
    );
  });
});

describe("beside naive rules, each of which counts its windows anew", () => {
  const naive = costPerMinute(naiveRules(objective(), counters), () => SCRAPE_INTERVAL);
  const ours = sloCost(objective(), SCRAPE_INTERVAL);

  test("they read each scrape of each window twice, each minute", () => {
    const windows = 120 + 10 + (720 + 60) + (2880 + 240) + (8640 + 720) + 86_400;
    expect(naive.samplesPerMinute).toBe(2 * windows);
  });

  test("ours read a fortieth already where there is one raw series only", () => {
    expect(naive.samplesPerMinute / ours.samplesPerMinute).toBeGreaterThan(40);
  });

  test("ours take less of the time", () => {
    expect(ours.evaluation.milliseconds).toBeLessThan(naive.evaluation.milliseconds / 2);
  });
});
