/** What to do about WorkerJobsFailing. */
import type { Runbook } from "../../../model";
import { recentRollouts, undo } from "../../deployment-steps";
import { complaints, outcomes, podsOfWorker } from "./steps";

export const failingRunbook: Runbook = {
  meaning:
    "A larger share of the jobs of this kind than allowed ended in failure, counted over half an hour, for as long as the alert waits. A job " +
    "that is tried again and fails again counts each time.",
  impact:
    "What these jobs do is done late, or not at all once their attempts are used up. Nobody waits at a screen, so nobody else tells you.",
  diagnosis: [
    outcomes,
    complaints,
    "Compare what the failed jobs have in common: all of them point at something that each needs, some of them at a kind of input.",
    recentRollouts,
    podsOfWorker,
  ],
  mitigation: [
    undo,
    "If something that they need fails, a database or another service, mend that first: jobs are mostly tried again by themselves.",
    "If one kind of input makes them fail, put those jobs aside, keep a list, and do them again when the worker is mended.",
    "Afterwards: see which jobs have used up their attempts, and do them again.",
  ],
};
