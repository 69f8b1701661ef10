/** Grafana's values, rendered by the real chart. */
import { parse } from "yaml";
import { charts } from "../../../lib/charts";
import {
  basicAuth,
  existingSecret,
  gatewayRoute,
  gibibytes,
  ingress,
  parse as settled,
  seconds,
  secretEnvironment,
  type Endpoint,
} from "../../../lib/model";
import {
  oauth,
  dataSource,
  grafanaProps,
  grafanaValues,
  postgres,
  sqlite,
  type DataSource,
  type GrafanaProps,
} from "../../../lib/components/grafana";
import { grafanaEndpoint } from "../../../lib/components/grafana/configuration";
import { podLabels } from "../../../lib/components/grafana/values";
import { describeWithCharts } from "../../proof/tool";
import { forbiddenBy } from "../../proof/pod-security";
import type { PodTemplate } from "../../proof/rendered";
import { containersOf, only, podOf, rendered, unbounded, type KubernetesObject } from "./rendered";

const endpoint = (service: string, port: number): Endpoint => ({
  scheme: "http",
  service,
  namespace: "observability",
  port,
});
const sources: readonly DataSource[] = [
  dataSource.prometheus(endpoint("prometheus", 9090), seconds(15)),
  dataSource.loki(endpoint("loki-gateway", 80), { tenant: "platform", credentials: existingSecret("loki-tenant") }),
  dataSource.jaeger(endpoint("jaeger", 16686)),
  dataSource.alertmanager(endpoint("alertmanager", 9093)),
];

const full: GrafanaProps = {
  replicas: 2,
  database: postgres({
    host: "grafana-db",
    credentials: existingSecret("grafana-db"),
    ca: existingSecret("grafana-db-ca"),
  }),
  encryptionKey: existingSecret("grafana-key"),
  exposure: ingress({ host: "grafana.acme.example", authentication: basicAuth(existingSecret("door")) }),
  oauth: oauth({
    clientId: "grafana",
    clientSecret: existingSecret("grafana-oauth", { clientSecret: "secret" }),
    authUrl: "https://id.acme.example/authorize",
    tokenUrl: "https://id.acme.example/token",
    apiUrl: "https://id.acme.example/userinfo",
    roles: { admins: ["{{ the }} #1; 'admins'"], editors: ["ACME\\devs"], otherwise: "turned away" },
  }),
  smtp: {
    host: "smtp.acme.example",
    from: "grafana@acme.example",
    fromName: "Grafana; #1",
    credentials: existingSecret("smtp"),
  },
  environment: { EXTRA: secretEnvironment(existingSecret("extra"), "value") },
  dashboardConfigMaps: { namespaces: ["apps"] },
  podLabels: { tier: "ui" },
};

