/** The proof of dashboards as a group of tests, for the packs as they are shipped and for environments as they are deployed. */
import { parseLogql } from "../../../lib/query";
import { describeWith, tool } from "../tool";
import { undefinedVariables, type AskedQuery } from "./asked";
import { emptyColumns, judged } from "./judged";
import { askAll, STREAMS, type Asking } from "./run";
import type { World } from "./worlds";

/** For the author of a dashboard: PANELS=loki,service asks the queries of these only. */
const { PANELS: wanted } = process.env;

const chosen = (world: World): World => ({
  ...world,
  dashboards: world.dashboards.filter(({ uid }) => wanted === undefined || wanted.split(",").includes(uid)),
});

/** What Fluentd calls the streams that it sends to Loki. */
export const STREAM_LABELS: ReadonlySet<string> = new Set(STREAMS);

export const provenIn = (worlds: readonly World[]): void => {
  const all = worlds.map(chosen);
  const names = all.map(({ name }) => name);
  let askings: readonly Asking[] = [];
  const askingOf = (name: string): Asking => {
    const found = askings.find(({ world }) => world.name === name);
    if (found === undefined) throw new Error(`nothing was asked in ${name}`);
    return found;
  };

  describeWith(["promtool"], "promtool", () => {
    beforeAll(async () => {
      const started = performance.now();
      askings = await askAll(tool("promtool") ?? "promtool", all);
      const milliseconds = Math.round(performance.now() - started);
      process.stdout.write(`${askings.map(figuresOf).join("\n")}\n${milliseconds} ms\n`);
    }, 240_000);

    test.each(names)("every query of %s returns what its panel shows", (name) => {
      const { queries, problems } = askingOf(name);
      const bad = [
        ...problems,
        ...queries.flatMap(([query, answer]) => [
          ...undefinedVariables(query).map((variable) => `${query.place}: there is no variable $${variable}`),
          ...judged(query, answer).map((why) => `${query.place}: ${why}`),
        ]),
        ...byPanel(queries).flatMap(emptyColumns),
      ];
      expect(bad).toEqual([]);
    });

    test.each(names)("every query of %s to Loki can be read, and asks for streams that there are", (name) => {
      const bad = askingOf(name).logs.flatMap(([query, text]) => {
        const { problems, streams } = parseLogql(text);
        const strange = streams.flat().filter(({ label }) => !STREAM_LABELS.has(label));
        return [
          ...undefinedVariables(query).map((variable) => `${query.place}: there is no variable $${variable}`),
          ...problems.map(({ message }) => `${query.place}: ${message}`),
          ...strange.map(({ label }) => `${query.place}: no stream has the label ${label}`),
        ];
      });
      expect(bad).toEqual([]);
    });

    test.skip("queries to Loki are asked of a real one: needs a Loki, which is none of the tools", () => undefined);
  });
};

type Answered = Asking["queries"][number];

const panelOf = ({ dashboard, panel }: AskedQuery): string => `${dashboard.uid} › ${panel}`;

const byPanel = (queries: Asking["queries"]): readonly (readonly Answered[])[] => {
  const found = new Map<string, Answered[]>();
  for (const each of queries) {
    const known = found.get(panelOf(each[0]));
    if (known === undefined) found.set(panelOf(each[0]), [each]);
    else known.push(each);
  }
  return [...found.values()];
};

const figuresOf = ({ world, series, queries, logs }: Asking): string => {
  const returned = queries.reduce((sum, [, answer]) => sum + ("problem" in answer ? 0 : answer.length), 0);
  const panels = new Set([...queries, ...logs].map(([query]) => panelOf(query))).size;
  return `${world.name}: ${world.dashboards.length} dashboards, ${panels} panels; ${queries.length} queries executed over ${series.length} series, ${returned} series returned; ${logs.length} queries of logs read`;
};
