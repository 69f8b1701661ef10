import fc from "fast-check";
import { withContext } from "../../../instrumentation/src/logging";
import { written } from "./written";

/** Nothing else that these tests log contains it. */
const HUSH = "hush1HUSH2hush3HUSH4";

const SECRET_NAMES = [
  "password",
  "Password",
  "PASSWORD",
  "passwd",
  "user_password",
  "userPassword",
  "password2",
  "new-password",
  "passphrase",
  "pwd",
  "secret",
  "clientSecret",
  "client_secret",
  "token",
  "access_token",
  "refreshToken",
  "x-csrf-token",
  "x-amz-security-token",
  "apiKey",
  "api_key",
  "api key",
  "X-Api-Key",
  "xapikey",
  "private_key",
  "accessKey",
  "authorization",
  "Authorization",
  "Proxy-Authorization",
  "auth",
  "cookie",
  "Set-Cookie",
  "credentials",
  "session_id",
  "sessionId",
  "connect.sid",
  "sid",
  "jwt",
  "otp",
  "pin",
  "cvv",
  "ssn",
  "card_number",
  "connectionString",
  "ｐａｓｓｗｏｒｄ",
  "pass\u200bword",
];

describe("a secret by its name", () => {
  test.each(SECRET_NAMES)("%s does not appear, wherever it stands", (name) => {
    const { logger, raw, lines } = written();
    const secret = { [name]: HUSH };
    logger.info("in fields", secret);
    logger.info("deep", { a: [{ b: secret }], map: new Map([[name, HUSH]]), set: new Set([secret]) });
    logger.info("as a whole", { [name]: { any: [HUSH] } });
    logger.info("as a number", { [name]: 4711_0815 });
    logger.child(secret).info("in a child");
    withContext(secret, () => logger.info("in a context"));
    logger.audit("login", "u-1", secret);
    logger.error("as a cause", { error: secret });
    logger.info("by toJSON", { value: { toJSON: () => secret } });
    logger.info("by a class", {
      value: new (class {
        [name] = HUSH;
      })(),
    });
    logger.info("as text", { body: JSON.stringify(secret) });
    expect(raw).toHaveLength(11);
    expect(raw.join("")).not.toContain(HUSH);
    expect(raw.join("")).not.toContain("47110815");
    expect(Object.values(lines()[0] ?? {})).toContain("[redacted]");
  });

  test("does not appear from headers", () => {
    const { logger, raw } = written();
    logger.info("headers", { headers: new Headers({ authorization: `Bearer ${HUSH}`, cookie: `a=${HUSH}` }) });
    logger.info("headers", { rawHeaders: ["Authorization", HUSH] });
    logger.info("parameters", { query: new URLSearchParams({ token: HUSH }) });
    expect(raw.join("")).not.toContain(HUSH);
  });

  test.each<[string, unknown]>([
    ["max_tokens", 100],
    ["prompt_tokens", 12],
    ["has_password", true],
    ["token", null],
    ["author", "Ada"],
    ["shopping", "list"],
    ["spin", 1],
    ["compass", "north"],
    ["key", "order-1"],
    ["primaryKey", 7],
    ["user", "u-1"],
  ])("is not seen in %s: %j", (name, value) => {
    const { logger, line } = written();
    logger.info("hello", { [name]: value });
    expect(line()).toHaveProperty([name], value);
  });

  test("that only this service knows of is told by redact.names, what only looks like one by redact.except", () => {
    const { logger, line } = written({ redact: { names: ["Tax Id"], except: ["token_type"] } });
    logger.info("hello", { taxId: HUSH, nested: { TAX_ID: HUSH }, token_type: "Bearer", token: HUSH });
    expect(line()).toMatchObject({
      taxId: "[redacted]",
      nested: { TAX_ID: "[redacted]" },
      token_type: "Bearer",
      token: "[redacted]",
    });
  });
});

