/** Says plainly what went wrong in a test that promtool ran. */
import { prometheusDuration, seconds } from "../model";
import type { RuleTest } from "./bench";
import type { Failure } from "./failure";
import { labelsIn, printedSamples } from "./promtool-text";

export const explain = (failure: Failure, test: RuleTest): string => {
  switch (failure.kind) {
    case "alert":
      return alertDifference(failure, test);
    case "expression":
      return test.kind === "silent" ? firedAt(failure.got) : `at ${failure.time} it ${samples(failure)}`;
    case "evaluation":
      return failure.rule === ""
        ? failure.message
        : `Prometheus cannot evaluate ${failure.rule} at ${failure.time}: ${failure.message}`;
    case "other":
      return loading(failure.message, test);
  }
};

/** The series of a test are read line by line, below a line of promtool's own. */
const loading = (message: string, { given }: RuleTest): string => {
  const [, line = "", problem = ""] = /^(\d+):\d+: (parse error: .*)$/s.exec(message) ?? [];
  const series = given[Number(line) - 2];
  return series === undefined ? message : `promtool cannot read "${series.series} ${series.values}": ${problem}`;
};

type Alerts = readonly {
  readonly labels: Readonly<Record<string, string>>;
  readonly texts: Readonly<Record<string, string>>;
}[];

/** Reads promtool's listing of alerts. */
const alertsIn = (listing: string): Alerts =>
  [...listing.matchAll(/^\s*Labels:(.*)\n\s*Annotations:(.*)$/gm)].map(([, labels = "", texts = ""]) => ({
    labels: labelsIn(labels),
    texts: labelsIn(texts),
  }));

const alertDifference = ({ time, expected, got }: Extract<Failure, { kind: "alert" }>, test: RuleTest): string => {
  const [wanted, came] = [alertsIn(expected), alertsIn(got)];
  if (wanted.length === 0)
    return `it fires at ${time}${test.kind === "fires" ? ", which is not yet" : ""}: ${list(came)}`;
  if (came.length === 0) return `it does not fire at ${time}; expected ${list(wanted)}`;
  const matching = wanted.map((each) => came.find(({ labels }) => same(labels, each.labels)));
  const stray = came.filter((each) => !matching.includes(each));
  const lines = wanted.flatMap((each, index) => {
    const match = matching[index];
    return match === undefined ? [`no alert with ${braces(each.labels)}`] : textDifferences(each.texts, match.texts);
  });
  return [`at ${time}:`, ...lines, ...stray.map(({ labels }) => `not expected: ${braces(labels)}`)].join("\n      ");
};

const textDifferences = (
  expected: Readonly<Record<string, string>>,
  got: Readonly<Record<string, string>>,
): readonly string[] =>
  [...new Set([...Object.keys(expected), ...Object.keys(got)])]
    .filter((name) => expected[name] !== got[name])
    .map(
      (name) =>
        `${name}\n        expected  ${expected[name] ?? "nothing"}\n        got       ${got[name] ?? "nothing"}`,
    );

const same = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([label, value]) => b[label] === value);

/** Labels that say nothing of which series it is. */
const OF_EVERY_SERIES = ["__name__", "alertname", "alertstate"];

const braces = (labels: Readonly<Record<string, string>>): string =>
  `{${Object.entries(labels)
    .filter(([label]) => !OF_EVERY_SERIES.includes(label))
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(", ")}}`;

const list = (alerts: Alerts): string => alerts.map(({ labels }) => braces(labels)).join(", ");

/** The query of a silent test gives the second at which each series fired first. */
const firedAt = (got: string): string => {
  const fired = printedSamples(got);
  if (fired === undefined) return `it fires: ${got}`;
  return `it fires: ${fired
    .map(
      ({ labels, value }) => `first at ${prometheusDuration(seconds(Number(value)))} with ${braces(labelsIn(labels))}`,
    )
    .join(", ")}`;
};

const samples = ({ expected, got }: { readonly expected: string; readonly got: string }): string => {
  const plain = (text: string): string =>
    (printedSamples(text) ?? [])
      .map(({ labels, value }) => `${braces(labelsIn(labels))} ${readable(value)}`)
      .join(", ") || "nothing";
  return `records\n        expected  ${plain(expected)}\n        got       ${plain(got)}`;
};

/** Promtool prints `1.5E+01`. */
const readable = (value: string): string => (Number.isFinite(Number(value)) ? String(Number(value)) : value);
