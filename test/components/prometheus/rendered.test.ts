/** What the real charts make of our values. */
import Ajv from "ajv";
import { parse as parseYaml } from "yaml";
import { charts as pins } from "../../../lib/charts";
import {
  bearerToken,
  relabel,
  sigv4,
  staticTargets,
  userAndPassword,
  type PrometheusProps,
} from "../../../lib/components/prometheus";
import {
  kubeStateMetricsPods,
  nodeExporterName,
  operatorPods,
  prometheusPods,
  serviceName,
} from "../../../lib/components/prometheus/names";
import {
  basicAuth,
  existingSecret,
  gatewayRoute,
  gibibytes,
  hours,
  ingress,
  minutes,
  seconds,
  secretEnvironment,
  type Endpoint,
  type Values,
} from "../../../lib/model";
import { describeWith, describeWithCharts, type Charts } from "../../proof/tool";
import { rendered, workloads, type Container, type KubernetesObject } from "../../proof/rendered";
import { at, settings, valuesOf } from "./settings";

const HOSTILE = "{{ .Values }} ${x} %{y} $1 '\"";

/** Every prop that reaches the Prometheus resource, with text that template engines would take for theirs. */
const everything: PrometheusProps = {
  replicas: 3,
  shards: 2,
  storage: { size: gibibytes(50), storageClass: "fast" },
  outOfOrderWindow: hours(1),
  walCompression: false,
  disruptionBudget: { minAvailable: 2 },
  evaluationInterval: seconds(30),
  scrapeConfigs: [
    {
      jobName: HOSTILE,
      discovery: [staticTargets(["db:9187"])],
      authentication: bearerToken(existingSecret("db")),
      metricRelabelings: [relabel.drop({ from: ["__name__"], matching: "go_.{2,3}" })],
    },
  ],
  nativeHistograms: true,
  enableFeatures: ["concurrent-rule-eval"],
  externalLabels: { cluster: "eu-1", owner: HOSTILE },
  replicaLabel: "__replica__",
  remoteWrite: [
    {
      name: "mimir",
      url: "https://mimir.acme.example/api/v1/push",
      authentication: userAndPassword(existingSecret("mimir")),
      headers: { "X-Scope-OrgID": HOSTILE },
      tls: { ca: existingSecret("ca"), clientCertificate: existingSecret("me"), minVersion: "TLS12" },
      queue: { capacity: 20_000, minBackoff: seconds(1), retryOnRateLimit: true, sampleAgeLimit: hours(1) },
      relabel: [relabel.drop({ from: ["__name__"], matching: "go_.+" })],
      proxy: "environment",
      enableHttp2: false,
      timeout: minutes(1),
      protocol: "2.0",
    },
    { url: "https://aps.acme.example", authentication: sigv4({ region: "eu-1", secret: existingSecret("aws") }) },
  ],
  otlpReceiver: {},
  remoteWriteReceiver: true,
  query: { maxConcurrency: 8, maxSamples: 1_000, timeout: minutes(1), lookback: minutes(10) },
  exposure: ingress({ host: "p.acme.example", authentication: basicAuth(existingSecret("ui")) }),
  environment: { AWS_REGION: secretEnvironment(existingSecret("aws"), "region") },
  podLabels: { team: "platform" },
  imagePullSecrets: ["mirror"],
  scheduling: {
    nodeSelector: { pool: "infra" },
    tolerations: [{ key: "infra", operator: "Exists" }],
    antiAffinity: "required",
    spreadOver: ["topology.kubernetes.io/zone"],
    priorityClass: "high",
  },
  kubeStateMetrics: { labels: { namespaces: ["team"] } },
};

const peers: readonly Endpoint[] = [0, 1].map((index) => ({
  scheme: "http",
  service: `alertmanager-${index}.alertmanager-headless`,
  namespace: "observability",
  port: 9093,
}));

const stack = (charts: Charts, props: PrometheusProps = {}, alertmanagers: readonly (readonly Endpoint[])[] = []) =>
  rendered(charts, pins.kubePrometheusStack, {
    name: settings(props).releaseName,
    namespace: settings(props).namespace,
    values: valuesOf(props, alertmanagers),
  });

