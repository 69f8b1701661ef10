/** Rules that Grafana and its provider hold values against, and that no schema of Terraform's can express. */
import { Token } from "cdktf";
import * as z from "zod";

const rule = (holds: (value: string) => boolean, problem: string, mend: string) =>
  z.string().refine((value) => Token.isUnresolved(value) || holds(value), { error: problem, params: { mend } });

const UID = /^[a-zA-Z0-9\-_]{1,40}$/;
const UID_MEND = "use at most 40 letters, digits, '-' and '_'";

/** An identifier that links and other resources use; Grafana's own limit is 40 characters. */
export const uid = rule((value) => UID.test(value), "is no uid", UID_MEND);

export const oneOf = (...values: readonly string[]) =>
  rule(
    (value) => values.includes(value),
    "is none of the values allowed",
    `write ${values.map((value) => JSON.stringify(value)).join(", ")}`,
  );

export const filled = rule((value) => value.trim() !== "", "is empty", "write a name");

/** A dashboard without a uid of its own gets a new address with each installation, and links to it die. */
export const hasUid = (data: Readonly<Record<string, unknown>>): boolean => {
  const { uid: own } = data;
  return typeof own === "string" && (Token.isUnresolved(own) || UID.test(own));
};
