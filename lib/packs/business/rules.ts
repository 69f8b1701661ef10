/** The figures of a business that panels and alerts share. */
import { hours, minutes, record } from "../../model";
import { promql } from "../../query";
import { records, series } from "../../testing";
import { business } from "./metrics";
import { CLUB, SHOP } from "./situations";

const BY_SERVICE: readonly string[] = ["namespace", "service"];

const SHOP_IN_TEST = { namespace: "test", service: "shop" };

const registrations = (labels: Readonly<Record<string, string>> = {}) =>
  series(business.userRegistrationsTotal, { ...SHOP, pod: "shop-1", source: "search", plan: "free", ...labels });
const revenue = (labels: Readonly<Record<string, string>> = {}) =>
  series(business.revenueTotalCents, { ...SHOP, pod: "shop-1", product: "book", currency: "EUR", ...labels });
const users = (labels: Readonly<Record<string, string>> = {}) =>
  series(business.activeUsers, { ...SHOP, pod: "shop-1", timeframe: "daily", ...labels });

/** An hour of samples, one each minute. */
const HOUR = { interval: minutes(1), at: minutes(119) };
/** Of the 59 steps between the samples of the last hour, 39 had some. */
const LATELY_QUIET = { until: minutes(100), then: minutes(20), share: 39 / 59 };
/** A day of samples, one each ten minutes. */
const DAY = { interval: minutes(10), at: minutes(2 * 24 * 60 - 10) };
/** Of the 143 steps between the samples of the last day, 83 had some. */
const QUIET_FOR_HOURS = { until: hours(38), then: hours(10), share: 83 / 143 };

const REGISTRATIONS = [
  registrations().ratePerSecond(1, hours(2)),
  registrations({ pod: "shop-2" }).ratePerSecond(2, hours(2)),
  registrations({ source: "friend" }).ratePerSecond(4, hours(2)),
  registrations({ plan: "paid" }).ratePerSecond(8, hours(2)),
  registrations(CLUB).ratePerSecond(16, hours(2)),
  registrations(SHOP_IN_TEST).ratePerSecond(32, hours(2)),
];

export const registrationRate = record("service_source_plan:user_registrations:rate1h", {
  help: "People per second who signed up, by where they came from and what they chose, over an hour.",
  unit: "per second",
  expr: promql`sum by (${BY_SERVICE}, source, plan) (rate(${business.userRegistrationsTotal}[1h]))`,
  tests: [
    records("replicas add up, sources and plans stay apart", {
      ...HOUR,
      given: REGISTRATIONS,
      expect: [
        { labels: { ...SHOP, source: "search", plan: "free" }, value: 3 },
        { labels: { ...SHOP, source: "friend", plan: "free" }, value: 4 },
        { labels: { ...SHOP, source: "search", plan: "paid" }, value: 8 },
        { labels: { ...CLUB, source: "search", plan: "free" }, value: 16 },
        { labels: { ...SHOP_IN_TEST, source: "search", plan: "free" }, value: 32 },
      ],
    }),
    records("what came within an hour counts", {
      ...HOUR,
      given: [registrations().ratePerSecond(2, LATELY_QUIET.until).ratePerSecond(0, LATELY_QUIET.then)],
      expect: [{ labels: { ...SHOP, source: "search", plan: "free" }, value: 2 * LATELY_QUIET.share }],
    }),
  ],
});

export const registrationRateByService = record("service:user_registrations:rate1h", {
  help: "People per second who signed up, over an hour.",
  unit: "per second",
  expr: promql`sum by (${BY_SERVICE}) (${registrationRate})`,
  tests: [
    records("sources and plans add up", {
      ...HOUR,
      given: REGISTRATIONS,
      expect: [
        { labels: SHOP, value: 15 },
        { labels: CLUB, value: 16 },
        { labels: SHOP_IN_TEST, value: 32 },
      ],
    }),
  ],
});

const REVENUE = [
  revenue().ratePerSecond(1, hours(48)),
  revenue({ pod: "shop-2" }).ratePerSecond(2, hours(48)),
  revenue({ product: "pen" }).ratePerSecond(4, hours(48)),
  revenue({ currency: "USD" }).ratePerSecond(8, hours(48)),
  revenue(CLUB).ratePerSecond(16, hours(48)),
  revenue(SHOP_IN_TEST).ratePerSecond(32, hours(48)),
];
const SECONDS_OF_DAY = 86_400;

