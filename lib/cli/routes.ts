/** `npm run routes`: who is told of which alert, and why an alert gets where it does. */
import { parseArgs } from "node:util";
import { whoIsTold } from "../documents";
import type { Model } from "../model";
import { modelsOf } from "../terraform";
import { built, withEnvironments, type Installation } from "./installation";
import { refusing } from "./refusals";
import { explanationText } from "./routes-explained";
import { answersJson, routesJson } from "./routes-json";
import { answersTo } from "./routes-question";
import { alertTable, destinationTable } from "./routes-table";
import { routeTreeText } from "./routes-tree";
import { plural, say, type ExitCode } from "./say";
import { verdict } from "./verdict";

const USAGE = `usage: npm run routes [-- --environment NAME]... [--alerts] [--json]
       npm run routes -- --alert NAME [--labels KEY=VALUE]... [--at TIME] [--firing NAME:KEY=VALUE,...]... [--environment NAME]... [--json]

  --environment NAME  of this environment only; may be given several times
  --alerts            one line for each alert, instead of one for those that are told alike
  --alert NAME        explain step by step what becomes of this alert
  --labels KEY=VALUE  with this label; what its rule sets (severity, team) need not be said; may be given several times
  --at TIME           at this time, e.g. 2027-01-04T03:00:00+01:00; now by default
  --firing NAME:...   while this alert fires, too; may be given several times
  --json              for machines
  --help              print this

The exit code is 1 where the checks find errors in an environment; the routes are printed all the same. An explanation asks no checks.`;

/** @returns the exit code of the process: 0 all is well, 1 findings, 2 wrong usage */
export const routes = (args: readonly string[], installation: Installation): ExitCode =>
  refusing(USAGE, () => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        environment: { type: "string", multiple: true, short: "e" },
        alerts: { type: "boolean" },
        alert: { type: "string" },
        labels: { type: "string", multiple: true },
        at: { type: "string" },
        firing: { type: "string", multiple: true },
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help === true) return say(USAGE, 0);
    const chosen = withEnvironments(installation, values.environment);
    if ("problem" in chosen) return say(chosen.problem, 2);
    const { alert, json = false } = values;
    const stray = (["labels", "at", "firing"] as const).find((option) => values[option] !== undefined);
    if (alert === undefined && stray !== undefined)
      return say(`--${stray} is about an alert: add --alert NAME\n\n${USAGE}`, 2);
    const models = modelsOf(built(chosen));
    if (alert === undefined) {
      say(json ? routesJson(models) : models.map((model) => routesText(model, values.alerts === true)).join("\n"), 0);
      return verdict(models, "routing/");
    }
    const answers = answersTo(models, { ...values, alert });
    if ("problem" in answers) return say(answers.problem, 2);
    return say(json ? answersJson(answers) : answers.map(explanationText).join("\n\n"), 0);
  });

const routesText = (model: Model, each: boolean): string => {
  const told = whoIsTold(model);
  return model.routings
    .flatMap(({ path, configuration }, index) => {
      const alerts = told[index]?.alerts ?? [];
      const title = `${model.name}: ${plural(alerts.length, "alert")}, ${plural(configuration.receivers.length, "receiver")} (${path})`;
      return [title, "", routeTreeText(configuration), "", each ? alertTable(alerts) : destinationTable(alerts), ""];
    })
    .join("\n");
};
