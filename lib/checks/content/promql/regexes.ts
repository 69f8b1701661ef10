/** Matchers that are written as regular expressions where there is no need. */
import { isVariable, type Matcher } from "../../../query";
import { at, check, type Problem } from "../../check";
import { modelWithAlert } from "../example";
import { selectionsOf } from "./selections";

const written = ({ label, operator, value }: Matcher, as = value, by: string = operator): string =>
  `${label}${by}${JSON.stringify(as)}`;

const isRegex = ({ operator, value }: Matcher): boolean => operator.endsWith("~") && !isVariable(value);

/** `^a`, `(?i)^a`; a caret further in may be meant. */
const LEADING = /^(\(\?[a-zA-Z]+\))?\^/;
/** `a$`, but not `a\$`. */
const TRAILING = /(?<!\\)((?:\\\\)*)\$$/;

/** Without the anchors at its ends; only where they are those of the whole expression. */
const unanchored = (regex: string): string => {
  if (hasOuterAlternative(regex)) return regex;
  return regex.replace(LEADING, "$1").replace(TRAILING, "$1");
};

/** `^a|b$` anchors each alternative at one end only. */
const hasOuterAlternative = (regex: string): boolean => {
  let depth = 0;
  for (const [token] of regex.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|[()|]/gs)) {
    if (token === "(") depth += 1;
    if (token === ")") depth -= 1;
    if (token === "|" && depth === 0) return true;
  }
  return false;
};

export const needlessAnchor = check({
  id: "promql/needless-anchor",
  severity: "error",
  judges: "each by itself",
  reason:
    "Prometheus anchors each regular expression at both ends. Whoever reads ^ or $ thinks that the others are not, and writes the next one wrong.",
  *find(model): Iterable<Problem> {
    for (const { path, selector } of selectionsOf(model))
      for (const matcher of selector.matchers.filter(isRegex)) {
        const plain = unanchored(matcher.value);
        if (plain !== matcher.value)
          yield at(path)
            .problem(`${written(matcher)} anchors what is anchored anyway`)
            .mend(`write ${written(matcher, plain)}`);
      }
  },
  examples: () => ({
    passing: [
      modelWithAlert({ expr: 'shop_queue_length{queue=~"card|cash"} > 1' }),
      modelWithAlert({ expr: 'shop_queue_length{queue=~"price\\\\$"} > 1' }),
      modelWithAlert({ expr: 'shop_queue_length{queue=~"[^a].*", service!~"(?i)test.*"} > 1' }),
      modelWithAlert({ expr: 'shop_queue_length{queue="^card$"} > 1' }),
    ],
    failing: [
      modelWithAlert({ expr: 'shop_queue_length{queue=~"^card"} > 1' }),
      modelWithAlert({ expr: 'shop_queue_length{queue!~"^(card|cash)$"} > 1' }),
      modelWithAlert({ expr: 'shop_queue_length{queue=~"(?i)^card.+"} > 1' }),
      modelWithAlert({ expr: 'shop_queue_length{queue=~"ca..$"} > 1' }),
    ],
  }),
});

const SPECIAL = /[\\^$.|?*+()[\]{}]/;

/** The one text that the expression stands for; undefined where it stands for several. */
const onlyText = (regex: string): string | undefined => {
  const plain = regex.replace(/\\([.\\^$|?*+()[\]{}/-])/g, "");
  return SPECIAL.test(plain) ? undefined : regex.replace(/\\([.\\^$|?*+()[\]{}/-])/g, "$1");
};

const simpler = (matcher: Matcher): { readonly problem: string; readonly mend: string } | undefined => {
  const { operator, value } = matcher;
  const isPositive = operator === "=~";
  if (/^\(?\.\*\)?$/.test(value))
    return isPositive
      ? { problem: `${written(matcher)} lets every series pass`, mend: "leave the matcher out" }
      : {
          problem: `${written(matcher)} lets no series pass`,
          mend: `leave the matcher out, or write ${written(matcher, "", "=")} for series without the label`,
        };
  const text = onlyText(value);
  if (text === undefined) return undefined;
  return {
    problem: `${written(matcher)} is a regular expression for one text`,
    mend: `write ${written(matcher, text, isPositive ? "=" : "!=")}`,
  };
};

export const needlessRegex = check({
  id: "promql/needless-regex",
  severity: "error",
  judges: "each by itself",
  reason:
    "A regular expression says that there are several values. Where there is one, or where all pass, the matcher says something else than it does, and costs more.",
  *find(model): Iterable<Problem> {
    for (const { path, selector } of selectionsOf(model))
      for (const matcher of selector.matchers.filter(isRegex)) {
        const found = simpler(matcher);
        if (found !== undefined) yield at(path).problem(found.problem).mend(found.mend);
      }
  },
  examples: () => ({
    passing: [
      modelWithAlert({ expr: 'shop_queue_length{queue=~"card|cash"} > 1' }),
      modelWithAlert({ expr: 'shop_queue_length{queue="card", service=~".+"} > 1' }),
      modelWithAlert({ expr: 'shop_queue_length{queue!~"test-.*"} > 1' }),
      modelWithAlert({ expr: 'shop_queue_length{queue=~"ca.d"} > 1' }),
    ],
    failing: [
      modelWithAlert({ expr: 'shop_queue_length{queue=~"card"} > 1' }),
      modelWithAlert({ expr: 'shop_queue_length{queue!~"test"} > 1' }),
      modelWithAlert({ expr: 'shop_queue_length{queue=~".*"} > 1' }),
      modelWithAlert({ expr: 'shop_queue_length{queue=~"shop\\\\.card"} > 1' }),
      modelWithAlert({ expr: 'shop_queue_length{queue!~".*"} > 1' }),
    ],
  }),
});
