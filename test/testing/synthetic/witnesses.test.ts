import { satisfies, type Matcher } from "../../../lib/query";
import { witness } from "../../../lib/testing/synthetic/witnesses";

const is = (operator: Matcher["operator"], value: string): Matcher => ({ label: "any", operator, value });

test.each<[string, readonly Matcher[], string | undefined]>([
  ["a name", [is("=", "observability/loki")], "observability/loki"],
  ["a class of status codes", [is("=~", "5..")], "500"],
  ["a choice", [is("=~", "loki_api_v1_push|otlp_v1_logs")], "loki_api_v1_push"],
  ["what another matcher leaves of a choice", [is("=~", "push|query"), is("!=", "push")], "query"],
  ["a choice within", [is("=~", "S3\\.(GetObject|List)")], "S3.GetObject"],
  ["something", [is("=~", ".+")], "x"],
  ["a prefix", [is("=~", "/api/.*")], "/api/"],
  ["a set, and a number of them", [is("=~", "[a-f]{3}-\\d+")], "aaa-1"],
  ["what a set leaves out", [is("=~", "[^x]y")], "ay"],
  ["a group with a name", [is("=~", "(?P<one>a)(?:b)?")], "a"],
  ["none that contradict", [is("=", "a"), is("=", "b")], undefined],
])("%s", (_, matchers, text) => {
  expect(witness(matchers, [])).toBe(text);
  if (text !== undefined) expect(matchers.every((each) => satisfies(each, text))).toBe(true);
});

test("a candidate that satisfies is better than one made up", () => {
  expect(witness([is("=~", "5..")], ["200", "503"])).toBe("503");
});
