/** The value of a gauge at a time: a state, a time stamp, or something that moves around its level. */
import type { Metric } from "../../model";
import type { Labels } from "./cluster";
import { seedOf, valuesOf, type Curve } from "./curve";
import { isTroubled } from "./magnitudes";
import { sampled, type SyntheticSeries } from "./series";

const HOUR = 3_600;
const DAY = 24 * HOUR;
/** How long everything has been running. */
export const AGE = 9 * DAY;

/** @param clock now, in seconds since 1970 */
export const gaugeSamples = (
  metric: Metric,
  labels: Labels,
  curve: Curve,
  clock: number,
): SyntheticSeries["samples"] => {
  const { name, unit } = metric;
  if (unit === "timestamp") return sampled(timeStamp(name, labels, clock));
  if (/_generation$/.test(name)) return sampled(generation(labels, clock));
  const state = stateOf(metric, labels);
  if (state !== undefined) return sampled(() => state);
  // What moves is counted; what stands still is as it is said to be.
  const isWhole = unit === "count" && curve.sway > 0;
  const most = unit === "ratio" ? 1 : Infinity;
  return (moments) =>
    Array.from(valuesOf(curve, moments), (each) => {
      const value = Math.min(most, Math.max(0, each));
      return isWhole ? Math.round(value) : value;
    });
};

const timeStamp = (name: string, labels: Labels, clock: number): ((time: number) => number) => {
  const own = seedOf(JSON.stringify(labels));
  if (/expir|not_after/.test(name)) return () => Math.round(clock + (9 + 70 * own) * DAY);
  if (/job_status_start/.test(name)) return () => Math.round(clock - 20 * 60);
  if (/start|created|boot/.test(name)) return () => Math.round(clock - AGE + 600 * own);
  if (/lowest|oldest/.test(name)) return (time) => Math.round(time - AGE);
  if (/next/.test(name)) return (time) => HOUR * Math.ceil((time + 1) / HOUR);
  if (/^node_time|highest|current/.test(name)) return (time) => time;
  // What happens every hour, a little later on each.
  const delay = Math.round(240 * own);
  return (time) => HOUR * Math.floor((time - delay) / HOUR) + delay;
};

/** Minutes before the clock at which a new version was rolled out; the checkout's went badly. */
const DEPLOYS: Readonly<Record<string, readonly number[]>> = {
  checkout: [93, 1_500],
  cart: [14],
  catalog: [27, 310],
  player: [19, 205],
};

const generation = (labels: Labels, clock: number): ((time: number) => number) => {
  const deploys = ["deployment", "statefulset", "daemonset"].flatMap((label) => DEPLOYS[labels[label] ?? ""] ?? []);
  return (time) => 7 + deploys.filter((minutes) => time >= clock - minutes * 60).length;
};

/** As a metric says by its name that 1 is bad. */
const BAD =
  /fail(ed|ure)(_|$)|_errors?(_|$)|unschedulable|readonly|replay|stalled|paused|suspended|deletion|unhealthy|unknown|_exceeded|device_error/;

/** 1 for the one state that something is in, 0 for the others; undefined for what is no state. */
const stateOf = ({ name, unit, labels: declared }: Metric, labels: Labels): number | undefined => {
  const bad = BAD.test(name);
  const { phase, condition, status } = labels;
  const finished = labels["pod"] !== undefined && /^(nightly-report|thumbnails)-/.test(labels["pod"]);
  if (name === "kube_pod_status_phase")
    return Number(phase === (finished ? "Succeeded" : isTroubled(labels) ? "Pending" : "Running"));
  if (name === "kube_namespace_status_phase") return Number(phase === "Active");
  if (name === "kube_node_status_condition") return Number(status === (condition === "Ready" ? "true" : "false"));
  if (name === "kube_job_failed")
    return Number(condition === (labels["job_name"]?.startsWith("thumb") ? "true" : "false"));
  if (name === "kube_pod_status_ready")
    return Number(condition === (finished || isTroubled(labels) ? "false" : "true"));
  if (name === "kube_deployment_status_condition")
    return Number(status === (isTroubled(labels) && condition === "Available" ? "false" : "true"));
  if (name === "up") return Number(!isTroubled(labels));
  if (unit !== "boolean") return undefined;
  const state = ["condition", "status"].find((label) => Array.isArray(declared[label]));
  if (state !== undefined) return Number(labels[state] === (bad ? "false" : "true"));
  return bad ? 0 : 1;
};
