/** What is read besides the logs of containers: the journal of the node, and what others send. */
import * as z from "zod";
import { dnsLabel, nonEmpty, port, secretRef } from "../../../model";

const unit = z.string().refine((text) => /^[A-Za-z0-9:_.\\@-]+\.(service|socket|timer|mount|scope)$/.test(text), {
  error: "is no unit of systemd",
  params: { mend: "write it with its kind, e.g. kubelet.service" },
});

export const journal = z.strictObject({
  /** Units whose lines are read, each of them one value of the label `service`. */
  units: z
    .array(unit)
    .readonly()
    .refine((units) => units.length > 0, {
      error: "is empty",
      params: { mend: 'name units, e.g. "kubelet.service", "containerd.service"' },
    })
    .refine((units) => new Set(units).size === units.length, {
      error: "names a unit twice",
      params: { mend: "name it once" },
    }),
  /** @default "/var/log/journal" */
  path: z.enum(["/var/log/journal", "/run/log/journal"]).default("/var/log/journal"),
});

/** Namespaces whose pods may send. */
const senders = z
  .array(dnsLabel)
  .readonly()
  .refine((names) => names.length > 0, {
    error: "is empty, so that nobody could send anything",
    params: { mend: "name the namespaces of those who send" },
  });

/** Entries `tls.crt` and `tls.key`, by which the agent shows who it is. */
const certificate = secretRef("tls.crt", "tls.key");
/** What the label `service` is to be for all that comes in there: tags of others have no bounds. */
const service = nonEmpty.refine((value) => /^[\w.-]{1,63}$/.test(value), {
  error: "is no name of a service",
  params: { mend: "write at most 63 letters, digits, '-', '_' and '.'" },
});

const forwardInput = z.strictObject({
  from: senders,
  certificate,
  /** Entry `sharedKey`, which those who send must know. */
  sharedKey: secretRef("sharedKey"),
  /** @default 24224 */
  port: port.default(24_224),
  /** @default "forward" */
  service: service.default("forward"),
});

const httpInput = z.strictObject({
  from: senders,
  certificate,
  /** Entry `ca.crt`: who vouches for those who send. There is no other login at this door. */
  clientAuthority: secretRef("ca.crt"),
  /** @default 9880 */
  port: port.default(9_880),
  /** @default "http" */
  service: service.default("http"),
});

export const receive = z
  .strictObject({
    /** Fluentd's own protocol, by TLS and with a shared key. @default none */
    forward: forwardInput.optional(),
    /** JSON by HTTPS, from who shows a certificate. @default none */
    http: httpInput.optional(),
  })
  .refine(({ forward, http }) => forward === undefined || http === undefined || forward.port !== http.port, {
    path: ["http", "port"],
    error: "is the port of forward, too",
    params: { mend: "write another, e.g. 9880" },
  });

export type Journal = z.output<typeof journal>;
export type Receive = z.output<typeof receive>;
