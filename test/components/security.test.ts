/** Who the pods of every component run as: the same props, held against what the real charts make of them. */
import * as z from "zod";
import { charts } from "../../lib/charts";
import { alertmanagerProps, alertmanagerValues } from "../../lib/components/alertmanager";
import {
  blackboxExporterProps,
  blackboxExporterValues,
  postgresExporterProps,
  postgresExporterValues,
  redisExporterProps,
  redisExporterValues,
} from "../../lib/components/exporters";
import { grafanaProps, grafanaValues } from "../../lib/components/grafana";
import { elasticsearch, jaegerProps, jaegerValues } from "../../lib/components/jaeger";
import { lokiProps, lokiValues, s3Bucket } from "../../lib/components/loki";
import { prometheusProps, prometheusValues } from "../../lib/components/prometheus";
import { check, existingSecret, mebibytes, parse, workloadProps, type ChartPin, type Values } from "../../lib/model";
import { forbiddenBy } from "../proof/pod-security";
import { rendered, type PodTemplate } from "../proof/rendered";
import { describeWith, describeWithCharts } from "../proof/tool";

const login = existingSecret("login");
const team = { platform: { slack: "#alerts" } };
const cache = { memory: mebibytes(64) };

const components: readonly (readonly [name: string, pin: ChartPin, values: (over: object) => Values])[] = [
  [
    "alertmanager",
    charts.alertmanager,
    (over) =>
      alertmanagerValues(
        parse(alertmanagerProps, { routing: { teams: team, slackWebhook: existingSecret("slack") }, ...over }, ""),
      ),
  ],
  ["blackbox", charts.blackboxExporter, (over) => blackboxExporterValues(parse(blackboxExporterProps, over, ""))],
  [
    "postgres",
    charts.postgresExporter,
    (over) => postgresExporterValues(parse(postgresExporterProps, { host: "db", credentials: login, ...over }, "")),
  ],
  [
    "redis",
    charts.redisExporter,
    (over) => redisExporterValues(parse(redisExporterProps, { address: "redis://cache:6379", ...over }, "")),
  ],
  [
    "grafana",
    charts.grafana,
    (over) => grafanaValues(parse(grafanaProps, { dashboardConfigMaps: {}, ...over }, ""), []),
  ],
  [
    "jaeger",
    charts.jaeger,
    (over) => jaegerValues(parse(jaegerProps, { storage: elasticsearch({ url: "https://es:9200" }), ...over }, "")),
  ],
  [
    "loki",
    charts.loki,
    (over) =>
      lokiValues(
        parse(
          lokiProps,
          {
            storage: s3Bucket("logs"),
            chunksCache: cache,
            resultsCache: cache,
            canary: true,
            gateway: { metrics: true },
            ...over,
          },
          "",
        ),
      ),
  ],
  ["prometheus", charts.kubePrometheusStack, (over) => prometheusValues(parse(prometheusProps, over, ""))],
];

const assigned = { runAsUser: "assigned", runAsGroup: "assigned", fsGroup: "assigned" };
const chosen = {
  podSecurity: {
    runAsUser: 4_000,
    runAsGroup: 4_001,
    fsGroup: 4_002,
    supplementalGroups: [4_003],
    seccompProfile: { localhost: "profiles/audit.json" },
    seLinuxOptions: { level: "s0:c1,c2" },
  },
  containerSecurity: { readOnlyRootFilesystem: false, addCapabilities: ["NET_BIND_SERVICE"] },
};
const profile = { type: "Localhost", localhostProfile: "profiles/audit.json" };

/** Pods of workloads and of jobs, and the one that Prometheus's operator makes; the node exporter has a user of its own. */
const podsIn = (objects: ReturnType<typeof rendered>): readonly PodTemplate["spec"][] =>
  objects
    .filter(({ kind }) => kind !== "DaemonSet")
    .flatMap(({ kind, spec = {} }): readonly PodTemplate["spec"][] => {
      if (kind === "Prometheus") return [{ containers: [], ...spec }];
      const job = spec["jobTemplate"] as { readonly spec: { readonly template: PodTemplate } } | undefined;
      const template = job?.spec.template ?? (spec["template"] as PodTemplate | undefined);
      return template === undefined ? [] : [template.spec];
    });

