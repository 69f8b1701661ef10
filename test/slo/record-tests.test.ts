/** What is recorded of an objective is proven by tests that come from the objective alone, and these tests notice mistakes. */
import { report } from "../../lib/cli/prove";
import {
  contract,
  counter,
  days,
  gauge,
  histogram,
  hours,
  milliseconds,
  minutes,
  type MonitoringPack,
  type Sli,
  type Slo,
  type SloWindow,
} from "../../lib/model";
import { promql } from "../../lib/query";
import {
  availability,
  bounds,
  calendarDay,
  calendarMonth,
  calendarQuarter,
  calendarWeek,
  calendarYear,
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
import { prove, type Proof } from "../../lib/testing";
import { describeWith, tool } from "../proof/tool";

const shop = contract(
  { targetLabels: ["job", "instance", "namespace"], source: "a test" },
  {
    requests: counter("http_requests_total", { help: "Requests.", labels: { route: "any", code: "any" } }),
    orders: counter("orders_total", { help: "Orders.", labels: {} }),
    failed: counter("orders_failed_total", { help: "Orders that failed.", labels: {} }),
    duration: histogram("http_seconds", { help: "How long.", labels: { route: "any" }, buckets: [0.1, 0.5, 1] }),
    native: histogram("native_seconds", { help: "How long.", labels: { route: "any" }, buckets: "native" }),
    age: gauge("queue_age_seconds", { help: "Age." }),
    success: gauge("backup_success_timestamp_seconds", { help: "When." }),
    celsius: gauge("room_celsius", { help: "How warm." }),
    probe: gauge("probe_success", { help: "Whether it went well." }),
  },
);

const bad5xx = availability({
  total: promql`${shop.requests}{job="shop"}`,
  bad: promql`${shop.requests}{job="shop", code=~"5.."}`,
});

const SLIS: Readonly<Record<string, Sli>> = {
  "availability by bad": bad5xx,
  "availability by good": availability({
    total: promql`${shop.requests}{job="shop"}`,
    good: promql`${shop.requests}{job="shop", code!~"5.."}`,
  }),
  "availability of two metrics": availability({ total: promql`${shop.orders}`, bad: promql`${shop.failed}` }),
  "latency, buckets": latency({ histogram: shop.duration, where: { job: "shop" }, threshold: milliseconds(500) }),
  "latency, native": latency({ histogram: shop.native, threshold: milliseconds(500) }),
  freshness: freshness({ lastSuccess: promql`${shop.success}{job="backup"}`, within: hours(26) }),
  "queue age": queueAge({ oldest: promql`${shop.age}`, atMost: minutes(5) }),
  "bounds above": bounds({ gauge: promql`${shop.celsius}`, atMost: 27 }),
  "bounds below": bounds({ gauge: promql`${shop.celsius}`, atLeast: 10 }),
  probe: probeSuccess({ probe: promql`${shop.probe}{job="probe"}` }),
  throughput: throughputFloor({ counter: promql`${shop.orders}`, perSecond: 10 }),
  raw: raw({
    total: ({ range }) => promql`sum(rate(${shop.orders}[${range}]))`,
    bad: ({ range }) => promql`sum(rate(${shop.failed}[${range}]))`,
  }),
};

const made = (name: string, window: SloWindow, sli: Sli, more: Partial<SloProps> = {}): Slo =>
  slo({ name, service: "shop", description: "People can buy.", objective: "99.5%", window, sli, ...more });

const WINDOWS: Readonly<Record<string, SloWindow>> = {
  "7 days": days(7),
  "28 days": days(28),
  "90 days": days(90),
  "day, New York": calendarDay("America/New_York"),
  "week, Auckland": calendarWeek("Pacific/Auckland"),
  "month, Berlin": calendarMonth("Europe/Berlin"),
  "month, UTC": calendarMonth(),
  "quarter, Kolkata": calendarQuarter("Asia/Kolkata"),
  "quarter, Lord Howe": calendarQuarter("Australia/Lord_Howe"),
  "year, Berlin": calendarYear("Europe/Berlin"),
};

const packOf = (name: string, slos: readonly Slo[]): MonitoringPack => ({
  ...sloPack(name, { metrics: shop, slos }),
  alerts: [],
});

/** Only the two rates differ from kind to kind. */
const ratesOf = (name: string, sli: Sli): MonitoringPack => {
  const pack = packOf(name, [made(name, days(30), sli)]);
  return { ...pack, recordingRules: pack.recordingRules.slice(0, 2) };
};

const parts = [made("step-one", days(30), bad5xx), made("step-two", days(30), SLIS["latency, buckets"] ?? bad5xx)];
const [one, two] = parts;

const PACKS: Readonly<Record<string, MonitoringPack>> = {
  ...Object.fromEntries(Object.entries(SLIS).map(([kind, sli], index) => [kind, ratesOf(`kind-${index}`, sli)])),
  "latency, native": packOf("native", [made("native", days(30), SLIS["latency, native"] ?? bad5xx)]),
  "30 days": packOf("thirty-days", [made("thirty-days", days(30), bad5xx)]),
  ...Object.fromEntries(
    Object.entries(WINDOWS).map(([window, value], index) => [
      window,
      packOf(`window-${index}`, [made(`window-${index}`, value, bad5xx)]),
    ]),
  ),
  "by route": packOf("by-route", [made("by-route", days(30), bad5xx, { groupBy: ["route"] })]),
  "latency by namespace and route, calendar month": packOf("by-both", [
    made("by-both", calendarMonth("Europe/Berlin"), SLIS["latency, buckets"] ?? bad5xx, {
      groupBy: ["namespace", "route"],
    }),
  ]),
  "a journey": packOf("journey", [
    ...(one && two
      ? [
          made(
            "journey",
            days(30),
            composite({
              parts: [
                { slo: one, weight: 1 },
                { slo: two, weight: 10 },
              ],
            }),
          ),
          ...parts,
        ]
      : []),
  ]),
};

// Promtool lives for seconds: it need not collect its garbage so often.
process.env["GOGC"] ??= "400";

describeWith(["promtool"], "what is recorded", () => {
  let proof: Proof | undefined;

  beforeAll(async () => {
    proof = await prove(Object.values(PACKS), { promtool: tool("promtool") });
    process.stdout.write(`${report(proof)}\n`);
  }, 120_000);

  test.each(Object.entries(PACKS))("%s", (_name, pack) => {
    const untested = pack.recordingRules.filter(({ tests }) => tests.length === 0).map(({ name }) => name);
    // Nobody knows what queries of one's own read.
    expect(untested).toEqual(pack === PACKS["raw"] ? ["slo:events:rate5m", "slo:bad_events:rate5m"] : []);
    const wrong = proof?.findings
      .filter(({ path, severity }) => severity === "error" && path.split(".")[0] === pack.name)
      .filter(({ check }) => pack !== PACKS["raw"] || check !== "rule/untested")
      .map(({ path, problem }) => `${path}: ${problem}`);
    expect(wrong).toEqual([]);
  });
});
