/** Fluentd's configuration as data, and as text in which every value arrives as it was written, whatever is in it. */

export interface Directive {
  /** `source`, `match`, `label` … */
  readonly name: string;
  /** What stands behind the name: a tag pattern, the name of a label. */
  readonly argument?: string;
  /** Parameters that are undefined are left out. */
  readonly parameters?: Readonly<Record<string, Value | undefined>>;
  readonly sections?: readonly Directive[];
}

export type Value = string | number | boolean | Json | EnvironmentVariable;

/** A list or map, for a parameter that takes one. */
export interface Json {
  readonly kind: "json";
  readonly data: readonly unknown[] | Readonly<Record<string, unknown>>;
}
export const json = (data: Json["data"]): Json => ({ kind: "json", data });

/** Read when Fluentd starts. */
export interface EnvironmentVariable {
  readonly kind: "environmentVariable";
  readonly name: string;
}
export const environmentVariable = (name: string): EnvironmentVariable => ({ kind: "environmentVariable", name });

/** One file of the configuration. */
export const configuration = (directives: readonly Directive[]): string =>
  directives.map((directive) => printed(directive, "")).join("\n");

const printed = ({ name, argument, parameters = {}, sections = [] }: Directive, indent: string): string => {
  const inner = `${indent}  `;
  return [
    `${indent}<${name}${argument === undefined ? "" : ` ${word(argument)}`}>\n`,
    ...Object.entries(parameters).flatMap(([key, value]) =>
      value === undefined ? [] : [`${inner}${word(key)} ${valueText(value)}\n`],
    ),
    ...sections.map((section) => printed(section, inner)),
    `${indent}</${name}>\n`,
  ].join("");
};

const valueText = (value: Value): string => {
  if (typeof value === "string") return word(value);
  if (typeof value !== "object") return String(value);
  switch (value.kind) {
    // As quoted text, because in bare JSON `#{…}` would be run as Ruby.
    case "json":
      return quoted(JSON.stringify(value.data));
    case "environmentVariable":
      return `"#{ENV[${rubyText(value.name)}]}"`;
  }
};

/** Quoted unless it is plainly one word. */
const word = (text: string): string => (/^[\w@$*/.:][\w@$*/.:+-]*$/.test(text) ? text : quoted(text));

/**
 * In double quotes, where `\` escapes and `#{…}` is Ruby (lib/fluent/config/literal_parser.rb). Characters that the YAML around the file
 * would not keep have no escape of their own, so Ruby spells them.
 */
const quoted = (text: string): string =>
  `"${text
    .replaceAll(/["\\#]/g, "\\$&")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\ufeff\ufffe\uffff]/gu, (character) => `#{"${unicode(character)}"}`)}"`;

const rubyText = (text: string): string => JSON.stringify(text).replaceAll("#", "\\#");

const unicode = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
