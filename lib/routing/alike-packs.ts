/** Packs of one kind differ in the names of what they are about: what follows from their rules for one of them holds for all. */
import { scrape, textOf, type DeployedPack, type Metric } from "../model";

/** Labels that name what a rule is about. */
const NAMING: readonly string[] = ["namespace", "queue", "service", "slo"];
const NAME = /^[\w.-]+$/;

/** Other quotes than plain ones; patterns, which match one name and not the other; functions that make names, or something else of them. */
const UNREADABLE = new RegExp(
  [`[\\\\\`'#]`, `\\b(?:${NAMING.join("|")})\\s*[!=]~`, `(?<!=)"(?:${NAMING.join("|")})"`].join("|"),
);
/** What a rule writes, as it is written here. */
const HEAD = /^[\w:]*\{(?:\w+=(?:\d+|"[^"\\`'#]*"),)*\}$/;

/** By the rules of the pack that the question is about. */
export type Answers<Answer> = Map<string, Answer>;

/**
 * Remembers answers to what is asked about the labels of a pack's rules, and which do not speak of names: `alikePacks()(pack)` are those that were
 * given about packs that say the same of something else.
 */
export const alikePacks = <Answer>(): ((pack: DeployedPack) => Answers<Answer>) => {
  const all = new Map<string, Answers<Answer>>();
  const numbers = new Map<Metric, number>();
  return (pack) => {
    const shape = shapeOf(pack, numbers);
    const known = shape === undefined ? undefined : all.get(shape);
    if (known !== undefined) return known;
    const answers: Answers<Answer> = new Map();
    if (shape !== undefined) all.set(shape, answers);
    return answers;
  };
};

/**
 * All that the labels of its series follow from, with a number for each name; undefined where the names themselves may matter, because something else
 * speaks of them.
 */
const shapeOf = (
  { metrics = {}, recordingRules, alerts }: DeployedPack,
  numbers: Map<Metric, number>,
): string | undefined => {
  const contract = Object.values(metrics);
  if ([...contract, ...Object.values(scrape)].some(listsNames)) return undefined;
  const names = new Map<string, number>();
  const others = new Set<string>();
  const numberOf = (name: string): number => {
    const number = names.get(name) ?? names.size;
    names.set(name, number);
    return number;
  };
  const said = [
    contract
      .map((metric) => {
        const number = numbers.get(metric) ?? numbers.size;
        numbers.set(metric, number);
        return number;
      })
      .join(" "),
  ];
  for (const rule of [...recordingRules, ...alerts]) {
    const head = `${rule.kind === "record" ? rule.name : ""}{${labelsText(rule.labels, numberOf)}}`;
    const expr = textOf(rule.expr);
    // Every other part is between quotes.
    const parts = expr.split('"');
    if (!HEAD.test(head) || UNREADABLE.test(expr) || parts.length % 2 === 0) return undefined;
    let text = head;
    for (let index = 1; index < parts.length; index += 2) {
      const [before = "", value = ""] = [parts[index - 1], parts[index]];
      const isName = endsNaming(before) && NAME.test(value);
      if (!isName && !endsLabel(before)) others.add(value);
      text += isName ? `${before}${numberOf(value)}` : `${before}"${value}"`;
    }
    said.push(text + (parts.at(-1) ?? ""));
  }
  for (const name of names.keys()) if (others.has(name)) return undefined;
  return said.join("#");
};

const labelsText = (labels: Readonly<Record<string, string>>, numberOf: (name: string) => number): string => {
  let text = "";
  for (const label of Object.keys(labels)) {
    const value = labels[label] ?? "";
    text += NAMING.includes(label) && NAME.test(value) ? `${label}=${numberOf(value)},` : `${label}="${value}",`;
  }
  return text;
};

const WORD = /\w/;
const ASKED = NAMING.map((label) => `${label}=`);

/** Whether a value that follows is one of a label that names. */
const endsNaming = (text: string): boolean =>
  ASKED.some((end) => text.endsWith(end) && !WORD.test(text.charAt(text.length - end.length - 1)));

/** Whether a value that follows is one of any label. */
const endsLabel = (text: string): boolean => text.endsWith("=") && WORD.test(text.charAt(text.length - 2));

/** Whether the values are known that such a label can have. */
const listsNames = ({ labels }: Metric): boolean =>
  NAMING.some((label) => Object.hasOwn(labels, label) && labels[label] !== "any");
