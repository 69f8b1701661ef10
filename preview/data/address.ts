/** The address of a dashboard, as Grafana writes it: uid, time range and values of variables. */

export interface Address {
  /** Absent: the list of all dashboards. */
  readonly uid?: string;
  readonly from?: string;
  readonly to?: string;
  readonly variables: Readonly<Record<string, readonly string[]>>;
  readonly theme: "dark" | "light";
  /** The one panel that is shown. */
  readonly panel?: string;
}

export const readAddress = (path: string, search: string): Address => {
  const query = new URLSearchParams(search);
  const uid = /^\/d\/([^/]+)/.exec(path)?.[1];
  const [from, to, panel] = [query.get("from"), query.get("to"), query.get("viewPanel")];
  const variables: Record<string, string[]> = {};
  for (const [key, value] of query) if (key.startsWith("var-")) (variables[key.slice(4)] ??= []).push(value);
  return {
    ...(uid === undefined ? {} : { uid: decodeURIComponent(uid) }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...(panel === null ? {} : { panel }),
    variables,
    theme: query.get("theme") === "light" ? "light" : "dark",
  };
};

export const writeAddress = ({ uid, from, to, variables, theme, panel }: Address): string => {
  const query = new URLSearchParams();
  if (from !== undefined) query.set("from", from);
  if (to !== undefined) query.set("to", to);
  for (const [name, values] of Object.entries(variables))
    for (const value of values) query.append(`var-${name}`, value);
  if (panel !== undefined) query.set("viewPanel", panel);
  if (theme === "light") query.set("theme", theme);
  const search = query.toString();
  return `${uid === undefined ? "/" : `/d/${encodeURIComponent(uid)}`}${search === "" ? "" : `?${search}`}`;
};
