/** Ways to probe from outside: what is asked, and what counts as an answer. Fields as in blackbox_exporter 0.28. */
import * as z from "zod";
import { compact } from "../../../charts";
import {
  count,
  duration,
  goDuration,
  nonEmpty,
  seconds,
  secretKey,
  secretRef,
  type SecretRef,
  type Values,
} from "../../../model";

/** Go's regular expressions (RE2), which know no lookaround. */
const goRegex = nonEmpty.refine((text) => !/\(\?<?[=!]/.test(text), {
  error: "looks ahead or behind, which Go's regular expressions cannot",
  params: { mend: "write it without (?=, (?!, (?<= and (?<!" },
});

const shared = {
  /** After this, the probe has failed. @default seconds(5) */
  timeout: duration.default(seconds(5)),
  /** Asked first; the other is asked when the name has no address of this kind. @default "ip4" */
  ipProtocol: z.enum(["ip4", "ip6"]).default("ip4"),
} as const;

/** Headers that carry a secret, which would stand in clear text in a ConfigMap. */
const SECRET_HEADER = /^(proxy-)?authorization$|^cookie$|api-?key|token/i;

const headerName = nonEmpty.refine((name) => !SECRET_HEADER.test(name), {
  error: "carries a secret in clear text",
  params: { mend: "use credentials, which are read from a Secret" },
});

const http = z.strictObject({
  kind: z.literal("http"),
  ...shared,
  /** @default "GET" */
  method: z.enum(["GET", "HEAD", "POST", "PUT", "OPTIONS"]).default("GET"),
  /** Answers that count as good. @default 200 to 299 */
  statusCodes: z.array(count(100, 599)).readonly().default([]),
  /** @default true */
  followRedirects: z.boolean().default(true),
  /** `"required"`: the last answer must come over TLS; `"refused"`: it must not. @default "allowed" */
  tls: z.enum(["required", "allowed", "refused"]).default("allowed"),
  /** Believe any certificate. @default false */
  skipVerification: z.boolean().default(false),
  /** @default none */
  headers: z.record(headerName, z.string()).readonly().default({}),
  /** @default none */
  body: nonEmpty.optional(),
  /** Each of these must be found in the answer. @default none */
  bodyMatches: z.array(goRegex).readonly().default([]),
  /** None of these may be found in the answer. @default none */
  bodyLacks: z.array(goRegex).readonly().default([]),
  /** Basic authentication; entries `username` and `password`. @default none */
  credentials: secretRef("username", "password").optional(),
});

const tcp = z.strictObject({
  kind: z.literal("tcp"),
  ...shared,
  /** Speak TLS at once. @default false */
  tls: z.boolean().default(false),
  /** Believe any certificate. @default false */
  skipVerification: z.boolean().default(false),
  /** What is waited for and said, in turns. @default none: a connection is enough */
  conversation: z
    .array(
      z.strictObject({
        /** A line that must come. */
        expect: goRegex.optional(),
        /** A line that is sent. */
        send: nonEmpty.optional(),
        /** Change to TLS. */
        startTls: z.boolean().optional(),
      }),
    )
    .readonly()
    .default([]),
});

const dns = z.strictObject({
  kind: z.literal("dns"),
  ...shared,
  /** The name that is asked for. */
  queryName: nonEmpty,
  /** @default "A" */
  queryType: z.enum(["A", "AAAA", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT", "CAA"]).default("A"),
  /** @default "udp" */
  transport: z.enum(["udp", "tcp"]).default("udp"),
  /** @default ["NOERROR"] */
  answerCodes: z
    .array(z.enum(["NOERROR", "NXDOMAIN", "SERVFAIL", "REFUSED"]))
    .readonly()
    .default(["NOERROR"]),
  /** Each record of the answer must match each of these. @default none */
  answerMatches: z.array(goRegex).readonly().default([]),
});

const grpc = z.strictObject({
  kind: z.literal("grpc"),
  ...shared,
  /** Service that gRPC's health protocol is asked about. @default the whole server */
  service: nonEmpty.optional(),
  /** @default false */
  tls: z.boolean().default(false),
  /** Believe any certificate. @default false */
  skipVerification: z.boolean().default(false),
});

/** No ICMP: it takes the capability NET_RAW, which no namespace of level `restricted` grants. */
export const probeModule = z.discriminatedUnion("kind", [http, tcp, dns, grpc]);
export type ProbeModule = z.output<typeof probeModule>;
export type ProbeModuleInput = z.input<typeof probeModule>;
type Input<Kind> = Omit<Extract<ProbeModuleInput, { kind: Kind }>, "kind">;

/** `httpProbe({ statusCodes: [200], tls: "required", bodyMatches: ["\"status\":\\s*\"ok\""] })` */
export const httpProbe = (props: Input<"http"> = {}): ProbeModuleInput => ({ kind: "http", ...props });
/** `tcpProbe({ tls: true })` */
export const tcpProbe = (props: Input<"tcp"> = {}): ProbeModuleInput => ({ kind: "tcp", ...props });
/** `dnsProbe({ queryName: "shop.example", queryType: "A" })` */
export const dnsProbe = (props: Input<"dns">): ProbeModuleInput => ({ kind: "dns", ...props });
/** `grpcProbe({ service: "checkout.v1.Checkout" })` */
export const grpcProbe = (props: Input<"grpc"> = {}): ProbeModuleInput => ({ kind: "grpc", ...props });

export const credentialsFolder = (moduleName: string): string => `/etc/blackbox-secrets/${moduleName}`;

/** A module as the exporter's configuration has it. */
export const moduleConfig = (name: string, module: ProbeModule): Values => ({
  prober: module.kind,
  timeout: goDuration(module.timeout),
  [module.kind]: compact({
    preferred_ip_protocol: module.ipProtocol,
    ip_protocol_fallback: true,
    ...fieldsOf(name, module),
  }),
});

const fieldsOf = (name: string, module: ProbeModule): Values => {
  switch (module.kind) {
    case "http":
      return {
        method: module.method,
        valid_status_codes: unlessEmpty(module.statusCodes),
        follow_redirects: module.followRedirects,
        fail_if_not_ssl: module.tls === "required" || undefined,
        fail_if_ssl: module.tls === "refused" || undefined,
        tls_config: tlsConfig(module),
        headers: Object.keys(module.headers).length === 0 ? undefined : module.headers,
        body: module.body,
        fail_if_body_not_matches_regexp: unlessEmpty(module.bodyMatches),
        fail_if_body_matches_regexp: unlessEmpty(module.bodyLacks),
        basic_auth: module.credentials === undefined ? undefined : basicAuth(name, module.credentials),
      };
    case "tcp":
      return {
        tls: module.tls || undefined,
        tls_config: tlsConfig(module),
        query_response: unlessEmpty(
          module.conversation.map(({ expect, send, startTls }) => compact({ expect, send, starttls: startTls })),
        ),
      };
    case "dns":
      return {
        query_name: module.queryName,
        query_type: module.queryType,
        transport_protocol: module.transport,
        valid_rcodes: module.answerCodes,
        validate_answer_rrs:
          module.answerMatches.length === 0 ? undefined : { fail_if_not_matches_regexp: module.answerMatches },
      };
    case "grpc":
      return { service: module.service, tls: module.tls || undefined, tls_config: tlsConfig(module) };
  }
};

const unlessEmpty = <T>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);

const tlsConfig = ({ skipVerification }: { readonly skipVerification: boolean }): Values | undefined =>
  skipVerification ? { insecure_skip_verify: true } : undefined;

const basicAuth = (name: string, secret: SecretRef): Values => ({
  username_file: `${credentialsFolder(name)}/${secretKey(secret, "username").key}`,
  password_file: `${credentialsFolder(name)}/${secretKey(secret, "password").key}`,
});