const only = (objects: readonly KubernetesObject[], kind: string, name?: string): KubernetesObject => {
  const [found, ...others] = objects.filter(
    (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
  );
  if (found === undefined || others.length > 0) throw new Error(`${others.length + 1} objects ${kind} ${name ?? ""}`);
  return found;
};

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

const decoded = (secret: KubernetesObject, key: string): unknown =>
  parseYaml(Buffer.from(secret.data?.[key] ?? "", "base64").toString("utf8"));

describeWithCharts("kube-prometheus-stack", (charts) =>
  describeWith(["helm"], "rendered", () => {
    const plain = once(() => stack(charts));
    const full = once(() => stack(charts, everything, [peers]));
    const definitions = once(() =>
      rendered(charts, pins.prometheusOperatorCrds, { name: "crds", namespace: "x", values: {} }),
    );

    test("the Service is where the endpoint says, in front of the operator's pods", () => {
      expect(only(plain(), "Service", serviceName(settings())).spec).toMatchObject({
        ports: [
          { name: "http-web", port: 9090, targetPort: 9090 },
          { name: "reloader-web", port: 8080 },
        ],
        selector: prometheusPods(settings()).labels,
        sessionAffinity: "ClientIP",
      });
      expect(only(plain(), "Prometheus").metadata).toMatchObject({
        name: prometheusPods(settings()).labels["operator.prometheus.io/name"],
        namespace: "observability",
      });
    });

    test.each([operatorPods(settings()), kubeStateMetricsPods(settings())])(
      "network policies select the pods of $name",
      (pods) => {
        const template = workloads(plain()).find(({ object }) => object.metadata.name === pods.name)?.template;
        expect(template?.metadata.labels).toMatchObject(pods.labels);
      },
    );

    test("network policies open the ports that are there", () => {
      const ports = (name: string) =>
        workloads(plain())
          .find(({ object }) => object.metadata.name === name)
          ?.template.spec.containers.flatMap(({ ports }) =>
            (ports as readonly Values[]).map(({ containerPort }) => containerPort),
          );
      expect(ports(operatorPods(settings()).name)).toEqual([10_250]);
      expect(ports(kubeStateMetricsPods(settings()).name)).toEqual([8080, 8081]);
    });

    test("the longest name allowed is not cut", () => {
      const releaseName = "a".repeat(26);
      const objects = stack(charts, { releaseName });
      const named = settings({ releaseName });
      only(objects, "Service", serviceName(named));
      only(objects, "Deployment", operatorPods(named).name);
      only(objects, "DaemonSet", nodeExporterName(named));
      only(objects, "Prometheus", releaseName);
    });

    test("the node exporter is in the namespace of the agents, with its Service and monitor", () => {
      const exporter = plain().filter(({ metadata }) => metadata.name === nodeExporterName(settings()));
      expect(exporter.map(({ kind, metadata }) => [kind, metadata.namespace])).toEqual(
        ["ServiceAccount", "Service", "DaemonSet", "ServiceMonitor"].map((kind) => [kind, "observability-agents"]),
      );
    });

    test("no other namespace but Kubernetes' own for its monitors", () => {
      expect(new Set(plain().map(({ metadata }) => metadata.namespace))).toEqual(
        new Set([undefined, "observability", "observability-agents", "kube-system"]),
      );
    });

    test.each([
      ["a plain stack", {}],
      ["a full one", everything],
    ])("%s is admitted where Pod Security is restricted", (_, props) => {
      const objects = stack(charts, props);
      const pods = workloads(objects).filter(({ object }) => object.metadata.namespace === "observability");
      expect(pods.map(({ object }) => object.metadata.name)).toEqual([
        "prometheus-kube-state-metrics",
        "prometheus-operator",
        "prometheus-admission-create",
        "prometheus-admission-patch",
      ]);
      for (const { template } of pods) {
        const { spec } = template;
        expect(spec["securityContext"]).toMatchObject({
          runAsNonRoot: true,
          seccompProfile: { type: "RuntimeDefault" },
        });
        expect([spec["hostNetwork"], spec["hostPID"], spec["hostIPC"]]).not.toContain(true);
        expect(JSON.stringify(spec["volumes"] ?? [])).not.toContain("hostPath");
        for (const container of [...spec.containers, ...(spec.initContainers ?? [])])
          expect(container.securityContext).toMatchObject({
            allowPrivilegeEscalation: false,
            capabilities: { drop: ["ALL"] },
            readOnlyRootFilesystem: true,
          });
      }
      // The operator restricts the containers it makes by itself; the pod is ours to restrict.
      expect(only(objects, "Prometheus").spec).toMatchObject({
        hostNetwork: false,
        securityContext: { runAsNonRoot: true, runAsUser: 1_000, seccompProfile: { type: "RuntimeDefault" } },
      });
    });

    test("the node exporter gives up what it does not need", () => {
      const container = containers(plain()).find(({ name }) => name === "node-exporter");
      expect(container?.securityContext).toMatchObject({
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
      });
    });

    test("every container has requests and a memory limit", () => {
      const objects = plain();
      const resources = [
        ...containers(objects).map(({ resources }) => resources),
        at(only(objects, "Prometheus").spec, "resources") as Container["resources"],
      ];
      expect(resources).toHaveLength(6);
      for (const { requests, limits } of resources) {
        expect(Object.keys(requests).toSorted()).toEqual(["cpu", "memory"]);
        expect(Object.keys(limits)).toEqual(["memory"]);
      }
      expect(operatorArguments(objects)).toEqual(
        expect.arrayContaining([
          "--config-reloader-cpu-request=10m",
          "--config-reloader-memory-request=50Mi",
          "--config-reloader-memory-limit=128Mi",
        ]),
      );
    });

    test("every image comes from the mirror, under its original path", () => {
      const objects = stack(charts, { imageRegistry: "mirror.acme.example/hub" });
      const images = [
        ...containers(objects).map(({ image }) => image),
        at(only(objects, "Prometheus").spec, "image") as string,
        ...operatorArguments(objects).flatMap((argument) => /image=(.+)|reloader=(.+)/.exec(argument)?.slice(1) ?? []),
      ].filter((image) => image !== undefined);
      expect(images.map((image) => image.replace(/:[^/]+$/, ""))).toEqual(
        [
          "prometheus/node-exporter",
          "kube-state-metrics/kube-state-metrics",
          "prometheus-operator/prometheus-operator",
          "jkroepke/kube-webhook-certgen",
          "jkroepke/kube-webhook-certgen",
          "prometheus/prometheus",
          "prometheus-operator/prometheus-config-reloader",
          "thanos/thanos",
        ].map((path) => `mirror.acme.example/hub/${path}`),
      );
      expect(JSON.stringify(objects)).not.toMatch(/quay\.io|ghcr\.io|docker\.io|registry\.k8s\.io/);
    });

    test("nothing of the chart's Grafana, Alertmanager, rules, dashboards and definitions is there", () => {
      const objects = full();
      const kinds = new Set(objects.map(({ kind }) => kind));
      for (const kind of ["Alertmanager", "PrometheusRule", "ConfigMap", "CustomResourceDefinition", "ThanosRuler"])
        expect(kinds).not.toContain(kind);
      expect(objects.filter(({ metadata }) => /grafana|-alertmanager$/.test(metadata.name))).toEqual([]);
    });

    test("every monitor and rule in the cluster counts", () => {
      const { spec } = only(plain(), "Prometheus");
      for (const kind of ["serviceMonitor", "podMonitor", "probe", "rule", "scrapeConfig"])
        expect([kind, spec?.[`${kind}Selector`], spec?.[`${kind}NamespaceSelector`]]).toEqual([kind, {}, {}]);
    });

    const monitors = (objects: readonly KubernetesObject[]) =>
      objects
        .filter(({ kind }) => kind === "ServiceMonitor")
        .map(({ metadata }) => metadata.name.replace("prometheus-", ""));
    const managed = [
      "kube-state-metrics",
      "node-exporter",
      "coredns",
      "apiserver",
      "kubelet",
      "operator",
      "prometheus",
    ];

    test("of Kubernetes itself, what a provider lets one scrape is scraped", () => {
      expect(monitors(plain())).toEqual(managed);
    });

    test("one's own control plane is scraped as well", () => {
      expect(monitors(stack(charts, { controlPlane: "self-hosted" })).toSorted()).toEqual(
        [...managed, "kube-controller-manager", "kube-etcd", "kube-proxy", "kube-scheduler"].toSorted(),
      );
    });

    test("monitors can be left to scrape configurations", () => {
      expect(monitors(stack(charts, { serviceMonitor: false, nodeExporter: { serviceMonitor: false } }))).toEqual(
        managed.filter((name) => name !== "prometheus" && name !== "node-exporter"),
      );
    });

    test("kube-state-metrics tells about itself, and may not read Secrets", () => {
      const objects = plain();
      expect(at(only(objects, "ServiceMonitor", "prometheus-kube-state-metrics").spec, "endpoints.1.port")).toBe(
        "metrics",
      );
      const role = only(objects, "ClusterRole", "prometheus-kube-state-metrics");
      expect(role.rules?.flatMap(({ resources }) => resources)).not.toContain("secrets");
    });

    test.each([
      ["the default one", {}, { maxUnavailable: 1 }],
      ["one's own", { disruptionBudget: { minAvailable: 1 } }, { minAvailable: 1 }],
    ])("a disruption budget has one end only: %s", (_, props, end) => {
      const { spec } = only(stack(charts, props), "PodDisruptionBudget");
      expect(spec).toEqual({
        ...end,
        unhealthyPodEvictionPolicy: "AlwaysAllow",
        selector: { matchLabels: prometheusPods(settings()).labels },
      });
    });

    test("text arrives as it was written, whatever template engines read in it", () => {
      const objects = full();
      const { spec } = only(objects, "Prometheus");
      expect(at(spec, "externalLabels.owner")).toBe(HOSTILE.replaceAll("$", "$$$$"));
      expect(at(spec, "remoteWrite.0.headers.X-Scope-OrgID")).toBe(HOSTILE);
      const jobs = decoded(
        only(objects, "Secret", "prometheus-prometheus-scrape-confg"),
        "additional-scrape-configs.yaml",
      );
      expect(at(jobs, "0.job_name")).toBe(HOSTILE);
    });

    test("alerts go to every peer", () => {
      const objects = full();
      const secret = only(objects, "Secret", "prometheus-prometheus-am-confg");
      expect(decoded(secret, "additional-alertmanager-configs.yaml")).toEqual([
        {
          scheme: "http",
          api_version: "v2",
          static_configs: [
            { targets: [0, 1].map((index) => `alertmanager-${index}.alertmanager-headless.observability.svc:9093`) },
          ],
        },
      ]);
      expect(at(only(objects, "Prometheus").spec, "alerting")).toBeUndefined();
    });

    test("an Ingress with TLS and a login", () => {
      const { metadata, spec } = only(full(), "Ingress");
      expect(spec).toMatchObject({ tls: [{ hosts: ["p.acme.example"], secretName: "p-acme-example-tls" }] });
      expect(metadata.annotations).toMatchObject({ "nginx.ingress.kubernetes.io/auth-secret": "ui" });
    });

    test("a route to the Gateway", () => {
      const exposure = gatewayRoute({ host: "p.acme.example", gateway: { name: "public", listener: "https" } });
      expect(only(stack(charts, { exposure }), "HTTPRoute").spec).toMatchObject({
        hostnames: ["p.acme.example"],
        parentRefs: [{ name: "public", sectionName: "https" }],
      });
    });

    test.each([
      ["default", {}, []],
      ["full", everything, [peers]],
    ] as const)(
      "the %s Prometheus resource is one that its definition knows, field by field",
      (_, props, alertmanagers) => {
        const schema = closed(
          at(
            only(definitions(), "CustomResourceDefinition", "prometheuses.monitoring.coreos.com").spec,
            "versions.0.schema.openAPIV3Schema",
          ),
        );
        const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema as object);
        const { spec } = only(stack(charts, props, alertmanagers), "Prometheus");
        validate({ spec });
        expect(validate.errors ?? []).toEqual([]);
      },
    );
  }),
);

