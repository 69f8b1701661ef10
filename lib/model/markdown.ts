/** Text as Markdown shows it, whatever stands in it. */

/** In the font of code; in a table, too. */
export const code = (text: string): string => {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = "`".repeat(runs.includes(1) ? Math.max(...runs) + 1 : 1);
  const inner = text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|");
  const alone = fence.length === 1 && !/^`|`$/.test(inner);
  return text === "" ? "" : alone ? `\`${inner}\`` : `${fence} ${inner} ${fence}`;
};

/** Words of somebody else, which mean nothing to Markdown. */
export const prose = (text: string): string =>
  text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_{}[\]<>()#+!|~]/g, (each) => `\\${each}`);

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
