/** What is never to leave the node: text that one names, and what passwords, tokens and keys look like wherever applications write them. */
import * as z from "zod";
import { portable } from "./patterns";

export const redaction = z.strictObject({
  /** What of it a group `keep` takes is left. */
  pattern: portable,
  /** Written in place of the rest. @default "***" */
  replacement: z.string().default("***"),
  /** In lower case, words of which one is in every text that the pattern finds anything in: without any, it is not tried, which saves time. @default always tried */
  words: z
    .array(
      z.string().refine((word) => /^[^A-Z]+$/.test(word), {
        error: "is not in lower case",
        params: { mend: "write e.g. iban" },
      }),
    )
    .readonly()
    .optional(),
});
export type Redaction = z.output<typeof redaction>;
type RedactionInput = z.input<typeof redaction>;

/** Text that is never to leave the node: `redact("(?<keep>iban=)[A-Z0-9]+")`. */
export const redact = (pattern: string, replacement?: string, words?: readonly string[]): RedactionInput => ({
  pattern,
  ...(replacement === undefined ? {} : { replacement }),
  ...(words === undefined ? {} : { words: [...words] }),
});

const PASSWORD = String.raw`pass(?:word|wd|phrase|code)|pwd|(?:\b|_)pass`;
const KEYS = ["api", "private", "access", "signing", "encryption"];
/** How names end whose values are secret: whatever stands before it, `DB_PASSWORD` and `clientSecret` are told by their end. */
const NAME = `(?:${PASSWORD}|secret|token|authorization|cookie|credentials?|(?:secret|${KEYS.join("|")})[_-]?key)`;
/** Most lines have none of them, and are done with. */
const WORDS = [
  ..."pass pwd secret token authorization cookie credential".split(" "),
  ...KEYS.flatMap((each) => ["", "_", "-"].map((between) => `${each}${between}key`)),
];

/** Between a name in quotes and its value: as JSON and Python have it, and as Ruby prints it. */
const IS = " *(?::|=>) *";
/** Of a value in JSON, so that what is left is JSON. */
const QUOTED = String.raw`(?:[^"\\]|\\.)*`;
/** Within a string of JSON each backslash is two, and a quote has one before it. */
const QUOTED_TWICE = String.raw`(?:[^"\\]|\\\\(?:\\.|[^"\\]))*`;
/** Without quotes, up to what can end it; an escaped quote may be the end of what is around it. */
const BARE = String.raw`(?:[^\s&"',;\\]|\\[^"nrt])+`;
/** More than letters, so that `token: expired` can still be read. */
const NO_WORD = String.raw`[A-Za-z._-]*[^\sA-Za-z._,;:()'"\\\[\]{}-][^\s"',;\\]*`;

/**
 * Passwords, tokens and keys by their names, in JSON, JSON within JSON, headers, forms, variables and what languages print; bearer and basic
 * credentials, JSON Web Tokens, private keys, and passwords in addresses. What has no such form or name is not found.
 */
export const commonSecrets = (): readonly RedactionInput[] => [
  redact(String.raw`(?i)(?<keep>${NAME}"${IS}")${QUOTED}`, undefined, WORDS),
  redact(String.raw`(?i)(?<keep>${NAME}"${IS})-?[0-9][0-9.eE+-]*`, '"***"', WORDS),
  redact(String.raw`(?i)(?<keep>${NAME}\\"${IS}\\")${QUOTED_TWICE}`, undefined, WORDS),
  redact(String.raw`(?i)(?<keep>${NAME}\\"${IS})-?[0-9][0-9.eE+-]*`, String.raw`\"***\"`, WORDS),
  redact(String.raw`(?i)(?<keep>${NAME}'?${IS}')(?:[^'"\\]|\\.)*`, undefined, WORDS),
  redact(String.raw`(?i)(?<keep>${NAME}=)(?:${BARE}|'[^'"\\]*'|"[^\s",:}\]][^"]*"|\\"[^"\\]*\\")`, undefined, WORDS),
  redact(String.raw`(?i)(?<keep>(?:${PASSWORD}|api-?key): +)${BARE}`, undefined, WORDS),
  redact(String.raw`(?i)(?<keep>${NAME}: +)${NO_WORD}`, undefined, WORDS),
  redact(String.raw`(?i)(?<keep>authorization: *(?:[a-z]+ +)?)${BARE}`, undefined, ["authorization"]),
  redact(String.raw`(?i)(?<keep>cookie: *)[^"\\\n]+`, undefined, ["cookie"]),
  redact(String.raw`(?i)(?<keep>\bbearer +)[A-Za-z0-9._~+/=-]+`, undefined, ["bearer"]),
  redact(String.raw`(?<keep>\b[Bb]asic +)[A-Za-z]{3,}[0-9+=][A-Za-z0-9+/=]{2,}`, undefined, ["basic"]),
  redact(String.raw`eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?`, undefined, ["eyj"]),
  redact(String.raw`(?<keep>-----BEGIN [A-Z ]*PRIVATE KEY-----)[^-"]*`, undefined, ["private key-----"]),
  redact(String.raw`(?<keep>://[^\s:/@]*:)[^\s/@]+@`, "***@", ["://"]),
];