describeWithCharts("prometheus-operator-crds", (charts) =>
  describeWith(["helm"], "rendered", () => {
    const definitions = once(() =>
      rendered(charts, pins.prometheusOperatorCrds, {
        name: "prometheus-crds",
        namespace: "observability",
        values: { crds: { annotations: { "helm.sh/resource-policy": "keep" } } },
      }),
    );

    test("all ten definitions are templates, which Helm upgrades, and stay when the release goes", () => {
      expect(definitions()).toHaveLength(10);
      for (const { kind, metadata } of definitions())
        expect([kind, metadata.annotations]).toEqual([
          "CustomResourceDefinition",
          expect.objectContaining({ "helm.sh/resource-policy": "keep" }),
        ]);
    });

    test("they are of the operator's version", () => {
      const [definition] = definitions();
      expect(`v${definition?.metadata.annotations?.["operator.prometheus.io/version"]}`).toBe(
        pins.kubePrometheusStack.appVersion,
      );
    });
  }),
);

const containers = (objects: readonly KubernetesObject[]): readonly Container[] =>
  workloads(objects).flatMap(({ template: { spec } }) => [...spec.containers, ...(spec.initContainers ?? [])]);

const operatorArguments = (objects: readonly KubernetesObject[]): readonly string[] =>
  containers(objects).find(({ name }) => name === "kube-prometheus-stack")?.["args"] as readonly string[];

/** A schema that refuses fields it does not name, which the API server would drop without a word. */
const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]): [string, unknown] => [key, closed(value)]);
  const open =
    "additionalProperties" in schema || "x-kubernetes-preserve-unknown-fields" in schema || !("properties" in schema);
  return Object.fromEntries(
    open || typeof (schema as Values)["properties"] !== "object"
      ? entries
      : [...entries, ["additionalProperties", false]],
  );
};
