/** How Prometheus talks HTTP to targets and to those who know them: who it says it is, whom it trusts, through what (prometheus.io, http_config). */
import * as z from "zod";
import { nonEmpty, secretRef, text, urlWithoutCredentials, type SecretRef, type Values } from "../../../model";
import { secretFile } from "./secrets";
import { inPrometheusFile, without } from "./spelling";
import { proxyUrl, someOf } from "./texts";

/** What Kubernetes mounts into each pod that may talk to it. */
const SERVICE_ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

const tlsVersion = z.enum(["TLS10", "TLS11", "TLS12", "TLS13"]);

/** What TLS settings have in common in prometheus.yml and in custom resources. */
export const tlsShape = {
  /** Secret with the entries `tls.crt` and `tls.key` by which Prometheus identifies itself, as cert-manager writes it. @default none */
  clientCertificate: secretRef("tls.crt", "tls.key").optional(),
  /** Name that the server's certificate must be for. @default the host that is called */
  serverName: nonEmpty.optional(),
  /** Trust whatever answers. @default false */
  insecureSkipVerify: z.boolean().optional(),
  /** @default TLS 1.2, Go's own */
  minVersion: tlsVersion.optional(),
  /** @default TLS 1.3, Go's own */
  maxVersion: tlsVersion.optional(),
} as const;

/** A lowest version above the highest leaves none. */
export const tlsVersionsFit = (
  { minVersion, maxVersion }: { readonly minVersion?: string; readonly maxVersion?: string },
  context: z.RefinementCtx,
): void => {
  if (minVersion !== undefined && maxVersion !== undefined && minVersion > maxVersion)
    context.addIssue({
      code: "custom",
      path: ["maxVersion"],
      input: maxVersion,
      message: `is below minVersion, which is "${minVersion}"`,
      params: { mend: "write a highest version that is not below the lowest" },
    });
};

const tls = z
  .strictObject({
    /** Secret with the entry `ca.crt`, or the cluster's own authority. @default the authorities that the image brings */
    ca: z.union([z.literal("serviceAccount"), secretRef("ca.crt")]).optional(),
    ...tlsShape,
  })
  .superRefine(tlsVersionsFit);
type Tls = z.output<typeof tls>;

/** A proxy, or `"environment"` for what HTTP_PROXY, HTTPS_PROXY and NO_PROXY say. */
export const proxy = z.union([
  z.literal("environment"),
  z.strictObject({
    url: proxyUrl,
    /** Addresses, networks and domains that are reached directly. @default none */
    exceptFor: z.array(nonEmpty).readonly().optional(),
  }),
]);

/** Parameters of a token request that carry secrets stand in clear text, so they may not be given here. */
export const endpointParameters = z
  .record(nonEmpty, z.string())
  .readonly()
  .superRefine((parameters, context) => {
    for (const name of Object.keys(parameters))
      if (/password|secret|assertion/i.test(name))
        context.addIssue({
          code: "custom",
          path: [name],
          input: "",
          message: "would stand in clear text in the configuration",
          params: { mend: "use the grant by client secret or certificate, whose secrets are files" },
        });
  });

/** What both grants of OAuth 2.0 have in common, in prometheus.yml and in custom resources. */
export const oauth2Shape = {
  /** Where tokens are fetched. */
  tokenUrl: urlWithoutCredentials,
  /** @default none */
  scopes: z.array(nonEmpty).readonly().optional(),
  /** Further parameters of the token request. @default none */
  endpointParams: endpointParameters.optional(),
  /** Proxy on the way to the token endpoint. @default none */
  proxy: proxy.optional(),
} as const;

/** First word of the header that carries a token. */
export const authenticationScheme = text({
  holds: (text) => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text) && text.toLowerCase() !== "basic",
  problem: "is no authentication scheme that takes a token",
  mend: 'write e.g. "Bearer" or "Token"; for "Basic" use userAndPassword(secret)',
});

