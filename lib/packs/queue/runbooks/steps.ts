/** Steps that several runbooks of queues share. */
import type { Step } from "../../../model";
import { logql, promql } from "../../../query";
import { consumed, ready } from "../rules";

export const podsOfConsumer: Step = {
  text: "See whether the pods of the consumer run, and since when.",
  command: "kubectl --namespace $namespace get pods --selector app.kubernetes.io/name=$service --output wide",
};

export const lengthOfQueue: Step = {
  text: "See since when the queue grows, and whether at once or slowly.",
  query: promql`${ready}{namespace="$namespace",service="$service",queue="$queue"}`,
};

export const paceOfConsumer: Step = {
  text: "See whether the consumer has become slower. The same pace as ever means that more comes in.",
  query: promql`${consumed}{namespace="$namespace",service="$service",queue="$queue"}`,
};

export const complaints: Step = {
  text: "Read what the consumer complains of.",
  query: logql`{namespace="$namespace", service="$service"} |~ "(?i)error|exception|panic|refused|timeout"`,
};

export const addConsumers: Step = {
  text: "If the consumers are well and too few, add some; not if it is their database that is slow.",
  command: "kubectl --namespace $namespace scale deployment/$service --replicas=<more>",
};