describe("a secret by its place", () => {
  const secret = { email: HUSH };

  test.each<[string, unknown, unknown]>([
    ["user.email", { user: { email: HUSH, name: "Ada" } }, { user: { email: "[redacted]", name: "Ada" } }],
    ["user", { user: { email: HUSH } }, { user: "[redacted]" }],
    ["users[*].email", { users: [secret, secret] }, { users: [{ email: "[redacted]" }, { email: "[redacted]" }] }],
    ["users.*.email", { users: { a: secret } }, { users: { a: { email: "[redacted]" } } }],
    ["users[1]", { users: ["x", HUSH, "y"] }, { users: ["x", "[redacted]", "y"] }],
    ["*.email", { a: secret, email: "kept" }, { a: { email: "[redacted]" }, email: "kept" }],
    ['headers["x-account.id"]', { headers: { "x-account.id": HUSH } }, { headers: { "x-account.id": "[redacted]" } }],
    ["level", { level: HUSH }, { level: "info", fields: { level: "[redacted]" } }],
    ["user.email", { user: new Map([["email", HUSH]]) }, { user: { email: "[redacted]" } }],
    ["user.email", { user: { toJSON: () => secret } }, { user: { email: "[redacted]" } }],
  ])("%s", (path, fields, expected) => {
    const { logger, line, raw } = written({ redact: { paths: [path, "no.such.place"] } });
    logger.info("hello", fields as object);
    expect(line()).toMatchObject(expected as object);
    expect(raw[0]).not.toContain(HUSH);
  });

  test.each([["error.message"], ["err.message"], ["*.message"]])(
    "%s: within an error, its stack, and the line's message",
    (path) => {
      const { logger, raw, lines } = written({ redact: { paths: [path] } });
      const failure = new Error(HUSH, { cause: new Error("kept") });
      logger.error(failure);
      logger.error("failed", { error: failure });
      logger.error("failed", { err: failure });
      expect(raw.join("")).not.toContain(HUSH);
      for (const { error } of lines())
        expect(error).toMatchObject({
          type: "Error",
          message: "[redacted]",
          cause: { message: "kept" },
          stack: expect.stringContaining("secrets.test.ts") as string,
        });
    },
  );

  test.each<[string, unknown]>([
    ["error", { message: "[redacted]" }],
    ["error.cause", { message: "outer", cause: "[redacted]" }],
    ["error.cause.message", { message: "outer", cause: { message: "[redacted]" } }],
    ["error.errors[*].message", { message: "outer" }],
  ])("%s of an error", (path, expected) => {
    const { logger, line, raw } = written({ redact: { paths: [path] } });
    const errors = path.includes("errors");
    logger.error("failed", {
      error: errors ? new AggregateError([new Error(HUSH)], "outer") : new Error("outer", { cause: new Error(HUSH) }),
    });
    expect(line().error).toMatchObject(expected as object);
    expect(raw[0]).not.toContain(HUSH);
  });

  test("failures[*].message: errors within fields", () => {
    const { logger, line, raw } = written({ redact: { paths: ["failures[*].message"] } });
    logger.warn("failed", { failures: [new Error(HUSH)] });
    expect(line()).toMatchObject({ failures: [{ type: "Error", message: "[redacted]" }] });
    expect(raw[0]).not.toContain(HUSH);
  });

  test("holds for children, contexts and the audit log too", () => {
    const { logger, raw, lines } = written({ redact: { paths: ["user.email"] }, fields: { user: secret } });
    logger.child({ user: secret }).info("child");
    withContext({ user: secret }, () => logger.info("context"));
    logger.audit("login", "u-1", { user: secret });
    expect(lines()).toHaveLength(3);
    expect(raw.join("")).not.toContain(HUSH);
  });
});

