/** What is given in a test, as promtool reads it. */
import type { Duration, InputSeries } from "../model";
import { histogramSeries, type ObservationsBuilder } from "./observations";
import { seriesText } from "./promtool-text";
import { samples } from "./samples";
import type { SeriesBuilder } from "./series";

/** A series in promtool's own notation, a built one, or a histogram, which is several. */
export type Given = InputSeries | SeriesBuilder | ObservationsBuilder;

/** Promtool's notation of what is given. */
export const inputSeries = (given: readonly Given[], interval: Duration): readonly InputSeries[] =>
  given.flatMap((each) => {
    if (!("kind" in each)) return [each];
    return each.kind === "observations"
      ? histogramSeries(each, interval)
      : [{ series: seriesText(each.name, each.labels), values: samples(each.stretches, interval) }];
  });
