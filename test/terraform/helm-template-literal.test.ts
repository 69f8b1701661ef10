import { Token } from "cdktf";
import { escapeTpl } from "../../lib/terraform/helm-template-literal";

const TEXT = "{{ $labels.pod }}";
const ONCE = "{{`{{`}} $labels.pod }}";
const TWICE = "{{`{{`}}`{{`{{`}}`}} $labels.pod }}";
const once = (keys: string) => [{ keys, times: 1 as const }];

test.each([
  ["a key", "a", { a: TEXT, b: TEXT }, { a: ONCE, b: TEXT }],
  ["a key with dots", 'a["b.c"]', { a: { "b.c": TEXT, b: { c: TEXT } } }, { a: { "b.c": ONCE, b: { c: TEXT } } }],
  ["all below a key", "a.**", { a: { b: [{ c: TEXT }] } }, { a: { b: [{ c: ONCE }] } }],
  ["the keys of maps below", "a.**", { a: { [TEXT]: { [TEXT]: 1 } } }, { a: { [ONCE]: { [ONCE]: 1 } } }],
  [
    "not the keys of a map whose values are templated one by one",
    "a.*",
    { a: { [TEXT]: TEXT } },
    { a: { [TEXT]: ONCE } },
  ],
  ["not the keys beside", "a.b", { a: { b: TEXT, [TEXT]: TEXT } }, { a: { b: ONCE, [TEXT]: TEXT } }],
  ["one key, whatever its name", "a.*.c", { a: { x: { c: TEXT, d: TEXT } } }, { a: { x: { c: ONCE, d: TEXT } } }],
  ["items of a list", "a.*.c", { a: [{ c: TEXT, d: TEXT }] }, { a: [{ c: ONCE, d: TEXT }] }],
  [
    "any depth",
    "a.**.c",
    { a: { c: TEXT, x: { y: { c: TEXT } }, d: TEXT } },
    { a: { c: ONCE, x: { y: { c: ONCE } }, d: TEXT } },
  ],
])("escapes %s", (_, keys, values, expected) => expect(escapeTpl(values, once(keys))).toEqual(expected));

test("escapes for as many passes as the chart makes, the most where patterns meet", () =>
  expect(escapeTpl({ a: TEXT }, [...once("a"), { keys: "a", times: 2 }, ...once("*")])).toEqual({ a: TWICE }));

test("leaves tokens, numbers and nothing alone", () => {
  const values = {
    a: { list: Token.asList(Token.asAny("x")), number: 1, none: null, gone: undefined, any: Token.asAny({ b: TEXT }) },
  };
  expect(escapeTpl(values, once("a.**"))).toEqual(values);
});

test("keeps the mark of a token in a text", () => {
  const token = Token.asString(Token.asAny("x"));
  expect(escapeTpl({ a: `{{${token}}}` }, once("a"))).toEqual({ a: `{{\`{{\`}}${token}}}` });
});
