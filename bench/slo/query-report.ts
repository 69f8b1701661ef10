/** The measurements of queries as tables, and as the constants that `sloCost` reckons with. */
import Table from "cli-table3";
import { minutes, prometheusDuration, type Duration } from "../../lib/model";
import { sloCost } from "../../lib/slo";
import { NANOSECONDS, readingOf } from "../../lib/slo/cost";
import { INTERVAL } from "../../lib/slo/recorded";
import { figure, median } from "./figures";
import { rolling, type MeasuredRule, type MeasuredSet, type Measurement } from "./query-cost";
import { SCRAPE_INTERVAL } from "./traffic";

const perMinute = (interval: Duration): number => minutes(1).milliseconds / interval.milliseconds;

const sum = (rules: readonly MeasuredRule[], of: (rule: MeasuredRule) => number): number =>
  rules.reduce((all, each) => all + of(each), 0);

const table = (head: readonly string[]) =>
  new Table({
    head: [...head],
    colAligns: head.map((_, column) => (column === 0 ? "left" : "right")),
    style: { head: [], border: [], compact: true },
  });

/** One row for each set of rules. */
export const summary = (measurements: readonly Measurement[]): string => {
  const rows = table([
    "rules of one objective",
    "raw series",
    "rules",
    "samples, each rule once",
    "ms, each rule once",
    "samples per minute",
    "ms per minute",
    "peak samples",
  ]);
  for (const { series, sets } of measurements)
    for (const { title, rules } of sets)
      rows.push([
        title,
        series,
        rules.length,
        figure(sum(rules, ({ cost }) => cost.samples)),
        figure(sum(rules, ({ cost }) => cost.seconds * 1000)),
        figure(sum(rules, ({ rule, cost }) => cost.samples * perMinute(rule.interval))),
        figure(sum(rules, ({ rule, cost }) => cost.seconds * 1000 * perMinute(rule.interval))),
        figure(Math.max(...rules.map(({ cost }) => cost.peakSamples))),
      ]);
  return rows.toString();
};

/** One row for each rule. */
export const detail = ({ series, sets }: Measurement): string =>
  sets
    .map(({ title, rules }) => {
      const rows = table([`${title}; ${series} raw series`, "every", "series", "samples", "peak samples", "µs"]);
      for (const { rule, cost } of rules)
        rows.push([
          rule.name,
          prometheusDuration(rule.interval),
          cost.series,
          figure(cost.samples),
          figure(cost.peakSamples),
          figure(cost.seconds * 1e6),
        ]);
      return rows.toString();
    })
    .join("\n");

/** What `sloCost` says, and what its constants would be by these measurements. */
export const estimate = ({ sets }: Measurement): string => {
  const { series, rules, samplesPerMinute, evaluation } = sloCost(rolling, SCRAPE_INTERVAL);
  const { perRule, perSelector, perSample, perSampleInSteps } = constants(sets);
  const line = (name: keyof typeof NANOSECONDS, value: number): string =>
    `${name} ${figure(value)} (${figure(NANOSECONDS[name])})`;
  return [
    `sloCost of the objective over 30 days, with one raw series for each selector: ${series} recorded series, ${rules} rules,`,
    `${figure(samplesPerMinute)} samples and ${figure(evaluation.milliseconds)} ms per minute.`,
    "Nanoseconds by these measurements, and in brackets those that it reckons with:",
    [
      line("perRule", perRule),
      line("perSelector", perSelector),
      line("perSample", perSample),
      line("perSampleInSteps", perSampleInSteps),
    ].join(", "),
  ].join("\n");
};

/** Long enough that looking the series up is little of the time. */
const MANY = 250;

/** Each constant from those rules that cost little else, after what is known already is taken away. */
const constants = ([ours]: readonly MeasuredSet[]) => {
  const rules = (ours?.rules ?? []).map(({ rule, cost }) => ({
    ...readingOf(rule.expr, ({ metric = "" }) => (metric.startsWith("slo:") ? INTERVAL : SCRAPE_INTERVAL)),
    raw: rule.expr.text.includes("rate("),
    nanoseconds: cost.seconds * 1e9,
  }));
  type Rule = (typeof rules)[number];
  const typical = (which: (rule: Rule) => boolean, value: (rule: Rule) => number): number =>
    median(rules.filter((rule) => !rule.raw && which(rule)).map(value));
  const perRule = typical(
    ({ selectors }) => selectors === 0,
    ({ nanoseconds }) => nanoseconds,
  );
  const perSelector = typical(
    ({ selectors, samples }) => selectors > 0 && samples === selectors,
    ({ nanoseconds, selectors }) => (nanoseconds - perRule) / selectors,
  );
  const each = ({ nanoseconds, selectors, samples }: Rule): number =>
    (nanoseconds - perRule - selectors * perSelector) / samples;
  return {
    perRule,
    perSelector,
    perSample: typical(({ samples, inSteps }) => inSteps === 0 && samples >= MANY, each),
    perSampleInSteps: typical(({ inSteps }) => inSteps >= MANY, each),
  };
};
