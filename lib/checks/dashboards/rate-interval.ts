/** How far back each point of a course looks: as far as fits the scrapes, the time range and the width of the screen. */
import { hours } from "../../model";
import { logql, nodesOf, unwrapped, type DurationText } from "../../query";
import { at, check, type Problem } from "../check";
import { exampleAlert } from "../content/example";
import { partOf } from "../content/promql/selections";
import { queriesOf, type LogqlInPlace, type PromqlInPlace, type QueryInPlace } from "../content/dashboards-in";
import { askingPanel, dashboardWithPanels, modelAsking, modelWithDashboards } from "./example";
import { windowsOf, type Windows } from "./alert-windows";

const OF_COUNTERS: ReadonlySet<string> = new Set(["rate", "increase", "irate"]);

/** `__range` of `$__range` and of `${__range_s}s`. */
const variableOf = (text: string): string | undefined => /^\$\{?(\w+)\}?/.exec(text)?.[1];

/** From there on a range says what it means: "in the last hour", "in the last day". */
const A_SPAN = hours(1);

/** What is wrong with the range of a rate; undefined where nothing is. */
const faultOf = ({ text, milliseconds = 0 }: DurationText, isInstant: boolean): string | undefined => {
  const variable = variableOf(text);
  if (variable === "__rate_interval") return undefined;
  if (variable === "__interval")
    return "$__interval can be shorter than two scrapes, and then there is nothing to compare";
  if (isInstant && (variable?.startsWith("__range") || milliseconds >= A_SPAN.milliseconds)) return undefined;
  return variable?.startsWith("__range")
    ? "each point of the course looks as far back as the whole course"
    : `each point looks back ${text}, however far apart the points are`;
};

/** Ranges that people choose at the top of the dashboard. */
const isChosen = ({ written, dashboard }: PromqlInPlace, { text }: DurationText): boolean =>
  dashboard.dashboard.variables.some(
    (variable) =>
      variable.kind === "choice" &&
      variable.values.includes(text) &&
      (written.includes(`[$${variable.name}]`) || written.includes(`[\${${variable.name}}]`)),
  );

const inPromql = function* (asked: PromqlInPlace, isInstant: boolean, windows: Windows): Iterable<Problem> {
  for (const node of asked.node === undefined ? [] : nodesOf(asked.node)) {
    if (node.kind !== "call" || !OF_COUNTERS.has(node.function)) continue;
    const [arg] = node.args.map(unwrapped);
    if (arg?.kind !== "selector" || arg.range === undefined || isChosen(asked, arg.range)) continue;
    const fault = faultOf(arg.range, isInstant);
    if (fault === undefined || windows(asked.dashboard.dashboard.uid).has(arg.range.text)) continue;
    yield at(asked.exprPath)
      .problem(`in ${partOf(asked, node)} ${fault}`)
      .mend(`write [$__rate_interval]${isInstant ? ", or [$__range] for the whole time" : ""}`);
  }
};

const QUOTED = /"(?:\\[^]|[^"\\])*"|`[^`]*`/g;
/** What Grafana computes from the time range, and a number that is computed from it. */
const FITTING = /^\$\{?__(?:auto|interval|rate_interval|range)/;

/** Loki has no `$__rate_interval` to think of: it counts lines, and one is enough. */
const inLogql = function* ({ text, exprPath, log }: LogqlInPlace, isInstant: boolean): Iterable<Problem> {
  if (log?.kind !== "metric" || isInstant) return;
  for (const [range, length = ""] of text.replaceAll(QUOTED, '""').matchAll(/\[\s*([^\]]+?)\s*\]/g))
    if (!FITTING.test(length))
      yield at(exprPath)
        .problem(`each point counts the lines of ${length} ${range}, however far apart the points are`)
        .mend("write [$__auto], so that each line is counted once");
};

const inQuery = ({ asked, query }: QueryInPlace, windows: Windows): Iterable<Problem> =>
  asked.kind === "promql" ? inPromql(asked, query.instant, windows) : inLogql(asked, query.instant);

export const rateInterval = check({
  id: "dashboard/rate-interval",
  severity: "error",
  judges: "each by itself",
  reason:
    "A fixed range is too short on a wide screen of one hour and leaves out most of what happened on one of a month. $__rate_interval is " +
    "never less than four scrapes " +
    "and never less than the distance of two points.",
  *find(model): Iterable<Problem> {
    const windows = windowsOf(model);
    for (const query of queriesOf(model)) yield* inQuery(query, windows);
  },
  examples: () => {
    const refused = 'sum by (service) (rate(shop_orders_total{outcome="refused"}[10m])) > 1';
    const pageOf = (uid: string, title: string) =>
      modelWithDashboards(
        [
          dashboardWithPanels([askingPanel(refused.replace(" > 1", ""), { panel: { title: "What the alert sees" } })], {
            uid,
            title,
          }),
        ],
        { alerts: [exampleAlert({ name: "ShopOrdersRefused", expr: refused })] },
      );
    return {
      passing: [
        modelAsking("sum by (service) (rate(shop_orders_total[$__rate_interval]))"),
        modelAsking("sum by (service) (increase(shop_orders_total[$__range]))", { instant: true }),
        modelAsking("sum by (service) (increase(shop_orders_total[1d]))", { instant: true }),
        modelAsking("max by (service) (max_over_time(shop_queue_length[5m]))"),
        modelAsking(logql`sum by (service) (count_over_time({namespace="shop"} |= "[5m]" [$__auto]))`),
        pageOf("runbook-shop-orders-refused", "Refused"),
      ],
      failing: [
        modelAsking("sum by (service) (rate(shop_orders_total[5m]))"),
        modelAsking("sum by (service) (rate(shop_orders_total[5m]))", { instant: true }),
        modelAsking("sum by (service) (rate(shop_orders_total[$__interval]))"),
        modelAsking("sum by (service) (increase(shop_orders_total[$__range]))"),
        modelAsking(logql`sum by (service) (count_over_time({namespace="shop"}[5m]))`),
        pageOf("orders", "Orders"),
      ],
    };
  },
});
