/** A scrape job: which targets, how often, as whom, and what is kept of what they say (prometheus.io, scrape_config). */
import * as z from "zod";
import { duration, nonEmpty, type Duration, type Values } from "../../../model";
import { discovery } from "./discovery";
import { discoveryConfigs } from "./discovery-value";
import { CLIENT_SETTINGS, httpClientShape, httpClientValue } from "./http-client";
import { bodySizeLimit, formats, honors, limits, timeoutFits } from "./limits";
import { metaLabelsOf } from "./meta-labels";
import { relabelConfigs, relabelRule } from "./relabel-schema";
import { sampleRules, targetRules } from "./relabel-rules";
import { inPrometheusFile, without } from "./spelling";
import { filePath, requestPath, someOf } from "./texts";

/** Parameters of the request, each with its values. */
export const requestParams = z.record(nonEmpty, someOf(z.string(), "write at least one value")).readonly();

/** What jobs have in common in prometheus.yml and in the ScrapeConfig object. */
export const jobShape = {
  /** How often. @default Prometheus's own */
  scrapeInterval: duration.optional(),
  /** How long an answer may take; at most the interval. @default Prometheus's own */
  scrapeTimeout: duration.optional(),
  /** @default "/metrics" */
  metricsPath: requestPath.optional(),
  /** @default "http" */
  scheme: z.enum(["http", "https"]).optional(),
  /** Parameters of the request. @default none */
  params: requestParams.optional(),
  ...honors,
  ...formats,
  ...limits,
  /** Size of an answer, uncompressed. @default Prometheus's own, no limit */
  bodySizeLimit,
  /** Ask for compressed answers. @default true */
  enableCompression: z.boolean().optional(),
  /** Rules for targets, in order, before they are scraped. @default none */
  relabelings: z.array(relabelRule).readonly().optional(),
  /** Rules for samples, in order, before they are stored. @default none */
  metricRelabelings: z.array(relabelRule).readonly().optional(),
} as const;

/** What can be judged of a job only when all of it is known. */
export const jobRules = (
  job: Pick<
    z.output<z.ZodObject<typeof jobShape>>,
    "scrapeInterval" | "scrapeTimeout" | "relabelings" | "metricRelabelings"
  > & {
    readonly discovery: readonly { readonly kind: string; readonly targets?: readonly string[] }[];
  },
  known: readonly string[],
  context: z.RefinementCtx,
): void => {
  const { scrapeInterval, scrapeTimeout, relabelings = [], metricRelabelings = [] } = job;
  timeoutFits(scrapeTimeout, scrapeInterval, ["scrapeTimeout"], context);
  targetRules({ rules: relabelings, path: ["relabelings"], context }, known);
  sampleRules({ rules: metricRelabelings, path: ["metricRelabelings"], context });
  if (relabelings.length > 0) return;
  job.discovery.forEach(({ targets = [] }, source) =>
    targets.forEach((target, index) => {
      if (!target.includes("/")) return;
      context.addIssue({
        code: "custom",
        path: ["discovery", source, "targets", index],
        input: target,
        message: "is no host and port",
        params: { mend: "write host:port; scheme and path are `scheme` and `metricsPath`" },
      });
    }),
  );
};

export const scrapeConfig = z
  .strictObject({
    /** Name of the job, which its targets carry as the label `job`. */
    jobName: nonEmpty,
    /** Where targets come from. */
    discovery: someOf(discovery, 'write at least one source, e.g. staticTargets(["db-1.acme.example:9187"])'),
    ...jobShape,
    /** File in Prometheus's container that failures are written to. @default none */
    scrapeFailureLogFile: filePath.optional(),
    /** What names may look like. @default Prometheus's own */
    metricNameValidationScheme: z.enum(["utf8", "legacy"]).optional(),
    /** How names that may not are asked for. @default from the scheme above */
    metricNameEscapingScheme: z.enum(["allow-utf-8", "underscores", "dots", "values"]).optional(),
    /** Store timeout, sample limit and size of each scrape too. @default Prometheus's own */
    extraScrapeMetrics: z.boolean().optional(),
    ...httpClientShape,
  })
  .superRefine((job, context) => {
    jobRules(job, job.discovery.flatMap(metaLabelsOf), context);
    if (job.metricNameValidationScheme === "legacy" && job.metricNameEscapingScheme === "allow-utf-8")
      context.addIssue({
        code: "custom",
        path: ["metricNameEscapingScheme"],
        input: job.metricNameEscapingScheme,
        message: "asks for names that metricNameValidationScheme refuses",
        params: { mend: 'write "underscores", or validate by "utf8"' },
      });
  });
