/** Whatever text stands in a directive arrives as it was written, and none of it is run as Ruby. */
import fc from "fast-check";
import { environmentVariable, json, type Directive } from "../../lib/model";
import { configurationText } from "../../lib/pipeline";
import { read } from "./reader";

const SPECIAL = [
  '"',
  "'",
  "\\",
  "#",
  "#{",
  "#{`id`}",
  '#{ENV["X"]}',
  "${",
  "${tag}",
  "$",
  "{",
  "}",
  "[",
  "<",
  ">",
  "</match>",
  "@",
  "\n",
  "\r",
  "\t",
  "\0",
  "\u0007",
  "\u0085",
  "\u2028",
  "\ufeff",
  " ",
  ",",
  "%Y",
  "{{",
  "é",
  "\ud83d\ude00",
];
const text = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...SPECIAL) },
      fc.string({ unit: "binary", maxLength: 3 }),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 7 },
  )
  .map((parts) => parts.join(""));

const one = (parameters: Directive["parameters"], argument?: string): string =>
  configurationText([{ name: "match", argument, parameters }]);
const parametersOf = (file: string) => read(file)[0]?.parameters;

test("any value comes back", () => {
  fc.assert(
    fc.property(text, (value) => {
      expect(parametersOf(one({ key: value, next: "1" }))).toEqual({ key: value, next: "1" });
    }),
    { numRuns: 3_000 },
  );
});

test("any key but a directive of the reader's comes back", () => {
  fc.assert(
    fc.property(
      text.filter((key) => key !== "" && !key.startsWith("@") && key !== "__proto__"),
      (key) => {
        expect(parametersOf(one({ [key]: "v", next: "1" }))).toEqual({ [key]: "v", next: "1" });
      },
    ),
    { numRuns: 1_000 },
  );
});

test("any tag pattern comes back", () => {
  fc.assert(
    fc.property(text, (argument) => {
      expect(read(one({ key: "v" }, argument))[0]).toMatchObject({ argument, parameters: { key: "v" } });
    }),
    { numRuns: 1_000 },
  );
});

test("any data come back as JSON", () => {
  fc.assert(
    fc.property(
      fc.array(text, { maxLength: 4 }),
      fc.dictionary(text, text, { maxKeys: 4, noNullPrototype: true }),
      (list, map) => {
        const file = parametersOf(one({ list: json(list), map: json(map) }));
        expect([JSON.parse(file?.["list"] ?? ""), JSON.parse(file?.["map"] ?? "")]).toEqual([list, map]);
      },
    ),
    { numRuns: 1_000 },
  );
});

test("the file is printable on every line, so that the YAML around it keeps it", () => {
  fc.assert(
    fc.property(text, (value) => {
      expect(one({ [`k${value}`]: value }, value)).not.toMatch(/[^\n\P{Cc}]|[\u2028\u2029\ufeff]/u);
    }),
    { numRuns: 1_000 },
  );
});

test("a variable is read when Fluentd starts", () => {
  const file = one({ password: environmentVariable("LOKI_PASSWORD") });
  expect(file).toContain('password "#{ENV["LOKI_PASSWORD"]}"');
  expect(read(file, { LOKI_PASSWORD: 'p#{1}"\\' })[0]?.parameters).toEqual({ password: 'p#{1}"\\' });
});

test("it is told from text that looks the same", () => {
  const value = '#{ENV["LOKI_PASSWORD"]}';
  expect(read(one({ value }), { LOKI_PASSWORD: "secret" })[0]?.parameters).toEqual({ value });
});

test("sections nest, undefined parameters are left out, plain words stay plain", () => {
  const file = configurationText([
    {
      name: "label",
      argument: "@OUTPUT",
      sections: [
        {
          name: "match",
          argument: "kubernetes.**",
          parameters: { "@type": "file", path: "/buffers/*.log", size: 1024, on: true, empty: "", absent: undefined },
          sections: [{ name: "buffer" }],
        },
      ],
    },
    { name: "source", parameters: { "@type": "prometheus" } },
  ]);
  expect(file).toBe(`<label @OUTPUT>
  <match kubernetes.**>
    @type file
    path /buffers/*.log
    size 1024
    on true
    empty ""
    <buffer>
    </buffer>
  </match>
</label>

<source>
  @type prometheus
</source>
`);
  expect(read(file).map(({ name, argument }) => [name, argument])).toEqual([
    ["label", "@OUTPUT"],
    ["source", ""],
  ]);
});

describe("the reader of these tests is as strict as Fluentd", () => {
  test.each([
    ["<match **>\n  key #{x}\n", "</match> is missing"],
    ['<match **>\n  key "#{`id`}"\n</match>\n', "runs Ruby"],
    ['<match **>\n  key {"a":"b"}\n</match>\n', "bare JSON"],
    ['<match **>\n  key "a\n</match>\n', "a line break in quotes"],
    ['<match **>\n  key "\\x"\n</match>\n', "unknown escape"],
    ["<match **>\n</source>\n", "unmatched"],
    ['<match **>\n  key "a" b\n</match>\n', "no end of line"],
  ])("%j", (file, problem) => {
    expect(() => read(file)).toThrow(problem);
  });
});
