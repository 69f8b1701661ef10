/** The words in which dashboards are written: panels with the sizes and habits of the house, so that a pack says only what is its own. */
import {
  hours,
  minutes,
  type Alert,
  type AlertLine,
  type AlertParameters,
  type Annotation,
  type BarGaugePanel,
  type Color,
  type Dashboard,
  type DashboardLink,
  type Duration,
  type Expression,
  type FixedLine,
  type GaugePanel,
  type HeatmapPanel,
  type LogExpression,
  type LogsPanel,
  type Panel,
  type PanelQuery,
  type PanelUnit,
  type Row,
  type StatPanel,
  type StateTimelinePanel,
  type TablePanel,
  type TextPanel,
  type TimeSeriesPanel,
  type Variable,
} from "../model";

interface QueryOptions {
  /** The value of now instead of a course over time. @default false */
  readonly instant?: boolean;
  /** With the traces of single observations as dots. @default false */
  readonly exemplars?: boolean;
}

/**
 * `query(promql`…`, "{{service}}")`
 * @param legend what a series is called, with labels in double braces
 */
export const query = (
  expr: Expression | LogExpression,
  legend: string,
  { instant = false, exemplars = false }: QueryOptions = {},
): PanelQuery => ({ expr, legend, instant, exemplars });

/**
 * The value of now, for tables and single figures.
 * @param legend what a series is called @default nothing: tables say it in columns
 */
export const now = (expr: Expression | LogExpression, legend = ""): PanelQuery =>
  query(expr, legend, { instant: true });

interface LineOptions {
  /** Whether it is bad to be below. @default false */
  readonly below?: boolean;
}

/** The threshold of an alert, wherever an installation moves it: `alertLine(highErrorRatio, "errorRatio")`. */
export const alertLine = <Parameters extends AlertParameters>(
  alert: Alert<string, Parameters>,
  parameter: keyof Parameters & string,
  { below = false }: LineOptions = {},
): AlertLine => ({ kind: "alert line", alert: alert.name, parameter, below });

/** A threshold that no alert has: `line(0, "red")`. */
export const line = (value: number, color: Color, { below = false }: LineOptions = {}): FixedLine => ({
  kind: "line",
  value,
  color,
  below,
});

/** What all panels that ask something can be told; all but these four has a default. */
type Told<Kind extends Panel> = Pick<Kind, "description"> &
  Partial<Omit<Kind, "type" | "title" | "description" | "queries" | "unit">>;
type Asking<Kind extends Exclude<Panel, TextPanel>> = Told<Kind> & {
  readonly queries: Kind["queries"];
  readonly unit: PanelUnit;
};

const asking = { links: [], waivers: [], thresholds: [], texts: [], dataLinks: [] } as const;

/**
 * A panel with these habits, as far as it is not told otherwise. The habits name its type and its title as well: thousands of panels are made,
 * and V8 takes thirty times as long to add a name to an object that already looks in one of many ways.
 */
const told = <const Habits extends Pick<Panel, "type" | "title">, Props extends object>(
  habits: Habits,
  props: Props,
) => {
  const { type, title } = habits;
  return Object.assign(habits, props, { type, title });
};

/** Courses over time; half a dashboard wide. */
export const timeSeries = (title: string, props: Asking<TimeSeriesPanel>): TimeSeriesPanel =>
  told(
    {
      type: "timeseries",
      title,
      ...asking,
      width: 12,
      height: 8,
      style: "lines",
      stacked: false,
      styles: [],
      legendValues: [],
      legendAt: "bottom",
    },
    props,
  );

/** One figure, or one for each series. */
export const stat = (title: string, props: Asking<StatPanel>): StatPanel =>
  told(
    {
      type: "stat",
      title,
      ...asking,
      width: 4,
      height: 4,
      calculation: "last",
      sparkline: false,
      colored: "value",
    },
    props,
  );

/** A figure between two bounds. */
export const gauge = (title: string, props: Asking<GaugePanel>): GaugePanel =>
  told({ type: "gauge", title, ...asking, width: 4, height: 5, calculation: "last" }, props);

/** Figures of many series beside one another. */
export const barGauge = (title: string, props: Asking<BarGaugePanel>): BarGaugePanel =>
  told({ type: "bargauge", title, ...asking, width: 8, height: 8, calculation: "last" }, props);

