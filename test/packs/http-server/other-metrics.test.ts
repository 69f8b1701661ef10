/** Services whose metrics have other names: recorded, alerted on and promised of like all others. */
import { contentChecks, modelWith, sloChecks } from "../../../lib/checks";
import {
  contract,
  counter,
  gauge,
  histogram,
  pack,
  seconds,
  SERVICE_TARGET,
  type MonitoringPack,
} from "../../../lib/model";
import {
  http,
  httpAlerts,
  httpMetrics,
  httpObjectives,
  httpServerPack,
  httpServiceRules,
  otelHttp,
  standardHttp,
  type HttpMetrics,
} from "../../../lib/packs/http-server";
import { eachNarrowed, registered } from "../../../lib/packs/registered";
import { sloPack } from "../../../lib/slo";
import { formatProofFindings, prove } from "../../../lib/testing";
import { describeWith, tool } from "../../proof/tool";

const CHECKOUT = { namespace: "media", service: "checkout" };

const own = contract(
  { targetLabels: SERVICE_TARGET, source: "a service that was there before" },
  {
    requests: counter("shop_http_total", { help: "Requests.", labels: { code: "any", handler: "any" } }),
    duration: histogram("shop_http_seconds", {
      unit: "seconds",
      help: "How long they took.",
      labels: { handler: "any" },
      buckets: [0.5, 1, 2, 8],
    }),
    milliseconds: histogram("shop_http_milliseconds", { help: "How long they took.", buckets: [500, 1000] }),
    native: histogram("shop_http_native_seconds", { unit: "seconds", help: "How long they took.", buckets: "native" }),
    busy: gauge("shop_http_busy", { help: "Requests that are being answered." }),
  },
);

const CONTRACTS: readonly (readonly [string, HttpMetrics])[] = [
  ["OpenTelemetry's", otelHttp],
  [
    "all of its own, without methods",
    httpMetrics({
      requests: own.requests,
      duration: own.duration,
      inFlight: own.busy,
      labels: { status: "code", route: "handler" },
    }),
  ],
  ["a counter alone", httpMetrics({ requests: own.requests, labels: { status: "code" } })],
  [
    "ours but for the counter",
    httpMetrics({
      requests: own.requests,
      duration: http.requestDuration,
      labels: { status: "code", route: "handler" },
    }),
  ],
];

const packOf = (metrics: HttpMetrics): MonitoringPack =>
  pack("checkout", {
    metrics: metrics.contract,
    recordingRules: [
      registered({ ...CHECKOUT, team: "shop", kind: "http" }),
      ...httpServiceRules({ ...CHECKOUT, metrics }),
    ],
    alerts: eachNarrowed(httpAlerts(metrics), CHECKOUT),
  });

const objectivesOf = (metrics: HttpMetrics): MonitoringPack =>
  sloPack("checkout-objectives", {
    metrics: metrics.contract,
    slos: httpObjectives({ ...CHECKOUT, metrics, threshold: seconds(1) }),
  });

describe("metrics of other names", () => {
  test("are recorded as ours are, each where it is another one", () => {
    const recorded = CONTRACTS.map(([name, metrics]) => [
      name,
      httpServiceRules({ ...CHECKOUT, metrics }).map((rule) => rule.name),
    ]);
    expect(Object.fromEntries(recorded)).toEqual({
      "OpenTelemetry's": [
        "service_route_method_status_code:http_requests:rate5m",
        "service_pod:http_requests:rate5m",
        "service_pod:http_requests_in_flight:avg5m",
        "service_route_le:http_request_duration_seconds_bucket:rate5m",
      ],
      "all of its own, without methods": [
        "service_route_method_status_code:http_requests:rate5m",
        "service_pod:http_requests:rate5m",
        "service_pod:http_requests_in_flight:avg5m",
        "service_route_le:http_request_duration_seconds_bucket:rate5m",
      ],
      "a counter alone": ["service_route_method_status_code:http_requests:rate5m", "service_pod:http_requests:rate5m"],
      "ours but for the counter": [
        "service_route_method_status_code:http_requests:rate5m",
        "service_pod:http_requests:rate5m",
      ],
    });
  });

  test("need not be recorded anew where they are ours", () => {
    expect(httpServiceRules({ ...CHECKOUT, metrics: standardHttp })).toEqual([]);
  });

  test("have the alerts that they can tell of", () => {
    expect(CONTRACTS.map(([, metrics]) => httpAlerts(metrics).length)).toEqual([4, 4, 2, 3]);
  });

  test("have the objectives that they can tell of", () => {
    const names = CONTRACTS.map(([, metrics]) => httpObjectives({ ...CHECKOUT, metrics }).map(({ name }) => name));
    const both = ["checkout-availability", "checkout-latency"];
    expect(names).toEqual([both, both, ["checkout-availability"], both]);
  });

  test.each([
    ["nothing that counts", {}, "httpMetrics needs requests"],
    ["milliseconds", { duration: own.milliseconds }, "shop_http_milliseconds is measured in count"],
    ["a native histogram", { duration: own.native }, "shop_http_native_seconds has no classic buckets"],
    ["a gauge that counts", { requests: own.busy }, "shop_http_busy counts nothing"],
    ["a counter of what is in flight", { requests: own.requests, inFlight: own.requests }, "write a gauge"],
    [
      "our gauge beside a counter of its own",
      { requests: own.requests, inFlight: http.requestsInFlight },
      "leave inFlight out",
    ],
  ])("are refused: %s", (_, props, words) => {
    expect(() => httpMetrics({ ...props, labels: { status: "code" } })).toThrow(words);
  });
});

const INSTALLATIONS: readonly (readonly [string, readonly MonitoringPack[]])[] = [
  ["where nobody has registered", []],
  ["of a service with our metrics", [packOf(standardHttp), objectivesOf(standardHttp)]],
  ...CONTRACTS.map(
    ([name, metrics]) => [`of a service with ${name}`, [packOf(metrics), objectivesOf(metrics)]] as const,
  ),
];

test.each(INSTALLATIONS)("checks find nothing to mend in the rules, %s", (_, packs) => {
  const model = modelWith([httpServerPack(), ...packs]);
  const found = [...contentChecks, ...sloChecks].flatMap(({ id, find }) =>
    [...find(model)].map(({ path, problem }) => `${id} ${path} ${problem}`),
  );
  expect(found).toEqual([]);
});

describeWith(["promtool"], "promtool", () => {
  test.each(CONTRACTS)(
    "proves a service with %s",
    async (_, metrics) => {
      const { findings } = await prove(packOf(metrics), {
        promtool: tool("promtool"),
        with: [httpServerPack()],
        // The expressions are the same but for names.
        mutants: metrics === otelHttp,
      });
      expect(formatProofFindings(findings)).toBe("");
    },
    300_000,
  );

  test("proves the objectives of a service with OpenTelemetry's", async () => {
    // All else is computed from what these rules record.
    const rule = "slo:bad_events:rate5m";
    const { findings } = await prove(objectivesOf(otelHttp), { promtool: tool("promtool"), rule });
    expect(formatProofFindings(findings)).toBe("");
  }, 300_000);
});
