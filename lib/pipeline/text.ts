/** Fluentd's configuration as text, in which every value arrives as it was written, whatever is in it. */
import type { Directive, DirectiveValue } from "../model";

/** One file of the configuration. */
export const configurationText = (directives: readonly Directive[]): string =>
  directives.map((directive) => printed(directive, "")).join("\n");

const printed = ({ name, argument, parameters = {}, sections = [] }: Directive, indent: string): string => {
  const inner = `${indent}  `;
  return [
    `${indent}<${name}${argument === undefined ? "" : ` ${argumentText(argument)}`}>\n`,
    ...Object.entries(parameters).flatMap(([key, value]) =>
      value === undefined ? [] : [`${inner}${word(key)} ${valueText(value)}\n`],
    ),
    ...sections.map((section) => printed(section, inner)),
    `${indent}</${name}>\n`,
  ].join("");
};

const valueText = (value: DirectiveValue): string => {
  if (typeof value === "string") return word(value);
  if (typeof value !== "object") return String(value);
  switch (value.kind) {
    // As quoted text, because in bare JSON `#{…}` would be run as Ruby.
    case "json":
      return quoted(JSON.stringify(value.data));
    case "environmentVariable":
      return `"#{ENV[${variableName(value.name)}]}"`;
    case "ruby":
      return quoted(`\${${value.code}}`);
  }
};

/** Quoted unless it is plainly one word. */
const word = (text: string): string => (/^[\w@$*/.:][\w@$*/.:+-]*$/.test(text) ? text : quoted(text));

/** Braces are no JSON there, and `{a,b}` is easier to read bare. */
const argumentText = (text: string): string => (/^[\w@*.{},-]+$/.test(text) ? text : quoted(text));

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

const variableName = (text: string): string => JSON.stringify(text).replaceAll("#", "\\#");

const unicode = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
