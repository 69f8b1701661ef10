import fc from "fast-check";
import { redactedQuery, redactedUrl, serverOf } from "../../../instrumentation/src/tracing/url";

test.each([
  ["credentials", "https://ann:s3cret@shop.example/a", "https://REDACTED:REDACTED@shop.example/a"],
  ["a user without a password", "https://ann@shop.example/a", "https://REDACTED:REDACTED@shop.example/a"],
  ["an @ within the password", "https://ann:s3@cret@shop.example/", "https://REDACTED:REDACTED@shop.example/"],
  ["slashes that are missing", "https:ann:s3cret@shop.example", "https://REDACTED:REDACTED@shop.example/"],
  ["backslashes for slashes", "https:\\\\ann:s3cret@shop.example", "https://REDACTED:REDACTED@shop.example/"],
  ["a line break in the scheme", "ht\ntps://ann:s3cret@shop.example", "https://REDACTED:REDACTED@shop.example/"],
  ["no scheme", "//ann:s3cret@shop.example/a", "//REDACTED:REDACTED@shop.example/a"],
  ["neither scheme nor slashes", "ann:s3cret@shop.example/a", "REDACTED:REDACTED@shop.example/a"],
  ["a host that is none", "https://ann:s3cret@:x/", "https://REDACTED:REDACTED@:x/"],
  ["a host that is none and an @ in the password", "https://ann:s3@cret@:x/", "https://REDACTED:REDACTED@:x/"],
  ["a database", "postgres://ann:s3cret@db:5432/shop", "postgres://REDACTED:REDACTED@db:5432/shop"],
  [
    "a secret parameter",
    "https://x.example/?a=1&access_token=abc&b=2",
    "https://x.example/?a=1&access_token=REDACTED&b=2",
  ],
  ["a secret parameter in capitals", "https://x.example/?API-KEY=abc", "https://x.example/?API-KEY=REDACTED"],
  ["an encoded name", "https://x.example/?%74oken=abc", "https://x.example/?%74oken=REDACTED"],
  [
    "a signature of a cloud",
    "https://x.example/o?X-Amz-Signature=ab&X-Amz-Date=1",
    "https://x.example/o?X-Amz-Signature=REDACTED&X-Amz-Date=1",
  ],
  ["the code of a sign-in", "https://x.example/cb?code=abc&state=1", "https://x.example/cb?code=REDACTED&state=1"],
  ["a parameter within a parameter", "https://x.example/?q=a?token=b", "https://x.example/?q=a?token=b"],
  ["a fragment", "https://x.example/#access_token=abc", "https://x.example/"],
  ["nothing secret", "https://x.example/orders/1?page=2&zip_code=3", "https://x.example/orders/1?page=2&zip_code=3"],
  ["a path alone", "/orders?token=abc", "/orders?token=REDACTED"],
  ["a path with an @", "/users/@ann", "/users/@ann"],
  ["nothing", "", ""],
])("of a URL with %s remains what is no secret", (_, url, expected) => {
  expect(redactedUrl(url)).toBe(expected);
});

test("no credential of a URL survives, whatever it is made of", () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9$!*'()_.-]{1,20}$/).map((text) => `QQ${text}QQ`);
  fc.assert(
    fc.property(secret, secret, fc.webPath(), (user, password, path) => {
      const redacted = redactedUrl(`https://${user}:${password}@shop.example${path}?password=${password}`);
      expect(redacted).not.toContain("QQ");
    }),
    { numRuns: 300 },
  );
});

test("whatever text is given, nothing is thrown, and no more than 2,048 characters come back", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => redactedUrl(text).length <= 2048));
  expect(redactedUrl(`https://x.example/${"a".repeat(1e6)}`)).toHaveLength(2048);
});

test("a query stays as it was written but for its secrets", () => {
  expect(redactedQuery("?a=%20+b&secret=x&c")).toBe("?a=%20+b&secret=REDACTED&c");
});

test.each([
  ["https://shop.example/a", { address: "shop.example", port: 443 }],
  ["http://127.0.0.1:8080", { address: "127.0.0.1", port: 8080 }],
  ["http://[::1]/", { address: "[::1]", port: 80 }],
  ["/orders", undefined],
])("%s leads to %j", (url, server) => {
  expect(serverOf(url)).toEqual(server);
});
