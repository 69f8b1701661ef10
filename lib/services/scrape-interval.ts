/** How seldom a service may be scraped, so that what is computed of it has something to compute from. */
import { duration, minutes } from "../model";

/**
 * Figures are rates over five minutes, and a rate needs two samples: at two minutes there are two of them even where one scrape fails. Prometheus
 * itself forgets a sample after five minutes (`--query.lookback-delta`), so that what is scraped more seldom has gaps.
 */
const LONGEST = minutes(2);

export const scrapeInterval = duration.refine(({ milliseconds }) => milliseconds <= LONGEST.milliseconds, {
  error: "is too long for figures over five minutes, which need two samples even where one scrape fails",
  params: { mend: `write at most minutes(${LONGEST.milliseconds / minutes(1).milliseconds})` },
  abort: true,
});
