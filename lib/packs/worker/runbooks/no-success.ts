/** What to do about WorkerNoSuccess. */
import type { Runbook } from "../../../model";
import { promql } from "../../../query";
import { lastSuccess } from "../rules";
import { recentRollouts, undo } from "../../deployment-steps";
import { complaints, outcomes } from "./steps";

export const noSuccessRunbook: Runbook = {
  meaning:
    "Jobs of this kind were tried within that time, and none has succeeded since longer than the alert allows. It finds what is done too seldom " +
    "for a share of failures to say anything.",
  impact: "What these jobs do has not been done for hours, although the worker looks busy.",
  diagnosis: [
    {
      text: "See when it worked last.",
      query: promql`time() - ${lastSuccess}{namespace="$namespace",service="$service",task="$task"}`,
    },
    outcomes,
    complaints,
    recentRollouts,
    "Look at what the jobs need: a password that has run out, a file that has moved, a partner's address that has changed.",
  ],
  mitigation: [
    undo,
    "If a password or certificate has run out, renew it and begin one job by hand to see it succeed.",
    "If it may be that long between two successes, say so (overrides: WorkerNoSuccess, age).",
  ],
};
