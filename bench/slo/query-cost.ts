/** What the rules of an objective cost a real Prometheus, beside those that one writes without thinking of it. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { days, promqlText, textOf, type MonitoringPack, type Slo } from "../../lib/model";
import { promql } from "../../lib/query";
import { availability, calendarMonth, slo, sloPack } from "../../lib/slo";
import { INTERVAL } from "../../lib/slo/recorded";
import { median } from "./figures";
import { writeHistory } from "./history";
import { naivePeriodRules, naiveRules, type NamedRule, type RawCounters } from "./naive";
import { metrics } from "./objectives";
import { startPrometheus, type QueryCost, type Server } from "./prometheus";
import { NOW, rawSeries, recordedSeries, SCRAPE_INTERVAL } from "./traffic";

/** A rule and what it took, in the middle of several runs. */
export interface MeasuredRule {
  readonly rule: NamedRule;
  readonly cost: QueryCost;
}

/** Rules that do the same for one objective. */
export interface MeasuredSet {
  readonly title: string;
  readonly rules: readonly MeasuredRule[];
}

export interface Measurement {
  readonly version: string;
  /** Raw series of the service. */
  readonly series: number;
  /** Samples in the blocks. */
  readonly samples: number;
  /** That it took to make them, in seconds. */
  readonly preparation: number;
  /** The objective over 30 days first. */
  readonly sets: readonly MeasuredSet[];
}

const counters: RawCounters = {
  total: promql`${metrics.requests}{service="checkout"}`,
  bad: promql`${metrics.requests}{service="checkout", status_code=~"5.."}`,
};

const objective = (name: string, window: Slo["window"]): Slo =>
  slo({
    name,
    service: "checkout",
    description: "Customers can pay.",
    objective: "99.9%",
    window,
    sli: availability({ ...counters, badMeans: "are answered with 5xx" }),
  });

export const rolling = objective("checkout-days", days(30));
const calendar = objective("checkout-month", calendarMonth("Europe/Berlin"));

const packOf = (each: Slo): MonitoringPack =>
  sloPack(each.name, { metrics, slos: [each], scrapeInterval: SCRAPE_INTERVAL });

const generated = ({ recordingRules, alerts, interval = INTERVAL }: MonitoringPack): readonly NamedRule[] => [
  ...recordingRules.map((rule) => ({
    name: `${rule.name} ${rule.labels["window"] ?? ""}`.trim(),
    expr: promqlText(textOf(rule.expr)),
    interval: rule.interval ?? interval,
  })),
  ...alerts.map(({ name, expr }) => ({ name, expr: promqlText(textOf(expr)), interval })),
];

/** Makes the history of a service with so many raw series, and asks a Prometheus that has it each rule several times. */
export const measureQueries = async (
  tools: { readonly promtool: string; readonly prometheus: string },
  series: number,
  runs: number,
): Promise<Measurement> => {
  const folder = mkdtempSync(join(tmpdir(), "bench-slo-"));
  const data = join(folder, "data");
  mkdirSync(data);
  let server: Server | undefined;
  try {
    const packs = [rolling, calendar].map(packOf);
    const sets: readonly (readonly [string, readonly NamedRule[]])[] = [
      ["ours, 30 days", packs.slice(0, 1).flatMap(generated)],
      ["ours, calendar month", packs.slice(1).flatMap(generated)],
      ["naive: each alert its windows, and the budget", naiveRules(rolling, counters)],
      ["naive: each alert the whole 30 days", naivePeriodRules(rolling, counters)],
    ];
    const history = [...rawSeries(series), ...recordedSeries(packs.flatMap(({ recordingRules }) => recordingRules))];
    const begun = performance.now();
    const samples = await writeHistory(tools.promtool, history, data, folder);
    const preparation = (performance.now() - begun) / 1000;
    server = await startPrometheus(tools.prometheus, folder, data);
    const measured: MeasuredSet[] = [];
    for (const [title, rules] of sets) measured.push({ title, rules: await measureRules(server, rules, runs) });
    return { version: server.version, series, samples, preparation, sets: measured };
  } finally {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

const measureRules = async (
  server: Server,
  rules: readonly NamedRule[],
  runs: number,
): Promise<readonly MeasuredRule[]> => {
  const measured: MeasuredRule[] = [];
  for (const rule of rules) {
    // The first answer comes from blocks that nobody has read before, and is not counted.
    const cost = await server.ask(rule.expr.text, NOW);
    const seconds: number[] = [];
    for (let run = 0; run < runs; run += 1) seconds.push((await server.ask(rule.expr.text, NOW)).seconds);
    measured.push({ rule, cost: { ...cost, seconds: median(seconds) } });
  }
  return measured;
};
