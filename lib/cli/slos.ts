/** `npm run slos`: what is promised, how much of it may fail, when who is told, and what it costs. */
import { parseArgs } from "node:util";
import { slosOf, type SloFacts } from "../documents";
import { didYouMean, type Model } from "../model";
import { modelsOf } from "../terraform";
import { built, withEnvironments, type Installation } from "./installation";
import { refusing } from "./refusals";
import { plural, say, type ExitCode } from "./say";
import { slosJson } from "./slos-json";
import { sloText } from "./slos-explained";
import { sloTable } from "./slos-table";
import { verdict } from "./verdict";

const USAGE = `usage: npm run slos [-- --environment NAME]... [--slo NAME]... [--json]

  --environment NAME  of this environment only; may be given several times
  --slo NAME          all about this objective: its alerts, and when they tell of how much trouble; may be given several times
  --json              for machines
  --help              print this

The exit code is 1 where the checks find errors in an environment; the objectives are printed all the same.`;

/** Of one environment. */
export interface Told {
  readonly environment: string;
  readonly slos: readonly SloFacts[];
}

/** @returns the exit code of the process: 0 all is well, 1 findings, 2 wrong usage */
export const slos = (args: readonly string[], installation: Installation): ExitCode =>
  refusing(USAGE, () => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        environment: { type: "string", multiple: true, short: "e" },
        slo: { type: "string", multiple: true },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help === true) return say(USAGE, 0);
    const chosen = withEnvironments(installation, values.environment);
    if ("problem" in chosen) return say(chosen.problem, 2);
    const models = modelsOf(built(chosen));
    const told = slosIn(models, values.slo);
    if ("problem" in told) return say(told.problem, 2);
    say(values.json === true ? slosJson(told) : slosText(told, values.slo !== undefined), 0);
    return verdict(models, "slo/");
  });

/** Those of these names, all by default. */
export const slosIn = (
  models: readonly Model[],
  wanted?: readonly string[],
): readonly Told[] | { readonly problem: string } => {
  const all = models.map((model) => ({ environment: model.name, slos: slosOf(model) }));
  const known = [...new Set(all.flatMap((each) => each.slos.map(({ slo }) => slo.name)))];
  const unknown = wanted?.find((name) => !known.includes(name));
  if (unknown !== undefined)
    return {
      problem: `No objective is called "${unknown}"${didYouMean(unknown, known)}; there ${known.length === 0 ? "are none" : `are ${known.join(", ")}`}.`,
    };
  return wanted === undefined
    ? all
    : all
        .map((each) => ({ ...each, slos: each.slos.filter(({ slo }) => wanted.includes(slo.name)) }))
        .filter((each) => each.slos.length > 0);
};

/** @param whole everything about each, instead of one line */
export const slosText = (told: readonly Told[], whole: boolean): string =>
  told
    .flatMap(({ environment, slos }) =>
      whole
        ? slos.map((facts) => sloText(environment, facts))
        : [
            [
              `${environment}: ${slos.length === 0 ? "no objectives" : plural(slos.length, "objective")}`,
              ...(slos.length === 0 ? [] : ["", sloTable(slos)]),
            ].join("\n"),
          ],
    )
    .join("\n\n");
