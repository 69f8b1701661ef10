/** What stands behind a stream: filters of lines and of labels, and what makes labels of a line. */
import { levelOf } from "./level";
import { template } from "./template";
import { all, child, milliseconds, NotKnown, regex, unquoted, type Node } from "./tree";

export type Labels = Readonly<Record<string, string>>;

export interface Entry {
  /** Milliseconds. */
  readonly time: number;
  readonly line: string;
  /** Of its stream, and what is stored or was found out besides. */
  readonly labels: Labels;
}

export type Stage = (entry: Entry) => Entry | undefined;

/** Whether labels fit `{a="b", c=~"d|e"}`. */
export const selector = (node: Node): ((labels: Labels) => boolean) => {
  const matchers = all(node, "Matcher").map(matcher);
  return (labels) => matchers.every((matches) => matches(labels));
};

const matcher = ({ children }: Node): ((labels: Labels) => boolean) => {
  const [name, operator, value] = children;
  const [label, text] = [name?.text ?? "", unquoted(value?.text ?? '""')];
  const pattern = operator?.name === "Re" || operator?.name === "Nre" ? regex(text, true) : undefined;
  return (labels) => {
    const own = labels[label] ?? "";
    const fits = pattern === undefined ? own === text : pattern.test(own);
    return operator?.name === "Neq" || operator?.name === "Nre" ? !fits : fits;
  };
};

export const pipeline = (node: Node | undefined): Stage => {
  const stages = node === undefined ? [] : all(node, "PipelineStage").flatMap(stagesOf);
  return (entry) => {
    let current: Entry | undefined = entry;
    for (const stage of stages) {
      if (current === undefined) return undefined;
      current = stage(current);
    }
    return current;
  };
};

const stagesOf = (node: Node): readonly Stage[] => {
  const lines = child(node, "LineFilters");
  if (lines !== undefined) return all(lines, "LineFilter").map(lineFilter);
  const made = child(node, "LabelParser", "LogfmtParser");
  if (made !== undefined) return [parser(made)];
  const filter = child(node, "LabelFilter");
  if (filter !== undefined) {
    const keeps = labelFilter(filter);
    return [(entry) => (keeps(entry.labels) ? entry : undefined)];
  }
  if (child(node, "DropLabelsExpr", "KeepLabelsExpr", "DecolorizeExpr")) return [];
  const format = child(node, "LineFormatExpr");
  if (format !== undefined) return [lineFormat(unquoted(child(format, "String")?.text ?? '""'))];
  const labels = child(node, "LabelFormatExpr");
  if (labels !== undefined) return all(labels, "LabelFormatMatcher").map(labelFormat);
  throw new NotKnown(`The sample store does not know "${node.text}".`);
};

/** `said=`{{.msg}}``, `message=msg` */
const labelFormat = ({ children }: Node): Stage => {
  const [name, , value] = children;
  const isText = value?.name === "String";
  const made = template(isText ? unquoted(value.text) : `{{.${value?.text ?? ""}}}`);
  return (entry) => ({ ...entry, labels: { ...entry.labels, [name?.text ?? ""]: made(entry) } });
};

const lineFilter = (node: Node): Stage => {
  const kind = child(node, "Filter")?.children[0]?.name ?? "";
  const texts = [...node.children, ...all(node, "OrFilter").flatMap(({ children }) => children)]
    .filter(({ name }) => name === "String")
    .map(({ text }) => unquoted(text));
  const isPattern = kind === "PipeMatch" || kind === "Nre";
  const patterns = isPattern ? texts.map((text) => regex(text, false)) : [];
  return (entry) => {
    const found = isPattern
      ? patterns.some((pattern) => pattern.test(entry.line))
      : texts.some((text) => entry.line.includes(text));
    return found === (kind === "PipeExact" || kind === "PipeMatch") ? entry : undefined;
  };
};

const parser = (node: Node): Stage => {
  const kind = node.children[0]?.name;
  if (kind === "Json") return (entry) => ({ ...entry, labels: merged(entry, ofJson(entry.line)) });
  if (kind === "Logfmt") return (entry) => ({ ...entry, labels: merged(entry, ofLogfmt(entry.line)) });
  if (kind === "Pattern" || kind === "Regexp") {
    const text = unquoted(child(node, "String")?.text ?? '""');
    const expression = kind === "Regexp" ? regex(text.replaceAll("(?P<", "(?<"), false) : ofPattern(text);
    return (entry) => ({ ...entry, labels: merged(entry, expression.exec(entry.line)?.groups ?? {}) });
  }
  throw new NotKnown(`The sample store does not know "| ${node.text}".`);
};