describe("a secret within a text", () => {
  test.each([
    ["the address of a database", `connect postgres://shop:${HUSH}@db:5432/shop failed`],
    ["an address with a token alone", `clone https://${HUSH}@git.example/repo`],
    ["a header", `GET / HTTP/1.1\r\nAuthorization: Bearer ${HUSH}\r\nAccept: */*`],
    ["a bearer", `refused bearer ${HUSH}`],
    ["basic authentication", `refused Basic ${Buffer.from(`shop:${HUSH}`).toString("base64")}`],
    ["a JSON Web Token", `refused eyJhbGciOiJIUzI1NiJ9.${HUSH}eyJzdWIiOiIxIn0.${HUSH}`],
    ["a body of JSON", `{"user":"ada","password":"${HUSH}\\"${HUSH}","pin":1}`],
    ["a body of JSON in JSON", JSON.stringify({ body: JSON.stringify({ password: HUSH }) })],
    ["an object as node prints it", `{ user: 'ada', password: '${HUSH}' }`],
    ["a connection string", `Server=db;User Id=shop;Password=${HUSH};Encrypt=true`],
    ["a query", `GET /callback?access_token=${HUSH}&state=1`],
    ["a form", `user=ada&password=${HUSH}`],
    ["a query within a query", `GET /login?next=/home?access_token=${HUSH}`],
    ["a shared link", `GET https://files.example/a?X-Amz-Signature=${HUSH}&x=1`],
    ["a private key", `key -----BEGIN RSA PRIVATE KEY-----\n${HUSH}\n-----END RSA PRIVATE KEY-----`],
    ["a sentence", `signed in with password: ${HUSH}`],
    ["an object in JSON", `{"user":"ada","credentials":{"name":"ada","deep":{"value":"${HUSH}"}},"pin":1}`],
    ["a list in JSON", `{"user":"ada","tokens":["a","${HUSH}"]}`],
    ["a cookie", `Cookie: session=${HUSH}; theme=dark`],
    ["a header of an API", `X-Api-Key: ${HUSH}`],
  ])("%s", (_what, text) => {
    const { logger, raw } = written();
    logger.info(text);
    logger.info("field", { text });
    logger.error(new Error(text, { cause: text }));
    logger.error("cut", { text: `${"x".repeat(8192 - text.length + 9)} ${text}` });
    expect(raw).toHaveLength(4);
    for (const line of raw) {
      expect(line).not.toContain(HUSH);
      expect(line).not.toContain(Buffer.from(`shop:${HUSH}`).toString("base64").slice(0, 24));
      expect(line).toContain("[redacted]");
    }
  });

  test.each([
    "Authorization: letters",
    "authorization:letters",
    "proxy-authorization: letters",
    "x-api-key:letters",
    "Set-Cookie: letters",
  ])("%j: a header whose value is nothing but letters", (text) => {
    const { logger, raw } = written();
    logger.info(text);
    expect(raw[0]).not.toContain("letters");
  });

  test.each([
    "GET https://shop.example/orders/1?page=2&email=a@b.example",
    "basic plan chosen",
    "the bearer of this message",
    "12:30:00 started: all well",
    'parsed {"order":"o-1","total":12.5}',
    "token expired",
    "TypeError: token: expected a text\n    at parse (/app/token.ts:12:34)\n    at secret.ts:1:2",
    "password: must be longer",
    'no such user: "ada"',
    "x=1; y=2, z = 3",
    "mailto:ada@shop.example",
  ])("is not seen in %j", (text) => {
    const { logger, line } = written();
    logger.info(text);
    expect(line().message).toBe(text);
  });
});

test("no secret appears in what fast-check makes up around it", () => {
  const around = fc.oneof(fc.string(), fc.integer(), fc.constant(null));
  const tree = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { depthSize: "small" },
      around,
      fc.array(tie("node"), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie("node"), { maxKeys: 4 }),
      fc
        .record({ other: tie("node"), secret: fc.constantFrom(...SECRET_NAMES) })
        .map(({ other, secret }) => ({ other, [secret]: { deep: [HUSH] } })),
      fc.constantFrom(...SECRET_NAMES).map((name) => new Map([[name, HUSH]])),
    ),
  })).node;
  fc.assert(
    fc.property(tree, tree, (fields, context) => {
      const { logger, raw } = written();
      withContext(context as object, () =>
        (logger.info as (message: string, fields: unknown) => void)("hello", fields),
      );
      expect(raw).toHaveLength(1);
      expect(raw[0]).not.toContain(HUSH);
    }),
    { numRuns: 1000 },
  );
});
