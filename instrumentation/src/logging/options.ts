/** What a logger is told, and what becomes of it where it is wrong: a logger that refuses to start would take the application with it. */
import { LOG_LEVELS } from "@cdktf-observability/contract";
import { readEnvironment } from "../environment";
import { anything, checked, count, type Finding, flag, listOf, object, oneOf, share, text } from "../findings";
import { descriptorDestination, type Destination, fileDestination } from "./destination";
import { type LineStream, streamDestination } from "./foreign-destination";
import { DEFAULT_THRESHOLD, type LogThreshold, thresholdOf, thresholdWords } from "./levels";
import type { LogLimits } from "./limits";
import type { LogSampling } from "./sampling";

export interface LogRedaction {
  /** Where secrets stand in fields: `user.email`, `items[*].serial`, `headers["x-account"]`. */
  readonly paths?: readonly string[];
  /** Names of secret fields beyond the known ones (password, token, cookie, authorization …), wherever they stand. */
  readonly names?: readonly string[];
  /** Names that look secret and are not: `token_type`. */
  readonly except?: readonly string[];
}

export interface LoggerOptions {
  /** As in the label `service` of metrics and in `service.name` of traces. */
  readonly service: string;
  readonly version: string;
  readonly environment: string;
  /** The variable `LOG_LEVEL` wins. @default "info" */
  readonly level?: LogThreshold;
  /** On each line. */
  readonly fields?: object;
  /** A file descriptor, the path of a file to append to, or a stream. @default 1, standard output */
  readonly destination?: number | string | LineStream;
  readonly redact?: LogRedaction;
  /** @default all lines are kept */
  readonly sampling?: LogSampling;
  readonly limits?: Partial<LogLimits>;
  /** Whether what does not fit of these options is told in a line of the logger. @default true */
  readonly reportFindings?: boolean;
}

export interface Settings extends Omit<LoggerOptions, "destination" | "level"> {
  readonly threshold: LogThreshold;
  readonly destination: Destination;
  readonly findings: readonly Finding[];
}

const texts = listOf(text, "write a list of texts");

const CHECKS = {
  service: text,
  version: text,
  environment: text,
  level: oneOf([...LOG_LEVELS, "silent"]),
  fields: object,
  destination: anything,
  redact: object,
  sampling: object,
  limits: object,
  reportFindings: flag,
};
const REDACT_CHECKS = { paths: texts, names: texts, except: texts };
const SAMPLING_CHECKS = { trace: share, debug: share, info: share };
const LIMITS_CHECKS = {
  message: count,
  text: count,
  entries: count,
  depth: count,
  lineText: count,
  lineEntries: count,
};

/** Stands for what a line must have and nobody told. */
const UNKNOWN = "unknown";

export function settingsFrom(options: LoggerOptions): Settings {
  const { props, findings } = checked<LoggerOptions>(options, CHECKS, "logger");
  const redact = checked<LogRedaction>(props.redact ?? {}, REDACT_CHECKS, "logger.redact");
  const sampling = checked<LogSampling>(props.sampling ?? {}, SAMPLING_CHECKS, "logger.sampling");
  const limits = checked<LogLimits>(props.limits ?? {}, LIMITS_CHECKS, "logger.limits");
  const threshold = thresholdFrom(props.level);
  const opened = destinationFrom(props.destination);
  return {
    ...props,
    service: props.service ?? UNKNOWN,
    version: props.version ?? UNKNOWN,
    environment: props.environment ?? UNKNOWN,
    redact: redact.props,
    sampling: sampling.props,
    limits: limits.props,
    threshold: threshold.threshold,
    destination: opened.destination,
    findings: [findings, ...[redact, sampling, limits, threshold, opened].map((each) => each.findings)].flat(),
  };
}

function thresholdFrom(option: LogThreshold = DEFAULT_THRESHOLD): {
  threshold: LogThreshold;
  findings: readonly Finding[];
} {
  const word = readEnvironment().logThreshold;
  if (word === undefined) return { threshold: option, findings: [] };
  const threshold = thresholdOf(word);
  if (threshold) return { threshold, findings: [] };
  const problem = `"${word.slice(0, 40)}" is no level, so it is "${option}"`;
  return { threshold: option, findings: [{ path: "LOG_LEVEL", problem, mend: `write one of ${thresholdWords}` }] };
}

interface Opened {
  readonly destination: Destination;
  readonly findings: readonly Finding[];
}

function destinationFrom(given: LoggerOptions["destination"] = 1): Opened {
  const instead = (problem: string): Opened => ({
    destination: descriptorDestination(1),
    findings: [
      { path: "logger.destination", problem, mend: "write a file descriptor, a path that can be written, or a stream" },
    ],
  });
  try {
    if (typeof given === "number") return { destination: descriptorDestination(given), findings: [] };
    if (typeof given === "string") return { destination: fileDestination(given), findings: [] };
    if (typeof given.write === "function") return { destination: streamDestination(given), findings: [] };
    return instead("it has no function write");
  } catch (problem) {
    return instead(problem instanceof Error ? problem.message : "it cannot be opened");
  }
}
