/** Errors of databases without the values of statements: they like to repeat what they were asked, or the value that they did not like. */
import { withoutSecrets } from "../logging/secrets-in-text";
import { sanitizedSql } from "./sql";
import { isSql, sanitizedStatement, valuesOf } from "./statement";

const PLACEHOLDER = "?";

/** Characters of a value that is looked for: shorter ones stand in any text. */
const SHORTEST_VALUE = 3;

/** Values of a statement that are looked for. */
const MOST_VALUES = 500;

/** A line of a stack has places, no values. */
const FRAME = /^([ \t]+at [^\n]*)$/m;

/** The text of an error that this statement led to, with `?` for what are values, and without secrets. */
export function withoutStatementValues(system: string, statement: string, text: string): string {
  const repeated = statement === "" ? text : text.replaceAll(statement, () => sanitizedStatement(system, statement));
  const values = patternOf(valuesOf(system, statement));
  const shown = repeated.split(FRAME).map((part, i) => (i % 2 === 1 ? part : withoutValues(system, part, values)));
  return withoutSecrets(shown.join(""));
}

function withoutValues(system: string, text: string, values: RegExp | undefined): string {
  const rest = values ? text.replace(values, PLACEHOLDER) : text;
  const begin = isSql(system) ? (SQL.exec(rest)?.index ?? rest.length) : rest.length;
  const message = rest.slice(0, begin).replace(QUOTED, (quoted, inner: string) => (NAME.test(inner) ? quoted : "?"));
  const sql = rest.slice(begin);
  // A statement of another spelling: with its parameters put in, or cut.
  return message + sanitizedSql(sql, { doubleQuotes: "identifier" }) + sql.slice(sql.trimEnd().length);
}

/** Where a statement begins in the middle of a text. */
const SQL =
  /\b(?:SELECT|INSERT|UPDATE|DELETE|MERGE|REPLACE|VALUES|WITH|CALL|EXEC)\b|\b(?:select [^\n]{1,200}? from|insert into|delete from|update \S{1,100} set|values ?\()/;

/** `Duplicate entry 'bob@example.com' for key 'users.mail'`: the first is a value, the second a name. An apostrophe begins no quote. */
const QUOTED = /(?<![\p{L}\p{N}])'([^'\n]{1,1000})'/gu;
const NAME = /^[\p{L}_][\p{L}\p{N}_$. ]*$/u;

/** Finds any of the values where it stands as a word of its own, the longest first. */
function patternOf(written: readonly string[]): RegExp | undefined {
  const values = new Set(
    written
      .slice(0, MOST_VALUES)
      .flatMap(spellingsOf)
      .filter((value) => value.length >= SHORTEST_VALUE),
  );
  if (values.size === 0) return undefined;
  const longestFirst = [...values].sort((one, other) => other.length - one.length);
  const any = longestFirst.map((value) => value.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|");
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${any})(?![\\p{L}\\p{N}_])`, "gu");
}

/** As it is written, without its quotes, and with what is doubled or escaped in it as it is meant. */
function spellingsOf(value: string): readonly string[] {
  const [dollars = ""] = /^\$[^$]*\$/.exec(value) ?? [];
  if (dollars !== "") return [value, value.slice(dollars.length, -dollars.length)];
  const quote = value.search(/['"]/);
  if (quote < 0) return [value];
  const inner = value.slice(quote + 1, value.endsWith(value[quote] ?? "") ? -1 : undefined);
  const meant = inner.replaceAll("''", "'").replace(/\\([^])/g, "$1");
  return [value, inner, meant, ...(/^n?q'/i.test(value) ? [inner.slice(1, -1)] : [])];
}
