/** Steps that the runbooks of missing targets share. */
import { scrape, type Step } from "../../../model";
import { promql } from "../../../query";

export const listTargets: Step = {
  text: "See which targets it is, with their addresses. The error of the last scrape of each stands on the page Status > Targets of Prometheus.",
  query: promql`${scrape.up}{namespace="$namespace",job="$job"} == 0`,
};

export const pods: Step = {
  text: "See whether their pods run, on which nodes, and how often they have restarted.",
  command: "kubectl --namespace $namespace get pods --output wide",
};

export const events: Step = {
  text: "Read what has happened in the namespace lately.",
  command: "kubectl --namespace $namespace get events --sort-by=.lastTimestamp",
};

export const networkPolicies: Step = {
  text: "If the pods are well, something is between them and Prometheus: see whether a network policy lets the namespace of Prometheus in.",
  command: "kubectl --namespace $namespace get networkpolicies --output yaml",
};

export const askByHand: Step = {
  text: "Ask one for its metrics by hand. An answer here means that only Prometheus cannot reach it; a 401 or 404 means that the monitor names a wrong path or login.",
  command:
    "kubectl --namespace $namespace port-forward <pod> 18080:<port of metrics> & sleep 2; curl --silent --show-error localhost:18080/metrics | head; kill %1",
};
