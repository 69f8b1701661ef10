/** What is made of a line: the pipeline's patterns, executed here, where they mean what they mean to Ruby. */
import { LOG_FIELDS, TRACE_ID_PATTERN } from "@cdktf-observability/contract";
import { commonSecrets, fluentdProps, levelLines, linePattern } from "../../../lib/components/fluentd";
import { CRI_LINE } from "../../../lib/components/fluentd/stages/container-logs";
import { UNSAFE_JSON } from "../../../lib/components/fluentd/stages/records";
import { parse, TRACE_ID } from "../../../lib/model";
import { javaScriptPattern, pattern } from "../../../lib/pipeline";
import { blackened, lokiLine } from "./loki-line";

const groups = (expression: RegExp, text: string) => {
  const found = expression.exec(text)?.groups;
  return found === undefined ? undefined : { ...found };
};

describe("a line of a container", () => {
  const cri = javaScriptPattern(CRI_LINE);
  test.each([
    ["2026-01-02T03:04:05.678901234Z stdout F hello", { stream: "stdout", logtag: "F", log: "hello" }],
    ['2026-01-02T03:04:05.678901234+01:00 stderr P {"a":', { stream: "stderr", logtag: "P", log: '{"a":' }],
    ["2026-01-02T03:04:05.678901234Z stdout F:x  two spaces", { logtag: "F", log: " two spaces" }],
    ["2026-01-02T03:04:05.678901234Z stdout F ", { log: "" }],
    ["2026-01-02T03:04:05.678901234Z stdout F", { log: "" }],
  ])("%j is understood", (line, found) => {
    expect(groups(cri, line)).toMatchObject(found);
    expect(groups(cri, line)?.["time"]).toMatch(/^2026-01-02T03:04:05\.678901234/);
  });
  test.each(["a panic of the runtime", "", "2026-01-02 stdin F x"])("%j is not", (line) =>
    expect(groups(cri, line)).toBeUndefined(),
  );
});

describe("a level, a time and a message", () => {
  const { kind, ...format } = levelLines();
  const level = javaScriptPattern(pattern("pattern" in format ? format.pattern : kind));
  test.each([
    ["ERROR [2026-01-02 03:04:05] no stock", { level: "ERROR", time: "2026-01-02 03:04:05", message: "no stock" }],
    ["warn [10:00]: slow", { level: "warn", time: "10:00", message: "slow" }],
    ["INFO  [] ", { level: "INFO", time: "", message: "" }],
    ["WARNING [t] a\n  at b", { level: "WARNING", time: "t", message: "a\n  at b" }],
  ])("%j", (line, found) => expect(groups(level, line)).toEqual(found));
  test.each(["ERROR no stock", "[10:00] ERROR x", "ERRORS [10:00] x", " INFO [10:00] x", '{"level":"INFO"}'])(
    "%j is none",
    (line) => expect(groups(level, line)).toBeUndefined(),
  );
});

describe("JSON", () => {
  const unsafe = javaScriptPattern(UNSAFE_JSON);
  test.each([
    '[{"a":1}]',
    "[[1]]",
    '["a"]',
    "[1, 2]",
    "[true, {}]",
    '{"a":12345678901234567890}',
    '{"a":-1234567890123456789}',
    '{"a":[12345678901234567890]}',
    '{"a":1e999}',
    '{"a":1.5E+308}',
    ' {"a": 1e400}',
  ])("%s is left as it is", (line) => expect(groups(unsafe, line)).toEqual({ message: line }));
  test.each([
    "{}",
    '{"a":1}',
    '{"a":1767322000123456789}',
    '{"a":9223372036854775807}',
    '{"a":1e10}',
    '{"a":"12345678901234567890"}',
    '{"a":0.1234567890123456789}',
    "[2026-01-02 03:04:05] INFO x",
    "[INFO] x",
    "[main] x",
    "",
  ])("%s is not", (line) => expect(groups(unsafe, line)).toBeUndefined());

  test("of the StructuredLogger is taken as it is, and keeps the id of its trace for who looks for it", () => {
    const trace = "0af7651916cd43dd8448eb211c80319c";
    const line = JSON.stringify({
      [LOG_FIELDS.timestamp]: "2026-01-02T03:04:05.678Z",
      [LOG_FIELDS.level]: "error",
      [LOG_FIELDS.message]: "no stock",
      [LOG_FIELDS.service]: "shop",
      [LOG_FIELDS.version]: "1.2.3",
      [LOG_FIELDS.environment]: "prod",
      [LOG_FIELDS.traceId]: trace,
      [LOG_FIELDS.spanId]: "b7ad6b7169203331",
      [LOG_FIELDS.error]: { type: "Error", message: "no stock", stack: "Error: no stock\n    at x" },
    });
    expect(groups(unsafe, line)).toBeUndefined();
    expect(lokiLine(line)).toBe(line);
    expect(LOG_FIELDS.traceId).toBe(TRACE_ID);
    expect(new RegExp(TRACE_ID_PATTERN).exec(line)?.[1]).toBe(trace);
  });
});

