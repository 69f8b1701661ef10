/** What to do about WorkerStalled. */
import type { Runbook } from "../../../model";
import { recentRollouts, undo } from "../../deployment-steps";
import { complaints, outcomes, podsOfWorker, restart, underWay } from "./steps";

export const stalledRunbook: Runbook = {
  meaning:
    "Jobs of this kind are in progress, and none of them has ended for half an hour and as long as the alert waits, neither well nor badly. Jobs " +
    "that hang are seen by nothing else: they do not fail.",
  impact: "Nothing of this kind is done. What hangs holds its place, so that other jobs may not begin either.",
  diagnosis: [
    underWay,
    outcomes,
    podsOfWorker,
    complaints,
    "Look for what all of them wait for: a lock, a transaction that stays open, a call without a timeout. A thread dump of a pod tells.",
    recentRollouts,
  ],
  mitigation: [
    restart,
    "If they hang again at once, end what they wait for first: the transaction that holds the lock, the service that does not answer.",
    undo,
    "Afterwards: give each job a time after which it is ended.",
    "Jobs that take longer than this on purpose get a longer wait (overrides: WorkerStalled, for).",
  ],
};
