/** What the real chart makes of the values: names, labels, ports, pods that a `restricted` namespace admits. */
import { parse } from "yaml";
import { charts } from "../../../lib/charts";
import {
  badger,
  cassandra,
  clickhouse,
  elasticsearch,
  inMemory,
  opensearch,
  sampleRatio,
  samplingStrategies,
  type JaegerProps,
} from "../../../lib/components/jaeger";
import { existingSecret, gatewayRoute, ingress, type Values } from "../../../lib/model";
import { rendered, type KubernetesObject } from "../../proof/rendered";
import { describeWith, describeWithCharts } from "../../proof/tool";
import { containersOf, danglingMounts, faultsOf, only, podsOf } from "./objects";
import { at, prometheus, secret, valuesOf } from "./settings";

const labels = {
  "app.kubernetes.io/name": "jaeger",
  "app.kubernetes.io/instance": "jaeger",
  "app.kubernetes.io/component": "all-in-one",
};
const tls = { authority: existingSecret("ca"), certificate: existingSecret("me") };
const variants = {
  memory: inMemory(),
  badger: badger(),
  elasticsearch: elasticsearch({ url: "https://es.internal:9200", credentials: secret, tls, indexPrefix: "prod" }),
  opensearch: opensearch({ urls: ["http://a:9200", "http://b:9200"] }),
  cassandra: cassandra({ servers: ["cassandra"], credentials: secret, tls }),
  clickhouse: clickhouse({ addresses: ["ch:9000"], credentials: secret }),
} as const satisfies Record<string, JaegerProps["storage"]>;

describeWithCharts("the jaeger chart", (folders) =>
  describeWith(["helm"], "rendered", () => {
    const render = (over: Partial<JaegerProps> = {}, name = "jaeger"): readonly KubernetesObject[] =>
      rendered(folders, charts.jaeger, {
        name,
        namespace: "observability",
        values: valuesOf({ releaseName: name, ...over }, prometheus),
      });

    describe.each(Object.entries(variants))("%s", (_, storage) => {
      const objects = render({ storage, imageRegistry: "mirror.example:5000/hub", imagePullSecrets: ["pull"] });
      const pods = podsOf(objects);

      test("pods pass the level restricted, bounded in what they take", () => {
        expect(pods.length).toBeGreaterThan(0);
        expect(faultsOf(pods)).toEqual([]);
      });

      test("every image comes from the mirror, under its own path", () => {
        for (const { image } of containersOf(pods))
          expect(image).toMatch(/^mirror\.example:5000\/hub\/jaegertracing\/jaeger(-es-index-cleaner)?:2\.19\.0$/);
        for (const pod of pods) expect(pod["imagePullSecrets"]).toEqual([{ name: "pull" }]);
      });

      test("the configuration arrives as it was written", () => {
        const { data } = objects.find(({ metadata }) => metadata.name === "user-config") ?? {};
        const sent = at(valuesOf({ storage }, prometheus), "userconfig");
        expect(parse(data?.["user-config.yaml"] ?? "")).toEqual(sent);
      });

      test("each mount has its volume", () => expect(danglingMounts(pods)).toEqual([]));
    });

    const objects = render();
    const [pod] = podsOf([only(objects, "Deployment")]);

    test("one Deployment and one Service, by the release's name", () => {
      expect(only(objects, "Deployment").metadata.name).toBe("jaeger");
      expect(only(objects, "Service").metadata.name).toBe("jaeger");
    });

    test("another name is everywhere", () => {
      const names = render({}, "traces").map(({ kind, metadata }) => `${kind} ${metadata.name}`);
      expect(names).toEqual(
        expect.arrayContaining(["Deployment traces", "Service traces", "ConfigMap traces-sampling"]),
      );
    });

    test("the Service finds the pods by the labels that network policies use", () => {
      const service = only(objects, "Service");
      expect(at(service, "spec.selector")).toEqual(labels);
      expect(at(service, "metadata.labels")).toMatchObject(labels);
      expect(at(only(objects, "Deployment"), "spec.template.metadata.labels")).toMatchObject(labels);
    });

    test("the Service has the ports of all endpoints, under the names that the ServiceMonitors use", () => {
      const ports = at(only(objects, "Service"), "spec.ports") as readonly { name: string; port: number }[];
      expect(Object.fromEntries(ports.map(({ name, port }) => [name, port]))).toMatchObject({
        "http-query": 16_686,
        "otlp-grpc": 4317,
        "otlp-http": 4318,
        "config-rest": 5778,
        "grpc-sampling": 5779,
        "internal-metrics": 8888,
        "span-metrics": 8889,
      });
    });

    test("the probes ask where health is bound", () => {
      expect(at(pod, "containers.0.livenessProbe")).toMatchObject({ httpGet: { path: "/status", port: 13_133 } });
      expect(at(valuesOf(), "userconfig.extensions.healthcheckv2.http.endpoint")).toBe("0.0.0.0:13133");
    });

    test("zones, affinity and tolerations reach the pods", () => {
      const [placed] = podsOf(
        render({ scheduling: { spreadOver: ["topology.kubernetes.io/zone"], tolerations: [{ operator: "Exists" }] } }),
      );
      expect(placed?.["topologySpreadConstraints"]).toMatchObject([{ labelSelector: { matchLabels: labels } }]);
      expect(placed?.["affinity"]).toHaveProperty("podAntiAffinity");
      expect(placed?.["tolerations"]).toEqual([{ operator: "Exists" }]);
    });

    test("ClickHouse's feature gate is an argument", () =>
      expect(at(podsOf(render({ storage: variants.clickhouse }))[0], "containers.0.args")).toContain(
        "--feature-gates=storage.clickhouse",
      ));

    test("names of operations come through Helm's template engine unharmed", () => {
      const hostile = "GET /{{ .Values }}/${x}/%{y}\"'`";
      const sampling = samplingStrategies({ default: sampleRatio(0.1, { [hostile]: 0 }) });
      const { data } = render({ sampling }).find(({ metadata }) => metadata.name === "jaeger-sampling") ?? {};
      expect(JSON.parse(data?.["strategies.json"] ?? "")).toMatchObject({
        default_strategy: { operation_strategies: [{ operation: hostile }] },
      });
    });

    test("the cleaner deletes what is older than the retention", () =>
      expect(
        at(podsOf([only(render({ storage: variants.elasticsearch }), "CronJob")])[0], "containers.0.args"),
      ).toEqual(
        expect.arrayContaining(["7", "https://es.internal:9200", "--index-prefix=prod", "--es.tls.enabled=true"]),
      ));

    test.each<[string, Partial<JaegerProps>, string, Values]>([
      [
        "an ingress",
        { exposure: ingress({ host: "traces.acme.example" }) },
        "Ingress",
        { tls: [{ secretName: "traces-acme-example-tls", hosts: ["traces.acme.example"] }] },
      ],
      [
        "a gateway route",
        { exposure: gatewayRoute({ host: "traces.acme.example", gateway: { name: "public", namespace: "gateways" } }) },
        "HTTPRoute",
        { hostnames: ["traces.acme.example"], parentRefs: [expect.objectContaining({ name: "public" })] },
      ],
    ])("%s", (_, over, kind, spec) => expect(only(render(over), kind).spec).toMatchObject(spec));

    test("nothing is exposed unless asked for", () => expect(objects.map(({ kind }) => kind)).not.toContain("Ingress"));

    test("no token of the API server", () =>
      expect(
        objects
          .filter(({ kind }) => kind === "ServiceAccount")
          .map((account) => at(account, "automountServiceAccountToken")),
      ).toEqual([false, false]));
  }),
);
