import * as z from "zod";
import {
  annotations,
  bytes,
  check,
  ConfigurationError,
  count,
  cpu,
  didYouMean,
  dnsLabel,
  duration,
  gibibytes,
  hostName,
  join,
  labelKey,
  labelName,
  labels,
  labelValue,
  nonEmpty,
  parse,
  port,
  ratio,
  releaseName,
  secretRef,
  seconds,
  url,
  urlWithoutCredentials,
  values,
} from "../../lib/model";

const NOT_ANYTHING = [undefined, null, Number.NaN, {}, [], () => 1, Symbol("x"), true];

describe("what is wrong with a value", () => {
  test.each([
    ["dnsLabel", dnsLabel, "Prod", "DNS-1123"],
    ["dnsLabel", dnsLabel, "-prod", "DNS-1123"],
    ["dnsLabel", dnsLabel, "a".repeat(64), "DNS-1123"],
    ["releaseName", releaseName, "a".repeat(54), "Helm release name"],
    ["hostName", hostName, "https://acme.example", "no host name"],
    ["hostName", hostName, "acme.example:443", "no host name"],
    ["url", url, "acme.example", "no http(s) address"],
    ["url", url, "ftp://acme.example", "no http(s) address"],
    ["urlWithoutCredentials", urlWithoutCredentials, "https://user:word@acme.example", "clear text"],
    ["labelName", labelName, "my-label", "Prometheus label name"],
    ["labelValue", labelValue, "a b", "Kubernetes label value"],
    ["labelKey", labelKey, "a b/c", "label or annotation key"],
    ["nonEmpty", nonEmpty, "  ", "is empty"],
    ["duration", duration, 15, "no duration"],
    ["duration", duration, "15s", "no duration"],
    ["duration", duration, seconds(0), "not a positive length of time"],
    ["duration", duration, seconds(-1), "not a positive length of time"],
    ["duration", duration, seconds(Number.NaN), "not a positive length of time"],
    ["duration", duration, seconds(Number.POSITIVE_INFINITY), "not a positive length of time"],
    ["bytes", bytes, "50Gi", "no amount of bytes"],
    ["bytes", bytes, gibibytes(-1), "not a positive amount"],
    ["cpu", cpu, gibibytes(1), "no amount of CPU"],
    ["count", count(1), 0, "no whole number from 1"],
    ["count", count(1), 1.5, "no whole number from 1"],
    ["count", count(1), "3", 'is "3"'],
    ["port", port, 70_000, "no whole number from 1 to 65535"],
    ["ratio", ratio, 1.1, "no share between 0 and 1"],
    ["values", values, [], "no object"],
  ])("%s: %s", (_, schema, value, words) => {
    const [finding, ...others] = check(z.strictObject({ it: schema }), { it: value }, "prod");
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ path: "prod.it", severity: "error" });
    expect(finding?.problem).toContain(words);
    expect(finding?.mend).not.toBe("");
  });

  test("a value of a secret is not shown", () => {
    const [finding] = check(urlWithoutCredentials, "https://user:marker@acme.example", "prod.url");
    expect(JSON.stringify(finding)).not.toContain("marker");
  });
});

describe("any input", () => {
  const schemas = { dnsLabel, hostName, url, labels, annotations, duration, bytes, cpu, count: count(), port, ratio };
  test.each(
    Object.entries(schemas).flatMap(([name, schema]) => NOT_ANYTHING.map((value) => [name, schema, value] as const)),
  )("%s gives findings, never a crash", (name, schema, value) => {
    const found = check(z.strictObject({ it: schema }), { it: value }, "p");
    // An empty map of labels is one.
    if ((name === "labels" || name === "annotations") && JSON.stringify(value) === "{}" && typeof value === "object")
      return expect(found).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
    return expect(found.every(({ path }) => path.startsWith("p.it"))).toBe(true);
  });
});

test("one error lists all findings, each with its path", () => {
  const schema = z.strictObject({
    replicas: count(1),
    storage: z.strictObject({ size: bytes }),
    mode: z.enum(["a", "b"]),
  });
  const input = { replicas: 0, storage: { size: "1Gi", sise: 1 }, mode: "c" };
  expect(() => parse(schema, input, "prod.loki")).toThrow(ConfigurationError);
  try {
    parse(schema, input, "prod.loki");
  } catch (error) {
    const paths = (error as ConfigurationError).findings.map(({ path }) => path);
    expect(paths.sort()).toEqual([
      "prod.loki.mode",
      "prod.loki.replicas",
      "prod.loki.storage.sise",
      "prod.loki.storage.size",
    ]);
    expect((error as Error).message).toContain('write "a" or "b"');
  }
});

test("an unknown property is told with the one that was meant", () => {
  const [finding] = check(z.strictObject({ retention: duration.optional() }), { retentoin: seconds(1) }, "prod.loki");
  expect(finding).toMatchObject({ path: "prod.loki.retentoin", check: "input/unknown-property" });
  expect(finding?.mend).toContain("retention");
});

test("of several alternatives, the nearest one speaks", () => {
  const schema = z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("s3"), bucket: nonEmpty }),
    z.strictObject({ kind: z.literal("folder"), path: nonEmpty }),
  ]);
  expect(check(schema, { kind: "s3", bucket: "" }, "p")).toMatchObject([{ path: "p.bucket" }]);
  expect(check(schema, { kind: "minio" }, "p")).toMatchObject([{ check: "input/wrong-kind" }]);
});

test("a Terraform reference passes where a form cannot be judged yet", () => {
  expect(check(dnsLabel, "${TfToken[TOKEN.1]}", "p")).toEqual([]);
});

test.each([
  [["a", 0, "b"], "p.a[0].b"],
  [["x-y"], "p.x-y"],
  [["a.b"], 'p["a.b"]'],
])("path of %j", (keys, path) => expect(join("p", keys)).toBe(path));

test.each([
  ["retentoin", ' (did you mean "retention"?)'],
  ["something", ""],
])("did you mean: %s", (name, text) => expect(didYouMean(name, ["retention", "replicas"])).toBe(text));

test("a secret written where a reference belongs is not shown again", () => {
  const found = check(z.strictObject({ token: secretRef("token") }), { token: "the-marker" }, "prod");
  expect(found).toMatchObject([{ path: "prod.token", problem: "is no reference to a secret" }]);
  expect(JSON.stringify(found)).not.toContain("the-marker");
});
