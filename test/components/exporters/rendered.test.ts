/** What the real charts make of the values: names, labels, ports, pods that a `restricted` namespace admits. */
import { charts } from "../../../lib/charts";
import { httpProbe, tcpProbe } from "../../../lib/components/exporters";
import { existingSecret, type ChartPin, type Values } from "../../../lib/model";
import { rendered, type KubernetesObject } from "../../proof/rendered";
import { describeWith, describeWithCharts } from "../../proof/tool";
import { containersOf, danglingMounts, faultsOf, only, podsOf } from "../jaeger/objects";
import { at } from "../jaeger/settings";
import { blackboxValues, cache, login, postgresValues, redisValues } from "./settings";

const NAME = "exporter-under-test";
const shared = { releaseName: NAME, imageRegistry: "mirror.example/hub", imagePullSecrets: ["pull"] };
const ca = existingSecret("ca");

interface Variant {
  readonly pin: ChartPin;
  readonly values: Values;
  readonly image: string;
  readonly port: number;
}
const variants: Readonly<Record<string, Variant>> = {
  blackbox: {
    pin: charts.blackboxExporter,
    values: blackboxValues({ ...shared, modules: { tcp: tcpProbe(), login: httpProbe({ credentials: login }) } }),
    image: "mirror.example/hub/prometheus/blackbox-exporter:v0.28.0",
    port: 9115,
  },
  postgres: {
    pin: charts.postgresExporter,
    values: postgresValues({ ...shared, authority: ca, serviceAccount: { annotations: { "acme.example/a": "b" } } }),
    image: "mirror.example/hub/prometheuscommunity/postgres-exporter:v0.20.1",
    port: 9187,
  },
  "redis, one server": {
    pin: charts.redisExporter,
    values: redisValues({ ...shared, address: "rediss://cache:6379", credentials: login, authority: ca }),
    image: "mirror.example/hub/oliver006/redis_exporter:v1.89.0",
    port: 9121,
  },
  "redis, several servers": {
    pin: charts.redisExporter,
    values: redisValues({ ...shared, targets: [{ name: "a", url: "redis://a:6379" }], passwords: login }),
    image: "mirror.example/hub/oliver006/redis_exporter:v1.89.0",
    port: 9121,
  },
};

/** Places where a chart has written nothing: the API server refuses that in custom resources. */
const nulls = (value: unknown, path = ""): readonly string[] => {
  if (value === null) return [path];
  if (typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, each]) => nulls(each, `${path}.${key}`));
};

describeWithCharts("the exporters' charts", (folders) =>
  describeWith(["helm"], "rendered", () => {
    const render = (pin: ChartPin, values: Values): readonly KubernetesObject[] =>
      rendered(folders, pin, { name: NAME, namespace: "observability", values });

    describe.each(Object.entries(variants))("%s", (_, { image, pin, port, values }) => {
      const objects = render(pin, values);
      const pods = podsOf(objects);
      const labels = { "app.kubernetes.io/name": pin.name, "app.kubernetes.io/instance": NAME };

      test("pods pass the level restricted, bounded in what they take", () => {
        expect(pods).toHaveLength(1);
        expect(faultsOf(pods)).toEqual([]);
      });

      test("the image comes from the mirror, with a login", () => {
        expect(containersOf(pods).map((container) => container.image)).toEqual([image]);
        expect(pods[0]?.["imagePullSecrets"]).toEqual([{ name: "pull" }]);
      });

      test("Deployment and Service have the release's name, and the labels that network policies use", () => {
        const deployment = only(objects, "Deployment");
        const service = only(objects, "Service");
        expect([deployment.metadata.name, service.metadata.name]).toEqual([NAME, NAME]);
        expect(at(service, "spec.selector")).toEqual(labels);
        expect(at(deployment, "spec.template.metadata.labels")).toMatchObject(labels);
      });

      test("Service and container have the port of the endpoint", () => {
        expect(at(only(objects, "Service"), "spec.ports.0.port")).toBe(port);
        expect(containersOf(pods).flatMap((container) => at(container, "ports.0.containerPort"))).toEqual([port]);
      });

      test("the ServiceMonitor finds the Service, and leaves nothing unsaid", () => {
        const monitor = only(objects, "ServiceMonitor");
        const ports = at(only(objects, "Service"), "spec.ports") as readonly { name: string }[];
        expect(at(monitor, "spec.selector.matchLabels")).toEqual(labels);
        expect(ports.map(({ name }) => name)).toContain(at(monitor, "spec.endpoints.0.port"));
        expect(nulls(monitor.spec)).toEqual([]);
      });

      test("each mount has its volume", () => expect(danglingMounts(pods)).toEqual([]));

      test("no roles, and no Secret that the chart would make itself", () =>
        expect(objects.map(({ kind }) => kind)).not.toEqual(
          expect.arrayContaining([expect.stringMatching(/^(Role|RoleBinding|Secret)$/)]),
        ));
    });

    test("the blackbox exporter has the modules that were asked for, and none of the chart's", () => {
      const { data } = only(
        render(charts.blackboxExporter, blackboxValues({ modules: { tcp: tcpProbe() } })),
        "ConfigMap",
      );
      expect(data?.["blackbox.yaml"]).toContain("tcp:");
      expect(data?.["blackbox.yaml"]).not.toContain("http_2xx");
    });

    test("its replicas may not all be away", () =>
      expect(only(render(charts.blackboxExporter, blackboxValues()), "PodDisruptionBudget").spec).toMatchObject({
        maxUnavailable: 1,
      }));

    test("the PostgreSQL exporter connects as it was told", () => {
      const [container] = containersOf(podsOf(render(charts.postgresExporter, postgresValues({ authority: ca }))));
      expect(container?.["env"]).toEqual([
        {
          name: "DATA_SOURCE_URI",
          value: "orders-db.data.svc:5432/postgres?sslmode=verify-full&sslrootcert=/etc/postgres-authority/ca.crt",
        },
        { name: "DATA_SOURCE_USER", valueFrom: { secretKeyRef: { name: "orders-db", key: "username" } } },
        { name: "DATA_SOURCE_PASS", valueFrom: { secretKeyRef: { name: "orders-db", key: "password" } } },
      ]);
    });

    test("the Redis exporter has the service account that stands beside it, and the chart makes none", () => {
      const objects = render(charts.redisExporter, redisValues({ ...cache, releaseName: NAME }));
      expect(podsOf(objects)[0]?.["serviceAccountName"]).toBe(NAME);
      expect(objects.map(({ kind }) => kind)).not.toContain("ServiceAccount");
    });

    test.each([
      ["blackbox", charts.blackboxExporter, blackboxValues()],
      ["PostgreSQL", charts.postgresExporter, postgresValues()],
    ])("the %s exporter has no token for the API server", (_, pin, values) =>
      expect(podsOf(render(pin, values)).map((pod) => pod["automountServiceAccountToken"])).toEqual([false]),
    );

    test("the Redis exporter logs in by reference", () => {
      const [container] = containersOf(
        podsOf(render(charts.redisExporter, redisValues({ ...cache, credentials: login }))),
      );
      expect(container?.["env"]).toEqual([
        { name: "REDIS_ADDR", value: "redis://cache.data.svc:6379" },
        { name: "REDIS_PASSWORD", valueFrom: { secretKeyRef: { name: "orders-db", key: "password" } } },
      ]);
    });
  }),
);
