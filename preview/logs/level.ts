/** How bad a line of logs is, by its label or by what it says. */

const KNOWN: Readonly<Record<string, string>> = {
  critical: "critical",
  fatal: "critical",
  crit: "critical",
  error: "error",
  err: "error",
  warn: "warn",
  warning: "warn",
  info: "info",
  debug: "debug",
  trace: "trace",
};

export const levelOf = (labels: Readonly<Record<string, string>>, line: string): string => {
  const said = labels["detected_level"] ?? labels["level"] ?? /"?level"?[=:]\s*"?(\w+)/i.exec(line)?.[1];
  return KNOWN[said?.toLowerCase() ?? ""] ?? "unknown";
};
