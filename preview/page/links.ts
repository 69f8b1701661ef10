/** Links: variables of the dashboard, the time range, and what the value that was clicked carries. */
import { formattedValueToString, locationUtil, type DataFrame, type Field, type ScopedVars } from "@grafana/data";
import type { LinkJson } from "../data/dashboard-json";
import { interpolate, parameters, type Choices } from "../data/interpolate";
import type { Range } from "../data/time";

export interface LinkContext {
  readonly choices: Choices;
  readonly range: Range;
  /** Of the world, in milliseconds. */
  readonly beginning: number;
  /** As the address has it: `from=now-6h&to=now`. */
  readonly time: string;
}

locationUtil.initialize({
  config: { appSubUrl: "" } as Parameters<typeof locationUtil.initialize>[0]["config"],
  getVariablesUrlParams: () => ({}),
  getTimeRangeForUrl: () => ({ from: "now-6h", to: "now" }),
});

interface DataContext {
  readonly frame: DataFrame;
  readonly field: Field;
  readonly rowIndex?: number;
}

export const linkText = (text: string, context: LinkContext, scoped?: ScopedVars): string => {
  const data = scoped?.["__dataContext"]?.value as DataContext | undefined;
  const { choices, range, time } = context;
  return interpolate(text, choices, text.startsWith("/") ? "url" : "text", (name) => {
    switch (name) {
      case "__url_time_range":
        return time;
      case "__all_variables":
        return Object.entries(choices)
          .map(([variable, chosen]) => parameters(variable, chosen))
          .join("&");
      case "__from":
        return String(range.from);
      case "__to":
        return String(range.to);
    }
    const found = data === undefined ? undefined : ofData(name, data);
    return found === undefined ? undefined : text.startsWith("/") ? encodeURIComponent(found) : found;
  });
};

const ofData = (name: string, { frame, field, rowIndex }: DataContext): string | undefined => {
  const [, subject, property = "", rest] = /^__(field|series|value|data)\.(\w+)(?:\.(.+))?$/.exec(name) ?? [];
  const value: unknown = rowIndex === undefined ? undefined : field.values[rowIndex];
  switch (subject) {
    case "field":
      return property === "labels" ? (field.labels?.[rest ?? ""] ?? "") : field.name;
    case "series":
      return frame.name ?? "";
    case "value":
      return property === "text" && field.display ? formattedValueToString(field.display(value)) : textOf(value);
    case "data": {
      const other = frame.fields.find((each) => each.name === rest || each.state?.displayName === rest);
      return rowIndex === undefined ? "" : String(other?.values[rowIndex] ?? "");
    }
  }
  return undefined;
};

const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";

/** Links at the title of a panel or at the top of a dashboard. */
export const href = ({ url = "", keepTime, includeVars }: LinkJson, context: LinkContext): string => {
  const base = linkText(url, context);
  const added = [
    ...(keepTime === true ? [context.time] : []),
    ...(includeVars === true ? [linkText("${__all_variables}", context)] : []),
  ].join("&");
  return added === "" ? base : `${base}${base.includes("?") ? "&" : "?"}${added}`;
};
