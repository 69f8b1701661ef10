/** How many samples of one series a panel makes Prometheus look at, each time that it is refreshed. */
import type { Duration, RuleEvaluator } from "../../model";
import type { DurationText, Node } from "../../query";
import { childrenOf } from "../../query";
import type { PromqlInPlace, QueryInPlace } from "../content/dashboards-in";

/** A screen 1,920 pixels wide has about that many for each column of the grid; Grafana asks for one point for each pixel. */
const POINTS_PER_COLUMN = 80;
/** Grafana's own definition: at least four scrapes, and never less than the distance of two points and a scrape. */
const SCRAPES_IN_RATE_INTERVAL = 4;

export interface Span {
  /** How far back the panel looks, in milliseconds. */
  readonly range: number;
  /** Between two points, in milliseconds. */
  readonly step: number;
  /** How often the query is evaluated. */
  readonly points: number;
  readonly scrape: number;
  /** Between two samples of what rules record. */
  readonly evaluation: number;
}

export const spanOf = (
  { query, panel }: QueryInPlace,
  from: Duration,
  { scrapeInterval, evaluationInterval }: RuleEvaluator,
): Span => {
  const [scrape, range] = [scrapeInterval.milliseconds, from.milliseconds];
  const step = Math.max(scrape, range / (POINTS_PER_COLUMN * Math.max(1, panel.panel.width)));
  return { range, step, points: query.instant ? 1 : range / step, scrape, evaluation: evaluationInterval.milliseconds };
};

const lengthOf = ({ text, milliseconds }: DurationText, { range, step, scrape }: Span): number => {
  if (milliseconds !== undefined) return milliseconds;
  if (/__rate_interval/.test(text)) return Math.max(step + scrape, SCRAPES_IN_RATE_INTERVAL * scrape);
  return /__range/.test(text) ? range : step;
};

/** What is known of what a query reads. */
export interface Reading {
  readonly isRecorded: (name: string) => boolean;
  /** The ranges of the alert whose page this is: its rule asks for them at each evaluation anyway. */
  readonly ofAlert: ReadonlySet<string>;
}

/** They are there only while an alert fires: few, and short. */
const OF_ALERTS: ReadonlySet<string | undefined> = new Set(["ALERTS", "ALERTS_FOR_STATE"]);

/** Samples of one series for each name that is read: those in the range of each selector, as often as it is evaluated. */
export const samplesOf = ({ node }: PromqlInPlace, span: Span, { isRecorded, ofAlert }: Reading): number => {
  const walk = (each: Node, evaluated: number): number => {
    // What is fixed to one moment is the same at every point: Prometheus looks at it once.
    const times = "at" in each && each.at !== undefined ? 1 : evaluated;
    if (each.kind === "selector") {
      const { metric, range } = each;
      if (OF_ALERTS.has(metric)) return 0;
      if (range === undefined || ofAlert.has(range.text)) return times;
      const distance = metric !== undefined && isRecorded(metric) ? span.evaluation : span.scrape;
      return times * Math.max(1, lengthOf(range, span) / distance);
    }
    const inner =
      each.kind === "subquery" && !ofAlert.has(each.range.text)
        ? times *
          Math.max(
            1,
            lengthOf(each.range, span) / (each.step === undefined ? span.evaluation : lengthOf(each.step, span)),
          )
        : times;
    return childrenOf(each).reduce((sum, child) => sum + walk(child, inner), 0);
  };
  return node === undefined ? 0 : walk(node, span.points);
};
