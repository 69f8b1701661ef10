/** What to do about LokiPanics. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { loki } from "../metrics";

export const panicsRunbook: Runbook = {
  meaning:
    "A request made Loki's code panic. Loki catches the panic, answers the request with an error, counts it and goes on.",
  impact:
    "The requests that hit it fail each time: queries show errors, and pushes that cause it are tried again without end.",
  diagnosis: [
    {
      text: "Read the panic and the lines below it, which name the place in the code.",
      command: "kubectl --namespace $namespace logs $pod --tail=5000 | grep --after-context=30 'panic:'",
    },
    {
      text: "See which route answers with errors.",
      query: promql`sum by (route, status_code) (rate(${loki.requestDuration}_count{namespace="$namespace",pod="$pod",status_code=~"5.."}[10m]))`,
    },
    {
      text: "Find the queries that failed at that time.",
      query: logql`{namespace="$namespace", pod="$pod"} |= "metrics.go" | logfmt | status >= 500`,
    },
  ],
  mitigation: [
    "Search the bug reports of Loki on GitHub for the first lines of the panic: most are known, and mended in a later version.",
    "If one query or dashboard causes it, take that panel away or change the query.",
    { text: "If a new version began it, go back.", command: "helm --namespace $namespace rollback <release>" },
  ],
};
