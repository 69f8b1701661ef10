/** What happens to a service minute by minute: as counters that are scraped each minute, and as a count of each event. */
import type { InputSeries } from "../model";

/** Minutes that are alike. */
type Minutes =
  /** Events each minute; a scrape that is missed brings no sample, whatever happens. */
  | { readonly minutes: number; readonly good: number; readonly bad: number; readonly missed?: true }
  /** The service is not there yet. */
  | { readonly absent: number }
  /** A process takes over from another just after a scrape, its counters at 0. */
  | { readonly restart: true };

export interface Traffic {
  readonly stretches: readonly Minutes[];
  /** What the counters show at the beginning. @default 0, a process that has just begun */
  readonly before?: { readonly good: number; readonly bad: number };
  /** Whether the counter of bad events is there before the first of them. @default true */
  readonly badFromTheStart?: boolean;
}

interface Count {
  readonly all: number;
  readonly bad: number;
}

const lengthOf = (stretch: Minutes): number =>
  "minutes" in stretch ? stretch.minutes : "absent" in stretch ? stretch.absent : 0;

/** Events after the one minute and up to the other. */
export const countBetween = ({ stretches }: Traffic, from: number, to: number): Count => {
  let [all, bad, begin] = [0, 0, 0];
  for (const stretch of stretches) {
    const end = begin + lengthOf(stretch);
    const here = Math.max(0, Math.min(end, to) - Math.max(begin, from));
    if ("minutes" in stretch) [all, bad] = [all + here * (stretch.good + stretch.bad), bad + here * stretch.bad];
    begin = end;
  }
  return { all, bad };
};

const LABELS = { job: "shop", instance: "shop-0" };
const ANSWERS = { good: "200", bad: "500" } as const;

/** A series as promtool reads it. */
export const named = (name: string, labels: Readonly<Record<string, string>>): string => {
  const matchers = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return name !== "" && matchers.length === 0 ? name : `${name}{${matchers.join(", ")}}`;
};

/** As promtool reads them: `http_requests_total` of the service, and `up` of its target. */
export const seriesOf = (traffic: Traffic): readonly InputSeries[] => [
  { series: named("up", LABELS), values: upValues(traffic) },
  ...(["good", "bad"] as const).map((kind) => ({
    series: named("http_requests_total", { ...LABELS, service: "shop", status_code: ANSWERS[kind] }),
    values: counterValues(traffic, kind),
  })),
];

/** `0+10x4`: a value and four more, each greater by ten. */
const run = (first: number, growth: number, count: number): string =>
  growth === 0 ? `${first}x${count - 1}` : `${first}+${growth}x${count - 1}`;

const counterValues = ({ stretches, before, badFromTheStart = true }: Traffic, kind: "good" | "bad"): string => {
  const parts: string[] = [];
  let value = before?.[kind] ?? 0;
  let there = false;
  const show = (text: string): void => void parts.push(text);
  for (const stretch of stretches) {
    if ("absent" in stretch) show(`_x${stretch.absent}`);
    else if ("restart" in stretch) value = 0;
    else {
      const growth = stretch[kind];
      const hidden = kind === "bad" && !badFromTheStart && value + growth === 0;
      // The first sample is that of the minute at which it begins.
      if (!there) show(hidden ? "_" : String(value));
      there = true;
      if (stretch.missed === true || hidden) show(`_x${stretch.minutes}`);
      else show(run(value + growth, growth, stretch.minutes));
      value += growth * stretch.minutes;
    }
  }
  return parts.join(" ");
};

const upValues = ({ stretches }: Traffic): string => {
  const parts: string[] = [];
  let there = false;
  for (const stretch of stretches) {
    if ("absent" in stretch) parts.push(`_x${stretch.absent}`);
    else if ("minutes" in stretch) {
      if (!there) parts.push("1");
      there = true;
      parts.push(stretch.missed === true ? `_x${stretch.minutes}` : run(1, 0, stretch.minutes));
    }
  }
  return parts.join(" ");
};
