import { Lazy, TerraformVariable, Token } from "cdktf";
import { jsonLiteral, literal, literalDeep, yamlDocument, yamlLiteral } from "../../lib/terraform";
import { refusalOf } from "./findings";
import { stackJson } from "./stack";

/** What cdktf writes for a text that may hold tokens of the variable `v`. */
const written = (make: (variable: TerraformVariable) => unknown): unknown => {
  const { resource } = stackJson((stack) => {
    stack.addOverride("resource.r.r", { value: make(new TerraformVariable(stack, "v", {})) });
  });
  return resource?.["r"]?.["r"]?.["value"];
};

test.each([
  ["plain", "plain"],
  ["{{ $labels.pod }} $1 $$ 100%", "{{ $labels.pod }} $1 $$ 100%"],
  ["${x} %{y}", "$${x} %%{y}"],
  ["$${x} $$${x}", "$$${x} $$$${x}"],
  ["${TfToken[NOBODY.1]}", '${"$"}{TfToken[NOBODY.1]}'],
  ["String Map Token Value", '${"String"} Map Token Value'],
  ["a\r${x}", 'a${"\\r"}${"$"}{x}'],
])("the text %j is written as %j", (text, expected) => expect(written(() => literal(text))).toBe(expected));

test.each([
  ["alone", (v: string) => v, "${var.v}"],
  ["between texts", (v: string) => `a${v}b`, "a${var.v}b"],
  ["behind a dollar", (v: string) => `$${v}`, '${"$"}${var.v}'],
  ["in braces of its own", (v: string) => `\${${v}}`, '${"$"}{${var.v}}'],
  ["behind an opener that nothing closes", (v: string) => `\${ a ${v}`, '${"$"}{ a ${var.v}'],
  ["twice", (v: string) => `${v}$${v}`, '${var.v}${"$"}${var.v}'],
])("a token %s stays a reference", (_, text, expected) =>
  expect(written((variable) => literal(text(variable.stringValue)))).toBe(expected),
);

test("keys are text as well, undefined ones vanish, tokens of lists stay", () =>
  expect(
    written((variable) => literalDeep({ "${k}": ["${x}", 1, null], gone: undefined, list: variable.listValue })),
  ).toEqual({ "$${k}": ["$${x}", 1, null], list: "${var.v}" }));

describe("YAML", () => {
  test("without tokens is static", () =>
    expect(yamlLiteral({ a: "${x}", b: ["on", "012", 12, null], c: undefined, d: "line\n${y}\n" })).toBe(
      'a: "$${x}"\nb:\n  - "on"\n  - "012"\n  - 12\n  - null\nd: |\n  line\n  $${y}\n',
    ));

  test("with tokens is encoded by Terraform", () =>
    expect(
      written((variable) => yamlLiteral({ text: `"${variable.stringValue}\n`, list: variable.listValue, "k${": 1 })),
    ).toBe('${yamlencode({"text" = "\\"${var.v}\\n", "list" = "${var.v}", "k\\u0024{" = 1})}'));

  test("keeps the type of a token on its own, but a number inside of a text is text", () =>
    expect(
      written((variable) => yamlLiteral([variable.numberValue, `${variable.numberValue}`, `a${variable.numberValue}`])),
    ).toBe('${yamlencode(["${var.v}", "${var.v}${""}", "a${var.v}"])}'));

  test("is static when the tokens turn out to be known", () =>
    expect(
      written(() => yamlLiteral({ a: Lazy.anyValue({ produce: () => ["x"] }), b: Token.asString(Token.nullValue()) })),
    ).toBe("a:\n  - x\nb: null\n"));

  test("repeats what stands there twice instead of using anchors", () => {
    const shared = { a: 1 };
    expect(yamlLiteral([shared, shared])).toBe("- a: 1\n- a: 1\n");
  });

  test("does not fold long lines", () => {
    const long = "word ".repeat(100).trim();
    expect(yamlLiteral({ long })).toBe(`long: ${long}\n`);
  });

  test.each([
    "on",
    "Yes",
    "n",
    "null",
    "~",
    "012",
    "0o7",
    "1e3",
    "0x1F",
    "1_000",
    ".5",
    ".inf",
    "2026-01-01",
    "1:20",
    "<<",
    "=",
    "-",
    "",
    " a",
    "a: b",
    "a #b",
    "!x",
    "%x",
    "@x",
    "`x",
  ])("puts %j in quotes", (text) => expect(yamlLiteral([text]).replaceAll(/^- |\n$/g, "")).toBe(JSON.stringify(text)));

  test("writes characters that readers reject or change as escapes", () =>
    expect(yamlLiteral(["\u007f\u0085\u2028\ufeff", "e\u0301", "a\u{1F600}\ufeff"])).toBe(
      '- "\\u007f\\u0085\\u2028\\ufeff"\n- "e\\u0301"\n- "a\\U0001f600\\ufeff"\n',
    ));

  test("as a document for other data is not escaped yet", () =>
    expect(yamlDocument({ a: "${x}" })).toBe('a: "${x}"\n'));
});

describe("JSON", () => {
  test("without tokens is static", () => expect(jsonLiteral({ a: "${x}\n" })).toBe('{"a":"$${x}\\n"}'));

  test("with tokens is encoded by Terraform", () =>
    expect(written((variable) => jsonLiteral({ a: variable.stringValue }))).toBe('${jsonencode({"a" = "${var.v}"})}'));
});

test.each([
  [{ a: [Number.NaN] }, "a[0]: is NaN -> write a finite number"],
  [{ a: Infinity }, "a: is Infinity -> write a finite number"],
  [{ a: { b: () => 1 } }, "a.b: is a function -> write text, a number, a boolean, a list or an object"],
  [{ a: 1n }, "a: is a bigint -> write text, a number, a boolean, a list or an object"],
  [{ a: new Date(0) }, "a: is an instance of Date -> write a plain object"],
])("data that no JSON holds are refused with their place: %#", (data, refusal) =>
  expect(refusalOf(() => yamlLiteral(data))).toBe(refusal),
);

test("a list inside of a text is refused", () =>
  expect(() =>
    written((variable) =>
      yamlLiteral({ a: `x${Token.asString(Lazy.anyValue({ produce: () => ["x"] }))}`, b: variable.stringValue }),
    ),
  ).toThrow("puts a list or an object into a text"));
