/** Queries with Grafana's variables filled in, for whoever must read or run them without Grafana. */
import type { Dashboard, Variable } from "../model";

/** What Grafana computes from the time range and the width of a panel, as for six hours on half a screen. */
export const EXAMPLE_INTERVALS: Readonly<Record<string, string>> = {
  __rate_interval: "5m",
  __interval: "1m",
  __range: "6h",
  __range_s: "21600",
};

const VARIABLE = /\$(?:([a-zA-Z_]\w*)|\{([a-zA-Z_]\w*)(?::\w+)?\})/g;

/** `interpolated("rate(x{pod=~\"$pod\"}[$__rate_interval])", { pod: ".*" })`; unknown variables are left as they are. */
export const interpolated = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(VARIABLE, (whole, plain: string | undefined, braced: string | undefined) => {
    const name = plain ?? braced ?? "";
    return values[name] ?? EXAMPLE_INTERVALS[name] ?? whole;
  });

/** The variables that a text names, Grafana's own left out. */
export const variablesIn = (text: string): readonly string[] => [
  ...new Set(
    [...text.matchAll(VARIABLE)]
      .map(([, plain, braced]) => plain ?? braced ?? "")
      .filter((name) => !name.startsWith("__")),
  ),
];

/** Values for judging queries without data: all, where several can be chosen; else the name of the variable stays as the value. */
export const exampleValues = ({ variables }: Pick<Dashboard, "variables">): Readonly<Record<string, string>> =>
  Object.fromEntries(
    variables.flatMap((variable) => {
      const value = exampleValue(variable);
      return value === undefined ? [] : [[variable.name, value]];
    }),
  );

const exampleValue = (variable: Variable): string | undefined => {
  switch (variable.kind) {
    case "label":
      return variable.several ? ".*" : undefined;
    case "choice":
    case "text":
      return variable.initial;
    case "cluster":
      return undefined;
  }
};
