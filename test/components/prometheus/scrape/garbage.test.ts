/** Whatever stands where scrape settings are expected, however deep: findings, never a crash. */
import type * as z from "zod";
import {
  discovery,
  podMonitor,
  podMonitorProps,
  probe,
  probeProps,
  relabelRule,
  scrapeConfig,
  scrapeConfigObject,
  scrapeConfigObjectProps,
  scrapeConfigs,
  scrapeConfigValue,
  secretsIn,
  serviceMonitor,
  serviceMonitorProps,
  staticTargets,
  type ScrapeConfigInput,
} from "../../../../lib/components/prometheus/scrape";
import { check } from "../../../../lib/model";
import { clouds, discoveries, full, logins } from "./examples";
import { objects } from "./object-examples";

const schemas: Readonly<Record<string, z.ZodType>> = {
  scrapeConfig,
  scrapeConfigs,
  discovery,
  relabelRule,
  serviceMonitorProps,
  podMonitorProps,
  probeProps,
  scrapeConfigObjectProps,
};
const garbage: readonly unknown[] = [
  undefined,
  null,
  0,
  NaN,
  "",
  "text",
  true,
  [],
  [null],
  {},
  { kind: null },
  new Date(0),
  Symbol("a"),
  () => 1,
];

describe.each(Object.entries(schemas))("garbage for %s", (name, schema) => {
  test("in its place is a finding", () => {
    for (const input of garbage)
      if (!(name === "scrapeConfigs" && Array.isArray(input) && input.length === 0))
        expect(check(schema, input, "here")).not.toEqual([]);
  });
});

/** Copies of a value in which one thing, however deep, is something else: at each place the next few of the garbage. */
const spoilt = function* (value: unknown, turn = 0): Iterable<unknown> {
  for (let index = 0; index < 3; index += 1) yield garbage[(turn * 3 + index) % garbage.length];
  if (Array.isArray(value))
    for (const [index, each] of value.entries())
      for (const bad of spoilt(each, turn + index + 1))
        yield value.map((other: unknown, at) => (at === index ? bad : other));
  else if (typeof value === "object" && value !== null)
    for (const [index, [key, each]] of Object.entries(value).entries())
      for (const bad of spoilt(each, turn + index + 1)) yield { ...value, [key]: bad };
};

const spoil = <S extends z.ZodType>(schema: S, value: (settings: z.output<S>) => unknown, input: unknown): void => {
  for (const bad of spoilt(input)) {
    const findings = check(schema, bad, "here");
    for (const finding of findings) expect(finding.path).toMatch(/^here/);
    if (findings.length > 0) continue;
    const settings = schema.parse(bad);
    expect(() => [value(settings), secretsIn(settings, "here")]).not.toThrow();
  }
};

const base = { jobName: "job", discovery: [staticTargets(["a:1"])] };
const jobs: readonly (readonly [string, ScrapeConfigInput])[] = [
  ["everything", full],
  ...Object.entries(logins).map(([name, authentication]) => [name, { ...base, authentication }] as const),
  ...Object.entries({ ...discoveries, ...clouds }).map(([name, discovery]) => [name, { ...base, discovery }] as const),
];
test.each(jobs)("one thing spoilt in a job: %s", (_, job) => spoil(scrapeConfig, scrapeConfigValue, job));

test.each(objects.serviceMonitors.map((props, index) => [index, props] as const))(
  "one thing spoilt in ServiceMonitor %i",
  (_, props) => spoil(serviceMonitorProps, serviceMonitor, props),
);
test.each(objects.podMonitors.map((props, index) => [index, props] as const))(
  "one thing spoilt in PodMonitor %i",
  (_, props) => spoil(podMonitorProps, podMonitor, props),
);
test.each(objects.probes.map((props, index) => [index, props] as const))("one thing spoilt in Probe %i", (_, props) =>
  spoil(probeProps, probe, props),
);
test.each(objects.scrapeConfigs.map((props, index) => [index, props] as const))(
  "one thing spoilt in ScrapeConfig %i",
  (_, props) => spoil(scrapeConfigObjectProps, scrapeConfigObject, props),
);
