/** Grafana's variables in texts: `$pod`, `${pod}`, `${pod:regex}`, `[[pod]]`, each place in the way that it wants to be written. */

export interface Chosen {
  readonly values: readonly string[];
  /** Everything is chosen. */
  readonly all: boolean;
  /** What stands for all in a query. */
  readonly allValue?: string;
  /** Several can be chosen, so that a query matches it by a regular expression. */
  readonly several: boolean;
}

export type Choices = Readonly<Record<string, Chosen>>;
/** What a variable becomes where it says nothing about its form. */
export type Form = "query" | "text" | "url";

const VARIABLE = /\$(\w+)|\$\{([\w.]+)(?::(\w+))?\}|\[\[(\w+)(?::(\w+))?\]\]/g;

/**
 * @param builtIn Grafana's own: `__rate_interval`, `__from`, …
 * @returns the text; unknown variables are left as they are
 */
export const interpolate = (
  text: string,
  choices: Choices,
  form: Form,
  builtIn: (name: string, format: string | undefined) => string | undefined = () => undefined,
): string =>
  text.replace(
    VARIABLE,
    (whole, plain?: string, braced?: string, format?: string, old?: string, oldFormat?: string) => {
      const name = plain ?? braced ?? old ?? "";
      const asked = format ?? oldFormat;
      const known = builtIn(name, asked);
      if (known !== undefined) return known;
      const chosen = choices[name];
      return chosen === undefined ? whole : written(name, chosen, asked, form);
    },
  );

const written = (name: string, chosen: Chosen, format: string | undefined, form: Form): string => {
  const { values, all, allValue, several } = chosen;
  switch (format) {
    case "queryparam":
      return parameters(name, chosen);
    case "regex":
      return all && allValue !== undefined ? allValue : anyOf(values);
    case "pipe":
      return all && allValue !== undefined ? allValue : values.join("|");
    case "csv":
    case "raw":
      return all && allValue !== undefined ? allValue : values.join(",");
    case "percentencode":
      return encodeURIComponent(glob(values));
    case "text":
      return all ? "All" : values.join(" + ");
  }
  if (form === "text") return all ? "All" : values.join(" + ");
  if (form === "url") return encodeURIComponent(all ? "$__all" : glob(values));
  if (all && allValue !== undefined) return allValue;
  return several ? anyOf(values) : (values[0] ?? "");
};

/** `var-pod=a&var-pod=b` */
export const parameters = (name: string, { values, all }: Chosen): string =>
  (all ? ["$__all"] : values).map((value) => `var-${name}=${encodeURIComponent(value)}`).join("&");

const glob = (values: readonly string[]): string => (values.length === 1 ? (values[0] ?? "") : `{${values.join(",")}}`);

const anyOf = (values: readonly string[]): string => {
  const escaped = values.map((value) => value.replace(/[\\^$.*+?()[\]{}|]/g, "\\\\$&"));
  return escaped.length === 1 ? (escaped[0] ?? "") : `(${escaped.join("|")})`;
};
