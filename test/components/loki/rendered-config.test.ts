import { type LokiProps } from "../../../lib/components/loki";
import { days, gatewayRoute, type Values } from "../../../lib/model";
import { describeWithCharts } from "../../proof/tool";
import {
  containers,
  lokiConfig,
  lokiConfigText,
  named,
  object,
  pod,
  rendered,
  type KubernetesObject,
} from "./rendered";
import { s3, variants } from "./variants";

describeWithCharts("what the loki chart makes of its configuration", (charts) => {
  const known = new Map<LokiProps, readonly KubernetesObject[]>();
  const of = (props: LokiProps): readonly KubernetesObject[] => {
    const objects = known.get(props) ?? rendered(charts, props);
    known.set(props, objects);
    return objects;
  };
  const variant = (name: keyof typeof variants): readonly KubernetesObject[] => of(variants[name] as LokiProps);

  test("metrics are where Prometheus is sent to", () => {
    const ports = containers(variant("monolithic with everything")).flatMap(({ container }) =>
      (container.ports ?? []).filter((port) => port.name === "http-metrics").map((port) => port.containerPort),
    );
    expect([...new Set(ports)].sort((a, b) => a - b)).toEqual([3100, 3500, 4040, 9150]);
    expect(named(variant("monolithic"), "ServiceMonitor")).toEqual(["loki"]);
    expect(named(of({ storage: s3, serviceMonitor: false }), "ServiceMonitor")).toEqual([]);
    const [endpoint] = object(variant("monolithic"), "ServiceMonitor", "loki").spec?.["endpoints"] as readonly Values[];
    expect(endpoint).not.toHaveProperty("interval");
  });

  test("credentials reach Loki's pods and no configuration", () => {
    const environment = (name: string) => pod(variant(name), "StatefulSet", "loki").containers[0]?.env;
    expect(environment("another S3")).toEqual(
      expect.arrayContaining([
        { name: "AWS_ACCESS_KEY_ID", valueFrom: { secretKeyRef: { name: "s3", key: "accessKeyId" } } },
        { name: "AWS_SECRET_ACCESS_KEY", valueFrom: { secretKeyRef: { name: "s3", key: "secretAccessKey" } } },
      ]),
    );
    expect(lokiConfigText(variant("another S3"))).not.toMatch(/access_key/);
    expect(lokiConfig(variant("Azure by key"))).toHaveProperty(
      "common.storage.azure.account_key",
      "${AZURE_STORAGE_KEY}",
    );
    expect(environment("Azure by key")).toContainEqual({
      name: "AZURE_STORAGE_KEY",
      valueFrom: { secretKeyRef: { name: "azure", key: "accountKey" } },
    });
    expect(pod(variant("GCS with a key"), "StatefulSet", "loki").volumes).toContainEqual({
      name: "gcs-key",
      secret: { secretName: "gcs", items: [{ key: "serviceAccountKey", path: "service-account.json" }] },
    });
  });

  test("an identity's mark is on Loki's pods", () => {
    const template = object(variant("Azure by identity"), "StatefulSet", "loki").spec?.template;
    expect(template?.metadata.labels).toHaveProperty(["azure.workload.identity/use"], "true");
  });

  test("the day on which the schema begins is text", () => {
    expect(lokiConfigText(variant("monolithic"))).toContain('from: "2024-04-01"');
  });

  test("what Loki's configuration says", () => {
    expect(lokiConfig(variant("monolithic"))).toMatchObject({
      auth_enabled: false,
      common: { replication_factor: 3, storage: { s3: { bucketnames: "acme-loki-chunks", region: "us-east-1" } } },
      ruler: {
        alertmanager_url: "http://am-0:9093,http://am-1:9093",
        enable_alertmanager_v2: true,
        enable_sharding: true,
        storage: { type: "s3", s3: { bucketnames: "acme-loki-chunks" } },
      },
      limits_config: { allow_structured_metadata: true, volume_enabled: true, max_line_size: "256KB" },
      analytics: { reporting_enabled: false },
    });
  });

  test("hostile text arrives as it was written, but for what Loki itself expands", () => {
    const selector = '{app=~"{{ .Values }} ${HOME} a\\\\.b$", b="%{x}"}';
    const config = lokiConfig(of({ storage: s3, retentionRules: [{ selector, retention: days(2) }] }));
    expect(config["limits_config"]).toMatchObject({
      retention_stream: [{ selector: '{app=~"{{ .Values }} $${HOME} a\\\\\\\\.b$$", b="%{x}"}', period: "48h" }],
    });
  });

  test("tenants: the gateway asks, and the login becomes the tenant", () => {
    const nginx = object(variant("tenants"), "ConfigMap", "loki-gateway").data?.["nginx.conf"] ?? "";
    expect(nginx).toContain("auth_basic_user_file /etc/nginx/secrets/.htpasswd;");
    expect(nginx).toContain("proxy_set_header X-Scope-OrgID $remote_user;");
    expect(pod(variant("tenants"), "Deployment", "loki-gateway").volumes).toContainEqual({
      name: "auth",
      secret: { secretName: "loki-users" },
    });
    expect(lokiConfig(variant("tenants"))).toHaveProperty("auth_enabled", true);
  });

  test("tenants by header: the gateway passes on what the sender says", () => {
    const objects = of({ storage: s3, tenants: { names: ["a"], platform: { name: "a" } } });
    expect(object(objects, "ConfigMap", "loki-gateway").data?.["nginx.conf"]).not.toMatch(
      /X-Scope-OrgID|auth_basic_user/,
    );
    expect(lokiConfig(objects)).toHaveProperty("auth_enabled", true);
  });

  test("an ingress has its own certificate", () => {
    expect(object(variant("monolithic with everything"), "Ingress", "loki-gateway").spec).toMatchObject({
      ingressClassName: "nginx",
      tls: [{ secretName: "loki-acme-example-tls", hosts: ["loki.acme.example"] }],
      rules: [{ host: "loki.acme.example" }],
    });
    expect(named(variant("monolithic"), "Ingress")).toEqual([]);
  });

  test("a route goes to the gateway", () => {
    const exposure = gatewayRoute({ host: "loki.acme.example", gateway: { name: "public", namespace: "edge" } });
    expect(object(of({ storage: s3, exposure }), "HTTPRoute", "loki-gateway").spec).toMatchObject({
      hostnames: ["loki.acme.example"],
      parentRefs: [{ name: "public", namespace: "edge" }],
      rules: [{ backendRefs: [{ name: "loki-gateway", port: 80 }] }],
    });
  });

  test("a budget of one's own is the only one", () => {
    const objects = of({ storage: s3, mode: "distributed", disruptionBudget: { minAvailable: 1 } });
    for (const { metadata, spec } of objects.filter(({ kind }) => kind === "PodDisruptionBudget"))
      expect({
        name: metadata.name,
        minAvailable: spec?.["minAvailable"],
        maxUnavailable: spec?.["maxUnavailable"],
      }).toEqual({
        name: metadata.name,
        minAvailable: 1,
        maxUnavailable: undefined,
      });
  });
});
