import { type Diagnostic, RateLimitedDiagnostics } from "../../../instrumentation/src/tracing/diagnostics";

/** What is handed on of what is told, with a clock to set. */
function listening(): {
  readonly heard: Diagnostic[];
  readonly clock: { now: number };
  readonly diagnostics: RateLimitedDiagnostics;
} {
  const heard: Diagnostic[] = [];
  const clock = { now: 1000 };
  return {
    heard,
    clock,
    diagnostics: new RateLimitedDiagnostics(
      (each) => heard.push(each),
      () => clock.now,
    ),
  };
}

test("of one kind a message is heard once a minute, and then how many there were", () => {
  const { heard, clock, diagnostics } = listening();
  for (let i = 0; i < 10; i++) diagnostics.warn(`connect ECONNREFUSED 127.0.0.1:${4000 + i}`);
  clock.now += 59;
  diagnostics.warn("connect ECONNREFUSED 127.0.0.1:1");
  clock.now += 2;
  diagnostics.warn("connect ECONNREFUSED 127.0.0.1:2");
  expect(heard).toEqual([
    { level: "warn", message: "connect ECONNREFUSED 127.0.0.1:4000" },
    { level: "warn", message: "connect ECONNREFUSED 127.0.0.1:2 (and 10 more like it)" },
  ]);
});

test("another kind, and another level, is heard as well", () => {
  const { heard, diagnostics } = listening();
  diagnostics.warn("a");
  diagnostics.error("a");
  diagnostics.warn("b");
  expect(heard).toHaveLength(3);
});

test("beyond a hundred kinds, what is new counts as one", () => {
  const { heard, diagnostics } = listening();
  for (let i = 0; i < 1000; i++) diagnostics.warn(`kind ${String.fromCodePoint(0x4e00 + i)}`);
  expect(heard).toHaveLength(101);
});

test.each<[string, readonly unknown[], string]>([
  ["an error that OpenTelemetry has packed", [`{"stack":"Error: a\\n at b","message":"a","name":"Error"}`], "a"],
  ["an error", ["failed:", new Error("a")], "failed: a"],
  ["objects", ["got", { a: 1 }, undefined], `got {"a":1} undefined`],
  ["what begins like JSON", ["{a"], "{a"],
])("%s is told by its message", (_, parts, message) => {
  const { heard, diagnostics } = listening();
  diagnostics.error(...parts);
  expect(heard).toEqual([{ level: "error", message }]);
});

test("a listener that throws, and things that cannot be shown, hurt nobody", () => {
  const broken = new RateLimitedDiagnostics(() => {
    throw new Error("broken");
  });
  expect(() => broken.error("a", Object.create(null), Symbol("b"))).not.toThrow();
});

test("of a module that was loaded too early the setup speaks, not OpenTelemetry", () => {
  const { heard, diagnostics } = listening();
  const name = "@opentelemetry/instrumentation-pino";
  diagnostics.warn(name, `Module pino has been loaded before ${name} so it might not work, please initialize it`);
  expect(heard).toEqual([]);
});
