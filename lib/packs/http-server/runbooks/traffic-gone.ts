/** What to do about HttpTrafficGone. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { rateByService, trafficRate } from "../rules";
import { podsOfService } from "./steps";

export const trafficGoneRunbook: Runbook = {
  meaning:
    "This service gets a small fraction of the requests that it got around this time a week ago (a day ago where Prometheus keeps less than a " +
    "week), or it exports no requests any more. Hours in which there was little traffic then are not compared. The service itself may be in " +
    "perfect health: it cannot fail requests that never reach it, so neither its errors nor its latency show this.",
  impact:
    "Users probably cannot reach the service: they see an error of a proxy, of DNS or of the browser. Every minute of it is a full outage, " +
    "unless the traffic has moved elsewhere on purpose.",
  diagnosis: [
    "Ask the service from outside, as a user does, with its public address. An answer means that only the traffic or its metrics are missing.",
    {
      text: "See when it fell, and whether at once (something broke) or slowly (callers give up, a campaign ended).",
      query: promql`${rateByService}{namespace="$namespace",service="$service"}`,
    },
    {
      text: "See whether other services lost their traffic at the same time. All of them: the ingress, DNS, a certificate or the network in front.",
      query: promql`sum by (namespace) (${rateByService}) / sum by (namespace) (${rateByService} offset 1h > 0)`,
    },
    {
      text: "See whether its pods are scraped at all: 0 or nothing means that the pods or their metrics are gone, not the users.",
      query: promql`up{namespace="$namespace",service="$service"}`,
    },
    podsOfService,
    {
      text: "See whether the way in has changed.",
      command: "kubectl --namespace $namespace get ingress,service --output wide",
    },
    {
      text: "See how what still arrives is answered: redirects or 401 for everybody turn users away as well.",
      query: promql`sum by (status_code) (${trafficRate}{namespace="$namespace",service="$service"})`,
    },
    {
      text: "Read what the ingress says of this service.",
      query: logql`{service="ingress-nginx"} |= "$service" |~ "error|no endpoints|certificate"`,
    },
  ],
  mitigation: [
    {
      text: "If it was scaled down or has no ready pod, bring the pods back.",
      command: "kubectl --namespace $namespace scale deployment/$service --replicas=<as before>",
    },
    "If the way in was changed (ingress, certificate, DNS, network policy), undo that change.",
    "If it is a public holiday, or last week was a campaign: nothing is broken. Silence the alert until tomorrow.",
    {
      text: "If the service was renamed or shut down for good, silence the alert for as long as the comparison remembers it.",
      command:
        'amtool --alertmanager.url=<Alertmanager> silence add alertname=HttpTrafficGone namespace=$namespace service=$service --duration=8d --comment="shut down"',
    },
  ],
};
