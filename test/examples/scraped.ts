/** What a Prometheus would have after it has scraped a service for a while: two real scrapes, and the service going on between them as it did. */
import { bucketLabel, type InputSeries } from "../../lib/model";
import { readExposition } from "../../lib/assessment";
import { seriesText } from "../../lib/testing";

type Labels = Readonly<Record<string, string>>;

interface Sample {
  readonly name: string;
  readonly labels: Labels;
  readonly value: number;
}

/** The bounds of buckets as Prometheus writes them, whatever the service wrote. */
const normal = ({ le, ...labels }: Labels): Labels =>
  le === undefined ? labels : { ...labels, le: bucketLabel(le === "+Inf" ? Infinity : Number(le)) };

/** Names and labels by the reader of the library, values by where they stand in the line. */
const samplesOf = (page: string): readonly Sample[] => {
  const { series, findings } = readExposition(page, "page");
  if (findings.length > 0) throw new Error(findings.map(({ path, problem }) => `${path} ${problem}`).join("\n"));
  const lines = page.split(/\r?\n/);
  return series.map(({ name, labels, place }) => {
    const line = (lines[Number(place.split(":")[1]) - 1] ?? "").replace(/ # \{.*$/, "");
    return {
      name,
      labels: normal(labels),
      value: Number(line.slice(line.lastIndexOf(" ") + 1).replace("Inf", "Infinity")),
    };
  });
};

export interface Scrapes {
  /** The text of the page, at first and one interval later. */
  readonly pages: readonly [string, string];
  /** What the scrape adds. */
  readonly target: Labels;
  /** How many samples. */
  readonly count: number;
}

/** A counter goes on growing as it did between the two, a gauge keeps its last value. */
export const inputOf = ({ pages: [first, second], target, count }: Scrapes): readonly InputSeries[] => {
  const keyOf = ({ name, labels }: Sample): string => seriesText(name, labels);
  const before = new Map(samplesOf(first).map((sample) => [keyOf(sample), sample.value]));
  return samplesOf(second).map((sample) => {
    const { name, labels, value } = sample;
    const growing = /_(total|count|sum|bucket|cents)$/.test(name);
    // A series that the first scrape did not have yet.
    const start = before.get(keyOf(sample)) ?? 0;
    const values = growing ? `${start}+${value - start}x${count}` : `${start} ${value}x${count}`;
    return { series: seriesText(name, { ...labels, ...target }), values };
  });
};
