/** Small models around one dashboard, for the passing and the failing examples that a check carries. */
import { cluster, dashboard, labelVariable, query, timeSeries, top } from "../../dashboards";
import {
  pack,
  promqlText,
  type Alert,
  type Dashboard,
  type DashboardFact,
  type DataSourceFact,
  type Facts,
  type LogExpression,
  type Model,
  type Panel,
  type PanelQuery,
  type RecordingRule,
  type TimeSeriesPanel,
  type Variable,
} from "../../model";
import { modelWith, shop } from "../content/example";

const DATA_SOURCES: readonly DataSourceFact[] = [
  { path: "example.grafana.dataSources.prometheus", uid: "prometheus", type: "prometheus" },
  { path: "example.grafana.dataSources.loki", uid: "loki", type: "loki" },
];

interface Surroundings {
  readonly recordingRules?: readonly RecordingRule[];
  readonly alerts?: readonly Alert[];
  /** @default a Prometheus and a Loki */
  readonly dataSources?: readonly DataSourceFact[];
}

/** A dashboard in a folder. */
export const inFolder = (each: Dashboard, more: Partial<DashboardFact> = {}): DashboardFact => ({
  path: `example.dashboards.${each.uid}`,
  folder: "shop",
  dashboard: each,
  bytes: 20_000,
  ...more,
});

/** An environment with the metrics of a shop and these dashboards. */
export const modelWithFacts = (
  dashboards: readonly DashboardFact[],
  { recordingRules = [], alerts = [], dataSources = DATA_SOURCES }: Surroundings = {},
): Model => {
  const facts: Partial<Facts> = { dashboards, dataSources };
  return modelWith([pack("shop", { metrics: shop, recordingRules, alerts, dashboard: "shop" })], facts);
};

export const modelWithDashboards = (dashboards: readonly Dashboard[], surroundings?: Surroundings): Model =>
  modelWithFacts(
    dashboards.map((each) => inFolder(each)),
    surroundings,
  );

/** Namespaces and, in the chosen ones, services. */
export const CHAIN: readonly Variable[] = [
  cluster,
  labelVariable("namespace", "Namespace", promqlText("shop_queue_length")),
  labelVariable("service", "Service", promqlText('shop_queue_length{namespace=~"$namespace"}')),
];

const WAITING = 'sum by (service) (shop_queue_length{namespace=~"$namespace", service=~"$service"})';

/** A fine panel but for what is given. */
export const examplePanel = (given: Partial<TimeSeriesPanel> = {}): TimeSeriesPanel => ({
  ...timeSeries("Orders that wait", {
    description: "Orders that nobody has taken yet; below a hundred all is well.",
    unit: "count",
    queries: [query(promqlText(WAITING), "{{service}}")],
  }),
  ...given,
});

/** A fine dashboard but for what is given. */
export const exampleDashboard = (given: Partial<Dashboard> = {}): Dashboard => ({
  ...dashboard("shop", {
    title: "Shop",
    description: "Whether orders are taken as they come.",
    variables: CHAIN,
    rows: [top([examplePanel()])],
    tags: ["shop"],
  }),
  ...given,
});

/** The fine dashboard with these panels; it has a panel that uses its variables anyhow. */
export const dashboardWithPanels = (panels: readonly Panel[], given: Partial<Dashboard> = {}): Dashboard =>
  exampleDashboard({ rows: [top([examplePanel(), ...panels])], ...given });

export const modelWithPanel = (panel: Panel, surroundings?: Surroundings): Model =>
  modelWithDashboards([dashboardWithPanels([panel])], surroundings);

interface ExampleQuery extends Partial<Omit<PanelQuery, "expr">> {
  readonly panel?: Partial<TimeSeriesPanel>;
}

/** A panel that asks this. */
export const askingPanel = (
  expr: string | LogExpression,
  { panel = {}, legend = "{{service}}", instant = false, exemplars = false }: ExampleQuery = {},
): TimeSeriesPanel =>
  examplePanel({
    title: "Asked",
    queries: [{ expr: typeof expr === "string" ? promqlText(expr) : expr, legend, instant, exemplars }],
    ...panel,
  });

/** A model with one panel that asks this. */
export const modelAsking = (
  expr: string | LogExpression,
  options: ExampleQuery = {},
  surroundings?: Surroundings,
): Model => modelWithPanel(askingPanel(expr, options), surroundings);
