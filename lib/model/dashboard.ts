/** A dashboard as data: what is asked, how it is shown, where it leads. `lib/dashboards` has the words to write one and makes Grafana's JSON of it. */
import type { Duration } from "./duration";
import type { Expression, LogExpression } from "./expression";
import type { Unit } from "./unit";
import type { Waiver } from "./waiver";

/**
 * What a panel asks. Grafana's variables stand in it as text: `[$__rate_interval]`, `{namespace=~"$namespace"}`; PromQL goes to the cluster's
 * Prometheus, LogQL to Loki.
 */
export interface PanelQuery {
  readonly expr: Expression | LogExpression;
  /** What a series is called: `{{service}}`, `p95`; labels in double braces, which the result must carry. */
  readonly legend: string;
  /** The value of now instead of a course over time, as tables and single figures want it. */
  readonly instant: boolean;
  /** With the traces of single observations as dots. */
  readonly exemplars: boolean;
}

/** Grafana's colours by what they mean; a line without a meaning gets one of the palette. */
export type Color = "green" | "yellow" | "orange" | "red" | "blue" | "purple" | "text";

/** Where the threshold of an alert lies, as the alert is deployed: its value from the parameter, its colour from the severity. */
export interface AlertLine {
  readonly kind: "alert line";
  /** Name of the alert. */
  readonly alert: string;
  /** Name of its parameter; a duration counts in seconds. */
  readonly parameter: string;
  /** Whether the alert fires below it. */
  readonly below: boolean;
}

/** From `value` on, a figure has this colour. */
export interface FixedLine {
  readonly kind: "line";
  readonly value: number;
  readonly color: Color;
  /** Whether it is bad to be below. */
  readonly below: boolean;
}

export type Threshold = AlertLine | FixedLine;

/** What a value is shown as. */
export interface ValueText {
  /** One value, or all in a range; the text `nothing` where there is no value. */
  readonly value: number | string | { readonly from: number; readonly to: number };
  readonly text: string;
  readonly color?: Color;
}

/** Where a link leads. Texts may hold Grafana's variables: `$namespace`, `${__field.labels.pod}`, `${__value.text}`. */
export type LinkTarget =
  /** Another dashboard by uid, over the same time, with these values of its variables. */
  | { readonly dashboard: string; readonly variables?: Readonly<Record<string, string>> }
  /** The runbook page of the alert of this name, about the object that these labels say. */
  | { readonly runbook: string; readonly variables?: Readonly<Record<string, string>> }
  /** The runbook page that the cell names, about the object that its row says: for columns with `texts: "runbook pages"`. */
  | { readonly runbookOfCell: true }
  /** Explore, with this query to Loki. */
  | { readonly logs: LogExpression }
  /** Explore, with the traces of a service; of one trace, where `trace` is its id. */
  | { readonly traces: { readonly service: string } | { readonly trace: string } }
  | { readonly url: string };

export interface PanelLink {
  readonly title: string;
  readonly to: LinkTarget;
}

/** How series whose legend matches look. */
export interface SeriesStyle {
  /** The legend itself, or a regular expression `/…/`. */
  readonly series: string;
  readonly color?: Color;
  readonly dashed?: boolean;
  readonly unit?: PanelUnit;
  /** On an axis of its own, at the right. */
  readonly rightAxis?: boolean;
  /** Drawn downwards: what goes out, beside what comes in. */
  readonly negative?: boolean;
}

/** A unit of the metric contract, or one of Grafana's own ids where the contract has none: `{ grafana: "dateTimeFromNow" }`. */
export type PanelUnit = Unit | { readonly grafana: string };

interface PanelBase {
  /** Unique within its dashboard. */
  readonly title: string;
  /** What it shows and what is normal, in a sentence or two. */
  readonly description: string;
  /** Of Grafana's 24 columns. */
  readonly width: number;
  /** In rows of Grafana's grid, 30 pixels each with the gap. */
  readonly height: number;
  /** Where it stands in its row, counted from the row's top left. @default beside or below the one before */
  readonly at?: { readonly x: number; readonly y: number };
  /** At the title. */
  readonly links: readonly PanelLink[];
  /** One panel for each value of this variable. */
  readonly repeat?: string;
  /** Uid under which dashboards share it as a library panel. */
  readonly shared?: string;
  readonly waivers: readonly Waiver[];
}

interface AskingPanel extends PanelBase {
  readonly queries: readonly PanelQuery[];
  readonly unit: PanelUnit;
  /** @default Grafana's choice */
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  readonly thresholds: readonly Threshold[];
  readonly texts: readonly ValueText[];
  /** At each point, cell or figure. */
  readonly dataLinks: readonly PanelLink[];
  /** What stands there while nothing is found, where nothing is no mistake: `none firing`. */
  readonly whenEmpty?: string;
  /** How far back it looks, where that is not as far as the dashboard does: a budget over 30 days beside rates of 6 hours. */
  readonly from?: Duration;
}

export interface TimeSeriesPanel extends AskingPanel {
  readonly type: "timeseries";
  readonly style: "lines" | "bars" | "points";
  readonly stacked: boolean;
  readonly styles: readonly SeriesStyle[];
  /** Figures beside the legend. */
  readonly legendValues: readonly Calculation[];
  /** A legend of many series stands better beside the panel than below. */
  readonly legendAt: "bottom" | "right" | "hidden";
}

