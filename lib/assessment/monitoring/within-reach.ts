/** What a parser can be given that calls itself for each bracket: hostile texts are told, and end nobody's run. */

/** Queries that people write are shorter. */
export const LONGEST_QUERY = 10_000;

/** What a reading gives, or the other where it goes deeper than a program can. */
export const readOr = <Result>(otherwise: Result, read: () => Result): Result => {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return otherwise;
  }
};
