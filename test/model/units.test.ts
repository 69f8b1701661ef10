import {
  cores,
  days,
  fraction,
  gibibytes,
  goDuration,
  hours,
  humanBytes,
  kibibytes,
  kubernetesQuantity,
  mebibytes,
  milliseconds,
  minutes,
  prometheusDuration,
  prometheusSize,
  seconds,
  tebibytes,
  weeks,
} from "../../lib/model";

test.each([
  [seconds(15), "15s"],
  [minutes(90), "1h30m"],
  [days(30), "30d"],
  [weeks(1), "7d"],
  [milliseconds(1_500), "1s500ms"],
  [hours(0), "0s"],
])("%o is %s to Prometheus", (duration, text) => expect(prometheusDuration(duration)).toBe(text));

test.each([
  [days(30), "720h"],
  [minutes(15), "15m"],
  [milliseconds(1), "1ms"],
])("%o is %s to Go", (duration, text) => expect(goDuration(duration)).toBe(text));

test.each([
  [gibibytes(100), "100Gi"],
  [gibibytes(1.5), "1536Mi"],
  [tebibytes(1), "1Ti"],
  [kibibytes(3), "3Ki"],
  [fraction(gibibytes(1), 0.1), "107374182"],
  [cores(0.5), "500m"],
  [cores(2), "2"],
])("%o is %s to Kubernetes", (quantity, text) => expect(kubernetesQuantity(quantity)).toBe(text));

test("Prometheus's MB is 2^20 bytes, so a gibibyte is 1024MB", () =>
  expect(prometheusSize(gibibytes(1))).toBe("1024MB"));

test.each([
  [gibibytes(42.5), "42.5 GiB"],
  [mebibytes(1), "1 MiB"],
  [fraction(kibibytes(1), 0.5), "512 B"],
])("%o is %s to people", (amount, text) => expect(humanBytes(amount)).toBe(text));