/** What a stream has already is not written over. */
const merged = ({ labels }: Entry, found: Labels): Labels => ({
  ...labels,
  ...Object.fromEntries(
    Object.entries(found).map(([name, value]) => [
      name in labels && name !== "level" ? `${name}_extracted` : name,
      value,
    ]),
  ),
});

const ofJson = (line: string): Labels => {
  try {
    const flat = (value: unknown, path: string): readonly (readonly [string, string])[] =>
      typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([key, inner]) => flat(inner, path === "" ? key : `${path}_${key}`))
        : [[path.replace(/\W/g, "_"), String(value)]];
    return Object.fromEntries(flat(JSON.parse(line), ""));
  } catch {
    return { __error__: "JSONParserErr" };
  }
};

const ofLogfmt = (line: string): Labels =>
  Object.fromEntries(
    [...line.matchAll(/([\w.]+)=("(?:\\.|[^"\\])*"|\S*)/g)].map(([, name = "", value = ""]) => [
      name.replace(/\W/g, "_"),
      value.startsWith('"') ? unquoted(value) : value,
    ]),
  );

/** `<ip> - <_> "<method> <path>"` */
const ofPattern = (text: string): RegExp =>
  new RegExp(
    text
      .split(/(<\w+>)/)
      .map((part) => {
        const [, name] = /^<(\w+)>$/.exec(part) ?? [];
        if (name === undefined) return part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
        return name === "_" ? ".*?" : `(?<${name}>.*?)`;
      })
      .join("") + "$",
  );

const labelFilter = (node: Node): ((labels: Labels) => boolean) => {
  const parts = node.children.filter(({ name }) => name === "LabelFilter").map(labelFilter);
  const [left, right] = parts;
  if (left !== undefined && right !== undefined)
    return child(node, "Or") ? (labels) => left(labels) || right(labels) : (labels) => left(labels) && right(labels);
  if (left !== undefined) return left;
  const matched = child(node, "Matcher");
  if (matched !== undefined) return withLevel(matcher(matched));
  const compared = all(node, "NumberFilter")[0] ?? all(node, "DurationFilter")[0] ?? all(node, "BytesFilter")[0];
  if (compared === undefined) throw new NotKnown(`The sample store does not know "| ${node.text}".`);
  const [name, operator, value] = compared.children;
  const limit = quantity(value?.text ?? "");
  const compare = COMPARISONS[operator?.text ?? ""];
  if (compare === undefined) throw new NotKnown(`The sample store does not know "${operator?.text ?? ""}".`);
  return (labels) => {
    const own = labels[name?.text ?? ""];
    return own !== undefined && compare(quantity(own), limit);
  };
};

const withLevel =
  (matches: (labels: Labels) => boolean) =>
  (labels: Labels): boolean =>
    matches("detected_level" in labels ? labels : { ...labels, detected_level: levelOf(labels, "") });

const COMPARISONS: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  ">": (left, right) => left > right,
  ">=": (left, right) => left >= right,
  "<": (left, right) => left < right,
  "<=": (left, right) => left <= right,
  "==": (left, right) => left === right,
  "=": (left, right) => left === right,
  "!=": (left, right) => left !== right,
};

/** Durations and bytes are compared as milliseconds and bytes. */
export const quantity = (text: string): number => {
  const duration = milliseconds(text);
  if (duration !== undefined) return duration;
  const [, count, unit = ""] = /^([\d.]+)\s*([kKMGT]?i?B)$/.exec(text) ?? [];
  if (count === undefined) return Number(text);
  const base = unit.includes("i") ? 1_024 : 1_000;
  return Number(count) * base ** Math.max(0, " KMGT".indexOf(unit.charAt(0).toUpperCase()));
};

/** `{{.method}} {{.path}}` */
const lineFormat = (text: string): Stage => {
  const made = template(text);
  return (entry) => ({ ...entry, line: made(entry) });
};
