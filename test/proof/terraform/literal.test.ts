/** Arbitrary text goes through cdktf and the real Terraform and comes back as it was. */
import { Fn, Lazy, TerraformLocal, Token, type IResolvable, type TerraformStack } from "cdktf";
import fc from "fast-check";
import { parse } from "yaml";
import { jsonLiteral, literal, literalDeep, yamlLiteral } from "../../../lib/terraform/literal";
import { describeWith } from "../tool";
import { evaluated, evaluatedTexts } from "./console";
import { data, samples, SEED, SPECIAL, text, wellRead, withoutMarks } from "./hostile";

const normalized = (each: string): string => each.normalize("NFC");

/** Something that only Terraform knows. */
const known = (stack: TerraformStack, id: string, value: unknown) =>
  new TerraformLocal(stack, id, literalDeep(value)).expression as IResolvable;

describeWith(["terraform"], `text through Terraform (SEED=${SEED})`, () => {
  test("literal text comes back, normalized to NFC", () => {
    const texts = [...SPECIAL, "String Map Token Value", "Any Map Token Value", ...samples(wellRead, 800)];
    expect(evaluatedTexts(() => texts.map(literal))).toEqual(texts.map(normalized));
  });

  test("a pair that Terraform merges wrongly, a known limit of bare text, survives in YAML and JSON", () => {
    const pair = "\u{100dc}\u0301";
    const [bare, ...encoded] = evaluatedTexts(() => [literal(pair), yamlLiteral([pair]), jsonLiteral([pair])]);
    // U+01D7 is what U+00DC and the mark make; the text itself comes from a Terraform in which that is mended.
    expect(["\u01d7", pair]).toContain(bare);
    expect(encoded.map((each): unknown => parse(each))).toEqual([[pair], [pair]]);
  });

  test("data with hostile keys comes back", () => {
    const values = samples(data(withoutMarks), 200).map((value) => ({ value }));
    expect(evaluated(() => literalDeep(values))).toEqual(values);
  });

  test("text beside tokens comes back, whatever touches them", () => {
    const value = 'q"${x}\n%{b';
    const cases = samples(fc.tuple(wellRead, wellRead, wellRead), 300).flatMap(
      ([a, b, c]) =>
        (token: string, number: number) => [
          `${a}${token}${b}${token}${c}`,
          `${token}${a}`,
          `${a}${token}`,
          `${a}${number}${b}`,
        ],
    );
    const result = evaluatedTexts((stack) => {
      const token = Token.asString(known(stack, "hostile", value));
      const number = Token.asNumber(known(stack, "seven", 7));
      return cases.flatMap((each) => each(token, number)).map(literal);
    });
    expect(result).toEqual(cases.flatMap((each) => each(value, 7)).map(normalized));
  });

  test("static YAML and JSON come back, byte for byte", () => {
    const values = [...SPECIAL, ...samples(data(text), 300)];
    const texts = evaluatedTexts(() => [...values.map(yamlLiteral), ...values.map(jsonLiteral)]);
    expect(texts.slice(0, values.length).map((each): unknown => parse(each))).toEqual(values);
    expect(texts.slice(values.length).map((each): unknown => JSON.parse(each))).toEqual(values);
  });

  test("Terraform reads static YAML as we do", () => {
    const values = samples(data(withoutMarks), 300);
    const result = evaluated(() => values.map(yamlLiteral), "[for text in local.cases : yamldecode(text)]");
    expect(result).toEqual(values);
  });

  test("data with tokens in them come back from Terraform's own encoder", () => {
    const scalars = { string: 'a"${x}\\n%{b: c\n', number: 7.5, on: true, list: ["x", "$"], map: { "k${": "v" } };
    const build = (tokens: Record<keyof typeof scalars, unknown>) =>
      samples(fc.tuple(withoutMarks, withoutMarks, data(withoutMarks)), 150).map(([a, b, value]) => ({
        ...tokens,
        nested: [{ [`${a}-${String(tokens.string)}`]: value }, value],
        text: `${a}${String(tokens.string)}${b}${String(tokens.string)}`,
        next: `${a}${String(tokens.number)}`,
        nothing: null,
        missing: undefined,
      }));
    const tokens = (stack: TerraformStack) => ({
      string: Token.asString(known(stack, "string", scalars.string)),
      number: Token.asNumber(known(stack, "number", scalars.number)),
      on: known(stack, "on", scalars.on),
      list: Token.asList(known(stack, "list", scalars.list)),
      map: Token.asStringMap(known(stack, "map", scalars.map)),
    });
    const yaml = evaluated(
      (stack) => build(tokens(stack)).map(yamlLiteral),
      "[for text in local.cases : yamldecode(text)]",
    );
    const json = evaluated(
      (stack) => build(tokens(stack)).map(jsonLiteral),
      "[for text in local.cases : jsondecode(text)]",
    );
    const expected: unknown = JSON.parse(JSON.stringify(build(scalars)));
    expect(yaml).toEqual(expected);
    expect(json).toEqual(expected);
  });

  test("a producer's text is Terraform's own, and what it produces may itself be YAML", () => {
    const lazy = (produce: () => unknown) => Lazy.anyValue({ produce });
    const result = evaluated((stack) => {
      const token = Token.asString(known(stack, "name", "n${ame"));
      return [
        Lazy.stringValue({ produce: () => yamlLiteral({ a: "${x}" }) }),
        Lazy.stringValue({ produce: () => yamlLiteral({ a: `\${x}${token}` }) }),
        yamlLiteral({ a: Lazy.stringValue({ produce: () => literal(`"\${x} ${token} %{y}`) }) }),
        yamlLiteral({ a: lazy(() => ({ b: [literal("${x}"), 1, true, null] })) }),
        yamlLiteral({ a: Token.asString(Token.nullValue()), b: lazy(() => undefined) }),
        Fn.base64decode(String(Fn.base64encode(yamlLiteral({ a: `"${token}` })))),
        yamlLiteral({
          a: Fn.conditional(true, token, "no") as IResolvable,
          b: Fn.upper(String(Fn.format("%s-%s", [token, "}{"]))),
        }),
      ];
    }, "[for text in local.cases : yamldecode(text)]");
    expect(result).toEqual([
      { a: "${x}" },
      { a: "${x}n${ame" },
      { a: '"${x} n${ame %{y}' },
      { a: { b: ["${x}", 1, true, null] } },
      { a: null },
      { a: '"n${ame' },
      { a: "n${ame", b: "N${AME-}{" },
    ]);
  });
});
