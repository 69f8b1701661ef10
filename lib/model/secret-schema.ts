/** The schema of a secret reference, which must offer the entries that its reader needs. */
import * as z from "zod";
import { didYouMean } from "./names";
import { count, dnsName, nonEmpty } from "./schema";
import { entriesOf, type SecretRef } from "./secret";

const key = nonEmpty.regex(/^[-._a-zA-Z0-9]+$/, { error: "is no key of a Secret" });

const shapes = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("existingSecret"), name: dnsName, keys: z.record(z.string(), key).readonly() }),
  z.strictObject({
    kind: z.literal("externalSecret"),
    name: dnsName,
    store: z.strictObject({ kind: z.enum(["ClusterSecretStore", "SecretStore"]), name: dnsName }),
    entries: z.record(key, z.strictObject({ key: nonEmpty, property: nonEmpty.optional() })).readonly(),
  }),
  z.strictObject({
    kind: z.literal("secretVariable"),
    name: dnsName,
    entries: z.array(key).min(1).readonly(),
    revision: count(1),
  }),
]);

/** Somebody who writes the secret itself must not see it again in a log: this finding shows no value. */
const reference = z.custom<SecretRef>((value) => typeof value === "object" && value !== null && "kind" in value, {
  error: "is no reference to a secret",
  params: { mend: 'write existingSecret("name"), externalSecret(…) or secretVariable(…), never the value' },
  abort: true,
});

const asked = new WeakMap<SecretRef, Set<string>>();

/** The entries that whoever took this reference reads: what a Secret must have. None are known of one that no schema has seen. */
export const entriesRead = (secret: SecretRef): readonly string[] => [...(asked.get(secret) ?? [])];

const read = (secret: SecretRef, entries: readonly string[]): void => {
  asked.set(secret, new Set([...entriesRead(secret), ...entries]));
};

/** A reference to a secret with at least these entries, e.g. `secretRef("username", "password")`. */
export const secretRef = (...needed: readonly string[]): z.ZodType<SecretRef, SecretRef> =>
  reference.pipe(shapes).superRefine((secret: SecretRef, context) => {
    read(secret, needed);
    const offered = entriesOf(secret);
    if (offered === undefined) {
      for (const name of Object.keys((secret as Extract<SecretRef, { kind: "existingSecret" }>).keys))
        if (needed.length > 0 && !needed.includes(name))
          context.addIssue({
            code: "custom",
            path: ["keys", name],
            input: secret,
            message: `names an entry that nobody reads${didYouMean(name, needed)}`,
            params: { mend: `the entries read here are ${needed.join(", ")}` },
          });
    } else
      for (const name of needed)
        if (!offered.includes(name))
          context.addIssue({
            code: "custom",
            path: ["entries"],
            input: secret,
            message: `lacks the entry "${name}"${didYouMean(name, offered)}`,
            params: { mend: `add "${name}"; the entries read here are ${needed.join(", ")}` },
          });
  });
