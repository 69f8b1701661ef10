/** amtool's word on where an alert goes, asked for many alerts at a time. */
import { execFile } from "node:child_process";
import type { Values } from "../../../lib/model";
import type { Labels } from "../../../lib/routing";
import { tool } from "../tool";

const STRICT = "--enable-feature=utf8-strict-mode";
/** Two processors, and some waiting. */
const AT_ONCE = 4;

const escaped = (sign: string): string => {
  const point = sign.codePointAt(0) ?? 0;
  return point > 0xffff ? `\\U${point.toString(16).padStart(8, "0")}` : `\\u${point.toString(16).padStart(4, "0")}`;
};

/** YAML that holds any text: JSON, whose signs beyond ASCII are escaped, because YAML does not take all of them. */
export const yamlText = (values: Values): string => JSON.stringify(values).replaceAll(/[\u007f-\u{10ffff}]/gu, escaped);

const argumentsOf = (labels: Labels): readonly string[] =>
  Object.entries(labels).map(([name, value]) => `${JSON.stringify(name)}=${JSON.stringify(value)}`);

interface Answer {
  readonly failed: boolean;
  readonly output: string;
  readonly complaint: string;
}

const amtool = (args: readonly string[]): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const path = tool("amtool");
    if (path === undefined) return reject(new Error("amtool is missing"));
    execFile(path, [STRICT, ...args], { timeout: 60_000 }, (error, output, complaint) => {
      // A number is what it ended with; otherwise it has not started, or not ended.
      if (error !== null && typeof error.code !== "number") reject(new Error(error.message, { cause: error }));
      else resolve({ failed: error !== null, output, complaint });
    });
  });

/** The receivers of an alert, in the order in which amtool names them: its last line, below what it logs. */
const receiversOf = async (file: string, labels: Labels): Promise<readonly string[]> => {
  const { failed, output, complaint } = await amtool([
    "config",
    "routes",
    "test",
    `--config.file=${file}`,
    ...argumentsOf(labels),
  ]);
  if (failed) throw new Error(`amtool takes no alert with ${JSON.stringify(labels)}: ${complaint}`);
  const lines = output.trimEnd();
  return lines.slice(lines.lastIndexOf("\n") + 1).split(",");
};

/** The receivers of each alert. */
export const receiversOfAll = async (
  file: string,
  alerts: readonly Labels[],
): Promise<readonly (readonly string[])[]> => {
  const answers: (readonly string[])[] = [];
  const waiting = [...alerts.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      answers[next[0]] = await receiversOf(file, next[1]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return answers;
};

/** Why amtool does not take a configuration; undefined where it does. */
export const refusal = async (file: string): Promise<string | undefined> => {
  const { failed, output, complaint } = await amtool(["check-config", file]);
  return failed ? `${output}${complaint}` : undefined;
};
