import { program, type Program } from "./program";
import { receiver, type Receiver } from "./receiver";
import { grpcReceiver, type GrpcReceiver } from "./grpc-receiver";

let http: Receiver;
let grpc: GrpcReceiver;

beforeEach(async () => {
  [http, grpc] = await Promise.all([receiver(), grpcReceiver()]);
});
afterEach(async () => {
  await http.close();
  grpc.close();
});

/** A program with these variables, whose options would all lead elsewhere, after its end. */
async function told(env: Readonly<Record<string, string>>, tracing: object = {}): Promise<Program> {
  const tells = program("tells.cjs", { tracing: { endpoint: "http://127.0.0.1:9", ...tracing }, env });
  const { code } = await tells.ended;
  if (code !== 0) throw new Error(tells.errors());
  return tells;
}

test("OTEL_EXPORTER_OTLP_ENDPOINT is where spans go, below its path", async () => {
  await told({ OTEL_EXPORTER_OTLP_ENDPOINT: `${http.endpoint}/collector` });
  expect(http.requests.map(({ path }) => path)).toEqual(["/collector/v1/traces"]);
});

test("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is where they go as it stands", async () => {
  await told({
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${http.endpoint}/here`,
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9",
  });
  expect(http.requests.map(({ path }) => path)).toEqual(["/here"]);
});

test("without a variable they go where the option says", async () => {
  await told({}, { endpoint: `${http.endpoint}/` });
  expect(http.requests.map(({ path }) => path)).toEqual(["/v1/traces"]);
});

test.each([
  [{}, "http/json", "application/json"],
  [{ OTEL_EXPORTER_OTLP_PROTOCOL: "http/json" }, "http/protobuf", "application/json"],
  [
    { OTEL_EXPORTER_OTLP_PROTOCOL: "http/json", OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "http/protobuf" },
    undefined,
    "application/x-protobuf",
  ],
  [{}, undefined, "application/x-protobuf"],
])("%j and the option %s: spans travel as %s", async (env, protocol, type) => {
  await told({ ...env, OTEL_EXPORTER_OTLP_ENDPOINT: http.endpoint }, { protocol });
  expect(http.requests.map(({ headers }) => headers["content-type"])).toEqual([type]);
  expect(http.spans().map(({ name }) => name)).toEqual(["work"]);
});

test("OTEL_EXPORTER_OTLP_PROTOCOL=grpc sends them by gRPC, with the headers of OTEL_EXPORTER_OTLP_HEADERS", async () => {
  await told({
    OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
    OTEL_EXPORTER_OTLP_ENDPOINT: grpc.endpoint,
    OTEL_EXPORTER_OTLP_HEADERS: "x-tenant=shop",
  });
  expect(grpc.spans()).toMatchObject([{ name: "work", resource: { "service.name": "tells" } }]);
  expect(grpc.metadata[0]?.get("x-tenant")).toEqual(["shop"]);
});

test("the options endpoint and protocol do the same for gRPC", async () => {
  await told({}, { protocol: "grpc", endpoint: grpc.endpoint });
  expect(grpc.spans()).toHaveLength(1);
});

test("OTEL_EXPORTER_OTLP_HEADERS go with each request, those of TRACES win, and OTEL_EXPORTER_OTLP_COMPRESSION=gzip packs it", async () => {
  const env = { OTEL_EXPORTER_OTLP_HEADERS: "x-a=1,x-b=1", OTEL_EXPORTER_OTLP_TRACES_HEADERS: "x-b=2%2C3" };
  await told({ ...env, OTEL_EXPORTER_OTLP_COMPRESSION: "gzip", OTEL_EXPORTER_OTLP_ENDPOINT: http.endpoint });
  expect(http.requests[0]?.headers).toMatchObject({ "x-a": "1", "x-b": "2,3", "content-encoding": "gzip" });
  expect(http.spans()).toHaveLength(1);
});

test("OTEL_EXPORTER_OTLP_TIMEOUT limits how long an answer is waited for", async () => {
  await http.close();
  http = await receiver(() => "hang");
  const tells = await told({ OTEL_EXPORTER_OTLP_TIMEOUT: "300", OTEL_EXPORTER_OTLP_ENDPOINT: http.endpoint });
  expect(tells.errors()).toContain("no answer within 0.3 s");
});

test("the resource says who it is: variables win over options, OTEL_SERVICE_NAME over all", async () => {
  const env = {
    OTEL_SERVICE_NAME: "canary",
    OTEL_RESOURCE_ATTRIBUTES: "service.name=lost,service.version=2,k8s.pod.name=shop-1%2C2",
    OTEL_EXPORTER_OTLP_ENDPOINT: http.endpoint,
  };
  await told(env, {
    version: "1",
    environment: "test",
    resource: { "service.namespace": "shop", "service.version": "0" },
  });
  const { resource } = await http.span("work");
  expect(resource).toMatchObject({
    "service.name": "canary",
    "service.version": "2",
    "service.namespace": "shop",
    "deployment.environment.name": "test",
    "k8s.pod.name": "shop-1,2",
    "telemetry.sdk.language": "nodejs",
    "process.runtime.name": "nodejs",
  });
  expect(resource["host.name"]).toEqual(expect.any(String));
  // The command line is no place for secrets, and still they stand there.
  expect(Object.keys(resource).filter((name) => /command|owner/.test(name))).toEqual([]);
});

test.each([
  [{}, "baggage traceparent"],
  [{ OTEL_PROPAGATORS: "b3" }, "b3"],
])("%j decides by which headers others join: %s", async (env, headers) => {
  const tells = await told({ ...env, OTEL_EXPORTER_OTLP_ENDPOINT: http.endpoint });
  expect(tells.output()).toContain(`headers: ${headers}\n`);
});

test("OTEL_SDK_DISABLED=true leaves the application as it is", async () => {
  const tells = await told({ OTEL_SDK_DISABLED: "true", OTEL_EXPORTER_OTLP_ENDPOINT: http.endpoint });
  expect(tells.output()).toContain("headers: \n");
  expect(tells.output()).toContain("http: false");
  expect(http.requests).toHaveLength(0);
});

test.each([
  [{}, {}, false, true],
  [{}, { instrumentations: { fs: true, http: false } }, true, false],
  [{ OTEL_NODE_ENABLED_INSTRUMENTATIONS: "fs" }, { instrumentations: { http: true } }, true, false],
  [{ OTEL_NODE_DISABLED_INSTRUMENTATIONS: "http" }, {}, false, false],
])("%j and %j: fs is instrumented (%s), http is (%s)", async (env, tracing, fs, isHttp) => {
  const tells = await told({ ...env, OTEL_EXPORTER_OTLP_ENDPOINT: http.endpoint }, tracing);
  expect(tells.output()).toContain(`fs: ${fs}\nhttp: ${isHttp}`);
});

test("OTEL_TRACES_EXPORTER=console prints spans, none exports none, and others still join the trace", async () => {
  expect((await told({ OTEL_TRACES_EXPORTER: "console" })).output()).toContain("name: 'work'");
  const tells = await told({ OTEL_TRACES_EXPORTER: "none", OTEL_EXPORTER_OTLP_ENDPOINT: http.endpoint });
  expect(tells.output()).toContain("headers: baggage traceparent\n");
  expect(http.requests).toHaveLength(0);
});

test("OTEL_LOG_LEVEL=debug shows more of OpenTelemetry, still one line of a kind", async () => {
  const tells = await told({ OTEL_LOG_LEVEL: "debug", OTEL_EXPORTER_OTLP_ENDPOINT: http.endpoint });
  expect(tells.errors()).toContain("observability debug:");
  expect(tells.errors()).not.toContain("logger will be overwritten");
});

test("what does not fit is told with what to write instead, and the rest counts", async () => {
  const env = {
    OTEL_BSP_MAX_QUEUE_SIZE: "many",
    OTEL_RESOURCE_ATTRIBUTES: "a",
    OTEL_EXPORTER_OTLP_ENDPOINT: http.endpoint,
  };
  const tells = await told(env, { sampleRatio: 5, colour: "red" });
  expect(tells.errors()).toContain(`tracing.sampleRatio: 5 does not fit; write a number from 0 to 1`);
  expect(tells.errors()).toContain("tracing.colour: nobody knows this prop; there are service, version");
  expect(tells.errors()).toContain(`OTEL_BSP_MAX_QUEUE_SIZE: "many" is no number above 0; write a whole number`);
  expect(tells.errors()).toContain(`OTEL_RESOURCE_ATTRIBUTES: "a" is no pair`);
  expect(http.spans()).toHaveLength(1);
});

test("an endpoint that is none does not hide the option, a wrong time-out and sampler count as not set, and each is told", async () => {
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: "nonsense",
    OTEL_EXPORTER_OTLP_TIMEOUT: "abc",
    OTEL_TRACES_SAMPLER: "nonsense",
    OTEL_EXPORTER_OTLP_COMPRESSION: "zip",
    OTEL_LOG_LEVEL: "loud",
  };
  const tells = await told(env, { endpoint: http.endpoint, sampleRatio: 1 });
  for (const name of Object.keys(env)) expect(tells.errors()).toContain(`${name}: "`);
  expect(http.spans()).toHaveLength(1);
});

test("what OpenTelemetry itself finds wrong with variables is heard", async () => {
  const tells = await told({ OTEL_PROPAGATORS: "nonsense", OTEL_EXPORTER_OTLP_ENDPOINT: http.endpoint });
  expect(tells.errors()).toMatch(/observability warn: .*nonsense/);
});