describeWithCharts("by the real charts", (folders) =>
  describeWith(["helm"], "rendered", () =>
    describe.each(components)("%s", (name, pin, values) => {
      const pods = (over: object) =>
        podsIn(rendered(folders, pin, { name, namespace: "observability", values: values(over) }));
      const all = (pod: PodTemplate["spec"]) => [...pod.containers, ...(pod.initContainers ?? [])];

      test("users that the cluster assigns are written nowhere", () => {
        const found = pods({ podSecurity: assigned });
        expect(found.length).toBeGreaterThan(0);
        expect(JSON.stringify(found)).not.toMatch(/"(runAsUser|runAsGroup|fsGroup)":\d/);
      });

      test("users and profiles that were chosen count in every pod and every container", () => {
        for (const pod of pods(chosen)) {
          expect(pod["securityContext"]).toMatchObject({ ...chosen.podSecurity, seccompProfile: profile });
          for (const { securityContext } of all(pod)) {
            expect(securityContext?.["runAsUser"] ?? 4_000).toBe(4_000);
            expect(securityContext?.["runAsGroup"] ?? 4_001).toBe(4_001);
            expect(securityContext?.["seccompProfile"] ?? profile).toEqual(profile);
          }
        }
      });

      test("what was chosen for containers arrives in one of them at least", () =>
        expect(pods(chosen).flatMap((pod) => all(pod).map(({ securityContext }) => securityContext))).toContainEqual(
          expect.objectContaining({
            readOnlyRootFilesystem: false,
            capabilities: expect.objectContaining({ add: ["NET_BIND_SERVICE"] }) as unknown,
          }),
        ));

      test.each([{ podSecurity: assigned }, chosen])("pods pass the level restricted: %#", (over) =>
        expect(
          pods(over)
            .filter(({ containers }) => containers.every(({ image }) => image !== undefined))
            .flatMap((pod) => forbiddenBy("restricted", pod)),
        ).toEqual([]),
      );
    }),
  ),
);

const both = z.strictObject({
  podSecurity: workloadProps.podSecurity,
  containerSecurity: workloadProps.containerSecurity,
});
test.each<readonly [input: object, path: string]>([
  [{ podSecurity: { runAsUser: 0 } }, "x.podSecurity.runAsUser"],
  [{ podSecurity: { runAsUser: "root" } }, "x.podSecurity.runAsUser"],
  [{ podSecurity: { runAsNonRoot: false } }, "x.podSecurity.runAsNonRoot"],
  [{ podSecurity: { seccompProfile: "Unconfined" } }, "x.podSecurity.seccompProfile"],
  [{ podSecurity: { seccompProfile: { localhost: "/etc/x.json" } } }, "x.podSecurity.seccompProfile.localhost"],
  [{ podSecurity: { seccompProfile: { localhost: "../x.json" } } }, "x.podSecurity.seccompProfile.localhost"],
  [{ podSecurity: { seLinuxOptions: { type: "spc_t" } } }, "x.podSecurity.seLinuxOptions.type"],
  [{ podSecurity: { seLinuxOptions: { user: "system_u" } } }, "x.podSecurity.seLinuxOptions.user"],
  [{ containerSecurity: { privileged: true } }, "x.containerSecurity.privileged"],
  [{ containerSecurity: { addCapabilities: ["NET_ADMIN"] } }, "x.containerSecurity.addCapabilities[0]"],
])("what the level restricted does not admit cannot be said: %j", (input, path) =>
  expect(check(both, input, "x").map((finding) => finding.path)).toEqual([path]),
);
