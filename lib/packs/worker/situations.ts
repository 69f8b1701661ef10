/** Background jobs as the tests of this pack meet them. */
import type { Metric } from "../../model";
import { series, type SeriesBuilder } from "../../testing";
import { worker } from "./metrics";

type Labels = Readonly<Record<string, string>>;

export const BILLING = { namespace: "shop", service: "billing" } as const;
/** The task that most tests are about. */
export const INVOICE = { ...BILLING, task: "send-invoice" } as const;
/** What it is called in texts. */
export const INVOICE_NAME = "send-invoice of shop/billing";

/** A series of that task, unless the labels say otherwise. */
export const ofTask = (metric: Metric, labels: Labels = {}): SeriesBuilder =>
  series(metric, { ...INVOICE, pod: "billing-1", ...labels });

/** Jobs of that task that have ended. */
export const ended = (outcome: "succeeded" | "failed", labels: Labels = {}): SeriesBuilder =>
  ofTask(worker.jobsProcessedTotal, { outcome, ...labels });
