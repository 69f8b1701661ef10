/** The mail server: one for all in `global`, and what a channel says otherwise. */
import * as z from "zod";
import { nonEmpty, secretRef, text } from "../../model";
import { secretFile } from "../secrets";
import { tls, tlsValue } from "./http";
import { isTemplate, plain, refuse } from "./shape";

const BARE_ADDRESS = String.raw`[^\s@<>,"]+@[^\s@<>,"]+`;
const ADDRESS = new RegExp(String.raw`^\s*(${BARE_ADDRESS}|[^<>@]*<${BARE_ADDRESS}>)\s*$`);

/** Commas within a quoted name do not part addresses. */
const addressesIn = (value: string): readonly string[] => value.replaceAll(/"[^"]*"/g, "name").split(",");

/** Who is written to: addresses with ',' between them, or a template. */
export const recipients = text({
  holds: (value) => isTemplate(value) || addressesIn(value).every((each) => ADDRESS.test(each)),
  problem: "is no list of mail addresses",
  mend: 'write e.g. "dba@acme.example, Night shift <night@acme.example>"',
});

const sender = text({
  holds: (value) => isTemplate(value) || (addressesIn(value).length === 1 && ADDRESS.test(addressesIn(value)[0] ?? "")),
  problem: "is no single mail address",
  mend: 'write e.g. "Alertmanager <alerts@acme.example>"',
});

const smarthost = text({
  holds: (value) => /^(\[[^\]\s]+\]|[^\s:/[\]]+):\d{1,5}$/.test(value),
  problem: "is no host with a port",
  mend: "write host:port, e.g. smtp.acme.example:587",
});

const login = z
  .strictObject({
    username: plain,
    /** Secret with the entry `password`, for PLAIN and LOGIN. @default none */
    password: secretRef("password").optional(),
    /** Secret with the entry `secret`, for CRAM-MD5. Alertmanager does not trim that file. @default none */
    cramMd5: secretRef("secret").optional(),
    /** On whose behalf, for PLAIN. @default the user */
    identity: nonEmpty.optional(),
  })
  .superRefine(
    refuse(({ password, cramMd5 }) => [
      password === undefined && cramMd5 === undefined
        ? {
            at: ["password"],
            problem: "is missing",
            mend: 'write existingSecret("smtp"), a Secret with the entry password',
          }
        : undefined,
    ]),
  );

export const smtpShape = {
  /** The mail server, `host:port`. */
  smarthost: smarthost.optional(),
  /** One address; Alertmanager fills in templates. */
  from: sender.optional(),
  /** How Alertmanager introduces itself to the server. @default "localhost", Alertmanager's own */
  hello: plain.optional(),
  /** @default none: mail is sent without a login */
  login: login.optional(),
  /** Refuse a server that does not offer STARTTLS. @default true, Alertmanager's own */
  requireTls: z.boolean().optional(),
  /** TLS from the first byte instead of STARTTLS. @default true on port 465, else false */
  implicitTls: z.boolean().optional(),
  /** @default the authorities that the image brings */
  tls: tls.optional(),
} as const;

type Smtp = z.output<z.ZodObject<typeof smtpShape>>;

/** Under the names that `global` (with `smtp_` in front) and the entry of a channel share. */
export const smtpFields = ({ smarthost, from, hello, login, requireTls, implicitTls, tls }: Smtp) => ({
  smarthost,
  from,
  hello,
  authUsername: login?.username,
  authPasswordFile: login?.password && secretFile(login.password, "password"),
  authSecretFile: login?.cramMd5 && secretFile(login.cramMd5, "secret"),
  authIdentity: login?.identity,
  requireTls,
  forceImplicitTls: implicitTls,
  tlsConfig: tls && tlsValue(tls),
});
