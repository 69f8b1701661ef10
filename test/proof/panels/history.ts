/** A world of less than an hour: what looks back over days looks back as far as there is something. */

const QUOTED_OR_LONG =
  /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|(offset\s+)(-?)(\w+)|\[\s*([\w.]+)\s*:\s*([\w.]*)\s*\]|\[\s*([\w.]+)\s*\]/g;

const SECONDS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

const seconds = (text: string): number =>
  /^\d+(\.\d+)?$/.test(text)
    ? Number(text)
    : [...text.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce(
        (sum, [, count, unit = ""]) => sum + Number(count) * (SECONDS[unit] ?? 0),
        0,
      );

/**
 * Offsets end within the history. Ranges and subqueries of days find the same without the days before it, and cost less.
 * @param history in seconds
 */
export const withinHistory = (text: string, history: number): string =>
  text.replace(
    QUOTED_OR_LONG,
    (whole, offset?: string, sign?: string, by?: string, range?: string, step?: string, plain?: string) => {
      if (offset !== undefined && by !== undefined)
        return seconds(by) > history / 2 ? `${offset}${sign ?? ""}${history / 2}s` : whole;
      if (range !== undefined && seconds(range) > history) return `[${history}s:${step ?? ""}]`;
      if (plain !== undefined && seconds(plain) > history) return `[${history}s]`;
      return whole;
    },
  );
