/** What a scrape may cost and how it is read: settings that jobs and the operator's objects share (prometheus.io, scrape_config). */
import * as z from "zod";
import { bytes, count, type Duration } from "../../../model";

/** Versions of the exposition format. */
const protocol = z.enum([
  "PrometheusProto",
  "OpenMetricsText0.0.1",
  "OpenMetricsText1.0.0",
  "PrometheusText0.0.4",
  "PrometheusText1.0.0",
]);

/** Beyond these, the scrape fails rather than the server. */
export const limits = {
  /** Samples per scrape. @default Prometheus's own, no limit */
  sampleLimit: count(1).optional(),
  /** Targets of the job. @default Prometheus's own, no limit */
  targetLimit: count(1).optional(),
  /** Labels of a sample. @default Prometheus's own, no limit */
  labelLimit: count(1).optional(),
  /** Bytes of a label's name. @default Prometheus's own, no limit */
  labelNameLengthLimit: count(1).optional(),
  /** Bytes of a label's value. @default Prometheus's own, no limit */
  labelValueLengthLimit: count(1).optional(),
  /** Targets that relabelling lets go of and the user interface still shows. @default Prometheus's own, no limit */
  keepDroppedTargets: count(1).optional(),
  /** Buckets of a native histogram, which is made coarser until it fits. @default no limit */
  nativeHistogramBucketLimit: count(1).optional(),
  /** Factor from bucket to bucket below which a native histogram is made coarser, e.g. 1.1. @default the smallest there is */
  nativeHistogramMinBucketFactor: z
    .number()
    .refine((factor) => factor > 1 && factor <= 65_536, {
      error: "is no growth factor of buckets",
      params: { mend: "write a number above 1, e.g. 1.1 for a tenth" },
    })
    .optional(),
} as const;

/** Size of an answer, uncompressed. Probes have no such limit. */
export const bodySizeLimit = bytes.optional();

/** What is asked for and what is made of it. */
export const formats = {
  /** What is asked for, the most wanted first. @default Prometheus's own order */
  scrapeProtocols: z
    .array(protocol)
    .readonly()
    .refine((list) => list.length > 0 && new Set(list).size === list.length, {
      error: "is empty or names a format twice",
      params: { mend: "list each format once, the most wanted first, or leave it out" },
    })
    .optional(),
  /** What an answer is taken for whose Content-Type says nothing. @default none, such a scrape fails */
  fallbackScrapeProtocol: protocol.optional(),
  /** Store native histograms. @default Prometheus's own */
  scrapeNativeHistograms: z.boolean().optional(),
  /** Store the classic buckets of a native histogram too. @default Prometheus's own */
  alwaysScrapeClassicHistograms: z.boolean().optional(),
  /** Store classic histograms as native ones with custom buckets. @default Prometheus's own */
  convertClassicHistogramsToNhcb: z.boolean().optional(),
} as const;

/** What the target says that Prometheus would otherwise say. */
export const honors = {
  /** Where both set a label, let the target's win (federation, Pushgateway). @default false */
  honorLabels: z.boolean().optional(),
  /** Take timestamps that the target sets. @default true */
  honorTimestamps: z.boolean().optional(),
  /** Notice when a metric with a timestamp of its own is gone. @default false */
  trackTimestampsStaleness: z.boolean().optional(),
} as const;

/** A timeout above the interval is refused by Prometheus when it starts. */
export const timeoutFits = (
  timeout: Duration | undefined,
  interval: Duration | undefined,
  path: readonly PropertyKey[],
  context: z.RefinementCtx,
): void => {
  if (timeout === undefined || interval === undefined) return;
  // Lengths that are none have a finding of their own.
  const lengths = [timeout.milliseconds, interval.milliseconds];
  if (!lengths.every(Number.isFinite) || timeout.milliseconds <= interval.milliseconds) return;
  context.addIssue({
    code: "custom",
    path: [...path],
    input: timeout,
    message: "is longer than the interval between scrapes",
    params: { mend: `write at most ${interval.milliseconds / 1_000} s, or a longer interval` },
  });
};
