/** Patterns: what is read everywhere alike is taken and means the same; what is not is refused, with what to write. */
import fc from "fast-check";
import { RE2JS } from "re2js";
import { isProblem, javaScriptPattern, portablePattern, rubyPattern, type Pattern } from "../../lib/pipeline";

const taken = (text: string): Pattern => {
  const found = portablePattern(text);
  if (isProblem(found)) throw new Error(`${text}: ${found.problem}`);
  return found;
};
const refusal = (text: string): string => {
  const found = portablePattern(text);
  return isProblem(found) ? `${found.problem} -> ${found.mend}` : "";
};

test.each<readonly [text: string, ruby: string]>([
  ["^(?<level>[A-Z]+) (?<message>.*)$", "/\\A(?<level>[A-Z]+) (?<message>.*)\\z/m"],
  ["(?i)error-1", "/[Ee][Rr][Rr][Oo][Rr]\\x2d1/m"],
  ["(?i)[^a-c_]", "/[^A-C_a-c]/m"],
  ["(?i)\\x41\\w", "/[Aa][0-9A-Z_a-z]/m"],
  ["a/b", "/a\\/b/m"],
  ["\\d+\\s\\w", "/[0-9]+[\\x09-\\x0d ][0-9A-Z_a-z]/m"],
  ["[^\\]\\d-]", "/[^\\x2d0-9\\]]/m"],
  ["a{2,3}?b{4}c{5,}d??", "/a{2,3}?b{4}c{5,}d??/m"],
  ["#\\{x\\}", "/\\x23\\{x\\}/m"],
  ["é😀\\u00e9\\x41\\n", "/\\u00e9\\u{1f600}\\u00e9A\\x0a/m"],
  ["\\bid\\B", "/(?a:\\b)id(?a:\\B)/m"],
  ["(?:a|)b|c", "/(?:a|)b|c/m"],
])("%j is %s to Ruby", (text, ruby) => expect(rubyPattern(taken(text))).toBe(ruby));

test.each<readonly [text: string, words: string]>([
  ["(?=a)", "say what may stand there"],
  ["(?!a)", "looks ahead"],
  ["(?<=a)", "looks ahead or behind"],
  ["(?<!a)", "looks ahead or behind"],
  ["(a)", "write (?:…)"],
  ["(?P<a>b)", "write (?<name>…)"],
  ["(?'a'b)", "write (?<name>…)"],
  ["(?>a)", "atomic"],
  ["(?#a)", "leave it out"],
  ["(?i)stra\u00dfe", "write both cases"],
  ["(?i)\\u00e9", "write both cases"],
  ["(?i)[\u00e0-\u00ff]", "write both cases"],
  ["a(?i)b", "at its very beginning"],
  ["(?i:b)", "at its very beginning"],
  ["(?|a)", "is not known"],
  ["(?<a>b)(?<a>c)", "two groups a"],
  ["(?<a>b)\\k<a>", "refers back"],
  ["(?<a>b)\\1", "refers back"],
  ["\\Aa", "write ^ and $"],
  ["a\\Z", "write ^ and $"],
  ["a\\z", "write ^ and $"],
  ["\\h", "[0-9A-Fa-f]"],
  ["\\R", "(?:\\r\\n|\\n)"],
  ["\\p{L}", "write the characters"],
  ["\\e", "read in different ways"],
  ["a^b", "beginning of any line"],
  ["a$b", "end of any line"],
  ["(?:^a)", "beginning of any line"],
  ["[[:alpha:]]", "[A-Za-z]"],
  ["[a[b]]", "begins another set"],
  ["[a&&b]", "write \\& once"],
  ["[]a]", "empty set"],
  ["[b-a]", "smaller character first"],
  ["[a", "is not closed"],
  ["a++", "write +"],
  ["a{2}+", "write {2}"],
  ["a**", "put the inner one into"],
  ["a{,3}", "write \\{"],
  ["a{3,2}", "smaller number first"],
  ["a{2000}", "more often than RE2"],
  ["*a", "repeats nothing"],
  ["^*a", "repeats an anchor"],
  ["(?:a", "is not closed"],
  ["a)", "is not open"],
  ["a]", "a bare ]"],
  ["a\\", "ends with a backslash"],
  ["(?:a+)+", "tries them all"],
  ["(?:a|a)*", "tries them all"],
  ["(?:a*)*", "tries them all"],
  ["(?:\\w+\\s?)*$", "tries them all"],
  ["(?:a{1,2})*", "tries them all"],
  ["(?:.*,)*", "tries them all"],
  ["(?:a|b|ab)*", "tries them all"],
  ["a{500}".repeat(3), ""],
  [`${"[a-z]".repeat(401)}`, "too long to judge"],
])("%j is refused", (text, words) => {
  if (words === "") expect(refusal(text)).toBe("");
  else expect(refusal(text)).toContain(words);
});

test.each(["(?:a|b)*", "(?:\\w+\\s)*", "(?:[^,]*,)*", "(?:a{2})*", "(?:ab|ac)*", ".*a.*b", "(?:a?b)*", "(?:a+b+)*"])(
  "%j ends in time",
  (text) => expect(refusal(text)).toBe(""),
);

/** Patterns out of the portable part, and texts that they may fit. */
const atom = fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "\\d", "\\.", "é", "#", "/", "\\n", " ");
const pattern = fc
  .array(fc.tuple(atom, fc.constantFrom("", "*", "+", "?", "{2}", "*?")), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.map((part) => part.join("")).join(""));
const text = fc
  .array(fc.constantFrom("a", "b", "1", ".", "é", "#", "/", "\n", " ", "\\"), { maxLength: 8 })
  .map((all) => all.join(""));

test("a pattern means to JavaScript what it means to RE2", () => {
  fc.assert(
    fc.property(pattern, text, (source, value) => {
      const parsed = taken(`^${source}$`);
      const re2 = RE2JS.compile(source, RE2JS.DOTALL);
      expect(javaScriptPattern(parsed).test(value)).toBe(re2.matches(value));
    }),
    { numRuns: 3_000 },
  );
});

test.each([
  ["\\bx", "\u00e9x", true],
  ["(?i)\\bS", "\u017fs", true],
  ["(?i)k", "\u212a", false],
  ["(?i)ss", "\u00df", false],
  ["(?i)[^k]", "\u212a", true],
  ["(?i)[^k]", "K", false],
])("%s fits %j: %s, to RE2 as well where it is spelled out", (source, value, fits) => {
  const parsed = taken(source);
  expect(javaScriptPattern(parsed).test(value)).toBe(fits);
  const spelled = rubyPattern(parsed)
    .replaceAll(/^\/|\/m$/g, "")
    .replaceAll(/\(\?a:(\\b)\)/g, "$1");
  expect(RE2JS.compile(spelled, RE2JS.DOTALL).matcher(value).find()).toBe(fits);
});

test("no text stops the reader", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 20 }), (source) => {
      const found = portablePattern(source);
      if (!isProblem(found)) javaScriptPattern(found);
    }),
    { numRuns: 5_000 },
  );
});

test("what is taken ends in time, whatever comes", () => {
  const nested = fc
    .array(fc.constantFrom("a", "b", "(?:", ")", "*", "+", "?", "|", "[ab]"), { maxLength: 14 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(nested, (source) => {
      const found = portablePattern(`^${source}$`);
      if (isProblem(found)) return;
      const start = performance.now();
      javaScriptPattern(found).test(`${"ab".repeat(13)}${"a".repeat(13)}!`);
      expect(performance.now() - start).toBeLessThan(500);
    }),
    { numRuns: 5_000, seed: 7 },
  );
});