describe("secrets", () => {
  test.each([
    ['{"password":"hunter2","a":1}', '{"password":"***","a":1}'],
    ['{"Authorization": "Basic x\\"y"}', '{"Authorization": "***"}'],
    ['{"clientSecret":"x"}', '{"clientSecret":"***"}'],
    ["login password=hunter2&user=a", "login password=***&user=a"],
    ["Authorization: Bearer abc.def", "Authorization: Bearer ***"],
    ["postgres://shop:p%40ss@db/shop", "postgres://shop:***@db/shop"],
    ["redis://:pw@cache", "redis://:***@cache"],
    ["DB_PASSWORD=hunter2 ok", "DB_PASSWORD=*** ok"],
    ["AWS_SECRET_ACCESS_KEY=ab/cd+ef", "AWS_SECRET_ACCESS_KEY=***"],
    ["DB_PASS='a b' x", "DB_PASS=*** x"],
    ['password="a b" x', "password=*** x"],
    ['{"dbPassword":"hunter2"}', '{"dbPassword":"***"}'],
    ['{"x-api-key": "abc"}', '{"x-api-key": "***"}'],
    ['{"pass":"abc"}', '{"pass":"***"}'],
    ['{"password":12345,"a":1}', '{"password":"***","a":1}'],
    [
      '{"payload":"{\\"password\\":\\"hun\\\\\\"ter2\\",\\"pin\\":1}"}',
      '{"payload":"{\\"password\\":\\"***\\",\\"pin\\":1}"}',
    ],
    ['{"payload":"{\\"password\\":12345}"}', '{"payload":"{\\"password\\":\\"***\\"}"}'],
    ['{"message":"login password=hunter2"}', '{"message":"login password=***"}'],
    ['{"a":"password=","b":"c"}', '{"a":"password=","b":"c"}'],
    ["Authorization: Basic dTpodW50ZXIy", "Authorization: Basic ***"],
    ["authorization: dTpodW50ZXIy", "authorization: ***"],
    ["sent Basic dTpodW50ZXIy away", "sent Basic *** away"],
    ["Set-Cookie: sid=abc; Path=/", "Set-Cookie: ***"],
    ["password: x", "password: ***"],
    ["X-Api-Key: abcdef", "X-Api-Key: ***"],
    ["client_secret: s3cr3t!", "client_secret: ***"],
    ["{'password': 'x', 'a': 1}", "{'password': '***', 'a': 1}"],
    ['{"password"=>"x", "a"=>1}', '{"password"=>"***", "a"=>1}'],
    ["token eyJhbGciOiJub25l.eyJzdWIiOiJub2JvZHki.c2ln", "token ***"],
    [
      "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----",
      "-----BEGIN PRIVATE KEY-----***-----END PRIVATE KEY-----",
    ],
  ])("%s becomes %s", (written, expected) => expect(blackened(written)).toBe(expected));

  test.each([
    '{"message":"the password was wrong","tokens":5}',
    '{"trace_id":"0af7651916cd43dd8448eb211c80319c","token_count":3}',
    "https://acme.example/a:b",
    "user@acme.example",
    "token: expired",
    "GET /next?bypass=1&compass=north",
    "basic authentication is off",
    '{"password":null,"secret":true}',
  ])("%s stays", (text) => expect(blackened(text)).toBe(text));

  test("JSON stays JSON", () => {
    for (const secret of ["x", '\\"', "\\\\", "\\u0000"]) {
      expect(JSON.parse(blackened(`{"secret":"${secret}","b":"${secret}"}`))).toMatchObject({ secret: "***" });
      const twice = JSON.stringify({ a: JSON.stringify({ password: JSON.parse(`"${secret}"`) as string, b: 1 }) });
      const { a } = JSON.parse(blackened(twice)) as { readonly a: string };
      expect(JSON.parse(a)).toEqual({ password: "***", b: 1 });
      const said = JSON.stringify({ message: `password=${secret}`, b: `token: 1${secret}` });
      expect(() => JSON.parse(blackened(said)) as unknown).not.toThrow();
    }
  });
  test("there are patterns for all of them", () =>
    expect(commonSecrets().length).toBe(parse(fluentdProps, {}, "").lines.redactions.length));
});

test("a form of one's own gives its groups", () => {
  const { kind, ...format } = linePattern("nginx", '^(?<remote>[^ ]+) "(?<method>[A-Z]+) (?<message>.*)$');
  const own = javaScriptPattern(pattern("pattern" in format ? format.pattern : kind));
  expect(groups(own, '10.0.0.1 "GET /orders" 200')).toEqual({
    remote: "10.0.0.1",
    method: "GET",
    message: '/orders" 200',
  });
});