export type Calculation = "last" | "mean" | "max" | "min" | "sum";

export interface StatPanel extends AskingPanel {
  readonly type: "stat";
  readonly calculation: Calculation;
  readonly sparkline: boolean;
  /** What has the colour of the threshold. */
  readonly colored: "value" | "background" | "nothing";
}

export interface GaugePanel extends AskingPanel {
  readonly type: "gauge";
  readonly calculation: Calculation;
}

export interface BarGaugePanel extends AskingPanel {
  readonly type: "bargauge";
  readonly calculation: Calculation;
}

/** A column of a table: a label of the result, or the value of one of the queries. */
export interface Column {
  /** Name of a label, or the number of the query, from 0. */
  readonly of: string | number;
  readonly title: string;
  readonly unit?: PanelUnit;
  readonly decimals?: number;
  /** In pixels. */
  readonly width?: number;
  readonly texts?: readonly ValueText[] | "runbook pages";
  readonly thresholds?: readonly Threshold[];
  /** The cell's text or background has the colour of the threshold or text; a gauge shows it as a bar from `min` to `max`. */
  readonly shownAs?: "text" | "colored text" | "colored background" | "gauge";
  readonly min?: number;
  readonly max?: number;
  readonly links?: readonly PanelLink[];
}

/** One row for each set of labels; the values of several queries of the same labels stand in one row. */
export interface TablePanel extends AskingPanel {
  readonly type: "table";
  /** In this order; what is not named is not shown. */
  readonly columns: readonly Column[];
  readonly sortBy?: { readonly title: string; readonly descending: boolean };
}

export interface TextPanel extends PanelBase {
  readonly type: "text";
  /** Markdown. */
  readonly text: string;
}

export interface LogsPanel extends AskingPanel {
  readonly type: "logs";
}

/** Buckets over time: queries give series by `le`. */
export interface HeatmapPanel extends AskingPanel {
  readonly type: "heatmap";
}

export interface StateTimelinePanel extends AskingPanel {
  readonly type: "state-timeline";
}

/** Named as Grafana names them. */
export type Panel =
  | TimeSeriesPanel
  | StatPanel
  | GaugePanel
  | BarGaugePanel
  | TablePanel
  | TextPanel
  | LogsPanel
  | HeatmapPanel
  | StateTimelinePanel;

/** Panels that ask something. */
export type QueryPanel = Exclude<Panel, TextPanel>;

export interface Row {
  /** @default none: the panels stand at the top */
  readonly title?: string;
  readonly collapsed: boolean;
  /** One row for each value of this variable. */
  readonly repeat?: string;
  readonly panels: readonly Panel[];
}

/** What a person chooses at the top of a dashboard. */
export type Variable =
  /** Whose Prometheus is asked: its data source, by the name of the cluster. Always named `cluster`. */
  | { readonly kind: "cluster"; readonly name: "cluster" }
  | LabelVariable
  | {
      readonly kind: "choice";
      readonly name: string;
      readonly title: string;
      readonly values: readonly string[];
      readonly initial: string;
    }
  | { readonly kind: "text"; readonly name: string; readonly title: string; readonly initial: string };

/** The values of a label, of series that may be narrowed by the variables before it. */
export interface LabelVariable {
  readonly kind: "label";
  readonly name: string;
  readonly title: string;
  readonly label: string;
  /** The series, as a selector: promql`kube_pod_info{namespace=~"$namespace"}`. */
  readonly from: Expression | LogExpression;
  /** Several at once, or all: matchers read `=~"$name"`. */
  readonly several: boolean;
  /** All is the list of its values, and not anything: where what is asked has the values of others, too. @default false */
  readonly listed?: boolean;
  /** Chosen at first; all, where several can be and nothing is said. */
  readonly initial?: string;
}

/** What happened, as lines over all panels: deployments, the firing of an alert. */
export interface Annotation {
  readonly name: string;
  readonly expr: Expression;
  /** With labels in double braces. */
  readonly title: string;
  readonly color: Color;
}

export type DashboardLink =
  | { readonly title: string; readonly to: LinkTarget }
  /** A list of all dashboards with this tag. */
  | {
      readonly title: string;
      readonly tag: string;
      /** Whether what is chosen here is chosen there as well: several values are none where one is asked for. @default true */
      readonly keepVariables?: boolean;
    };

export interface Dashboard {
  readonly kind: "dashboard";
  /** Its address, for ever: at most 40 lower-case letters, digits and dashes. */
  readonly uid: string;
  readonly title: string;
  /** Its purpose in one sentence. */
  readonly description: string;
  readonly tags: readonly string[];
  readonly variables: readonly Variable[];
  readonly annotations: readonly Annotation[];
  readonly rows: readonly Row[];
  readonly links: readonly DashboardLink[];
  /** How far back it looks at first. */
  readonly from: Duration;
  readonly refresh: Duration;
  /** People with the right to do so can change it in Grafana, until the next deployment. */
  readonly editable: boolean;
  readonly waivers: readonly Waiver[];
}
