/** Time ranges as dashboards and addresses write them, and the intervals that Grafana computes from them. All in milliseconds. */

export interface Range {
  readonly from: number;
  readonly to: number;
}

const UNITS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  M: 2_592_000_000,
  y: 31_536_000_000,
};

/** `now`, `now-6h`, `now/d`, milliseconds since 1970 or an ISO date; undefined for anything else. */
export const instant = (text: string, now: number): number | undefined => {
  if (/^\d+$/.test(text)) return Number(text);
  const relative = /^now((?:[+-]\d+[smhdwMy])*)(?:\/([dhm]))?$/.exec(text);
  if (relative === null) return Number.isNaN(Date.parse(text)) ? undefined : Date.parse(text);
  const [, offsets = "", rounding] = relative;
  const moved = [...offsets.matchAll(/([+-])(\d+)([smhdwMy])/g)].reduce(
    (at, [, sign, count, unit]) => at + (sign === "-" ? -1 : 1) * Number(count) * (UNITS[unit ?? "s"] ?? 0),
    now,
  );
  const grain = rounding === undefined ? 1 : (UNITS[rounding] ?? 1);
  return Math.floor(moved / grain) * grain;
};

export const range = ({ from, to }: { readonly from: string; readonly to: string }, now: number): Range => {
  const end = instant(to, now) ?? now;
  const start = instant(from, now) ?? end - 6 * 3_600_000;
  return start < end ? { from: start, to: end } : { from: end - 60_000, to: end };
};

/** Steps that people like to read, in seconds. */
const STEPS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10800, 21600, 43200, 86400];

export interface Intervals {
  /** The step of the query. */
  readonly step: number;
  /** `$__rate_interval`: never less than four scrapes. */
  readonly rate: number;
}

/** @param scrape how often there is a sample */
export const intervals = ({ from, to }: Range, points: number, scrape: number): Intervals => {
  const exact = Math.max((to - from) / Math.max(points, 1), scrape) / 1_000;
  const step = (STEPS.find((each) => each >= exact) ?? Math.ceil(exact / 86_400) * 86_400) * 1_000;
  return { step, rate: Math.max(step + scrape, 4 * scrape) };
};

/** `90000` → `1m30s`, as PromQL and LogQL read it. */
export const duration = (milliseconds: number): string => {
  let rest = Math.max(1_000, Math.round(milliseconds / 1_000) * 1_000);
  const parts = (["d", "h", "m", "s"] as const).map((unit) => {
    const size = UNITS[unit] ?? 1;
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? "" : `${count}${unit}`;
  });
  return parts.join("");
};

/** What lies before the beginning of the world is cut off, unless nothing else would be left. */
export const since = (beginning: number, { from, to }: Range): Range => ({
  from: from < beginning && to > beginning ? beginning : from,
  to,
});