/** Rows of labels and figures; the whole width. */
export const table = (
  title: string,
  props: Omit<Asking<TablePanel>, "unit"> & Pick<TablePanel, "columns"> & { readonly unit?: PanelUnit },
): TablePanel => told({ type: "table", title, ...asking, width: 24, height: 8, unit: "count" }, props);

/** Markdown. */
export const text = (
  title: string,
  props: Pick<TextPanel, "description" | "text"> & Partial<Omit<TextPanel, "type" | "title">>,
): TextPanel => told({ type: "text", title, links: [], waivers: [], width: 24, height: 4 }, props);

/** Lines of logs; the whole width. */
export const logs = (title: string, props: Omit<Asking<LogsPanel>, "unit">): LogsPanel =>
  told({ type: "logs", title, ...asking, width: 24, height: 10, unit: "count" }, props);

/** Buckets over time: `sum by (le) (rate(…_bucket[$__rate_interval]))` with the legend `{{le}}`. */
export const heatmap = (title: string, props: Asking<HeatmapPanel>): HeatmapPanel =>
  told({ type: "heatmap", title, ...asking, width: 12, height: 8 }, props);

/** States over time; the whole width. */
export const stateTimeline = (title: string, props: Asking<StateTimelinePanel>): StateTimelinePanel =>
  told({ type: "state-timeline", title, ...asking, width: 24, height: 8 }, props);

interface RowOptions {
  /** Whether it is closed until somebody opens it. @default false */
  readonly collapsed?: boolean;
  /** A variable, for each value of which there is a row. @default one row */
  readonly repeat?: string;
}

/** Panels under a title. */
export const row = (title: string, panels: readonly Panel[], { collapsed = false, repeat }: RowOptions = {}): Row => ({
  title,
  collapsed,
  panels,
  ...(repeat === undefined ? {} : { repeat }),
});

/** Panels at the top of a dashboard, without a title of their own. */
export const top = (panels: readonly Panel[]): Row => ({ collapsed: false, panels });

/** Whose Prometheus is asked. The first variable of nearly every dashboard. */
export const cluster: Variable = { kind: "cluster", name: "cluster" };

interface LabelVariableOptions {
  /** Whose values they are. @default the name of the variable */
  readonly label?: string;
  /** Whether several, or all, can be chosen at once. @default true */
  readonly several?: boolean;
  /** Whether all is the list of its values, and not anything. @default false */
  readonly listed?: boolean;
  /** Chosen at first. @default all, or the first where only one can be chosen */
  readonly initial?: string;
}

/**
 * The values of a label: `labelVariable("namespace", "Namespace", promql`kube_pod_info`)`; the ones after it narrow their series by it:
 * `promql`kube_pod_info{namespace=~"$namespace"}``.
 */
export const labelVariable = (
  name: string,
  title: string,
  from: Expression | LogExpression,
  { label = name, several = true, listed = false, initial }: LabelVariableOptions = {},
): Variable => ({
  kind: "label",
  name,
  title,
  label,
  from,
  several,
  ...(listed ? { listed } : {}),
  ...(initial === undefined ? {} : { initial }),
});

interface DashboardProps {
  readonly title: string;
  /** Its purpose in one sentence. */
  readonly description: string;
  readonly rows: readonly Row[];
  /** @default [cluster] */
  readonly variables?: readonly Variable[];
  /** @default none */
  readonly annotations?: readonly Annotation[];
  /** @default none */
  readonly tags?: readonly string[];
  /** @default none */
  readonly links?: readonly DashboardLink[];
  /** @default hours(6) */
  readonly from?: Duration;
  /** @default minutes(1) */
  readonly refresh?: Duration;
  /** @default none */
  readonly waivers?: Dashboard["waivers"];
}

/** `dashboard("loki", { title: "Loki", description: "…", rows: [top([…]), row("Writing", […])] })` */
export const dashboard = (uid: string, { title, description, rows, ...props }: DashboardProps): Dashboard => ({
  kind: "dashboard",
  uid,
  title,
  description,
  rows,
  tags: [],
  variables: [cluster],
  annotations: [],
  links: [],
  from: hours(6),
  refresh: minutes(1),
  editable: false,
  waivers: [],
  ...props,
});
