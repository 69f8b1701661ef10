/**
 * Text before anything is made of it: not too long, valid, and without secrets. As a file of its own, read once, because expressions in the
 * configuration are compiled anew for each record, and these would take most of the time.
 */
import type { RubyExpression } from "../../../model";
import { ruby } from "../../../pipeline";
import type { Lines, Redaction } from "../props";

/** Beside the configuration's files, whose names end otherwise. */
export const CLEANED_FILE = "cleaned.rb";
/** Where the chart mounts them. */
export const CONFIGURATION_FOLDER = "/etc/fluent/config.d";

export const cleaned = (text: RubyExpression): RubyExpression =>
  ruby`($cleaned ||= eval(File.read(${`${CONFIGURATION_FOLDER}/${CLEANED_FILE}`}))).call(${text})`;

/**
 * Not longer than lines may be, before anything is looked for in it. Valid UTF-8, because not even one byte of anything else can be sent as
 * JSON, and without a line break at its end.
 */
export const cleanedCode = ({ maxSize, redactions }: Lines): string =>
  [
    "->(raw) {",
    ruby`  text = raw.to_s.byteslice(0, ${maxSize.bytes}).force_encoding("UTF-8").scrub.chomp`.code,
    "  low = text.downcase(:ascii)",
    ...blackened(redactions),
    "  text",
    "}",
    "",
  ].join("\n");

/** Those that look for the same words stand together behind one question for these. */
const blackened = ([first, ...others]: readonly Redaction[]): readonly string[] => {
  if (first === undefined) return [];
  const words = String(first.words);
  const until = others.findIndex((each) => String(each.words) !== words);
  const [same, rest] = until < 0 ? [others, []] : [others.slice(0, until), others.slice(until)];
  const steps = [first, ...same].map((each) => `    ${substituted(each).code}`);
  const asked = first.words === undefined ? ruby`begin` : ruby`if ${first.words}.any? { |word| low.include?(word) }`;
  return [`  ${asked.code}`, ...steps, "  end", ...blackened(rest)];
};

const substituted = ({ pattern: secret, replacement }: Redaction): RubyExpression =>
  secret.names.includes("keep")
    ? ruby`text = text.gsub(${secret}) { $~["keep"].to_s + ${replacement} }`
    : ruby`text = text.gsub(${secret}) { ${replacement} }`;
