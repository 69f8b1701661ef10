/** `node dist/main.js preview --out FOLDER`: what `npm run preview` draws: every dashboard of an environment, and a world of series that all of its queries find something in. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { modelsOf } from "../terraform";
import { built, withEnvironments, type Installation } from "./installation";
import { previewOf } from "./preview-content";
import { writePreview } from "./preview-files";
import { refusing } from "./refusals";
import { plural, say, type ExitCode } from "./say";

const USAGE = `usage: node dist/main.js preview --out FOLDER [--environment NAME]

  --out FOLDER        where to write preview.json and the samples
  --environment NAME  whose dashboards; the first one by default
  --help              print this`;

/** @returns the exit code of the process: 0 all is well, 1 findings, 2 wrong usage */
export const preview = (args: readonly string[], installation: Installation): ExitCode =>
  refusing(USAGE, () => {
    const { values } = parseArgs({
      args: [...args],
      options: {
        out: { type: "string" },
        environment: { type: "string", short: "e" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help === true) return say(USAGE, 0);
    if (values.out === undefined) return say(USAGE, 2);
    const wanted = values.environment ?? installation.environments[0]?.name ?? "";
    const chosen = withEnvironments(installation, [wanted]);
    if ("problem" in chosen) return say(chosen.problem, 2);
    const [model] = modelsOf(built(chosen));
    if (model === undefined) return say(`${wanted} has no model.`, 1);
    mkdirSync(values.out, { recursive: true });
    const { dashboards, series } = writePreview(previewOf(model), (name) => join(values.out ?? "", name));
    return say(`${plural(dashboards, "dashboard")}, ${series.toLocaleString("en")} series written`, 0);
  });
