/** Points in time as tests and people write them: with an offset, because a bare `03:00` is another moment on every machine. */

const ISO = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** `2027-01-04T03:00:00+01:00`; undefined for a day that does not exist and for a time without an offset. */
export const momentOf = (text: string): Date | undefined => {
  const [, day = ""] = ISO.exec(text) ?? [];
  const midnight = new Date(`${day}T00:00:00Z`);
  // JavaScript takes the 30th of February for the 2nd of March.
  return Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day) ? undefined : new Date(text);
};

/** What to write instead of a time that is none. */
export const MOMENT_MEND = "write it with its offset: 2027-01-04T03:00:00+01:00, or with a Z for UTC";
