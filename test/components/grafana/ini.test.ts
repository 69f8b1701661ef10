/** Text in grafana.ini comes out of Grafana's reader as it went in. */
import fc from "fast-check";
import { iniText, iniValue } from "../../../lib/components/grafana/ini";

/** How gopkg.in/ini.v1 reads what stands behind `key = ` on one line (parser.go, readValue; Grafana sets no options). */
const read = (line: string): string => {
  const text = line.trimStart();
  for (const quote of ['"""', "`"])
    if (text.startsWith(quote) && (quote.length === 1 || text.length > 3)) {
      const rest = text.slice(quote.length);
      const end = rest.lastIndexOf(quote);
      if (end < 0) throw new Error("goes on in the next line");
      return rest.slice(0, end);
    }
  const trimmed = text.trim();
  if (trimmed.endsWith("\\")) throw new Error("goes on in the next line");
  const comment = trimmed.search(/[#;]/);
  const value = comment < 0 ? trimmed : trimmed.slice(0, comment).trim();
  return /^(["']).*\1$/.test(value) && value.length > 1 ? value.slice(1, -1) : value;
};

const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom('"', '"""', "`", "'", "\\", "#", ";", " ", "=", "[", "$", "{{", "é", "%"),
      fc.string({ maxLength: 4 }),
    ),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(""));

test("any text that is admitted comes back", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      fc.pre(iniText.safeParse(text).success);
      expect(read(iniValue(text))).toBe(text);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ["https://grafana.acme.example/", "https://grafana.acme.example/"],
  ["$__file{/etc/secrets/oauth/clientSecret}", "$__file{/etc/secrets/oauth/clientSecret}"],
  ["Grafana; #1", '"""Grafana; #1"""'],
  ["it's", `"""it's"""`],
  ["a\\", '"""a\\"""'],
])("%s is written %s", (text, written) => {
  expect(iniValue(text)).toBe(written);
});

test.each([
  ["", "is empty"],
  ["  ", "is empty"],
  ["a\nb", "has line breaks"],
  ["${HOME}", "which Grafana replaces"],
  ["$__env{HOME}", "which Grafana replaces"],
  ["$__file{/etc/passwd}", "which Grafana replaces"],
  ["%(domain)s", "which Grafana replaces"],
])("%j is refused", (text, words) => {
  expect(iniText.safeParse(text).error?.issues.map(({ message }) => message)).toEqual([expect.stringContaining(words)]);
});

test("what only Terraform knows is taken as it is", () => {
  expect(iniText.safeParse("${TfToken[TOKEN.1]}").success).toBe(true);
});
