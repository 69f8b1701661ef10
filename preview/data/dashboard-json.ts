/** Grafana's JSON of a dashboard, as far as the preview reads it. */

export interface GridPosition {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface DataSourceRef {
  readonly type?: string;
  readonly uid?: string;
}

export interface Target {
  readonly refId: string;
  readonly expr?: string;
  readonly datasource?: DataSourceRef;
  readonly legendFormat?: string;
  readonly instant?: boolean;
  readonly range?: boolean;
  readonly format?: "time_series" | "table" | "heatmap";
  readonly queryType?: string;
  readonly hide?: boolean;
  readonly interval?: string;
  readonly maxLines?: number;
}

export interface LinkJson {
  readonly title: string;
  readonly url?: string;
  readonly type?: "link" | "dashboards";
  readonly tags?: readonly string[];
  readonly targetBlank?: boolean;
  readonly keepTime?: boolean;
  readonly includeVars?: boolean;
}

export interface FieldConfigJson {
  readonly defaults?: Readonly<Record<string, unknown>>;
  readonly overrides?: readonly {
    readonly matcher: { readonly id: string; readonly options?: unknown };
    readonly properties: readonly { readonly id: string; readonly value?: unknown }[];
  }[];
}

export interface PanelJson {
  readonly id?: number;
  readonly type: string;
  readonly title?: string;
  readonly description?: string;
  readonly gridPos: GridPosition;
  readonly datasource?: DataSourceRef;
  readonly targets?: readonly Target[];
  readonly fieldConfig?: FieldConfigJson;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly transformations?: readonly { readonly id: string; readonly options?: unknown }[];
  readonly links?: readonly LinkJson[];
  readonly repeat?: string;
  readonly repeatDirection?: "h" | "v";
  readonly maxPerRow?: number;
  /** Looks back so far from the end, whatever the dashboard looks at: `24h`. */
  readonly timeFrom?: string;
  readonly maxDataPoints?: number;
  readonly interval?: string;
  readonly transparent?: boolean;
  /** Of a row only. */
  readonly collapsed?: boolean;
  /** Of a collapsed row only. */
  readonly panels?: readonly PanelJson[];
  readonly libraryPanel?: { readonly uid: string; readonly name: string };
}

export interface VariableJson {
  readonly name: string;
  readonly type: string;
  readonly label?: string;
  readonly hide?: number;
  readonly query?:
    string | { readonly query?: string; readonly label?: string; readonly stream?: string; readonly type?: number };
  readonly definition?: string;
  readonly datasource?: DataSourceRef;
  readonly multi?: boolean;
  readonly includeAll?: boolean;
  readonly allValue?: string;
  readonly regex?: string;
  readonly current?: { readonly text?: string | readonly string[]; readonly value?: string | readonly string[] };
  readonly options?: readonly { readonly text: string; readonly value: string }[];
}

export interface AnnotationJson {
  readonly name: string;
  readonly enable?: boolean;
  readonly hide?: boolean;
  readonly iconColor?: string;
  readonly target?: { readonly expr?: string };
  readonly datasource?: DataSourceRef;
  readonly titleFormat?: string;
  readonly textFormat?: string;
  readonly builtIn?: number;
}

export interface DashboardJson {
  readonly uid: string;
  readonly title: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly panels?: readonly PanelJson[];
  readonly templating?: { readonly list?: readonly VariableJson[] };
  readonly annotations?: { readonly list?: readonly AnnotationJson[] };
  readonly links?: readonly LinkJson[];
  readonly time?: { readonly from: string; readonly to: string };
}
