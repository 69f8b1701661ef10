/** User interfaces that anybody on the network could open. */
import type { Model } from "../../model";
import { at, check, type Problem } from "../check";

export const loginMissing = check({
  id: "exposure/login-missing",
  severity: "error",
  reason:
    "Prometheus, Alertmanager and Jaeger ask nobody who they are: who reaches them reads every metric and silences every alert.",
  *find({ interfaces }: Model): Iterable<Problem> {
    for (const { path, exposure, ownLogin } of interfaces)
      if (!ownLogin && exposure.authentication === undefined)
        yield at(`${path}.authentication`)
          .problem(`is missing, so that anybody may open https://${exposure.host}`)
          .mend('write basicAuth(existingSecret("…")), forwardAuth({ url }) or noAuthentication("why")');
  },
});

export const loginNotEnforced = check({
  id: "exposure/login-not-enforced",
  severity: "error",
  reason: "The Gateway API has no standard way to ask for a login, so the setting would have no effect.",
  *find({ interfaces }: Model): Iterable<Problem> {
    for (const { path, exposure } of interfaces)
      if (
        exposure.kind === "gateway" &&
        exposure.authentication !== undefined &&
        exposure.authentication.kind !== "none"
      )
        yield at(`${path}.authentication`)
          .problem("has no effect on a Gateway route")
          .mend(
            'use ingress({ … }), or have the Gateway ask for the login and write noAuthentication("the Gateway does")',
          );
  },
});