describeWithCharts("Grafana by the real chart", (folder) => {
  const render = (props: GrafanaProps = {}, with_: readonly DataSource[] = sources): readonly KubernetesObject[] => {
    const settings = settled(grafanaProps, props, "grafana");
    return rendered(
      folder,
      charts.grafana,
      { name: settings.releaseName, namespace: settings.namespace },
      grafanaValues(settings, with_),
    );
  };
  const configMap = (objects: readonly KubernetesObject[]): Readonly<Record<string, string>> =>
    objects.find(({ kind, metadata }) => kind === "ConfigMap" && metadata.name === "grafana")?.data ?? {};

  test.each([
    ["as it is", {}],
    ["with everything", full],
    ["with SQLite on a volume", { database: sqlite({ size: gibibytes(5), storageClass: "fast" }) }],
    ["with plugins", { plugins: ["grafana-clock-panel@2.1.8"] }],
  ] as const)("%s, every container is restricted and has requests and a memory limit", (_, props) => {
    const pod = podOf(only(render(props), "Deployment"));
    expect(forbiddenBy("restricted", pod as PodTemplate["spec"])).toEqual([]);
    expect(unbounded(pod)).toEqual([]);
    for (const { name, securityContext } of containersOf(pod))
      expect([name, securityContext?.["readOnlyRootFilesystem"]]).toEqual([name, true]);
  });

  test("the Service has the name and the port of the endpoint, and reaches the pods by their labels", () => {
    const objects = render();
    const service = only(objects, "Service");
    const { service: name, port } = grafanaEndpoint(settled(grafanaProps, {}, ""));
    expect(service.metadata.name).toBe(name);
    expect(service.spec?.["ports"]).toEqual([expect.objectContaining({ port, targetPort: "grafana" })]);
    expect(service.spec?.["selector"]).toEqual(podLabels("grafana"));
    const deployment = only(objects, "Deployment");
    expect(deployment.spec?.template?.metadata.labels).toMatchObject(podLabels("grafana"));
    expect(podOf(deployment).containers[0]?.ports).toContainEqual(
      expect.objectContaining({ name: "grafana", containerPort: 3000 }),
    );
  });

  test("all names follow the release, whatever it is called", () => {
    const objects = render({ releaseName: "dashboards" });
    const settings = settled(grafanaProps, { releaseName: "dashboards" }, "");
    expect(only(objects, "Service").metadata.name).toBe(grafanaEndpoint(settings).service);
    expect(only(objects, "Deployment").metadata.name).toBe("dashboards");
    expect(only(objects, "Service").spec?.["selector"]).toEqual(podLabels("dashboards"));
  });

  test("two renders are the same: no password is invented", () => {
    expect(JSON.stringify(render(full))).toBe(JSON.stringify(render(full)));
    expect(render(full).filter(({ kind }) => kind === "Secret")).toEqual([]);
  });

  test("two replicas with a shared database have a budget and no volume; one with a file has a volume and no overlap", () => {
    const shared = render(full);
    expect(only(shared, "PodDisruptionBudget").spec).toMatchObject({ maxUnavailable: 1 });
    expect(only(shared, "Deployment").spec?.replicas).toBe(2);
    expect(shared.map(({ kind }) => kind)).not.toContain("PersistentVolumeClaim");
    const file = render({ database: sqlite({ size: gibibytes(5), storageClass: "fast" }) });
    expect(only(file, "PersistentVolumeClaim").spec).toMatchObject({
      storageClassName: "fast",
      resources: { requests: { storage: "5Gi" } },
    });
    expect(only(file, "Deployment").spec).toMatchObject({ replicas: 1, strategy: { type: "Recreate" } });
    expect(podOf(only(file, "Deployment")).initContainers).toBeUndefined();
    expect(file.map(({ kind }) => kind)).not.toContain("PodDisruptionBudget");
  });

  test("all images come from the mirror", () => {
    const pod = podOf(
      only(
        render({ ...full, imageRegistry: "registry.acme.example/mirror", imagePullSecrets: ["pull"] }),
        "Deployment",
      ),
    );
    for (const { image } of containersOf(pod))
      expect(image).toMatch(/^registry\.acme\.example\/mirror\/(grafana\/grafana|kiwigrid\/k8s-sidecar):/);
    expect(pod["imagePullSecrets"]).toEqual([{ name: "pull" }]);
  });

  test("the data sources arrive as Grafana unescapes them", () => {
    const file = parse(configMap(render())["datasources.yaml"] ?? "") as {
      prune: boolean;
      datasources: { uid: string; jsonData: Record<string, unknown>; secureJsonData?: unknown; isDefault: boolean }[];
    };
    expect(file.prune).toBe(true);
    expect(file.datasources.map(({ uid, isDefault }) => [uid, isDefault])).toEqual([
      ["prometheus", true],
      ["loki", false],
      ["jaeger", false],
      ["alertmanager", false],
    ]);
    const [, loki, jaeger] = file.datasources;
    expect(loki?.jsonData["derivedFields"]).toContainEqual(
      expect.objectContaining({ url: "$${__value.raw}", datasourceUid: "jaeger" }),
    );
    expect(loki?.secureJsonData).toEqual({ basicAuthPassword: "$DATA_SOURCE_LOKI_PASSWORD" });
    expect(jaeger?.jsonData["tracesToLogsV2"]).toMatchObject({
      query:
        '{service_name=~".+"} | label_format in_line=`{{ contains "$${__trace.traceId}" __line__ }}` ' +
        '| in_line="true" or trace_id="$${__trace.traceId}"',
    });
  });

  test("braces in data sources are no template", () => {
    const hostile = {
      uid: "x",
      name: "{{ .Values }} $1",
      type: "loki",
      url: "http://x",
      settings: { "{{ key }}": "{{ $labels.a }} {{`" },
    } as const;
    const file = parse(configMap(render({}, [hostile]))["datasources.yaml"] ?? "") as { datasources: unknown[] };
    expect(file.datasources).toEqual([
      expect.objectContaining({ name: "{{ .Values }} $$1", jsonData: { "{{ key }}": "{{ $$labels.a }} {{`" } }),
    ]);
  });

  test("secrets are mounted where grafana.ini looks for them, and none stands in it", () => {
    const objects = render(full);
    const ini = configMap(objects)["grafana.ini"] ?? "";
    const pod = podOf(only(objects, "Deployment"));
    const mounted = (pod.containers.find(({ name }) => name === "grafana")?.volumeMounts ?? []).flatMap(
      ({ name, mountPath }) => {
        const volume = pod.volumes?.find((each) => each["name"] === name)?.["secret"] as
          { items?: { path: string }[] } | undefined;
        return volume?.items?.map((item) => `${mountPath}/${item.path}`) ?? [];
      },
    );
    const wanted = [...ini.matchAll(/\$__file\{([^}]+)\}|ca_cert_path = (\S+)/g)].map(([, file, path]) => file ?? path);
    expect([...wanted].sort()).toEqual([...mounted].sort());
    expect(wanted).toHaveLength(7);
    expect(pod.containers.find(({ name }) => name === "grafana")?.env).toEqual(
      expect.arrayContaining([
        { name: "GF_SECURITY_ADMIN_PASSWORD", valueFrom: { secretKeyRef: { name: "grafana-admin", key: "password" } } },
        { name: "GF_SECURITY_ADMIN_USER", valueFrom: { secretKeyRef: { name: "grafana-admin", key: "username" } } },
        { name: "DATA_SOURCE_LOKI_PASSWORD", valueFrom: { secretKeyRef: { name: "loki-tenant", key: "password" } } },
        { name: "EXTRA", valueFrom: { secretKeyRef: { name: "extra", key: "value" } } },
      ]),
    );
  });

  test("text in grafana.ini is quoted and no template", () => {
    const ini = configMap(render(full))["grafana.ini"] ?? "";
    expect(ini).toContain('from_name = """Grafana; #1"""');
    expect(ini).toContain(
      `role_attribute_path = """contains(to_array(groups), '{{ the }} #1; \\'admins\\'') && 'Admin' || contains(to_array(groups), 'ACME\\devs') && 'Editor'"""`,
    );
    expect(ini).toMatch(/^\[database\]$[^[]*^host = grafana-db:5432$/m);
    expect(ini).toMatch(
      /^\[server\]\ndomain = grafana\.acme\.example\nroot_url = https:\/\/grafana\.acme\.example\/$/m,
    );
  });

  test("only the sidecar gets a token, for the namespaces that it looks into", () => {
    expect(podOf(only(render(), "Deployment"))["automountServiceAccountToken"]).toBe(false);
    expect(render().filter(({ kind }) => /Role/.test(kind))).toEqual([]);
    const objects = render(full);
    expect(podOf(only(objects, "Deployment"))["automountServiceAccountToken"]).toBe(true);
    expect(
      objects
        .filter(({ kind }) => /Role/.test(kind))
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(["Role", "Role", "RoleBinding", "RoleBinding"]);
  });

  test("it is reached by an Ingress or a route, with TLS", () => {
    expect(only(render(full), "Ingress").spec).toMatchObject({
      rules: [{ host: "grafana.acme.example" }],
      tls: [{ hosts: ["grafana.acme.example"], secretName: "grafana-acme-example-tls" }],
    });
    const route = render({
      exposure: gatewayRoute({
        host: "grafana.acme.example",
        gateway: { name: "edge", namespace: "gateways", listener: "https" },
      }),
    });
    expect(only(route, "HTTPRoute").spec).toMatchObject({
      hostnames: ["grafana.acme.example"],
      parentRefs: [{ name: "edge", namespace: "gateways", sectionName: "https" }],
      rules: [{ backendRefs: [{ name: "grafana", port: 80 }] }],
    });
  });

  test("a ServiceMonitor finds the Service, unless it is not wanted", () => {
    expect(only(render(), "ServiceMonitor").spec).toMatchObject({
      endpoints: [{ port: "service", path: "/metrics" }],
      selector: { matchLabels: podLabels("grafana") },
    });
    expect(render({ serviceMonitor: false }).map(({ kind }) => kind)).not.toContain("ServiceMonitor");
  });

  test("there is no pod for helm test, and plugins are the ones asked for", () => {
    expect(render().map(({ kind }) => kind)).not.toContain("Pod");
    const objects = render({ plugins: ["grafana-clock-panel@2.1.8", "yesoreyeram-infinity-datasource@3.6.0"] });
    expect(configMap(objects)["plugins"]).toBe("grafana-clock-panel@2.1.8,yesoreyeram-infinity-datasource@3.6.0");
    expect(configMap(objects)["grafana.ini"]).toContain("preinstall_disabled = false");
    expect(configMap(render())["grafana.ini"]).toContain("preinstall_disabled = true");
  });
});
