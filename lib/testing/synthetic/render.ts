/** Synthetic series as texts: for promtool's tests, and for the blocks of a real Prometheus. */
import type { InputSeries } from "../../model";
import { withoutDust } from "../decimal";
import { seriesText } from "../promtool-text";
import { NATIVE_SCHEMA, type NativeSample } from "./distribution";
import type { Moments } from "./curve";
import type { SyntheticSample, SyntheticSeries } from "./series";

/** As promtool's tests are given series. */
export const syntheticInput = (series: readonly SyntheticSeries[], times: Moments): readonly InputSeries[] =>
  series.map(({ name, labels, samples }) => ({ series: seriesText(name, labels), values: values(samples(times)) }));

/** What stands still is written once. */
const values = (samples: readonly SyntheticSample[]): string => {
  const parts: string[] = [];
  for (let index = 0; index < samples.length;) {
    const sample = samples[index];
    let end = index + 1;
    while (end < samples.length && samples[end] === sample) end += 1;
    const count = end - index;
    if (sample === undefined) parts.push(`_x${count}`);
    else if (typeof sample === "number")
      parts.push(count === 1 ? withoutDust(sample) : `${withoutDust(sample)}x${count - 1}`);
    else parts.push(native(sample));
    index = end;
  }
  return parts.join(" ");
};

const native = ({ count, sum, offset, buckets }: NativeSample): string =>
  `{{schema:${NATIVE_SCHEMA} count:${count} sum:${withoutDust(sum)} offset:${offset} buckets:[${buckets.join(" ")}]}}`;

/** OpenMetrics with time stamps, for `promtool tsdb create-blocks-from openmetrics`; native histograms have no spelling there and are left out. */
export const openMetrics = (series: readonly SyntheticSeries[], times: Moments): string => {
  const lines: string[] = [];
  const families = new Map<string, SyntheticSeries[]>();
  for (const each of series) {
    const known = families.get(each.family);
    if (known === undefined) families.set(each.family, [each]);
    else known.push(each);
  }
  for (const [family, members] of families) {
    // Families of declared types must follow rules of naming that not all products keep; a block knows no types.
    lines.push(`# TYPE ${family} unknown`);
    for (const { name, labels, samples } of members) {
      const text = seriesText(name, labels);
      samples(times).forEach((sample, index) => {
        if (typeof sample === "number") lines.push(`${text} ${withoutDust(sample)} ${times.from + index * times.step}`);
      });
    }
  }
  return `${lines.join("\n")}\n# EOF\n`;
};