const authentication = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("basicAuth"), secret: secretRef("username", "password") }),
  z.strictObject({
    kind: z.literal("bearerToken"),
    secret: secretRef("token"),
    /** First word of the header. @default "Bearer" */
    type: authenticationScheme.optional(),
  }),
  z.strictObject({ kind: z.literal("serviceAccountToken") }),
  z.strictObject({
    kind: z.literal("oauth2"),
    clientId: nonEmpty,
    secret: secretRef("clientSecret"),
    ...oauth2Shape,
    /** @default none */
    tls: tls.optional(),
  }),
  z.strictObject({
    kind: z.literal("oauth2Certificate"),
    clientId: nonEmpty,
    /** Secret with the key that signs the token request. */
    secret: secretRef("tls.key"),
    /** Id of that key. @default none */
    keyId: nonEmpty.optional(),
    /** @default "RS256" */
    signatureAlgorithm: z.enum(["RS256", "RS384", "RS512"]).optional(),
    /** @default `clientId` */
    issuer: nonEmpty.optional(),
    /** @default `tokenUrl` */
    audience: nonEmpty.optional(),
    /** @default none */
    claims: z.record(nonEmpty, z.string()).readonly().optional(),
    ...oauth2Shape,
    /** @default none */
    tls: tls.optional(),
  }),
]);
type Authentication = z.output<typeof authentication>;
type AuthenticationInput<Kind> = Extract<z.input<typeof authentication>, { kind: Kind }>;

/** A user and a password: a Secret with the entries `username` and `password`. */
export const userAndPassword = (secret: SecretRef): AuthenticationInput<"basicAuth"> => ({ kind: "basicAuth", secret });
/** A token: a Secret with the entry `token`. */
export const bearerToken = (secret: SecretRef): AuthenticationInput<"bearerToken"> => ({ kind: "bearerToken", secret });
/** The token of Prometheus's own service account, for what the cluster itself serves. */
export const serviceAccountToken = (): AuthenticationInput<"serviceAccountToken"> => ({ kind: "serviceAccountToken" });
/** OAuth 2.0 by client secret: a Secret with the entry `clientSecret`. */
export const oauth2 = (props: Omit<AuthenticationInput<"oauth2">, "kind">): AuthenticationInput<"oauth2"> => ({
  kind: "oauth2",
  ...props,
});
/** OAuth 2.0 by a signed token (RFC 7523): a Secret with the entry `tls.key`. */
export const oauth2Certificate = (
  props: Omit<AuthenticationInput<"oauth2Certificate">, "kind">,
): AuthenticationInput<"oauth2Certificate"> => ({ kind: "oauth2Certificate", ...props });

/** Headers that Prometheus writes itself and refuses to have overwritten (prometheus/common, config/headers.go). */
const RESERVED_HEADERS =
  /^(authorization|host|content-(encoding|length|type)|user-agent|connection|keep-alive|proxy-auth(enticate|orization)|www-authenticate|accept-encoding|x-prometheus-(remote-(write|read)-version|scrape-timeout-seconds)|x-amz-(date|security-token|content-sha256))$/i;

const headerName = text({
  holds: (name) => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && !RESERVED_HEADERS.test(name),
  problem: "is no header that can be added",
  mend: "name a header that Prometheus does not write itself; what identifies it is `authentication`",
});

const headers = z
  .record(
    headerName,
    z.union([someOf(z.string(), "write at least one value"), z.strictObject({ secret: secretRef(), entry: nonEmpty })]),
  )
  .readonly()
  .superRefine((all, context) => {
    for (const [name, value] of Object.entries(all))
      if (!("secret" in value) && /secret|token|password|cookie|api-?key/i.test(name))
        context.addIssue({
          code: "custom",
          path: [name],
          input: "",
          message: "would stand in clear text in the configuration",
          params: { mend: "write headerFromSecret(secret, entry)" },
        });
  });

/** A header whose value is an entry of a Secret. */
export const headerFromSecret = (secret: SecretRef, entry: string) => ({ secret, entry }) as const;

