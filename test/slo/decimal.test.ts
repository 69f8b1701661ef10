import { decimalText, exact, percentage, percentText } from "../../lib/slo";

test.each([
  ["99.9%", "0.999", "0.001"],
  ["99.95 %", "0.9995", "0.0005"],
  ["99.99%", "0.9999", "0.0001"],
  ["99.999%", "0.99999", "0.00001"],
  ["90%", "0.9", "0.1"],
  ["99.123456789%", "0.99123456789", "0.00876543211"],
])("%s is %s, and allows %s, to the last digit", (text, share, allowed) => {
  const objective = percentage(text);
  expect(objective && decimalText(objective)).toBe(share);
  expect(objective && exact(1).minus(objective).toNumber().toFixed(11).replace(/0+$/, "")).toBe(allowed);
});

test.each(["99.9", "", "%", "ninety", "99,9%", "1e2%", "-1%", "99.9%%", "1000%"])("%j is no percentage", (text) => {
  expect(percentage(text)).toBeUndefined();
});

test("is told to people without dust", () => {
  expect(percentText(exact("0.0144"))).toBe("1.44 %");
  expect(percentText(exact(14.4).times(exact(1).minus("0.999")))).toBe("1.44 %");
});
