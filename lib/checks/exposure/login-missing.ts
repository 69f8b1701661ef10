/** User interfaces that anybody on the network could open. */
import { basicAuth, existingSecret, isToken, noAuthentication, type Model } from "../../model";
import { at, check, type Problem } from "../check";
import { environmentWith, ingressWith } from "../example";

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
  examples: () => ({
    passing: [
      open({ authentication: basicAuth(existingSecret("prometheus-login")) }),
      open({ authentication: noAuthentication("The VPN asks.") }),
    ],
    failing: [open({})],
  }),
});

export const loginNotEnforced = check({
  id: "exposure/login-not-enforced",
  severity: "error",
  reason:
    "The login is asked for by annotations of ingress-nginx, which other controllers ignore; the Gateway API has no standard way to ask.",
  *find({ interfaces }: Model): Iterable<Problem> {
    for (const { path, exposure } of interfaces) {
      const { authentication } = exposure;
      if (authentication === undefined || authentication.kind === "none") continue;
      if (exposure.kind === "gateway")
        yield at(`${path}.authentication`)
          .problem("has no effect on a Gateway route")
          .mend(
            'use ingress({ … }), or have the Gateway ask for the login and write noAuthentication("the Gateway does")',
          );
      else if (exposure.className !== undefined && !isNginx(exposure.className))
        yield at(`${path}.authentication`)
          .problem(`has no effect on the ingress class "${exposure.className}": it is told to ingress-nginx`)
          .mend(
            "use a class of ingress-nginx (with nginx in its name), or ask for the login in annotations of that controller and write " +
              'noAuthentication("why")',
          );
    }
  },
  examples: () => ({
    passing: [open({ className: "nginx", authentication: basicAuth(existingSecret("prometheus-login")) })],
    failing: [open({ className: "traefik", authentication: basicAuth(existingSecret("prometheus-login")) })],
  }),
});

/** A class that names no controller tells nothing; one that only Terraform knows neither. */
const isNginx = (className: string): boolean => className.includes("nginx") || isToken(className);

const open = (given: Parameters<typeof ingressWith>[0]) =>
  environmentWith({
    interfaces: [{ path: "example.prometheus.exposure", exposure: ingressWith(given), ownLogin: false }],
  });
