/** What to do about BusinessActiveUsersDropped. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { activeUsers } from "../rules";
import { backendOf, recentRollouts } from "./steps";

export const activeUsersDroppedRunbook: Runbook = {
  meaning:
    "Far fewer people than at this hour a week ago and two weeks ago (one and two days ago where Prometheus keeps less than that) have used the " +
    "product within the time frame that the alert names. Time frames with few people then are not compared.",
  impact:
    "People who have an account cannot get in, or have nothing that works once they are in. A short time frame shows it first; a long one that falls " +
    "by half means that the number itself is computed wrongly.",
  diagnosis: [
    "Sign in yourself, on the web and on a phone, and do what people do most.",
    {
      text: "See which time frames fell, and since when. All at the same minute: the job that counts them.",
      query: promql`${activeUsers}{namespace="$namespace",service="$service"}`,
    },
    ...backendOf,
    {
      text: "Read why people cannot get in.",
      query: logql`{namespace="$namespace", service="$service"} |~ "(?i)login|session|token" |~ "(?i)error|denied|expired"`,
    },
    {
      text: "Read what the job that counts them says, if the figure is one that a job computes.",
      command: "kubectl --namespace $namespace get cronjobs,jobs --sort-by=.metadata.creationTimestamp",
    },
    recentRollouts,
  ],
  mitigation: [
    {
      text: "If a deployment broke it, go back to the version before.",
      command: "kubectl --namespace $namespace rollout undo deployment/$service",
    },
    "If signing in fails, mend the identity provider or its keys first: those who are in will be thrown out soon, too.",
    "If only the counting is broken, repair the job and let it run once; nobody was harmed.",
    "If it is a holiday, nothing is broken: silence the alert until the next day.",
  ],
};
