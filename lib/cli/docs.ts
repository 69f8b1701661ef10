/** `npm run docs`: writes the pages of `docs/generated/` from the objects that they describe. */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { generatedDocuments } from "../documents";
import { modelsOf, verify } from "../terraform";
import { built, withEnvironments, type Installation } from "./installation";
import { refusing } from "./refusals";
import { plural, say, type ExitCode } from "./say";

const USAGE = `usage: npm run docs [-- --environment NAME]...

  --environment NAME  the documents of this environment, beside those that are there already; may be given several times
                      @default all environments of the profile production, and no others stay
  --help              print this`;

/** @returns the exit code of the process: 0 all is well, 1 findings, 2 wrong usage */
export const docs = (args: readonly string[], installation: Installation): ExitCode =>
  refusing(USAGE, () => {
    const { values } = parseArgs({
      args: [...args],
      options: { environment: { type: "string", multiple: true, short: "e" }, help: { type: "boolean", short: "h" } },
    });
    if (values.help === true) return say(USAGE, 0);
    const chosen = withEnvironments(installation, values.environment ?? documented(installation));
    if ("problem" in chosen) return say(chosen.problem, 2);
    const app = built(chosen);
    // A page says what is deployed; what has errors never is.
    const findings = verify(app);
    const folder = path.join("docs", "generated");
    const pages = generatedDocuments(modelsOf(app), findings);
    const written = values.environment === undefined ? writeDocuments(folder, pages) : addDocuments(folder, pages);
    return say(`docs: ${plural(written, "page")} in ${folder}${path.sep}`, 0);
  });

/** The environments whose documents are kept: those that people rely on. */
export const documented = ({ environments }: Installation): readonly string[] =>
  environments.filter(({ profile }) => profile === "production").map(({ name }) => name);

/**
 * Writes all pages and removes those that there are no more.
 * @returns how many it has written
 */
export const writeDocuments = (folder: string, pages: ReadonlyMap<string, string>): number => {
  for (const file of filesIn(folder)) if (!pages.has(file)) rmSync(path.join(folder, file));
  for (const name of foldersIn(folder))
    if (filesIn(path.join(folder, name)).length === 0) rmSync(path.join(folder, name), { recursive: true });
  return write(folder, [...pages]);
};

/** Writes those below a folder of their own, where nothing of an earlier time stays. */
const addDocuments = (folder: string, pages: ReadonlyMap<string, string>): number => {
  const own = [...pages].filter(([name]) => name.includes("/"));
  for (const name of new Set(own.map(([file]) => file.split("/")[0] ?? "")))
    rmSync(path.join(folder, name), { recursive: true, force: true });
  return write(folder, own);
};

const write = (folder: string, pages: readonly (readonly [string, string])[]): number => {
  for (const [name, text] of pages) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return pages.length;
};

/** Below a folder, with `/`. */
export const filesIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)).split(path.sep).join("/"))
        .sort()
    : [];

const foldersIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
    : [];