export const dailyRevenueByProduct = record("service_product_currency:revenue_total_cents:increase1d", {
  help: "Money taken for a product within a day, each currency by itself.",
  unit: "cents",
  expr: promql`sum by (${BY_SERVICE}, product, currency) (increase(${business.revenueTotalCents}[1d]))`,
  tests: [
    records("replicas add up, products and currencies stay apart", {
      ...DAY,
      given: REVENUE,
      expect: [
        { labels: { ...SHOP, product: "book", currency: "EUR" }, value: 3 * SECONDS_OF_DAY },
        { labels: { ...SHOP, product: "pen", currency: "EUR" }, value: 4 * SECONDS_OF_DAY },
        { labels: { ...SHOP, product: "book", currency: "USD" }, value: 8 * SECONDS_OF_DAY },
        { labels: { ...CLUB, product: "book", currency: "EUR" }, value: 16 * SECONDS_OF_DAY },
        { labels: { ...SHOP_IN_TEST, product: "book", currency: "EUR" }, value: 32 * SECONDS_OF_DAY },
      ],
    }),
    records("what came within a day counts", {
      ...DAY,
      given: [revenue().ratePerSecond(2, QUIET_FOR_HOURS.until).ratePerSecond(0, QUIET_FOR_HOURS.then)],
      expect: [
        {
          labels: { ...SHOP, product: "book", currency: "EUR" },
          value: 2 * SECONDS_OF_DAY * QUIET_FOR_HOURS.share,
        },
      ],
    }),
  ],
});

/** Never summed across currencies: a hundred yen and a hundred dollars are not two hundred of anything. */
export const dailyRevenue = record("service_currency:revenue_total_cents:increase1d", {
  help: "Money taken within a day, each currency by itself.",
  unit: "cents",
  readBy: "panels",
  expr: promql`sum by (${BY_SERVICE}, currency) (${dailyRevenueByProduct})`,
  tests: [
    records("products add up, currencies stay apart", {
      ...DAY,
      given: REVENUE,
      expect: [
        { labels: { ...SHOP, currency: "EUR" }, value: 7 * SECONDS_OF_DAY },
        { labels: { ...SHOP, currency: "USD" }, value: 8 * SECONDS_OF_DAY },
        { labels: { ...CLUB, currency: "EUR" }, value: 16 * SECONDS_OF_DAY },
        { labels: { ...SHOP_IN_TEST, currency: "EUR" }, value: 32 * SECONDS_OF_DAY },
      ],
    }),
  ],
});

export const hourlyRevenue = record("service_currency:revenue_total_cents:increase1h", {
  help: "Money taken within an hour, each currency by itself.",
  unit: "cents",
  expr: promql`sum by (${BY_SERVICE}, currency) (increase(${business.revenueTotalCents}[1h]))`,
  tests: [
    records("products add up, currencies stay apart", {
      ...HOUR,
      given: REVENUE,
      expect: [
        { labels: { ...SHOP, currency: "EUR" }, value: 7 * 3600 },
        { labels: { ...SHOP, currency: "USD" }, value: 8 * 3600 },
        { labels: { ...CLUB, currency: "EUR" }, value: 16 * 3600 },
        { labels: { ...SHOP_IN_TEST, currency: "EUR" }, value: 32 * 3600 },
      ],
    }),
    records("what came within an hour counts", {
      ...HOUR,
      given: [revenue().ratePerSecond(2, LATELY_QUIET.until).ratePerSecond(0, LATELY_QUIET.then)],
      expect: [{ labels: { ...SHOP, currency: "EUR" }, value: 2 * 3600 * LATELY_QUIET.share }],
    }),
  ],
});

/** Each replica exports the number of all users, so that the largest is right and the sum would count everybody several times. */
export const activeUsers = record("service_timeframe:active_users:max", {
  help: "People who used the product within the time frame.",
  expr: promql`max by (${BY_SERVICE}, timeframe) (${business.activeUsers})`,
  tests: [
    records("replicas do not add up", {
      given: [
        users().constant(900, minutes(10)),
        users({ pod: "shop-2" }).constant(905, minutes(10)),
        users({ timeframe: "monthly" }).constant(4000, minutes(10)),
        users(CLUB).constant(70, minutes(10)),
        users(SHOP_IN_TEST).constant(3, minutes(10)),
      ],
      at: minutes(9),
      expect: [
        { labels: { ...SHOP, timeframe: "daily" }, value: 905 },
        { labels: { ...SHOP, timeframe: "monthly" }, value: 4000 },
        { labels: { ...CLUB, timeframe: "daily" }, value: 70 },
        { labels: { ...SHOP_IN_TEST, timeframe: "daily" }, value: 3 },
      ],
    }),
  ],
});

export const businessRules = [
  registrationRate,
  registrationRateByService,
  dailyRevenueByProduct,
  dailyRevenue,
  hourlyRevenue,
  activeUsers,
];
