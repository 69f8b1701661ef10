/** What to do about GrafanaLoginFailures. */
import type { Runbook } from "../../../model";
import { logql, promql } from "../../../query";
import { grafana } from "../metrics";

export const loginFailuresRunbook: Runbook = {
  meaning:
    "Many logins with user and password were refused within ten minutes. Grafana itself blocks a user for a while after five wrong passwords.",
  impact: "None if it is a person or a program with an old password. Otherwise somebody looks for a way in.",
  diagnosis: [
    {
      text: "Read which users are tried, and from where.",
      query: logql`{namespace="$namespace", service="grafana"} |= "Invalid username or password" | json`,
    },
    {
      text: "See since when, and whether logins that succeed follow.",
      query: promql`sum by (status_code) (increase(${grafana.requestDuration}_count{namespace="$namespace",service="$service",handler="/login",method="POST"}[10m]))`,
    },
    {
      text: "See which addresses ask for the page, where an ingress controller logs them.",
      query: logql`sum by (remote_addr) (count_over_time({namespace=~".*ingress.*"} |= "/login" | json [10m]))`,
    },
  ],
  mitigation: [
    "If it is a program, give it a token of a service account instead of a password.",
    "If it is somebody else, shut that address out at the ingress, and switch the form off (`loginForm: false`) where people log in through an identity provider.",
    "If a login has succeeded for a user that was tried, change the password, end the sessions of that user, and tell whoever is in charge of security.",
  ],
};
