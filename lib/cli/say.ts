/** Words to people, and the exit code that goes with them. */

/** 0 all is well, 1 findings, 2 wrong usage */
export type ExitCode = 0 | 1 | 2;

/** What went well goes to standard output, the rest to standard error. */
export const say = <Code extends ExitCode>(text: string, code: Code): Code => {
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  return code;
};

export const plural = (count: number, noun: string): string =>
  `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

/** An option that `parseArgs` does not know. */
export const isUsageError = (error: unknown): error is { readonly message: string } =>
  typeof error === "object" && error !== null && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
