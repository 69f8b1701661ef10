/** Units of panels that are not those of what they show. */
import { promqlText, type PanelUnit, type Unit } from "../../model";
import { heatmap, now, query, table } from "../../dashboards";
import { at, check, type Problem } from "../check";
import { contentOf, type Content } from "../content/content";
import { boundsUnit, computedUnit, type Computed } from "./computed-unit";
import { isAsking, panelsOf, type PanelInPlace, type QueryInPlace } from "../content/dashboards-in";
import { examplePanel, modelAsking, modelWithPanel } from "./example";

/** What else a value may be shown as without being read wrong. */
const ALSO: Readonly<Partial<Record<Computed, readonly Unit[]>>> = {
  count: ["boolean"],
  boolean: ["count", "ratio"],
  cores: ["count"],
  "seconds per second": ["ratio", "cores", "count", "per second"],
};

const PLAIN: readonly Computed[] = ["count", "per second", "boolean", "cores", "seconds per second"];

/** What the ids of Grafana are right for; of any other nobody here says anything. */
const IDS: readonly (readonly [ids: string, right: readonly Computed[]])[] = [
  ["short none locale sishort", PLAIN],
  ["s dtdurations dthms clocks", ["seconds"]],
  ["ms dtdurationms clockms", ["milliseconds"]],
  ["ns µs m h d", []],
  ["bytes decbytes", ["bytes"]],
  ["bits decbits kbytes deckbytes mbytes decmbytes gbytes decgbytes", []],
  ["Bps binBps", ["bytes per second"]],
  ["bps binbps KBs KiBs MBs MiBs", []],
  ["percentunit", ["ratio", "boolean", "seconds per second"]],
  ["percent", []],
  ["cps ops reqps rps wps iops eps mps recps rowsps pps", ["per second"]],
  ["dateTimeAsIso dateTimeAsIsoNoDateIfToday dateTimeAsUS dateTimeAsLocal dateTimeFromNow", ["timestamp"]],
  ["celsius", ["celsius"]],
];

const RIGHT_FOR: ReadonlyMap<string, readonly Computed[]> = new Map(
  IDS.flatMap(([ids, right]) => ids.split(" ").map((id) => [id, right] as const)),
);

const fits = (computed: Computed, shown: PanelUnit): boolean => {
  if (computed === "number") return true;
  if (typeof shown === "string") return computed === shown || (ALSO[computed]?.includes(shown) ?? false);
  return RIGHT_FOR.get(shown.grafana)?.includes(computed) ?? true;
};

/** The units that a query is shown in, with their places; none where that depends on the series. */
const unitsOf = (
  { panel, queries, path }: PanelInPlace,
  query: QueryInPlace,
): readonly (readonly [string, PanelUnit])[] => {
  if (!isAsking(panel) || panel.type === "logs") return [];
  if (panel.type === "table") {
    const index = queries.indexOf(query);
    return panel.columns.flatMap(({ of, unit = panel.unit }, column) =>
      of === index ? [[`${path}.columns[${column}].unit`, unit] as const] : [],
    );
  }
  const styles = panel.type === "timeseries" ? panel.styles.filter(({ unit }) => unit !== undefined) : [];
  const own = styles.find(({ series }) => series === query.query.legend);
  if (own?.unit !== undefined)
    return [[`${path}.styles[${panel.type === "timeseries" ? panel.styles.indexOf(own) : 0}].unit`, own.unit]];
  return styles.some(({ series }) => series.startsWith("/")) ? [] : [[`${path}.unit`, panel.unit]];
};

const computedOf = ({ asked, panel }: QueryInPlace, content: Content): Computed | undefined => {
  if (asked.kind !== "promql" || asked.node === undefined) return undefined;
  return panel.panel.type === "heatmap" ? boundsUnit(asked.node, content) : computedUnit(asked.node, content);
};

const named = (unit: PanelUnit): string => (typeof unit === "string" ? unit : `Grafana's "${unit.grafana}"`);

const mendFor = (computed: Computed): string =>
  computed === "seconds per second"
    ? 'write "ratio" for a share of the time, "cores" for processors'
    : `write "${computed}", or compute what is meant`;

export const wrongUnit = check({
  id: "dashboard/wrong-unit",
  severity: "error",
  judges: "each by itself",
  reason:
    "Seconds that are shown as bytes, a share that is shown as a number: the figure is right, and everybody reads it wrong.",
  *find(model): Iterable<Problem> {
    const content = contentOf(model);
    for (const place of panelsOf(model)) {
      const told = new Set<string>();
      for (const query of place.queries)
        for (const [path, unit] of unitsOf(place, query)) {
          const computed = computedOf(query, content);
          if (computed === undefined || fits(computed, unit) || told.has(path)) continue;
          told.add(path);
          yield at(path)
            .problem(`is ${named(unit)}, but query ${query.letter} gives ${computed}`)
            .mend(mendFor(computed));
        }
    }
  },
  examples: () => {
    const shown = (expr: string, unit: PanelUnit) => modelAsking(expr, { panel: { unit } });
    const rate = "sum by (service) (rate(shop_orders_total[$__rate_interval]))";
    const p95 =
      "histogram_quantile(0.95, sum by (le, service) (rate(shop_checkout_duration_seconds_bucket[$__rate_interval])))";
    const mean =
      "sum by (service) (rate(shop_checkout_duration_seconds_sum[$__rate_interval])) / sum by (service) (rate(shop_checkout_duration_seconds_count[$__rate_interval]))";
    const room = "sum by (service) (shop_free_bytes)";
    const column = (unit?: PanelUnit) =>
      modelWithPanel(
        table("Room", {
          description: "What is left.",
          queries: [now(promqlText(room))],
          columns: [{ of: 0, title: "Free", ...(unit === undefined ? {} : { unit }) }],
        }),
      );
    const buckets = (unit: PanelUnit) =>
      modelWithPanel(
        heatmap("Checkouts", {
          description: "How long they take.",
          unit,
          queries: [
            query(promqlText("sum by (le) (rate(shop_checkout_duration_seconds_bucket[$__rate_interval]))"), "{{le}}"),
          ],
        }),
      );
    const styled = modelWithPanel(
      examplePanel({
        title: "Orders and room",
        queries: [
          query(promqlText("sum(shop_queue_length)"), "orders"),
          query(promqlText("sum(shop_free_bytes)"), "room"),
        ],
        styles: [{ series: "room", unit: "bytes", rightAxis: true }],
      }),
    );
    return {
      passing: [
        shown(rate, "per second"),
        shown(rate, { grafana: "reqps" }),
        shown(p95, "seconds"),
        shown(mean, { grafana: "s" }),
        shown(`${room} / 1e6`, "count"),
        shown("avg by (service) (up)", "ratio"),
        shown(`${rate} / ${rate}`, "ratio"),
        column("bytes"),
        buckets("seconds"),
        styled,
      ],
      failing: [
        shown(rate, "bytes"),
        shown(rate, "count"),
        shown(p95, "bytes"),
        shown(p95, { grafana: "ms" }),
        shown(mean, "ratio"),
        shown(`${room} / ${room}`, { grafana: "percent" }),
        shown("sum by (service) (rate(shop_checkout_duration_seconds_sum[$__rate_interval]))", "bytes"),
        shown("time() - max by (service) (timestamp(shop_queue_length))", "timestamp"),
        column(),
        buckets("count"),
      ],
    };
  },
});
