/** How Prometheus talks HTTP, as the operator's custom resources say it: secrets are named, and the operator fetches them from the resource's namespace. */
import * as z from "zod";
import { secretKey, secretRef, type SecretRef, type Values } from "../../../model";
import { authenticationScheme, oauth2Shape, proxy, proxyFields, tlsShape, tlsVersionsFit } from "./http-client";
import { inResource } from "./spelling";

const resourceTls = z
  .strictObject({
    /** Secret with the entry `ca.crt`. @default the authorities that Prometheus's image brings */
    ca: secretRef("ca.crt").optional(),
    ...tlsShape,
  })
  .superRefine(tlsVersionsFit);

const resourceAuthentication = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("basicAuth"), secret: secretRef("username", "password") }),
  z.strictObject({
    kind: z.literal("bearerToken"),
    secret: secretRef("token"),
    /** First word of the header. @default "Bearer" */
    type: authenticationScheme.optional(),
  }),
  z.strictObject({
    kind: z.literal("oauth2"),
    /** Unlike prometheus.yml, a custom resource takes the client's id from the Secret too. */
    secret: secretRef("clientId", "clientSecret"),
    ...oauth2Shape,
    /** @default none */
    tls: resourceTls.optional(),
  }),
]);

/** Who Prometheus is and whom it trusts. */
export const resourceIdentityShape = {
  /** @default not at all */
  authentication: resourceAuthentication.optional(),
  /** @default the authorities that Prometheus's image brings, and no certificate of its own */
  tls: resourceTls.optional(),
} as const;

/** The settings of an HTTP client, as props of whatever uses one. Unlike prometheus.yml, no further headers. */
export const resourceClientShape = {
  ...resourceIdentityShape,
  /** @default none */
  proxy: proxy.optional(),
  /** @default true */
  followRedirects: z.boolean().optional(),
  /** @default true */
  enableHttp2: z.boolean().optional(),
} as const;
type ResourceClient = z.output<z.ZodObject<typeof resourceClientShape>>;

/** The names of those settings. */
export const CLIENT_SETTINGS = [
  "authentication",
  "tls",
  "proxy",
  "followRedirects",
  "enableHttp2",
] as const satisfies readonly (keyof ResourceClient)[];

/** Where the operator finds an entry. */
export const entryOf = (secret: SecretRef, entry: string): Values => ({ ...secretKey(secret, entry) });

const tlsConfig = ({ ca, clientCertificate, ...rest }: NonNullable<ResourceClient["tls"]>): Values =>
  inResource({
    ca: ca && { secret: entryOf(ca, "ca.crt") },
    cert: clientCertificate && { secret: entryOf(clientCertificate, "tls.crt") },
    keySecret: clientCertificate && entryOf(clientCertificate, "tls.key"),
    ...rest,
  });

const authenticationValue = (authentication: NonNullable<ResourceClient["authentication"]>): Values => {
  const { secret } = authentication;
  switch (authentication.kind) {
    case "basicAuth":
      return { basicAuth: { username: entryOf(secret, "username"), password: entryOf(secret, "password") } };
    case "bearerToken":
      return { authorization: inResource({ type: authentication.type, credentials: entryOf(secret, "token") }) };
    case "oauth2": {
      const { tokenUrl, scopes, endpointParams, tls, proxy } = authentication;
      return {
        oauth2: {
          clientId: { secret: entryOf(secret, "clientId") },
          clientSecret: entryOf(secret, "clientSecret"),
          ...inResource({ tokenUrl, scopes, endpointParams, ...proxyFields(proxy), tlsConfig: tls && tlsConfig(tls) }),
        },
      };
    }
  }
};

/**
 * The settings as custom resources have them.
 * @param http2 what the resource calls the setting: ScrapeConfig differs from the others
 */
export const resourceClientValue = (
  { authentication, tls, proxy, followRedirects, enableHttp2 }: ResourceClient,
  http2: "enableHttp2" | "enableHTTP2",
): Values => ({
  ...(authentication === undefined ? {} : authenticationValue(authentication)),
  ...inResource({ tlsConfig: tls && tlsConfig(tls), ...proxyFields(proxy), followRedirects, [http2]: enableHttp2 }),
});