/** The settings of an HTTP client, as props of whatever uses one. */
export const httpClientShape = {
  /** How Prometheus identifies itself. @default not at all */
  authentication: authentication.optional(),
  /** @default the authorities that the image brings, and no certificate of its own */
  tls: tls.optional(),
  /** @default none */
  proxy: proxy.optional(),
  /** Headers to add: `{ "X-Scope-OrgID": ["shop"], "X-Api-Key": headerFromSecret(secret, "key") }`. @default none */
  headers: headers.optional(),
  /** @default true */
  followRedirects: z.boolean().optional(),
  /** @default true */
  enableHttp2: z.boolean().optional(),
} as const;
export type HttpClient = z.output<z.ZodObject<typeof httpClientShape>>;

/** The names of those settings. */
export const CLIENT_SETTINGS = Object.keys(httpClientShape) as readonly (keyof HttpClient)[];

const tlsConfig = ({ ca, clientCertificate, ...rest }: Tls): Values => ({
  ...(ca === undefined
    ? {}
    : { ca_file: ca === "serviceAccount" ? `${SERVICE_ACCOUNT}/ca.crt` : secretFile(ca, "ca.crt") }),
  ...(clientCertificate === undefined
    ? {}
    : { cert_file: secretFile(clientCertificate, "tls.crt"), key_file: secretFile(clientCertificate, "tls.key") }),
  ...inPrometheusFile(rest),
});

/** The proxy, in the words that prometheus.yml (after spelling) and custom resources share. */
export const proxyFields = (settings: z.output<typeof proxy> | undefined): Values =>
  settings === undefined
    ? {}
    : settings === "environment"
      ? { proxyFromEnvironment: true }
      : { proxyUrl: settings.url, noProxy: settings.exceptFor?.join(",") };

const optional = (name: string, value: Values | undefined): Values => (value === undefined ? {} : { [name]: value });

const authenticationValue = (authentication: Authentication): Values => {
  switch (authentication.kind) {
    case "basicAuth": {
      const { secret } = authentication;
      return {
        basic_auth: { username_file: secretFile(secret, "username"), password_file: secretFile(secret, "password") },
      };
    }
    case "bearerToken": {
      const { secret, type } = authentication;
      return { authorization: { ...inPrometheusFile({ type }), credentials_file: secretFile(secret, "token") } };
    }
    case "serviceAccountToken":
      return { authorization: { credentials_file: `${SERVICE_ACCOUNT}/token` } };
    case "oauth2": {
      const { secret, tls, proxy } = authentication;
      const rest = without(authentication, "kind", "secret", "tls", "proxy");
      return { oauth2: { ...oauth2Value(rest, tls, proxy), client_secret_file: secretFile(secret, "clientSecret") } };
    }
    case "oauth2Certificate": {
      const { secret, keyId, issuer, tls, proxy } = authentication;
      const rest = without(authentication, "kind", "secret", "keyId", "issuer", "tls", "proxy");
      return {
        oauth2: {
          ...oauth2Value(rest, tls, proxy),
          ...inPrometheusFile({ clientCertificateKeyId: keyId, iss: issuer }),
          grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
          client_certificate_key_file: secretFile(secret, "tls.key"),
        },
      };
    }
  }
};

const oauth2Value = (rest: object, tls: Tls | undefined, proxy: HttpClient["proxy"]): Values => ({
  ...inPrometheusFile({ ...rest, ...proxyFields(proxy) }),
  ...optional("tls_config", tls && tlsConfig(tls)),
});

/** The settings as prometheus.yml has them, secrets as files. */
export const httpClientValue = ({
  authentication,
  tls,
  proxy,
  headers,
  followRedirects,
  enableHttp2,
}: HttpClient): Values => ({
  ...(authentication === undefined ? {} : authenticationValue(authentication)),
  ...optional("tls_config", tls && tlsConfig(tls)),
  ...inPrometheusFile({ ...proxyFields(proxy), followRedirects, enableHttp2 }),
  ...optional(
    "http_headers",
    headers &&
      Object.fromEntries(
        Object.entries(headers).map(([name, header]) => [
          name,
          "secret" in header ? { files: [secretFile(header.secret, header.entry)] } : { values: header },
        ]),
      ),
  ),
});
