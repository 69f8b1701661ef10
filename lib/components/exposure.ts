/** How people reach a component, as its chart is told: an Ingress or a route of the Gateway API, with TLS and a login in front. */
import type { Authentication, Exposure, SecretRef, Values } from "../model";
import type { Carried } from "../terraform";

type IngressExposure = Extract<Exposure, { kind: "ingress" }>;
type GatewayExposure = Extract<Exposure, { kind: "gateway" }>;

/** How a chart spells what all charts can. */
export interface ExposureKeys {
  /** Its ingress, from the fields that differ between charts. */
  readonly ingress: (host: string) => Values;
  /** Key of the ingress class. @default "ingressClassName" */
  readonly className?: string;
  /** Where its route stands. @default route.main */
  readonly route?: (route: Values) => Values;
}

/** The chart's `ingress` or route; nothing for a component that is reached from inside the cluster only. */
export const exposureValues = (exposure: Exposure | undefined, keys: ExposureKeys): Values => {
  const { ingress, className = "ingressClassName", route = (main: Values) => ({ route: { main } }) } = keys;
  switch (exposure?.kind) {
    case "ingress":
      return {
        ingress: {
          enabled: true,
          [className]: exposure.className,
          annotations: ingressAnnotations(exposure),
          tls: [{ secretName: tlsSecretOf(exposure), hosts: [exposure.host] }],
          ...ingress(exposure.host),
        },
      };
    case "gateway":
      return route({ enabled: true, hostnames: [exposure.host], parentRefs: parentRefs(exposure) });
    default:
      return {};
  }
};

/** Hosts of an ingress, each with its paths. */
export const hostsWithPaths = (host: string): Values => ({
  hosts: [{ host, paths: [{ path: "/", pathType: "Prefix" }] }],
});

/** The Secret with the certificate of a host: where cert-manager would put it, unless named. */
const tlsSecretOf = (exposure: IngressExposure): string =>
  exposure.tlsSecret ?? `${exposure.host.replace("*", "wildcard").replaceAll(".", "-")}-tls`;

/** What an Ingress asks of its controller, login included. */
const ingressAnnotations = (exposure: IngressExposure): Readonly<Record<string, string>> => ({
  "nginx.ingress.kubernetes.io/ssl-redirect": "true",
  ...authenticationAnnotations(exposure.authentication),
  ...exposure.annotations,
});

/** ingress-nginx's annotations for a login in front of what has none of its own. */
const authenticationAnnotations = (authentication: Authentication | undefined): Readonly<Record<string, string>> => {
  switch (authentication?.kind) {
    case "basicAuth":
      return {
        "nginx.ingress.kubernetes.io/auth-type": "basic",
        "nginx.ingress.kubernetes.io/auth-secret": authentication.secret.name,
        "nginx.ingress.kubernetes.io/auth-realm": "observability",
      };
    case "forwardAuth":
      return {
        "nginx.ingress.kubernetes.io/auth-url": authentication.url,
        ...(authentication.signIn === undefined
          ? {}
          : { "nginx.ingress.kubernetes.io/auth-signin": authentication.signIn }),
      };
    default:
      return {};
  }
};

/** The secrets that an exposure reads. */
export const exposureSecrets = (
  exposure: Exposure | undefined,
  path: string,
): readonly { path: string; secret: SecretRef }[] =>
  exposure?.authentication?.kind === "basicAuth"
    ? [{ path: `${path}.authentication.secret`, secret: exposure.authentication.secret }]
    : [];

/** The parent of an HTTPRoute. */
const parentRefs = ({ gateway }: GatewayExposure): readonly Values[] => [
  {
    group: "gateway.networking.k8s.io",
    kind: "Gateway",
    name: gateway.name,
    ...(gateway.namespace === undefined ? {} : { namespace: gateway.namespace }),
    ...(gateway.listener === undefined ? {} : { sectionName: gateway.listener }),
  },
];

/** Where the chart of ingress-nginx is installed by its own documentation. */
const CONTROLLER_NAMESPACE = "ingress-nginx";

/**
 * From where people's requests arrive at the pods of a component in `namespace`: from what asks for the login, and from nowhere else.
 * What `allowIngress` takes as `from`.
 */
export const doorOf = (exposure: Exposure, namespace: string): { readonly namespace: string } => ({
  namespace:
    exposure.controllerNamespace ??
    (exposure.kind === "ingress" ? CONTROLLER_NAMESPACE : (exposure.gateway.namespace ?? namespace)),
});

/** What comes through that door: people, whose TLS ends at it. */
export const people = (exposure: Exposure): Carried => ({
  what: "people",
  protocol: "HTTP",
  direction: "both",
  encryption: "TLS to the door",
  address: `https://${exposure.host}`,
  by: {
    kind: "people",
    name: exposure.kind === "ingress" ? "people, through the ingress" : "people, through the Gateway",
  },
});

/** `https://prometheus.acme.example`: where people reach it. */
export const externalUrlOf = (exposure: Exposure | undefined): string | undefined =>
  exposure === undefined ? undefined : `https://${exposure.host}`;
