/** Which fields are secret by their name: what a hurried `logger.info("signed in", { ...request.body })` would otherwise publish. */

/** In a name without its case and punctuation: `X-Api-Key`, `api_key`, `apiKey` all read `apikey`. More rather than less. */
const TELLING =
  /pass(?:word|wd|phrase|code)|pwd|secret|token|(?:api|private|access|signing|encryption)key|authorization|cookie|credential|sessionid|connectionstring|cardnumber|bearer/;

/** Names that tell only as a whole: within others, these letters are part of harmless words. */
const TELLING_ALONE: ReadonlySet<string> = new Set(
  "auth jwt otp pin cvv cvc ssn sid connectsid dsn rawheaders basicauth proxyauth sig xamzsignature xgoogsignature".split(
    " ",
  ),
);

const NONE: ReadonlySet<string> = new Set();

/** Compared without case, punctuation and the forms that Unicode gives to Latin letters. */
export const normalName = (name: string): string =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]/gu, "");

/** Whether a field of that name is secret; both lists hold normal names. */
export function isSecretName(
  name: string,
  more: ReadonlySet<string> = NONE,
  except: ReadonlySet<string> = NONE,
): boolean {
  const normal = normalName(name);
  if (except.has(normal)) return false;
  return more.has(normal) || TELLING_ALONE.has(normal) || TELLING.test(normal);
}

/** `maxTokens: 100`, `tokens_used: 5` count something; a `pin` or a `token` that is a number is still secret. */
export const isCountOfTokens = (name: string): boolean => {
  const normal = normalName(name);
  return /tokens|tokencount/.test(normal) && !TELLING.test(normal.replace(/tokens?/g, ""));
};
