/** What becomes of the alert that somebody asks about on the command line, in the environments that have it. */
import { routedOf } from "../checks";
import { didYouMean, type Model, type Receiver } from "../model";
import { deployedAlerts, explain, MOMENT_MEND, momentOf, sentLabels, type Explanation, type Labels } from "../routing";

export interface Answer extends Explanation {
  readonly environment: string;
  readonly receivers: readonly Receiver[];
}

/** As they stand on the command line. */
interface Words {
  readonly alert: string;
  readonly labels?: readonly string[];
  readonly at?: string;
  readonly firing?: readonly string[];
}

interface Problem {
  readonly problem: string;
}

/** One for each environment that has such an alert, or why none has. */
export const answersTo = (
  models: readonly Model[],
  { alert, labels = [], at, firing = [] }: Words,
): readonly Answer[] | Problem => {
  const time = at === undefined ? new Date() : momentOf(at);
  if (time === undefined) return { problem: `--at ${at} is no point in time: ${MOMENT_MEND}.` };
  const asked = firedAlert(alert, labels);
  if ("problem" in asked) return asked;
  const others: Fired[] = [];
  for (const text of firing) {
    const name = text.split(":", 1).join();
    const pairs = text.slice(name.length + 1);
    const other = firedAlert(name, pairs === "" ? [] : pairs.split(","));
    if ("problem" in other) return other;
    others.push(other);
  }
  const names = (model: Model) => [...deployedAlerts(model).ownLabels.keys()];
  // An alert that only some environments have is explained in these.
  const having = models.filter((model) => names(model).includes(alert));
  if (having.length === 0)
    return { problem: `No alert is called "${alert}"${didYouMean(alert, models.flatMap(names))}.` };
  const found = having.flatMap((model) => answersOf(model, asked, others, time));
  const answers = found.flatMap((each) => ("problem" in each ? [] : [each]));
  const problems = found.flatMap((each) => ("problem" in each ? [each.problem] : []));
  return answers.length > 0 ? answers : { problem: [...new Set(problems)].join("\n") };
};

interface Fired {
  readonly name: string;
  readonly labels: Labels;
}

const firedAlert = (name: string, pairs: readonly string[]): Fired | Problem => {
  const wrong = pairs.find((pair) => !/^[^=]+=/.test(pair));
  return wrong === undefined
    ? {
        name,
        labels: Object.fromEntries(pairs.map((pair) => [pair.split("=", 1).join(), pair.replace(/^[^=]+=/, "")])),
      }
    : { problem: `"${wrong}" is no label: write NAME=VALUE.` };
};

const answersOf = (model: Model, asked: Fired, others: readonly Fired[], at: Date): readonly (Answer | Problem)[] => {
  const alerts = deployedAlerts(model);
  const sent = [asked, ...others].map((each) => {
    const problem = strayLabel(model, each);
    return problem === undefined ? sentLabels(each.name, each.labels, alerts) : { problem };
  });
  const problem = sent.flatMap((each) => ("problem" in each ? [each.problem] : []))[0];
  if (problem !== undefined) return [{ problem: `${model.name}: ${problem}.` }];
  const [first, ...rest] = sent.flatMap((each) => ("labels" in each ? [each] : []));
  if (first === undefined) return [];
  return model.routings.map(({ configuration }) => ({
    environment: model.name,
    receivers: configuration.receivers,
    ...explain(configuration, first.labels, rest, at),
  }));
};

/** A label that no alert of that name can carry. */
const strayLabel = (model: Model, { name, labels }: Fired): string | undefined => {
  for (const { alerts, labels: known } of routedOf(model)) {
    const own = alerts.filter((each) => each.name === name).flatMap(({ states }) => states);
    const carried = (label: string): boolean => own.some((state) => state(label).presence !== "never");
    const stray = Object.keys(labels).find((label) => own.length > 0 && !carried(label));
    if (stray !== undefined)
      return `${name} carries no label "${stray}"${didYouMean(stray, [...known].filter(carried))}`;
  }
  return undefined;
};
