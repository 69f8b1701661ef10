/** Values of Terraform as hcl2json gives them: expressions are texts, `${jsonencode([{ name = "orders" }])}`. */
import type { HclBlock } from "../../project";
import { textsIn } from "../values";

/** What stays of a name when what is computed in it is taken out: `${var.environment}-orders` → `orders`. Nothing where nothing stays. */
export const plainName = (value: unknown): string | undefined => {
  if (typeof value !== "string") return undefined;
  const plain = value
    .replace(/\$\{[^}]{0,300}\}/g, "")
    .replace(/^[-_./]+|[-_./]+$/g, "")
    .replace(/--+/g, "-");
  return plain.length > 1 && /^[\w.-]+$/.test(plain) ? plain : undefined;
};

/** All words of a block, with those of the `locals` that it speaks of. */
export const wordsOfBlock = (block: HclBlock, locals: ReadonlyMap<string, string>): string => {
  const own = [...textsIn(block.body)].map(([keys, written]) => `${keys.at(-1) ?? ""} = ${quoted(written)}`).join("\n");
  const spoken = [...own.matchAll(/\blocal\.([\w-]{1,100})/g)].map((match) => locals.get(match[1] ?? "") ?? "");
  return [own, ...new Set(spoken)].join("\n").slice(0, 50_000);
};

const quoted = (written: string): string => (/^\$\{|\n/.test(written) ? written : `"${written}"`);

export const localsOf = (blocks: readonly HclBlock[]): ReadonlyMap<string, string> =>
  new Map(
    blocks
      .filter(({ type }) => type === "locals")
      .flatMap(({ body }) => Object.entries(body))
      .map(([name, value]) => [
        name,
        [...textsIn(value)].map(([keys, written]) => `${keys.at(-1) ?? ""} = ${quoted(written)}`).join("\n"),
      ]),
  );

/** Addresses of what a text speaks of: `aws_sqs_queue.orders`, `module.database`. */
export const addressesIn = (words: string): readonly string[] => [
  ...new Set(
    [
      ...words.matchAll(
        /\b((?:aws|google|azurerm|digitalocean|module|kubernetes|mongodbatlas|confluent)(?:_[a-z0-9_]{1,80})?\.[A-Za-z][\w-]{0,100})/g,
      ),
    ].map((match) => match[1] ?? ""),
  ),
];

/** Pairs of a variable and its value: `name = "A", value = "b"`, `"A": "b"` and `A = "b"`. */
export const variablesIn = (words: string): readonly (readonly [string, string])[] => [
  ...[
    ...words.matchAll(
      /"?name"?\s{0,10}[=:]\s{0,10}"([A-Z][A-Z0-9_]{1,80})"[\s,]{0,40}"?value(?:From)?"?\s{0,10}[=:]\s{0,10}"?([^"\n]{0,300})/g,
    ),
  ].map((match) => [match[1] ?? "", match[2] ?? ""] as const),
  ...[...words.matchAll(/(?:^|[\s{,"])([A-Z][A-Z0-9_]{2,80})"?\s{0,20}[=:]\s{0,10}"?([^"\n]{0,300})/g)].map(
    (match) => [match[1] ?? "", match[2] ?? ""] as const,
  ),
];

/** A number after one of some words. */
export const numberAfter = (words: string, names: string): number | undefined => {
  const found = new RegExp(`\\b(?:${names})"?\\s{0,10}[=:]\\s{0,10}"?(\\d{1,6})\\b`).exec(words)?.[1];
  return found === undefined ? undefined : Number(found);
};

export const textAfter = (words: string, names: string): string | undefined =>
  new RegExp(`\\b(?:${names})"?\\s{0,10}[=:]\\s{0,10}"([^"\\n]{1,300})"`).exec(words)?.[1];
