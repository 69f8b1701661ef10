/** Queries that cost more than a look at a panel is worth. */
import { days, isDuration, prometheusDuration, type Model } from "../../model";
import { logql, namesOf, selectorsIn, type Matcher } from "../../query";
import { at, check, type Problem } from "../check";
import { contentOf } from "../content/content";
import { partOf } from "../content/promql/selections";
import { samplesOf, spanOf } from "./cost";
import { windowsOf } from "./alert-windows";
import { queriesOf, type AskedInPlace, type QueryInPlace } from "../content/dashboards-in";
import { askingPanel, dashboardWithPanels, modelAsking, modelWithDashboards } from "./example";

/**
 * Prometheus refuses a query that has 50,000,000 samples in memory (`--query.max-samples`, its default). We take that number for what one
 * panel may look at in one refresh, for the 250 series that a metric of a hundred services has easily: 200,000 of each, which is all
 * that is scraped of one in a month, every 15 seconds.
 */
const MOST_SAMPLES = 50_000_000;
const SERIES = 250;
const BUDGET = MOST_SAMPLES / SERIES;

const round = (samples: number): string => `${Math.round(samples / 1000).toLocaleString("en")},000`;

const tooMany = function* (query: QueryInPlace, model: Model): Iterable<Problem> {
  const { evaluator, recordedAs } = contentOf(model);
  const { asked, panel } = query;
  if (evaluator === undefined || asked.kind !== "promql") return;
  const own = "from" in panel.panel ? panel.panel.from : undefined;
  const from = own !== undefined && isDuration(own) ? own : asked.dashboard.dashboard.from;
  const span = spanOf(query, from, evaluator);
  const samples = samplesOf(asked, span, {
    isRecorded: (name) => recordedAs(name).length > 0,
    ofAlert: windowsOf(model)(asked.dashboard.dashboard.uid),
  });
  if (samples <= BUDGET) return;
  const points = query.query.instant ? "once" : `at ${Math.round(span.points)} points over ${prometheusDuration(from)}`;
  yield at(asked.exprPath)
    .problem(`looks at ${round(samples)} samples of each series ${points}: more than ${round(BUDGET)}`)
    .mend("record the inner part in a rule and read it, ask for the value of now (instant), or shorten the range");
};

/** Lets every value pass: `=~".*"`, `!=""`. */
const isOpen = ({ operator, value }: Matcher): boolean =>
  (operator === "=~" && /^\(?\.[*+]\)?$/.test(value)) || (operator === "!=" && value === "");

/** Selectors that leave nothing out. */
const everything = function* (asked: AskedInPlace): Iterable<string> {
  if (asked.kind === "logql") {
    for (const stream of asked.log?.streams ?? [])
      if (stream.every(isOpen))
        yield `{${stream.map(({ label, operator, value }) => `${label}${operator}"${value}"`).join(", ")}}`;
    return;
  }
  for (const selector of asked.node === undefined ? [] : selectorsIn(asked.node))
    if (
      namesOf(selector) === undefined &&
      !selector.matchers.some(({ label, operator }) => operator === "=" && label !== "__name__")
    )
      yield partOf(asked, selector);
};

export const queryCost = check({
  id: "dashboard/query-cost",
  severity: "error",
  judges: "each by itself",
  reason:
    "A panel is refreshed each minute on every screen that shows it. One query that looks at months of raw samples, or at everything there " +
    "is, slows down all others, those of the " +
    "alerts included.",
  *find(model): Iterable<Problem> {
    for (const query of queriesOf(model)) {
      const { asked } = query;
      yield* tooMany(query, model);
      for (const part of everything(asked))
        yield at(asked.exprPath)
          .problem(`${part} reads ${asked.kind === "logql" ? "the logs of everything" : "series of every name"}`)
          .mend(asked.kind === "logql" ? 'name what to look at: {namespace=~"$namespace"}' : "name the metric");
    }
  },
  examples: () => ({
    passing: [
      modelAsking("sum by (service) (rate(shop_orders_total[$__rate_interval]))"),
      modelAsking("sum by (service) (increase(shop_orders_total[30d]))", { instant: true }),
      modelAsking("max by (service) (max_over_time(shop_queue_length[1h]))"),
      modelAsking("max by (service) (max_over_time(shop_queue_length[$__range] @ end()))"),
      modelAsking(logql`{namespace=~"$namespace", namespace!=""}`, { legend: "" }),
      modelWithDashboards([
        dashboardWithPanels([askingPanel("sum by (service) (rate(shop_orders_total[$__rate_interval]))")], {
          from: days(30),
        }),
      ]),
    ],
    failing: [
      modelAsking("sum by (service) (increase(shop_orders_total[30d]))"),
      modelAsking("max by (service) (max_over_time(shop_queue_length[$__range]))"),
      modelAsking("max by (service) (max_over_time(rate(shop_orders_total[1h])[1d:]))", { instant: true }),
      modelAsking('count by (__name__) ({__name__=~".+"})', { legend: "{{__name__}}", instant: true }),
      modelAsking(logql`{namespace=~".+"} |= "error"`, { legend: "" }),
    ],
  }),
});
