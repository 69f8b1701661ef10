/** What cannot be carried over is refused with its line and what to write instead, and then nothing is imported at all. */
import { ConfigurationError, errorsIn } from "../../../lib/model";
import { importedSource, importSlos, type ImportOptions } from "../../../lib/slo";
import { events, openSlo, ratio, sloth, threshold } from "./conversions";

const ALL = "sum(rate(jobs_total[{{.window}}]))";
const BAD = "sum(rate(jobs_failed_total[{{.window}}]))";
const good = sloth(events(BAD, ALL));
const RATIO = ratio({ bad: "jobs_failed_total", total: "jobs_total" }, true);

const refusals = (yaml: string, options: ImportOptions = {}): readonly string[] => {
  try {
    importSlos(yaml, { file: "s.yaml", ...options });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return errorsIn(error.findings).map(({ path, problem, mend }) => `${path}: ${problem} -> ${mend}`);
  }
};

interface Refusal {
  readonly title: string;
  readonly yaml: string;
  readonly options?: ImportOptions;
  readonly told: readonly string[];
}

const CASES: readonly Refusal[] = [
  {
    title: "an objective of 100 %",
    yaml: good.replace("99.9", "100"),
    told: [
      's.yaml:5: "objective" is "100": an objective of 100 % leaves no error budget, and the first failure misses it -> write what may fail, e.g. 99.99',
    ],
  },
  {
    title: "an objective in the wrong unit",
    yaml: good.replace("99.9", "0.999"),
    told: ['s.yaml:5: "objective" is "0.999": it is in percent, and 0.999 % promises next to nothing -> write 99.9'],
  },
  {
    title: "a plugin of Sloth",
    yaml: sloth("plugin: { id: availability, options: { job: shop } }"),
    told: [
      "s.yaml:8: its indicator comes out of a plugin of Sloth, which is a program -> write the queries that the plugin makes: error_query and total_query below events",
    ],
  },
  {
    title: "a query without the window of Sloth",
    yaml: sloth(events("sum(rate(jobs_failed_total[5m]))", ALL)),
    told: [
      "s.yaml:9: has no {{.window}}: over which time it counts is not to be seen -> write the range of its rates as [{{.window}}]",
    ],
  },
  {
    title: "a ratio where events are asked for",
    yaml: sloth(events(`${BAD} / ${ALL}`, ALL)),
    told: [
      "s.yaml:9: does not count events: it is a ratio, and no number of events -> write sum(rate(counter[range])) of all events, and of the good or bad ones",
    ],
  },
  {
    title: "a raw ratio that nobody can take apart",
    yaml: sloth(`raw: { error_ratio_query: "max_over_time(errors:ratio[{{.window}}])" }`),
    told: [
      "s.yaml:8: is a ratio of which nobody can say how many events it speaks of -> write the events themselves: the good or the bad ones, and all of them",
    ],
  },
  {
    title: "groups that do not match",
    yaml: sloth(events("sum by (route) (rate(jobs_failed_total[{{.window}}]))", ALL)),
    told: [
      "s.yaml:9: counts by route, and the total everything as one: they do not match -> sum both by the same labels",
    ],
  },
  {
    title: "a query that is none",
    yaml: sloth(events("sum(rate(jobs_failed_total[{{.window}}])", ALL)),
    told: [expect.stringMatching(/^s\.yaml:9: is no PromQL: /)],
  },
  {
    title: "misspelt keys",
    yaml: good.replace("objective:", "objectiv:").replace("error_query", "errorquery"),
    told: [
      's.yaml:5: "objectiv" is no key of an objective of Sloth (did you mean "objective"?) -> remove it, or write one of name, description, objective, plugins, labels, sli, alerting',
      's.yaml:4: has no "objective" -> write it in percent, e.g. 99.9',
      's.yaml:9: "errorquery" is no key of the events of Sloth (did you mean "error_query"?) -> remove it, or write one of error_query, total_query',
      's.yaml:9: has no "error_query" -> write a query with [{{.window}}]',
    ],
  },
  {
    title: "another version of OpenSLO",
    yaml: "apiVersion: openslo/v1alpha\nkind: SLO\n",
    told: ["s.yaml:1: is written for openslo/v1alpha, and openslo/v1 alone is read -> convert it to openslo/v1"],
  },
  {
    title: "another data source",
    yaml: openSlo({ sli: RATIO }).replaceAll("type: Prometheus", "type: Datadog"),
    told: [
      "s.yaml:10: is asked from Datadog, and here Prometheus alone is -> write the same for Prometheus: type: Prometheus and a query in PromQL",
    ],
  },
  {
    title: "a data source that is not there",
    yaml: `${openSlo({ sli: RATIO }).replaceAll("type: Prometheus", "metricSourceRef: promethus")}---\napiVersion: openslo/v1\nkind: DataSource\nmetadata: { name: prometheus }\nspec: { type: Prometheus }\n`,
    told: [
      's.yaml:10: there is no DataSource "promethus" (did you mean "prometheus"?) -> write it into the same file, or type: Prometheus beside the reference',
    ],
  },
  {
    title: "an indicator that is not there",
    yaml: openSlo({ sli: RATIO }).replace(/indicator:\n.*\n.*\n/, "indicatorRef: answers\n"),
    told: ['s.yaml:8: there is no SLI "answers" -> write it into the same file, or name its file too'],
  },
  {
    title: "a metric without a source",
    yaml: openSlo({ sli: "ratioMetric: { counter: true, good: {}, total: { metricSource: { type: Prometheus } } }" }),
    told: [
      's.yaml:10: has no "metricSource" -> write metricSource with type: Prometheus and spec: { query: … }',
      's.yaml:10: has no "spec" -> write spec: { query: … }',
    ],
  },
  {
    title: "two targets",
    yaml: openSlo({ sli: RATIO, objectives: "[{ target: 0.999, targetPercent: 99.9 }]" }),
    told: ['s.yaml:13: has both target ("0.999") and targetPercent ("99.9") -> leave one of the two out'],
  },
  {
    title: "a target in percent",
    yaml: openSlo({ sli: RATIO, objectives: "[{ target: 99.9 }]" }),
    told: ['s.yaml:13: "target" is "99.9": it is a share, and more than 1 -> write 0.999, or targetPercent: 99.9'],
  },
  {
    title: "a comparison that there is not",
    yaml: openSlo({ sli: threshold("age"), objectives: "[{ op: eq, value: 5, target: 0.99 }]" }),
    told: ['s.yaml:13: "op" is "eq" -> write one of lte, lt, gte, gt: what is good'],
  },
  {
    title: "an average of ratios",
    yaml: openSlo({ sli: RATIO, method: "RatioTimeslices", objectives: "[{ target: 0.99, timeSliceWindow: 1m }]" }),
    told: [
      "s.yaml:13: RatioTimeslices is an average of ratios: a slice with one request counts as much as one with a million -> write budgetingMethod: Occurrences, which counts each event once",
    ],
  },
  {
    title: "time slices that do not fill five minutes",
    yaml: openSlo({
      sli: RATIO,
      method: "Timeslices",
      objectives: "[{ target: 0.99, timeSliceTarget: 0.9, timeSliceWindow: 10m }]",
    }),
    told: [
      "s.yaml:13: slices of 10m are not judged here -> write timeSliceWindow: 1m or 5m, or budgetingMethod: Occurrences",
    ],
  },
  {
    title: "a month of a calendar that begins in its middle",
    yaml: openSlo({
      sli: RATIO,
      window: "{ duration: 1M, calendar: { startTime: 2020-01-21 12:30:00, timeZone: America/New_York } }",
    }),
    told: [
      "s.yaml:11: periods of a month begin at 2020-01-21 12:30:00, and those of the calendar at midnight of the first of a month -> begin them there, or write a rolling window",
    ],
  },
  {
    title: "a month that begins at noon",
    yaml: openSlo({
      sli: RATIO,
      window: "{ duration: 1M, calendar: { startTime: 2020-01-01 12:00:00, timeZone: UTC } }",
    }),
    told: [
      "s.yaml:11: periods of a month begin at 2020-01-01 12:00:00, and those of the calendar at midnight of the first of a month -> begin them there, or write a rolling window",
    ],
  },
  {
    title: "minutes that are meant to be months",
    yaml: openSlo({ sli: RATIO, window: "{ duration: 1m, isRolling: true }" }),
    told: ["s.yaml:11: is 1m long, and m is minutes -> write 1M for months"],
  },
  {
    title: "a time zone that there is not",
    yaml: openSlo({
      sli: RATIO,
      window: "{ duration: 1d, calendar: { startTime: 2026-01-01, timeZone: Europe/Berlni } }",
    }),
    told: [
      's.yaml:11: "Europe/Berlni" is no time zone (did you mean "Europe/Berlin"?) -> write its name in the tz database: UTC, Europe/Berlin',
    ],
  },
  {
    title: "counters of which nobody knows that they are some",
    yaml: openSlo({ sli: ratio({ good: "sum(works)", total: "count(works)" }) }),
    told: [
      's.yaml:10: has no "counter", and its queries do not tell whether they count events -> write counter: true where the metrics only grow, or counter: false where they go up and down',
    ],
  },
  {
    title: "a composite of different targets",
    yaml: openSlo({
      sli: RATIO,
      objectives: "[{ target: 0.9, indicatorRef: a }, { target: 0.99, indicatorRef: b }]",
    }).replace(/  indicator:\n.*\n.*\n/, ""),
    told: [
      "s.yaml:1: is a composite of targets that differ (90%, 99%): a journey has one objective -> write the same target everywhere, or an SLO for each indicator",
    ],
  },
  {
    title: "one name twice",
    yaml: `${good}---\n${good}`,
    told: [
      's.yaml:15: would be "orders-answers", as is the objective at s.yaml:4 -> give it a name: --name orders/orders-answers=another-name',
    ],
  },
  {
    title: "a name for an objective that there is not",
    yaml: good,
    options: { names: { "orders-answer": "a" } },
    told: [
      'names: there is no objective "orders-answer" (did you mean "orders-answers"?) -> write one of orders-answers, orders/orders-answers',
    ],
  },
  {
    title: "what our own rules for objectives refuse",
    yaml: good.replace("Orders are answered.", '"{{ team }} answers"'),
    told: [
      's.yaml:4: orders-answers.description has {{ or a line break in it, which mean something else in the texts of alerts: "{{ team }} answers" -> write one line of plain text',
    ],
  },
  {
    title: "what is no objective",
    yaml: "groups: []\n",
    told: [
      's.yaml:1: does not say whether it is of OpenSLO or of Sloth -> write apiVersion: openslo/v1 (OpenSLO), version: "prometheus/v1" or apiVersion: sloth.slok.dev/v1 (Sloth)',
    ],
  },
  {
    title: "objects without any SLO",
    yaml: "apiVersion: openslo/v1\nkind: Service\nmetadata: { name: shop }\nspec: {}\n",
    told: ["s.yaml: holds no objective -> name the files of its SLOs, too"],
  },
  {
    title: "what is no YAML",
    yaml: "version: [prometheus/v1\nservice: a",
    told: [expect.stringMatching(/^s\.yaml:\d+: is no YAML: .* -> mend the syntax$/)],
  },
  {
    title: "nothing",
    yaml: "# later\n",
    told: [expect.stringMatching(/^s\.yaml: holds nothing -> write apiVersion/)],
  },
];

test.each(CASES)("$title is refused", ({ yaml, options, told }) => expect(refusals(yaml, options)).toEqual(told));

test("one refusal of many leaves nothing", () => {
  const files = [
    { file: "good.yaml", text: good },
    { file: "bad.yaml", text: good.replace("99.9", "100").replace("orders-answers", "other") },
  ];
  expect(() => importedSource(files, { module: "../../lib" })).toThrow("bad.yaml:5");
});

test("objects of several files refer to each other", () => {
  const sli = `apiVersion: openslo/v1\nkind: SLI\nmetadata: { name: answers }\nspec: { ${RATIO} }\n`;
  const slo = openSlo({ sli: RATIO }).replace(/indicator:\n.*\n.*\n/, "indicatorRef: answers\n");
  const files = [
    { file: "slo.yaml", text: slo },
    { file: "sli.yaml", text: sli },
  ];
  expect(importedSource(files, { module: "../../lib" })).toMatchObject({ count: 1, findings: [] });
});
