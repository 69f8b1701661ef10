/** Stack traces of each language are one line, and what is none goes on alone. */
import { LANGUAGES, type Language } from "../../../lib/components/fluentd/props";
import { TRACES } from "../../../lib/components/fluentd/stages/traces";
import { javaScriptPattern } from "../../../lib/pipeline";
import { plainLines, samples, together } from "./traces";

/** All languages in turn, as the filters stand. */
const through = (lines: readonly string[], languages: readonly Language[] = LANGUAGES): readonly string[] =>
  languages.reduce<readonly string[]>((found, language) => {
    const [first, further] = [TRACES[language].first, TRACES[language].further].map((patterns) => {
      const expressions = patterns.map((each) => javaScriptPattern(each));
      return (line: string) => expressions.some((expression) => expression.test(line));
    });
    return together(found, first ?? (() => false), further ?? (() => false));
  }, lines);

/** A trace of several beginnings is as many lines: Go's goroutines, what Node says before the error. */
const PARTS: Readonly<Record<string, number>> = {
  Go: 2,
  "Node, uncaught": 2,
  "Python, one while another was handled": 2,
};

describe.each(samples.map((sample) => [sample.title, sample] as const))("%s", (title, { lines, language }) => {
  test("is whole, between lines that are not of it", () => {
    const found = through([...plainLines, ...lines, ...plainLines]);
    expect(found.length).toBe(2 * plainLines.length + (PARTS[title] ?? 1));
    expect(found.slice(plainLines.length, -plainLines.length).join("\n")).toBe(lines.join("\n"));
  });

  test("twice is two", () => expect(through([...lines, ...lines]).join("\n")).toBe([...lines, ...lines].join("\n")));

  test("begins with a line that is known, of its own language", () =>
    expect(TRACES[language].first.some((each) => javaScriptPattern(each).test(lines[0] ?? ""))).toBe(true));

  test("stays in pieces where its language is not asked for", () => {
    const others = LANGUAGES.filter((each) => each !== language);
    expect(through(lines, others).length).toBeGreaterThan(PARTS[title] ?? 1);
  });
});

test.each(plainLines)("%j begins nothing", (line) => {
  for (const language of LANGUAGES)
    for (const each of TRACES[language].first) expect(javaScriptPattern(each).test(line)).toBe(false);
});

test("no pattern looks at more than one line", () => {
  for (const { first, further } of Object.values(TRACES))
    for (const { node } of [...first, ...further]) expect(node).toMatchObject({ kind: "sequence" });
});
