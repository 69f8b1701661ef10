/** How Alertmanager talks HTTP: who it says it is, whom it trusts, through what (prometheus/common 0.70, config/http_config.go). */
import * as z from "zod";
import { nonEmpty, secretRef, text, urlWithoutCredentials, type SecretRef, type Values } from "../../model";
import { secretFile } from "../secrets";
import { plain, refuse } from "./shape";
import { spelled } from "./spelling";

const tlsVersion = z.enum(["TLS10", "TLS11", "TLS12", "TLS13"]);

/** `oauth2({ … })` may name the cluster's own authority, which Prometheus has and Alertmanager has not. */
type Authority = SecretRef | "serviceAccount";

const authority = z
  .custom<Authority>((value) => value !== "serviceAccount", {
    error: "is the cluster's own authority, which is not mounted into Alertmanager",
    params: { mend: 'write existingSecret("…"), a Secret with the entry ca.crt' },
    abort: true,
  })
  .transform((value) => (value === "serviceAccount" ? z.NEVER : value))
  .pipe(secretRef("ca.crt"))
  // As wide as what goes in, so that what the makers give can be used as it is.
  .transform((secret): Authority => secret);

export const tls = z
  .strictObject({
    /** Secret with the entry `ca.crt`. @default the authorities that the image brings */
    ca: authority.optional(),
    /** Secret with the entries `tls.crt` and `tls.key`, as cert-manager writes it. @default none */
    clientCertificate: secretRef("tls.crt", "tls.key").optional(),
    /** Name that the server's certificate must be for. @default the host that is called */
    serverName: nonEmpty.optional(),
    /** Trust whatever answers. @default false */
    insecureSkipVerify: z.boolean().optional(),
    /** @default TLS 1.2, Go's own */
    minVersion: tlsVersion.optional(),
    /** @default TLS 1.3, Go's own */
    maxVersion: tlsVersion.optional(),
  })
  .superRefine(
    refuse(({ minVersion, maxVersion }) => [
      minVersion !== undefined && maxVersion !== undefined && minVersion > maxVersion
        ? {
            at: ["maxVersion"],
            problem: `is ${maxVersion}, below minVersion, which is ${minVersion}`,
            mend: "write a highest version that is not below the lowest",
          }
        : undefined,
    ]),
  );
type Tls = z.output<typeof tls>;

const proxyUrl = text({
  holds: (value) => {
    if (!URL.canParse(value) || /\s/.test(value)) return false;
    const { protocol, username, password, host } = new URL(value);
    return ["http:", "https:", "socks5:"].includes(protocol) && username === "" && password === "" && host !== "";
  },
  problem: "is no address of a proxy that can stand in clear text",
  mend: "write scheme, host and port without a user or password, e.g. http://proxy.acme.example:3128",
});

// Headers for the proxy itself (`proxy_connect_header`) stand inline only, so that they are not offered.
const proxy = z.union([
  z.literal("environment"),
  z.strictObject({
    url: proxyUrl,
    /** Addresses, networks and domains that are reached directly. @default none */
    exceptFor: z.array(nonEmpty).readonly().optional(),
  }),
]);
type Proxy = z.output<typeof proxy>;

const clearText = (name: string) => ({
  at: [name],
  problem: "would stand in clear text in the configuration",
});

const oauth2Shape = {
  clientId: nonEmpty,
  /** Where tokens are fetched. */
  tokenUrl: urlWithoutCredentials,
  /** @default none */
  scopes: z.array(nonEmpty).readonly().optional(),
  /** Further parameters of the token request. @default none */
  endpointParams: z
    .record(nonEmpty, z.string())
    .readonly()
    .superRefine(
      refuse((parameters) =>
        Object.keys(parameters)
          .filter((name) => /password|secret|assertion/i.test(name))
          .map((name) => ({
            ...clearText(name),
            mend: "use the grant by client secret or certificate, whose secrets are files",
          })),
      ),
    )
    .optional(),
  /** Proxy on the way to the token endpoint. @default none */
  proxy: proxy.optional(),
  /** @default the authorities that the image brings */
  tls: tls.optional(),
} as const;

const tokenType = text({
  holds: (value) => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(value) && value.toLowerCase() !== "basic",
  problem: "is no authentication scheme that takes a token",
  mend: 'write e.g. "Bearer" or "Token"; for "Basic" use userAndPassword(secret)',
});

/** Made by `userAndPassword(secret)`, `bearerToken(secret)`, `oauth2({ … })` and `oauth2Certificate({ … })`. */
const authentication = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("basicAuth"), secret: secretRef("username", "password") }),
  z.strictObject({
    kind: z.literal("bearerToken"),
    secret: secretRef("token"),
    /** First word of the header. @default "Bearer" */
    type: tokenType.optional(),
  }),
  z.strictObject({ kind: z.literal("oauth2"), secret: secretRef("clientSecret"), ...oauth2Shape }),
  z.strictObject({
    kind: z.literal("oauth2Certificate"),
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
  }),
]);
type Authentication = z.output<typeof authentication>;

