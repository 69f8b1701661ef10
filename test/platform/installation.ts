/** The command line as `main.ts` calls it, with environments of a test's choice and a folder of its own to write to. */
import { TokenMap } from "cdktf/lib/tokens/private/token-map";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment, Finding } from "../../lib";
import { run, type Installation } from "../../lib/cli";
import type { Services } from "../../stacks/services";
import { stacksOf } from "../../stacks/stacks-of";
import { temporaryFolder } from "../stacks/synthesized";

/** @param watched the services of each @default those of this installation */
export const installation = (environments: readonly Environment[], watched?: Services): Installation => ({
  environments,
  stacks: (app, environment) => stacksOf(app, environment, watched),
});

export interface Outcome {
  readonly exitCode: number;
  /** What people see on standard error. */
  readonly message: string;
  /** The same, taken apart. */
  readonly findings: readonly Finding[];
  readonly outdir: string;
  /** Contents of all files that are there now, by path. */
  readonly files: ReadonlyMap<string, string>;
}

interface Options {
  /** @default a new folder */
  readonly outdir?: string;
  /** What stands behind `synth`. @default nothing, all environments */
  readonly args?: readonly string[];
  /** Its services. @default none: most tests are about the environment */
  readonly watched?: Services;
}

/** `cdktf synth` of these environments. What is no ConfigurationError is thrown, as it would end the process. */
export const synthesize = (
  environments: readonly Environment[],
  { outdir = join(temporaryFolder(), "out"), args = [], watched = [] }: Options = {},
): Outcome => {
  mkdirSync(outdir, { recursive: true });
  const before = process.env["CDKTF_OUTDIR"];
  const said: string[] = [];
  const standardError = jest.spyOn(process.stderr, "write").mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  process.env["CDKTF_OUTDIR"] = outdir;
  try {
    const exitCode = run(["synth", ...args], installation(environments, watched));
    const message = said.join("");
    return { exitCode, message, findings: findingsIn(message), outdir, files: filesIn(outdir) };
  } finally {
    forgetTokens();
    standardError.mockRestore();
    if (before === undefined) delete process.env["CDKTF_OUTDIR"];
    else process.env["CDKTF_OUTDIR"] = before;
  }
};

/** cdktf remembers each token as long as the process lives, and by it the app with all that was in it: dozens of them fill the memory. */
const forgetTokens = (): void => {
  for (const tokens of Object.values(TokenMap.instance())) if (tokens instanceof Map) tokens.clear();
};

const LINE = /^ {2}(?<severity>error|warning) +(?<path>\S.*?): (?<problem>.*) -> (?<mend>.*) \[(?<check>[a-z/-]+)\]$/;

const findingsIn = (message: string): readonly Finding[] =>
  message.split("\n").flatMap((line) => {
    const { severity, path = "", problem = "", mend = "", check = "" } = LINE.exec(line)?.groups ?? {};
    return severity === "error" || severity === "warning" ? [{ check, severity, path, problem, mend }] : [];
  });

export const filesIn = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((file) => [file, readFileSync(file, "utf8")]),
  );
