import { program } from "./program";

interface Counts {
  readonly own: number;
  readonly keptElsewhere: number;
  readonly droppedElsewhere: number;
}

/** Of two thousand traces of its own and a thousand each that others keep and drop, what a program keeps. */
async function countsOf(tracing: object, env: Readonly<Record<string, string>> = {}): Promise<Counts> {
  const samples = program("samples.cjs", { tracing: { endpoint: "http://127.0.0.1:9", ...tracing }, env });
  const [counts = ""] = await samples.says(/\{.*\}/);
  return JSON.parse(counts) as Counts;
}

test("all traces are kept unless told otherwise, but those that others have dropped", async () => {
  expect(await countsOf({})).toEqual({ own: 2000, keptElsewhere: 1000, droppedElsewhere: 0 });
});

test("a ratio keeps that share of the traces that begin here; others decide on theirs", async () => {
  const { own, ...others } = await countsOf({ sampleRatio: 0.1 });
  // Five standard deviations around 200.
  expect(own).toBeGreaterThan(130);
  expect(own).toBeLessThan(270);
  expect(others).toEqual({ keptElsewhere: 1000, droppedElsewhere: 0 });
});

test.each<[string, string | undefined, Partial<Counts>]>([
  ["always_off", undefined, { own: 0, keptElsewhere: 0 }],
  ["always_on", undefined, { own: 2000, droppedElsewhere: 1000 }],
  ["parentbased_traceidratio", "0", { own: 0, keptElsewhere: 1000 }],
])("OTEL_TRACES_SAMPLER=%s (%s) wins over the option", async (sampler, argument, expected) => {
  const env = {
    OTEL_TRACES_SAMPLER: sampler,
    ...(argument === undefined ? {} : { OTEL_TRACES_SAMPLER_ARG: argument }),
  };
  expect(await countsOf({ sampleRatio: 0.5 }, env)).toMatchObject(expected);
});
