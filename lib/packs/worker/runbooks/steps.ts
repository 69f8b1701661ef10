/** Steps that several runbooks of background jobs share. */
import type { Step } from "../../../model";
import { logql, promql } from "../../../query";
import { byOutcome, inProgress } from "../rules";

export const outcomes: Step = {
  text: "See since when it is so, and whether jobs still succeed.",
  query: promql`${byOutcome}{namespace="$namespace",service="$service",task="$task"}`,
};

export const underWay: Step = {
  text: "See how many are in progress. A figure that only climbs means that they begin and do not end.",
  query: promql`${inProgress}{namespace="$namespace",service="$service",task="$task"}`,
};

export const complaints: Step = {
  text: "Read what the worker says of these jobs.",
  query: logql`{namespace="$namespace", service="$service"} |= "$task" |~ "(?i)error|exception|panic|timeout|refused"`,
};

export const podsOfWorker: Step = {
  text: "See whether the pods of the worker run, since when, and what they use.",
  command: "kubectl --namespace $namespace top pods --selector app.kubernetes.io/name=$service --containers",
};

export const restart: Step = {
  text: "Start the worker anew; jobs in progress are begun again, or lost where the worker does not keep them.",
  command: "kubectl --namespace $namespace rollout restart deployment/$service",
};
