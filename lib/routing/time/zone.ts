/** What clocks of a time zone show, daylight saving included. */

const DAY = 86_400_000;
/** Clocks are not changed twice within a week, so that one that shows the same at both ends of it has not been changed. */
const WEEK = 7 * DAY;
/** Clocks change on a quarter of an hour of UTC everywhere since 1972. */
const QUARTER = 900_000;
/** No clock is further ahead of UTC than 14 hours, none further behind than 12. */
export const FURTHEST = 14 * 3_600_000;

interface Zone {
  readonly formatter: Intl.DateTimeFormat;
  /** By their beginning in UTC: the offset of weeks and of days in which clocks are not changed. */
  readonly weeks: Map<number, number | "change">;
  readonly days: Map<number, number | "change">;
}

const zones = new Map<string, Zone>();

const zoneOf = (name: string): Zone => {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const formatter = new Intl.DateTimeFormat("en-US", {
    timeZone: name,
    hourCycle: "h23",
    timeZoneName: "longOffset",
  });
  const zone: Zone = { formatter, weeks: new Map(), days: new Map() };
  zones.set(name, zone);
  return zone;
};

const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;

const lookUp = ({ formatter }: Zone, at: number): number => {
  const [, sign, hours = "0", minutes = "0", seconds = "0"] = OFFSET.exec(formatter.format(at)) ?? [];
  const size = Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1_000;
  return sign === "-" ? -size : size;
};

const offsetIn = (zone: Zone, seen: Map<number, number | "change">, begin: number, end: number): number | "change" => {
  const known = seen.get(begin);
  if (known !== undefined) return known;
  const offset = lookUp(zone, begin);
  const result = offset === lookUp(zone, end) ? offset : "change";
  seen.set(begin, result);
  return result;
};

/** How far its clocks are ahead of UTC, and until when this is known to stay so; all in milliseconds. */
export const offsetAt = (name: string, at: number): { readonly offset: number; readonly until: number } => {
  if (name === "UTC") return { offset: 0, until: Infinity };
  const zone = zoneOf(name);
  for (const [seen, size] of [
    [zone.weeks, WEEK],
    [zone.days, DAY],
  ] as const) {
    const begin = Math.floor(at / size) * size;
    const offset = offsetIn(zone, seen, begin, begin + size);
    if (offset !== "change") return { offset, until: begin + size };
  }
  return { offset: lookUp(zone, at), until: (Math.floor(at / QUARTER) + 1) * QUARTER };
};

/** The moment that a clock on the wall shows, as Go's `time.Date` finds it where clocks are turned. */
const momentOf = (name: string, wall: number): number => {
  const guess = wall - offsetAt(name, wall).offset;
  return wall - offsetAt(name, guess).offset;
};

const months = new Map<string, number>();

/**
 * Days of a month as Alertmanager 0.34 counts them: whole times 24 hours from its first midnight to that of the next month. The month in which
 * clocks go forward lacks an hour and counts one day less: in Berlin, `-1` is the 30th of March, and the 31st is no day of the month.
 */
export const daysInMonth = (name: string, year: number, month: number): number => {
  const key = `${name} ${year} ${month}`;
  const known = months.get(key);
  if (known !== undefined) return known;
  const first = momentOf(name, Date.UTC(year, month - 1, 1));
  // Where there is no midnight on the first, Go counts on from what the clock shows instead.
  const wall = new Date(first + offsetAt(name, first).offset);
  wall.setUTCMonth(wall.getUTCMonth() + 1);
  const days = Math.floor((momentOf(name, wall.getTime()) - first) / DAY);
  months.set(key, days);
  return days;
};
