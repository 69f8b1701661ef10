/** Labels that satisfy the conditions of two routes. */
import { matches, not, notMatches, type Matchers } from "../../../lib/query";
import { commonLabels, matchersOf } from "../../../lib/routing";

test.each<[string, Matchers, Matchers, Readonly<Record<string, string>> | undefined]>([
  ["two values", { service: "cart" }, { service: "mysql" }, undefined],
  ["a value of an expression", { service: matches("mysql.*") }, { service: "mysql-eu" }, { service: "mysql-eu" }],
  ["a value that is none of an expression", { service: matches("mysql-.*") }, { service: "mysql" }, undefined],
  ["two expressions", { service: matches("a.*") }, { service: matches(".+b") }, { service: "ab" }],
  ["an expression and its contrary", { service: matches("a.*") }, { service: notMatches("a.*") }, undefined],
  ["an expression and another value", { service: matches("a|b") }, { service: not("a") }, { service: "b" }],
  ["different labels", { service: "cart" }, { namespace: "shop" }, { service: "cart", namespace: "shop" }],
  ["a label that must be missing", { team: "", service: "cart" }, { team: "" }, { service: "cart" }],
  ["a label that must be missing and must be there", { team: "" }, { team: matches(".+") }, undefined],
  ["an expression that is none", { service: matches("(") }, { service: "cart" }, undefined],
])("%s", (_, first, second, expected) =>
  expect(commonLabels([...matchersOf(first), ...matchersOf(second)])).toEqual(expected),
);
