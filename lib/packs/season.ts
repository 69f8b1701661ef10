/** With which time in the past a figure that has good and bad hours can be compared. */
import { days, hours, plus, times, weeks, type Duration } from "../model";

/**
 * A week, which knows weekends; a day where so many weeks, and the hour that is averaged, lie beyond what Prometheus keeps.
 * @param seasons how many of them an alert looks back
 */
export const seasonWithin = (retention: Duration, seasons = 1): Duration =>
  plus(times(seasons, weeks(1)), hours(1)).milliseconds <= retention.milliseconds ? weeks(1) : days(1);
