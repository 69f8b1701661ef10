import { charts, keyFile, kubernetesShapes, tplTimes, type KeyNode } from "../../lib/charts";

describe("the pinned charts", () => {
  test.each([
    ["kubePrometheusStack", "kube-prometheus-stack", "88.5.3", "prometheus-community"],
    ["prometheusOperatorCrds", "prometheus-operator-crds", "31.0.1", "prometheus-community"],
    ["alertmanager", "alertmanager", "1.42.0", "prometheus-community"],
    ["grafana", "grafana", "12.11.1", "grafana-community"],
    ["loki", "loki", "18.11.0", "grafana-community"],
    ["jaeger", "jaeger", "4.11.1", "jaegertracing"],
    ["fluentd", "fluentd", "0.6.0", "fluent"],
    ["blackboxExporter", "prometheus-blackbox-exporter", "11.17.2", "prometheus-community"],
    ["postgresExporter", "prometheus-postgres-exporter", "8.2.0", "prometheus-community"],
    ["redisExporter", "prometheus-redis-exporter", "6.29.0", "prometheus-community"],
  ] as const)("%s is %s %s of %s", (key, name, version, community) => {
    expect(charts[key]).toMatchObject({ name, version, repository: `https://${community}.github.io/helm-charts` });
  });

  test("those that are published as OCI artifacts say where", () => {
    expect(charts.alertmanager.oci).toBe("oci://ghcr.io/prometheus-community/charts/alertmanager");
    expect(charts.loki.oci).toBe("oci://ghcr.io/grafana-community/helm-charts/loki");
    expect(charts.fluentd.oci).toBe("oci://ghcr.io/fluent/helm-charts/fluentd");
    expect(charts.jaeger.oci).toBeUndefined();
  });

  test.each(Object.values(charts).map((chart) => [chart.name, chart] as const))(
    "%s has the keys of its version",
    (name, chart) => {
      expect(keyFile(name)).toMatchObject({ chart: name, version: chart.version });
    },
  );

  test("a chart that is none of ours has no keys", () => {
    expect(keyFile("prometheus")).toBeUndefined();
    expect(keyFile("../../../package")).toBeUndefined();
  });

  test.each(Object.values(charts).map(({ name }) => [name] as const))(
    "every name in the keys of %s stands for something",
    (name) => {
      const file = keyFile(name);
      const missing: string[] = [];
      const visit = (node: KeyNode): void => {
        if (Array.isArray(node)) node.forEach((child: KeyNode) => visit(child));
        else if (typeof node === "object") Object.entries(node).forEach(([key, child]) => key !== "!" && visit(child));
        else if (typeof node === "string")
          for (const kind of node.split("|")) {
            if (kind.startsWith("@") && !(kind.slice(1) in kubernetesShapes)) missing.push(kind);
            if (kind.startsWith("#") && !(kind.slice(1) in (file?.shared ?? {}))) missing.push(kind);
          }
      };
      visit(file?.keys ?? {});
      visit(file?.shared ?? {});
      expect(missing).toEqual([]);
    },
  );
});

