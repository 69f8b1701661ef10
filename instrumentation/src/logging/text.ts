/** Texts as a line may carry them: bounded, without secrets, without characters that end a line or steer a terminal. */
import { withoutSecrets } from "./secrets-in-text";

/**
 * What makes a text need a second look: a beginning of something secret, a control character that JSON lets through, a separator of lines that
 * JSON does not escape, half of a pair of surrogates. One pass over the text, for most texts the only one.
 */
const UNUSUAL = /[:=\u007f-\u009f\u2028\u2029\ud800-\udfff]|eyJ|[Bb](?:earer|asic)\s|BEARER|BASIC|-----BEGIN/;

export const isUnusual = (text: string): boolean => UNUSUAL.test(text);

/** Node's readline, Python's splitlines and others take these for the end of a line. */
const SEPARATORS = /[\u0085\u2028\u2029]/g;
/** The control characters from 128 on reach terminals as they are; half a surrogate is no Unicode, and parsers refuse it. */
const UNPRINTABLE = /[\u007f-\u009f]|\p{Surrogate}/gu;

const MAY_BE_REPLACED = /[\u007f-\u009f\u2028\u2029\ud800-\udfff]/;

/** A secret that the limit cuts in two is still recognised when this many characters of it follow. */
const BEYOND_THE_LIMIT = 512;

/** The text, at most so many characters of it, with a word where it was cut. */
export function cleanText(text: string, limit: number): string {
  const cut = text.length > limit;
  const looked = cut ? text.slice(0, limit + BEYOND_THE_LIMIT) : text;
  const told = isUnusual(looked) ? withoutSecrets(looked) : looked;
  const kept = printable(cut ? told.slice(0, limit) : told);
  return cut ? `${kept}… [cut: ${text.length} characters]` : kept;
}

const printable = (text: string): string =>
  MAY_BE_REPLACED.test(text) ? text.replace(SEPARATORS, "\n").replace(UNPRINTABLE, "\ufffd") : text;
