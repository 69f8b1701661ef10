/** The labels after `label_replace` and `label_join`. */
import type { RE2JS } from "re2js";
import type { Node } from "./ast";
import { either, stateOf, withStates, type LabelSet, type LabelState } from "./label-set";
import { regexProblem, regexWithGroups } from "./regex";

const text = (node: Node | undefined): string | undefined => (node?.kind === "string" ? node.value : undefined);

/** What Go's regular expressions put in the place of `$1`, `${1}` and `$name`. */
const expanded = (template: string, groups: (name: string) => string): string =>
  template.replace(/\$(?:\$|(\w+)|\{(\w+)\})/g, (whole, bare?: string, braced?: string) =>
    whole === "$$" ? "$" : groups(bare ?? braced ?? ""),
  );

/** What the target becomes for one value of the source, empty for none; undefined where the expression does not match. */
const replacement = (compiled: RE2JS, template: string): ((source: string) => string | undefined) => {
  const named = compiled.namedGroups();
  return (source) => {
    const matcher = compiled.matcher(source);
    if (!matcher.matches()) return undefined;
    return expanded(template, (name) => {
      const index = /^\d+$/.test(name) ? Number(name) : named[name];
      return index === undefined || index > matcher.groupCount() ? "" : (matcher.group(index) ?? "");
    });
  };
};

const ofTexts = (texts: readonly string[]): LabelState => {
  const values = [...new Set(texts.filter((each) => each !== ""))];
  if (values.length === 0) return { presence: "never" };
  return { presence: texts.includes("") ? "sometimes" : "always", values };
};

/** All that the source can be, empty for missing; undefined where that is endless. */
const textsOf = ({ presence, values }: LabelState): readonly string[] | undefined => {
  if (presence === "never") return [""];
  return values && (presence === "always" ? values : [...values, ""]);
};

/** `.*` and `(.+)` match all that is there, and `$1` is then the source itself. */
const EVERYTHING = /^\(?\.[*+]\)?$/;

/** The target for any source, as far as the expression and the template alone tell. */
const ofAnySource = (before: LabelState, source: LabelState, regex: string, template: string): LabelState => {
  const constant = !template.includes("$");
  const certain = EVERYTHING.test(regex) && (source.presence === "always" || regex.includes("*"));
  const after: LabelState = constant
    ? ofTexts([template])
    : /^\((\.[*+])\)$/.test(regex) && /^\$(?:1|\{1\})$/.test(template)
      ? { ...source, presence: source.presence === "sometimes" && !regex.includes("*") ? "always" : source.presence }
      : { presence: "sometimes" };
  return certain ? after : either(before, after);
};

export const replacedLabels = (args: readonly Node[], input: LabelSet): LabelSet => {
  const [target, template, label, regex] = args.slice(1).map(text);
  if (target === undefined || template === undefined || label === undefined || regex === undefined) return input;
  if (regexProblem(regex) !== undefined) return input;
  const before = stateOf(input, target);
  const source = stateOf(input, label);
  const sources = textsOf(source);
  const compiled = regexWithGroups(regex);
  if (sources === undefined || compiled === undefined)
    return withStates(input, [[target, ofAnySource(before, source, regex, template)]]);
  const replace = replacement(compiled, template);
  const results = sources.map(replace);
  const replaced = results.filter((result) => result !== undefined);
  if (replaced.length === 0) return input;
  const after = ofTexts(replaced);
  return withStates(input, [[target, replaced.length === results.length ? after : either(before, after)]]);
};

export const joinedLabels = (args: readonly Node[], input: LabelSet): LabelSet => {
  const [target, separator, ...sources] = args.slice(1).map(text);
  if (target === undefined || separator === undefined) return input;
  const presences = sources.map((label) => (label === undefined ? "sometimes" : stateOf(input, label).presence));
  const filled = (separator !== "" && sources.length > 1) || presences.includes("always");
  const empty = presences.every((presence) => presence === "never");
  return withStates(input, [[target, { presence: filled ? "always" : empty ? "never" : "sometimes" }]]);
};
