/** Properties of an objective that do not go together, whatever the environment is. */
import { kebabCase, prometheusDuration, type Finding, type Slo } from "../model";
import { onOneLine, parsePromql } from "../query";
import { burnAlertName, missingDataAlertName } from "./alert-names";
import { baseRange, budgetShare } from "./burn-levels";
import { exact, percentText } from "./decimal";
import { nominalLength, windowText } from "./window";

type Mistake = Pick<Finding, "problem" | "mend"> & {
  /** What follows the path of the objective: `.window`. */
  readonly at: string;
};

interface Contradiction {
  /** The properties that it speaks of. It is not looked for where one of them is wrong by itself. */
  readonly of: readonly string[];
  readonly find: (slo: Slo) => Iterable<Mistake>;
}

/** What `alert/name` allows. */
const LONGEST_ALERT_NAME = 60;

const levelAt = (index: number): string => `.alerting.levels[${index}]`;

const contradictions: readonly Contradiction[] = [
  {
    of: ["window", "alerting"],
    *find({ levels, window }) {
      const period = nominalLength(window);
      if (levels.length === 0)
        yield {
          at: ".window",
          problem: `is ${windowText(window)}, for which the windows of all four default levels are shorter than five minutes`,
          mend: "write a longer window, or levels of your own",
        };
      for (const [index, level] of levels.entries()) {
        const { long, short, severity } = level;
        const earlier = levels.findIndex(
          (other) => other.severity === severity && other.long.milliseconds === long.milliseconds,
        );
        if (earlier < index)
          yield {
            at: `${levelAt(index)}.long`,
            problem: `is ${prometheusDuration(long)}, as that of levels[${earlier}], which is ${severity} too: nothing would tell their alerts apart`,
            mend: "write another window, or one level",
          };
        const base = baseRange(levels);
        for (const [key, value] of Object.entries({ long, short }))
          if (severity !== "critical" && value.milliseconds % base.milliseconds !== 0)
            yield {
              at: `${levelAt(index)}.${key}`,
              problem: `is ${prometheusDuration(value)}, and ${prometheusDuration(value)} / ${prometheusDuration(base)} = ${exact(value.milliseconds).div(base.milliseconds).toSignificantDigits(4).toString()}: what does not page is computed from ranges of ${prometheusDuration(base)} that lie side by side`,
              mend: `write a multiple of ${prometheusDuration(base)}`,
            };
        if (short.milliseconds >= long.milliseconds)
          yield {
            at: `${levelAt(index)}.short`,
            problem: `is ${prometheusDuration(short)}, which is not shorter than the long window of ${prometheusDuration(long)}: the alert would not end sooner than with the long one alone`,
            mend: `write a twelfth of the long window or so, at least minutes(5)`,
          };
        if (long.milliseconds > period.milliseconds)
          yield {
            at: `${levelAt(index)}.long`,
            problem: `is ${prometheusDuration(long)}, which is longer than ${windowText(window)}: ${level.burnRate} x ${prometheusDuration(long)} / ${prometheusDuration(period)} = ${percentText(budgetShare(level, window).toSignificantDigits(4))} of the error budget`,
            mend: `write a long window of at most ${prometheusDuration(period)}`,
          };
      }
    },
  },
  {
    of: ["name", "alerting"],
    *find(slo) {
      const longest = [...slo.levels.map((level) => burnAlertName(slo, level)), missingDataAlertName(slo)]
        .map(kebabCase)
        .reduce((a, b) => (b.length > a.length ? b : a));
      const suffix = longest.length - kebabCase(burnAlertName(slo, { severity: "info" })).length + "-burns".length;
      if (longest.length > LONGEST_ALERT_NAME)
        yield {
          at: ".name",
          problem: `has ${slo.name.length} characters, and ${slo.name.length} + ${suffix} = ${slo.name.length + suffix} in the name of its alert ${longest}, more than the ${LONGEST_ALERT_NAME} that a phone shows`,
          mend: `shorten it to ${LONGEST_ALERT_NAME - suffix} characters`,
        };
    },
  },
  {
    of: ["sli", "expectedTraffic"],
    *find({ sli, expectedTraffic }) {
      if (sli.unit === "seconds" && expectedTraffic !== undefined)
        yield {
          at: ".expectedTraffic",
          problem: `is ${expectedTraffic} per second, and the indicator counts time: one second each second`,
          mend: "remove it",
        };
    },
  },
  {
    of: ["namespace", "groupBy"],
    *find({ namespace, groupBy }) {
      if (namespace !== undefined && groupBy.includes("namespace"))
        yield {
          at: ".namespace",
          problem: `is "${namespace}", and groupBy takes the label from the series`,
          mend: "remove one of the two",
        };
    },
  },
  {
    of: ["sli"],
    *find({ sli }) {
      for (const { text } of sli.reads) {
        const { node } = parsePromql(text);
        const isPlain =
          node?.kind === "selector" &&
          node.metric !== undefined &&
          node.range === undefined &&
          node.offset === undefined &&
          node.at === undefined;
        if (!isPlain)
          yield {
            at: ".sli",
            problem: `reads ${onOneLine(text)}, which is no selector of one metric`,
            mend: "write the name of a metric with its matchers alone: rates, ranges and sums are added",
          };
      }
      if (sli.histogram !== undefined && !(sli.histogram.threshold > 0 && Number.isFinite(sli.histogram.threshold)))
        yield {
          at: ".sli.threshold",
          problem: `is ${sli.histogram.threshold} s`,
          mend: "write how long something may take, e.g. milliseconds(500)",
        };
    },
  },
  {
    of: ["sli"],
    *find({ name, sli: { parts } }) {
      if (parts?.length === 0)
        yield { at: ".sli.parts", problem: "is empty", mend: "write the objectives that the journey is made of" };
      for (const [index, { slo, weight }] of (parts ?? []).entries()) {
        const at = `.sli.parts[${index}]`;
        const earlier = parts?.findIndex((part) => part.slo === slo) ?? index;
        if (!(weight > 0 && Number.isFinite(weight)))
          yield {
            at: `${at}.weight`,
            problem: `is ${weight}, so that events of ${slo} would ${weight === 0 ? "count 0 times" : `take others away: ${weight} x 1 event = ${weight}`}`,
            mend: "write a number above 0, or remove the part",
          };
        if (earlier < index)
          yield {
            at: `${at}.slo`,
            problem: `is ${slo}, which parts[${earlier}] is already`,
            mend: `write it once, with the weight ${(parts?.[earlier]?.weight ?? 0) + weight}`,
          };
        if (slo === name)
          yield { at: `${at}.slo`, problem: "is the objective itself", mend: "give the journey a name of its own" };
      }
    },
  },
];

/** @param wrong paths of findings about single properties */
export const contradictionsIn = (slo: Slo, path: string, wrong: readonly string[]): readonly Finding[] => {
  const isWrong = (key: string): boolean =>
    wrong.some(
      (each) => each === `${path}.${key}` || each.startsWith(`${path}.${key}.`) || each.startsWith(`${path}.${key}[`),
    );
  return contradictions
    .filter(({ of }) => !of.some(isWrong))
    .flatMap(({ find }) =>
      [...find(slo)].map(({ at, problem, mend }) => ({
        check: "input/contradiction",
        severity: "error" as const,
        path: `${path}${at}`,
        problem,
        mend,
      })),
    );
};
