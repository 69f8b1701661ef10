/** What people choose at the top of a dashboard, as Grafana's variables. */
import type { DataSourceRef } from "@grafana/grafana-foundation-sdk/common";
import {
  CustomVariableBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  VariableRefresh,
  VariableSort,
  type VariableModel,
} from "@grafana/grafana-foundation-sdk/dashboard";
import type { LabelVariable, Variable } from "../model";
import { LOKI } from "./data-sources";

/** What all means to a matcher: `=~".*"` finds series without the label as well. */
const ALL = { text: ["All"], value: ["$__all"], matches: ".*" };

export const variableJson = (variable: Variable, prometheus: DataSourceRef): VariableModel => {
  switch (variable.kind) {
    case "cluster":
      return new DatasourceVariableBuilder(variable.name).label("Cluster").type("prometheus").build();
    case "label":
      return labelVariableJson(variable, prometheus);
    case "choice":
      return new CustomVariableBuilder(variable.name)
        .label(variable.title)
        .values(variable.values.map((value) => choiceSpelt(value)).join(","))
        .current({ text: choiceText(variable.initial), value: variable.initial })
        .options(
          variable.values.map((value) => ({
            text: choiceText(value),
            value,
            ...(value === variable.initial ? { selected: true } : {}),
          })),
        )
        .build();
    case "text":
      return new TextBoxVariableBuilder(variable.name)
        .label(variable.title)
        .defaultValue(variable.initial)
        .current({ text: variable.initial, value: variable.initial })
        .build();
  }
};

const labelVariableJson = (variable: LabelVariable, prometheus: DataSourceRef): VariableModel => {
  const { name, title, label, from, several, listed = false, initial } = variable;
  const asked = new QueryVariableBuilder(name)
    .label(title)
    // What exists changes with the time that is looked at.
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.NaturalAsc);
  const query =
    from.kind === "logql"
      ? asked
          .datasource(LOKI)
          .query({ refId: `LokiVariableQueryEditor-${name}`, type: LOKI_LABEL_VALUES, label, stream: from.text })
      : asked.datasource(prometheus).query({
          refId: `PrometheusVariableQueryEditor-${name}`,
          qryType: PROMETHEUS_LABEL_VALUES,
          query: `label_values(${from.text}, ${label})`,
        });
  if (several) {
    const { text, value } = initial === undefined ? ALL : { text: [initial], value: [initial] };
    const all = query.multi(true).includeAll(true).current({ text, value });
    return (listed ? all : all.allValue(ALL.matches)).build();
  }
  return (initial === undefined ? query : query.current({ text: initial, value: initial })).build();
};

/** Kinds of questions, as the editors of both plug-ins number them. */
const PROMETHEUS_LABEL_VALUES = 1;
const LOKI_LABEL_VALUES = 1;

/** What matches anything reads `All`. */
const choiceText = (value: string): string => (value === ".*" ? "All" : value);

/** Grafana reads `text : value`. */
const choiceSpelt = (value: string): string =>
  choiceText(value) === value ? value : `${choiceText(value)} : ${value}`;
