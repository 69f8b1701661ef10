/** Indicators that are carried over in PromQL of their own: Prometheus computes what was meant. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { deployed, grafanaLinks, ruleGroups } from "../../../lib/model";
import { importSlos, sloPack } from "../../../lib/slo";
import { describeWith, run } from "../../proof/tool";
import { events, openSlo, ratio, sloth } from "./conversions";

const TOTAL = "slo:events:rate5m";
const BAD = "slo:bad_events:rate5m";

interface Case {
  readonly title: string;
  readonly yaml: string;
  /** By name; samples every 30 seconds. */
  readonly series: Readonly<Record<string, string>>;
  /** At these minutes: all and bad per second, undefined for none. */
  readonly expected: readonly (readonly [number, number | undefined, number | undefined])[];
}

const CASES: readonly Case[] = [
  {
    title: "a sum of counters, one of which does not exist",
    yaml: sloth(
      events(
        "sum(rate(failed_total[{{.window}}])) + sum(rate(lost_total[{{.window}}]))",
        "sum(increase(started_total[{{.window}}]))",
      ),
    ),
    series: { 'started_total{i="1"}': "0+60x60", 'started_total{i="2"}': "0+30x60", 'failed_total{i="1"}': "0+3x60" },
    expected: [[10, 3, 0.1]],
  },
  {
    title: "samples of a gauge",
    yaml: sloth(
      events("sum_over_time(count(w < 0.75)[{{.window}}:]) or vector(0)", "sum_over_time(count(w)[{{.window}}:])"),
    ),
    series: { 'w{c="1"}': "0.5x60", 'w{c="2"}': "0.9x60", 'w{c="3"}': "0.9x60" },
    expected: [[10, 3 / 60, 1 / 60]],
  },
  {
    title: "a stored ratio that is NaN while nothing happens",
    yaml: sloth("raw: { error_ratio_query: 'avg_over_time(r[{{.window}}])' }"),
    series: { r: "NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN 0.2x50" },
    expected: [
      [4, undefined, undefined],
      [20, 1, 0.2],
    ],
  },
  {
    title: "time slices, of which those without events are good",
    yaml: openSlo({
      sli: ratio({ good: "good_total", total: "all_total" }, true),
      method: "Timeslices",
      objectives: "[{ target: 0.99, timeSliceTarget: 0.95, timeSliceWindow: 1m }]",
    }),
    // Ten minutes of which the second five are bad, ten minutes of nothing, ten good ones.
    series: { all_total: "0+30x20 600x20 600+30x20", good_total: "0+30x10 310+0x9 310x20 310+30x20" },
    expected: [
      [5, 1, 0],
      [10, 1, 1],
      [19, 1, 0],
      [28, 1, 0],
    ],
  },
];

describeWith(["promtool"], "Prometheus computes", () => {
  test.each(CASES)("$title", ({ yaml, series, expected }) => {
    const { slos } = importSlos(yaml, { file: "slos.yaml" });
    const pack = sloPack("imported", { metrics: {}, slos });
    const groups = ruleGroups(deployed(pack, { team: "shop", ...grafanaLinks("https://grafana.example") }));
    const sample = (value: number | undefined) => (value === undefined ? [] : [{ labels: "{}", value }]);
    const tests = {
      rule_files: ["rules.yml"],
      evaluation_interval: "1m",
      fuzzy_compare: true,
      tests: [
        {
          interval: "30s",
          input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
          promql_expr_test: expected.flatMap(([minute, total, bad]) =>
            Object.entries({ [TOTAL]: total, [BAD]: bad }).map(([name, value]) => ({
              expr: `sum(${name})`,
              eval_time: `${minute}m`,
              exp_samples: sample(value),
            })),
          ),
        },
      ],
    };
    const folder = mkdtempSync(join(tmpdir(), "imported-"));
    try {
      writeFileSync(join(folder, "rules.yml"), stringify({ groups }, { lineWidth: 0 }));
      writeFileSync(join(folder, "tests.yml"), stringify(tests));
      const { status, stdout, stderr } = run("promtool", ["test", "rules", join(folder, "tests.yml")]);
      expect({ status, said: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, said: "" });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
