/** `npm run docs`: writes the pages of `docs/generated/` from the objects that they describe. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { generatedDocuments } from "../documents";
import type { Model } from "../model";
import { modelsOf, verify } from "../terraform";
import { built, type Installation } from "./installation";
import { refusing } from "./refusals";
import { say, type ExitCode } from "./say";

const USAGE = `usage: npm run docs

  --help  print this`;

/** @returns the exit code of the process: 0 all is well, 1 findings, 2 wrong usage */
export const docs = (args: readonly string[], installation: Installation): ExitCode =>
  refusing(USAGE, () => {
    const { values } = parseArgs({ args: [...args], options: { help: { type: "boolean", short: "h" } } });
    if (values.help === true) return say(USAGE, 0);
    const app = built(installation);
    // A page says what is deployed; what has errors never is.
    verify(app);
    return say(`written: ${writeDocuments(path.join("docs", "generated"), modelsOf(app)).join(", ")}`, 0);
  });

/**
 * Writes all pages and removes those that there are no more.
 * @returns the files that it has written
 */
export const writeDocuments = (folder: string, models: readonly Model[]): readonly string[] => {
  mkdirSync(folder, { recursive: true });
  const documents = generatedDocuments(models);
  for (const name of readdirSync(folder)) if (!documents.has(name)) rmSync(path.join(folder, name));
  return [...documents].map(([name, text]) => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  });
};
