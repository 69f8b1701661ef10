/** The language in which rules are tested, and the proof by promtool. */
export { fires, records, silent } from "./situations";
export { series, type SeriesBuilder } from "./series";
export { humanize, humanize1024, humanizeDuration, humanizePercentage } from "./humanize";
