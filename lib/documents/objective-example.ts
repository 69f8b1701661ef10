/** The objectives of an example as people read them: what an objective would have by itself is left out. */
import { isDeepStrictEqual } from "node:util";
import { isDuration, promqlText, seconds, type MonitoringPack, type Slo } from "../model";
import { BASE_RANGE, defaultLevels, windowText } from "../slo";

type Part = Readonly<Record<string, unknown>>;

/** What most examples have, too. */
const USUAL_SCRAPE = seconds(30);
const USUAL_EVENTS = 10;
const USUAL_RANGE = { window: BASE_RANGE, scrapeInterval: USUAL_SCRAPE, recordedTotal: promqlText("…") };

export const objectivesText = ({ name, slos, scrapeInterval }: MonitoringPack): Part => ({
  ...(name === "shop" ? {} : { pack: name }),
  ...(isDeepStrictEqual(scrapeInterval, USUAL_SCRAPE) ? {} : { scrapeInterval }),
  slos: slos.map(objectiveText),
});

const objectiveText = ({
  name,
  objective,
  window,
  sli,
  groupBy,
  levels,
  minimumEvents,
  expectedTraffic,
}: Slo): Part => {
  const usualEvents = sli.unit === "seconds" ? 0 : USUAL_EVENTS;
  return {
    name,
    objective,
    window: isDuration(window) ? window : windowText(window),
    sli: {
      kind: sli.kind,
      ...(sli.reads.length === 0 ? {} : { reads: sli.reads.map(({ text }) => text) }),
      ...(sli.kind === "raw" ? { total: sli.rates({ ...USUAL_RANGE, groupBy }).total.text } : {}),
      ...(sli.histogram === undefined ? {} : { threshold: `${sli.histogram.threshold} s` }),
      ...(sli.parts === undefined ? {} : { parts: sli.parts.map(({ slo, weight }) => ({ slo, weight })) }),
    },
    ...(groupBy.length === 0 ? {} : { groupBy }),
    ...(isDeepStrictEqual(levels, defaultLevels(window)) ? {} : { levels }),
    ...(minimumEvents === usualEvents ? {} : { minimumEvents }),
    ...(expectedTraffic === undefined ? {} : { expectedTraffic }),
  };
};