/** Headers that the client writes itself and refuses to have overwritten (prometheus/common, config/headers.go). */
const RESERVED_HEADERS =
  /^(authorization|host|content-(encoding|length|type)|user-agent|connection|keep-alive|proxy-auth(enticate|orization)|www-authenticate|accept-encoding|x-prometheus-(remote-(write|read)-version|scrape-timeout-seconds)|x-amz-(date|security-token|content-sha256))$/i;

const headerName = text({
  holds: (name) => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && !RESERVED_HEADERS.test(name),
  problem: "is no header that can be added",
  mend: "name a header that Alertmanager does not write itself; what identifies it is `authentication`",
});

const headers = z
  .record(
    headerName,
    z.union([z.array(plain).min(1).readonly(), z.strictObject({ secret: secretRef(), entry: nonEmpty })]),
  )
  .readonly()
  .superRefine(
    refuse((all) =>
      Object.entries(all)
        .filter(([name, value]) => !("secret" in value) && /secret|token|password|cookie|api-?key/i.test(name))
        .map(([name]) => ({ ...clearText(name), mend: "write headerFromSecret(secret, entry)" })),
    ),
  );

/** The settings of an HTTP client. */
const client = z.strictObject({
  /** How Alertmanager identifies itself. @default not at all */
  authentication: authentication.optional(),
  /** @default the authorities that the image brings, and no certificate of its own */
  tls: tls.optional(),
  /** A proxy, or `"environment"` for what HTTP_PROXY, HTTPS_PROXY and NO_PROXY say. @default none */
  proxy: proxy.optional(),
  /** Headers to add: `{ "X-Scope-OrgID": ["shop"], "X-Api-Key": headerFromSecret(secret, "key") }`. @default none */
  headers: headers.optional(),
  /** @default true */
  followRedirects: z.boolean().optional(),
  /** @default true */
  enableHttp2: z.boolean().optional(),
});
// Interfaces, because the compiler prints their name where it would print all of an alias in every channel.
export interface HttpClient extends z.output<typeof client> {}
export interface HttpClientInput extends z.input<typeof client> {}
export const httpClient: z.ZodType<HttpClient, HttpClientInput> = client;

/** For channels that are called by HTTP. */
export const httpShape = {
  /** How to talk to it. Takes the place of `global.http` as a whole, nothing of which is mixed in. @default `global.http` */
  http: httpClient.optional(),
} as const;

export const tlsValue = ({ ca, clientCertificate, ...rest }: Tls): Values => ({
  ...(ca === undefined || ca === "serviceAccount" ? {} : { ca_file: secretFile(ca, "ca.crt") }),
  ...(clientCertificate === undefined
    ? {}
    : { cert_file: secretFile(clientCertificate, "tls.crt"), key_file: secretFile(clientCertificate, "tls.key") }),
  ...spelled(rest),
});

const tlsPart = (settings: Tls | undefined): Values =>
  settings === undefined ? {} : { tls_config: tlsValue(settings) };

const proxyPart = (settings: Proxy | undefined): Values =>
  settings === undefined
    ? {}
    : settings === "environment"
      ? { proxy_from_environment: true }
      : spelled({ proxyUrl: settings.url, noProxy: settings.exceptFor?.join(",") });

/** `Authorization: Bearer …` from a file. */
export const tokenAuthorization = (file: string, type?: string): Values => ({
  authorization: { ...spelled({ type }), credentials_file: file },
});

const authenticationValue = (settings: Authentication): Values => {
  switch (settings.kind) {
    case "basicAuth":
      return {
        basic_auth: {
          username_file: secretFile(settings.secret, "username"),
          password_file: secretFile(settings.secret, "password"),
        },
      };
    case "bearerToken":
      return tokenAuthorization(secretFile(settings.secret, "token"), settings.type);
    case "oauth2":
      return { oauth2: { ...oauth2Value(settings), client_secret_file: secretFile(settings.secret, "clientSecret") } };
    case "oauth2Certificate": {
      const { keyId, issuer, signatureAlgorithm, audience, claims } = settings;
      return {
        oauth2: {
          ...oauth2Value(settings),
          ...spelled({ clientCertificateKeyId: keyId, iss: issuer, signatureAlgorithm, audience, claims }),
          grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
          client_certificate_key_file: secretFile(settings.secret, "tls.key"),
        },
      };
    }
  }
};

const oauth2Value = ({
  clientId,
  tokenUrl,
  scopes,
  endpointParams,
  proxy,
  tls,
}: Extract<Authentication, { readonly tokenUrl: string }>): Values => ({
  ...spelled({ clientId, tokenUrl, scopes, endpointParams }),
  ...proxyPart(proxy),
  ...tlsPart(tls),
});

/** The settings as Alertmanager's file has them, secrets as files. */
export const httpClientValue = ({
  authentication,
  tls,
  proxy,
  headers,
  followRedirects,
  enableHttp2,
}: HttpClient): Values => ({
  ...(authentication === undefined ? {} : authenticationValue(authentication)),
  ...tlsPart(tls),
  ...proxyPart(proxy),
  ...spelled({ followRedirects, enableHttp2 }),
  ...(headers === undefined
    ? {}
    : {
        http_headers: Object.fromEntries(
          Object.entries(headers).map(([name, header]) => [
            name,
            "secret" in header ? { files: [secretFile(header.secret, header.entry)] } : { values: header },
          ]),
        ),
      }),
});
