/** The packs of the exporters: one for all servers of a kind, and tests that follow what an installation sets anew. */
import {
  isDuration,
  minutes,
  textOf,
  times,
  type Alert,
  type AlertParameter,
  type MonitoringPack,
} from "../../../lib/model";
import { blackboxPack, grafanaPack, lokiPack, postgresPack, redisPack } from "../../../lib/packs";
import { formatProofFindings, prove } from "../../../lib/testing";
import { describeWith, tool } from "../../proof/tool";

const EXPORTERS = [
  { namespace: "observability", job: "redis-exporter-cache" },
  { namespace: "shop", job: "redis-exporter-sessions" },
];

test.each([
  ["redis", redisPack(EXPORTERS).alerts, "RedisExporterDown"],
  ["postgres", postgresPack(EXPORTERS).alerts, "PostgresExporterDown"],
] as const)("one %s pack misses each exporter by itself", (_product, alerts, name) => {
  const expr = textOf((alerts as readonly Alert[]).find((alert) => alert.name === name)?.expr ?? "");
  for (const { namespace, job } of EXPORTERS)
    expect(expr).toContain(`absent(up{namespace="${namespace}",job="${job}"})`);
});

test("an address that is not reached for a known reason raises one alert", () => {
  const { alerts } = blackboxPack({ namespace: "observability", job: "blackbox-exporter", probeJob: "probe" });
  const failing = textOf(alerts.find(({ name }) => name === "ProbeFailing")?.expr ?? "");
  expect(failing.match(/unless probe_\w+/g)).toEqual(["unless probe_http_status_code", "unless probe_ip_protocol"]);
});

/** Half as much again, as far as a share can be that. */
const raised = (value: AlertParameter): AlertParameter => {
  if (isDuration(value)) return times(1.5, value);
  if (typeof value === "string") return value;
  return value < 1 ? Math.min(1.5 * value, 0.97) : 1.5 * value;
};

const setAnew = (pack: MonitoringPack): MonitoringPack => ({
  ...pack,
  alerts: pack.alerts.map((alert) =>
    alert.with({
      for: minutes(7),
      parameters: Object.fromEntries(Object.entries(alert.parameters).map(([name, value]) => [name, raised(value)])),
    }),
  ),
});

describeWith(["promtool"], "promtool", () => {
  test("proves the alerts with other limits and waits by their own tests", async () => {
    const packs: readonly MonitoringPack[] = [
      lokiPack({ namespace: "observability", jobs: ["observability/loki"], store: "s3", maxStreams: 10_000 }),
      grafanaPack({ namespace: "observability", job: "grafana", dataSources: 4 }),
      blackboxPack({ namespace: "observability", job: "blackbox-exporter", probeJob: "probe" }),
      postgresPack(EXPORTERS),
      redisPack(EXPORTERS),
    ];
    const { findings } = await prove(packs.map(setAnew), { promtool: tool("promtool"), mutants: false });
    if (findings.length > 0) throw new Error(formatProofFindings(findings));
  }, 180_000);
});
