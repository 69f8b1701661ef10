/** Tags and the patterns that take them. */
import { canMeet, covers, tailTag } from "../../lib/pipeline";

test.each<readonly [one: string, other: string, meet: boolean]>([
  ["**", "kubernetes.**", true],
  ["kubernetes.**", "kubernetes", true],
  ["kubernetes.**", "kubernetes.var.log.x", true],
  ["kubernetes.*", "kubernetes.var.log", false],
  ["kubernetes.**", "journal.kubelet", false],
  ["*.log", "app.*", true],
  ["a.**.z", "a.b.c.z", true],
  ["a.**.z", "a.b.c.y", false],
  ["{a,b}.c", "b.*", true],
  ["{a,b}.c", "d.*", false],
  ["a b", "b", true],
  ["app*", "application", true],
  ["/a.*/", "z", true],
])("%s and %s: %s", (one, other, meet) => {
  expect(canMeet(one, other)).toBe(meet);
  expect(canMeet(other, one)).toBe(meet);
});

test.each<readonly [wide: string, narrow: string, all: boolean]>([
  ["**", "anything.**", true],
  ["kubernetes.**", "kubernetes.*", true],
  ["kubernetes.*", "kubernetes.**", false],
  ["kubernetes.*", "kubernetes.a", true],
  ["a b", "{a,b}", true],
  ["a", "{a,b}", false],
  ["**.log", "a.b.log", true],
  ["a.**", "a", true],
  ["app*", "app*", true],
  ["app*", "*", false],
  ["**", "/a/", false],
  ["/a/", "a", false],
])("%s takes all of %s: %s", (wide, narrow, all) => expect(covers(wide, narrow)).toBe(all));

test("a tail puts the path in place of its asterisk", () => expect(tailTag("kubernetes.*")).toBe("kubernetes.**"));
