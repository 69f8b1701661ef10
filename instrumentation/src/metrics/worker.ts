/** What a service does in the background: jobs of some kinds, each with a begin and an end. */
import { applicationMetrics } from "../contract";
import { counterOf, gaugeOf, histogramOf, type Workshop } from "./instruments";

const definitions = applicationMetrics.worker;

export type JobOutcome = (typeof definitions.jobsProcessedTotal.labels.outcome)[number];

/** Ends the job that it was given for. A second call does nothing: the first has counted it. */
export type JobEnd = (outcome: JobOutcome) => void;

export interface WorkerMetrics {
  /** Begins the counts of a kind of job at 0, for both outcomes. */
  readonly declare: (task: string) => void;
  readonly jobStarted: (task: string) => JobEnd;
}

export function workerMetrics(workshop: Workshop): WorkerMetrics {
  const processed = counterOf(definitions.jobsProcessedTotal, workshop);
  const duration = histogramOf(definitions.jobDuration, workshop);
  const inProgress = gaugeOf(definitions.jobsInProgress, workshop);
  const lastSuccess = gaugeOf(definitions.lastSuccess, workshop);
  const declare = (task: string): void => {
    processed.declare({ task: [task] });
    duration.declare({ task: [task] });
    inProgress.inc({ task }, 0);
  };
  return {
    declare,
    jobStarted: (task) => {
      declare(task);
      inProgress.inc({ task });
      const began = performance.now();
      let over = false;
      return (outcome) => {
        if (over) return;
        over = true;
        inProgress.dec({ task });
        duration.observe({ task }, (performance.now() - began) / 1000);
        processed.inc({ task, outcome });
        if (outcome === "succeeded") lastSuccess.set({ task }, Date.now() / 1000);
      };
    },
  };
}
