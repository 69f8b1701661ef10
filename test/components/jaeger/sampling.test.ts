/** What SDKs are told about which traces to begin. */
import {
  adaptiveSampling,
  badger,
  samplePerSecond,
  sampleRatio,
  samplingStrategies,
  type JaegerProps,
} from "../../../lib/components/jaeger";
import { at, valuesOf } from "./settings";

const strategiesOf = (sampling: JaegerProps["sampling"]): unknown => {
  const file = at(valuesOf({ sampling }), "extraObjects.0.data");
  return JSON.parse((file as Record<string, string>)["strategies.json"] ?? "null");
};

test("one trace in ten, when nothing is said", () =>
  expect(strategiesOf(undefined)).toEqual({
    default_strategy: { type: "probabilistic", param: 0.1 },
    service_strategies: [],
  }));

test("shares and rates of services and operations", () =>
  expect(
    strategiesOf(
      samplingStrategies({
        default: sampleRatio(0.05),
        services: { checkout: sampleRatio(1, { "GET /healthz": 0 }), search: samplePerSecond(5) },
      }),
    ),
  ).toEqual({
    default_strategy: { type: "probabilistic", param: 0.05 },
    service_strategies: [
      {
        service: "checkout",
        type: "probabilistic",
        param: 1,
        operation_strategies: [{ operation: "GET /healthz", type: "probabilistic", param: 0 }],
      },
      { service: "search", type: "ratelimiting", param: 5 },
    ],
  }));

test("the file is read again, so that a change needs no restart", () => {
  const values = valuesOf();
  expect(at(values, "userconfig.extensions.remote_sampling.file")).toEqual({
    path: "/etc/jaeger-sampling/strategies.json",
    reload_interval: "30s",
    default_sampling_probability: 0.1,
  });
  const other = valuesOf({ sampling: samplingStrategies({ services: { a: sampleRatio(1) } }) });
  expect(at(other, "jaeger.podLabels")).toEqual(at(values, "jaeger.podLabels"));
});

test("both protocols of the SDKs", () => {
  expect(at(valuesOf(), "userconfig.extensions.remote_sampling")).toMatchObject({
    http: { endpoint: "0.0.0.0:5778" },
    grpc: { endpoint: "0.0.0.0:5779" },
  });
  expect(at(valuesOf(), "jaeger.service.extraPorts")).toEqual([
    { name: "grpc-sampling", port: 5779, targetPort: 5779 },
  ]);
});

test("adaptive sampling keeps its probabilities with the traces", () => {
  const values = valuesOf({ storage: badger(), sampling: adaptiveSampling({ tracesPerSecond: 2 }) });
  expect(at(values, "userconfig.extensions.remote_sampling.adaptive")).toEqual({
    sampling_store: "traces",
    target_samples_per_second: 2,
    initial_sampling_probability: 0.001,
    min_sampling_probability: 0.000_01,
  });
  expect(at(values, "extraObjects")).toBeUndefined();
});

test("off is off", () => {
  const values = valuesOf({ sampling: "off" });
  expect(at(values, "userconfig.service.extensions")).toEqual(["healthcheckv2", "jaeger_storage", "jaeger_query"]);
  expect(at(values, "userconfig.extensions.remote_sampling")).toBeUndefined();
  expect(at(values, "jaeger.service.extraPorts")).toBeUndefined();
});