/** Each was rendered with Helm, with a text in it that must come out as it went in. */
describe("Helm's template engine runs over", () => {
  test.each([
    [charts.kubePrometheusStack, ["prometheus", "prometheusSpec", "externalLabels", "cluster"], 1],
    [charts.kubePrometheusStack, ["prometheus", "prometheusSpec", "additionalScrapeConfigs"], 1],
    [
      charts.kubePrometheusStack,
      ["prometheus", "prometheusSpec", "additionalScrapeConfigs", 0, "relabel_configs", 0, "replacement"],
      1,
    ],
    [charts.kubePrometheusStack, ["prometheus", "prometheusSpec", "remoteWrite", 0, "url"], 1],
    [charts.kubePrometheusStack, ["prometheus", "prometheusSpec", "externalUrl"], 1],
    [charts.kubePrometheusStack, ["prometheus", "prometheusSpec", "tolerations", 0, "key"], 0],
    [charts.kubePrometheusStack, ["prometheus", "prometheusSpec", "additionalArgs", 0, "value"], 0],
    [charts.kubePrometheusStack, ["additionalPrometheusRulesMap", "own", "groups", 0, "rules", 0, "expr"], 0],
    [charts.kubePrometheusStack, ["alertmanager", "config", "receivers", 0, "name"], 0],
    [charts.kubePrometheusStack, ["grafana", "grafana.ini", "server", "root_url"], 1],
    [charts.kubePrometheusStack, ["kube-state-metrics", "customLabels", "team"], 1],
    [charts.kubePrometheusStack, ["prometheusOperator", "denyNamespaces", 0], 1],
    [charts.alertmanager, ["config", "receivers", 0, "slack_configs", 0, "title"], 0],
    [charts.alertmanager, ["templates", "page.tmpl"], 0],
    [charts.alertmanager, ["ingress", "hosts", 0, "host"], 0],
    [charts.alertmanager, ["route", "main", "hostnames", 0], 1],
    [charts.grafana, ["grafana.ini", "server", "root_url"], 1],
    [charts.grafana, ["datasources", "datasources.yaml", "datasources", 0, "url"], 1],
    [charts.grafana, ["alerting", "rules.yaml", "groups", 0, "rules", 0, "annotations", "summary"], 1],
    [charts.grafana, ["dashboards", "default", "own", "json"], 0],
    [charts.grafana, ["dashboardProviders", "dashboardproviders.yaml", "providers", 0, "name"], 0],
    [charts.grafana, ["notifiers", "own.yaml", "notifiers", 0, "name"], 0],
    [charts.grafana, ["env", "GF_LOG_LEVEL"], 1],
    [charts.grafana, ["podAnnotations", "note"], 0],
    [charts.loki, ["loki", "config"], 2],
    [charts.loki, ["loki", "limits_config", "retention_period"], 2],
    [charts.loki, ["loki", "query_range", "a", "b"], 2],
    [charts.loki, ["loki", "server", "log_level"], 1],
    [charts.loki, ["loki", "storage", "s3", "region"], 1],
    [charts.loki, ["loki", "structuredConfig", "ruler", "external_labels", "cluster"], 1],
    [charts.loki, ["loki", "rulerConfig", "alertmanager_url"], 1],
    [charts.loki, ["gateway", "nginxConfig", "file"], 1],
    [charts.loki, ["singleBinary", "affinity", "podAntiAffinity"], 1],
    [charts.loki, ["singleBinary", "extraArgs", 0], 0],
    [charts.loki, ["singleBinary", "podAnnotations", "note"], 0],
    [charts.loki, ["serviceAccount", "annotations", "role"], 0],
    [charts.jaeger, ["jaeger", "args", 0], 1],
    [charts.jaeger, ["userconfig", "extensions", "jaeger_storage", "backends"], 0],
    [charts.fluentd, ["fileConfigs", "04_outputs.conf"], 0],
    [charts.fluentd, ["podAnnotations", "note"], 1],
    [charts.blackboxExporter, ["serviceMonitor", "targets", 0, "url"], 2],
    [charts.blackboxExporter, ["serviceMonitor", "targets", 0, "name"], 1],
    [charts.blackboxExporter, ["config", "modules", "http_2xx", "http", "headers", "Host"], 0],
    [charts.postgresExporter, ["config", "datasource", "host"], 1],
    [charts.postgresExporter, ["extraEnvs", "PG_EXPORTER_NOTE"], 1],
    [charts.redisExporter, ["redisAddress"], 0],
    [charts.redisExporter, ["prometheusRule", "rules", 0, "expr"], 1],
  ] as const)("$name at %j, %i times", ({ tpl }, keys, times) => {
    expect(tplTimes(tpl, keys)).toBe(times);
  });
});