export type ScrapeConfig = z.output<typeof scrapeConfig>;
export type ScrapeConfigInput = z.input<typeof scrapeConfig>;

/** Jobs of one Prometheus, no two of the same name. */
export const scrapeConfigs = z
  .array(scrapeConfig)
  .readonly()
  .superRefine((jobs, context) =>
    jobs.forEach(({ jobName }, index) => {
      const first = jobs.findIndex((other) => other.jobName === jobName);
      if (first < index)
        context.addIssue({
          code: "custom",
          path: [index, "jobName"],
          input: jobName,
          message: `is the name of the job at [${first}] already`,
          params: { mend: "give each job its own name" },
        });
    }),
  );

/** What jobs take from Prometheus where they do not say it themselves. */
export interface ScrapeDefaults {
  readonly scrapeInterval?: Duration;
  readonly scrapeTimeout?: Duration;
}

/**
 * Holds the timeouts of jobs that leave the interval to Prometheus against its interval. For the props of a Prometheus:
 * `.superRefine((props, context) => timeoutsFit(props.scrapeConfigs, props, ["scrapeConfigs"], context))`.
 */
export const timeoutsFit = (
  jobs: readonly ScrapeConfig[],
  { scrapeInterval }: ScrapeDefaults,
  path: readonly PropertyKey[],
  context: z.RefinementCtx,
): void =>
  jobs.forEach((job, index) => {
    if (job.scrapeInterval === undefined)
      timeoutFits(job.scrapeTimeout, scrapeInterval, [...path, index, "scrapeTimeout"], context);
  });

const shorter = (a: Duration, b: Duration): Duration => (a.milliseconds <= b.milliseconds ? a : b);

/** Interval and timeout of a job, as Prometheus would complete them itself. */
const timing = ({ scrapeInterval, scrapeTimeout }: ScrapeConfig, defaults: ScrapeDefaults): ScrapeDefaults => {
  const interval = scrapeInterval ?? defaults.scrapeInterval;
  const inherited =
    defaults.scrapeTimeout !== undefined && interval !== undefined
      ? shorter(defaults.scrapeTimeout, interval)
      : defaults.scrapeTimeout;
  return { scrapeInterval: interval, scrapeTimeout: scrapeTimeout ?? inherited };
};

/**
 * A job as an element of `scrape_configs` in prometheus.yml. The Secrets that it names (`secretsIn`) must be mounted into Prometheus.
 * @param defaults what is written out where the job leaves it to Prometheus; nothing is when nothing is given
 */
export const scrapeConfigValue = (settings: ScrapeConfig, defaults: ScrapeDefaults = {}): Values => {
  const { jobName, discovery, relabelings, metricRelabelings } = settings;
  const own = without(settings, "jobName", "discovery", "relabelings", "metricRelabelings", ...CLIENT_SETTINGS);
  return {
    job_name: jobName,
    ...inPrometheusFile({ ...own, ...timing(settings, defaults) }),
    ...httpClientValue(settings),
    ...discoveryConfigs(discovery),
    ...(relabelings === undefined ? {} : { relabel_configs: relabelConfigs(relabelings) }),
    ...(metricRelabelings === undefined ? {} : { metric_relabel_configs: relabelConfigs(metricRelabelings) }),
  };
};
