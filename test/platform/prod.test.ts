/** What the environments of this installation promise: production's numbers, its receivers and jobs, and data sources that lead to each other. */
import { dev } from "../../stacks/environments/dev";
import { prod } from "../../stacks/environments/prod";
import { staging } from "../../stacks/environments/staging";
import { at, installed } from "./installed";

describe("prod carries its numbers", () => {
  const production = installed(prod);
  const values = (name: string) => production.release(name).chartValues;
  const spec = at(values("prometheus"), "prometheus.prometheusSpec");

  test.each([
    ["externalLabels", { cluster: "production", region: "us-east-1", environment: "prod" }],
    ["scrapeInterval", "15s"],
    ["evaluationInterval", "15s"],
    ["retention", "30d"],
    ["storageSpec.volumeClaimTemplate.spec.resources.requests.storage", "100Gi"],
    ["storageSpec.volumeClaimTemplate.spec.storageClassName", "gp3"],
    ["replicas", 2],
  ])("Prometheus: %s", (path, value) => expect(at(spec, path)).toEqual(value));

  test.each([
    ["singleBinary.persistence.size", "50Gi"],
    ["loki.ingester.chunk_idle_period", "15m"],
    ["loki.ingester.chunk_retain_period", "30s"],
    ["loki.ingester.max_chunk_age", "1h"],
    ["loki.storage.s3.region", "us-east-1"],
  ])("Loki: %s", (path, value) => expect(at(values("loki"), path)).toEqual(value));

  test("log lines say where they come from", () => {
    const pipeline = JSON.stringify(values("fluentd"));
    for (const label of ["production", "us-east-1"]) expect(pipeline).toContain(label);
  });

  test("six jobs: Prometheus itself by its monitor, five by configuration", () => {
    expect(at(values("prometheus"), "prometheus.serviceMonitor.selfMonitor")).toBe(true);
    const jobs = at(spec, "additionalScrapeConfigs") as readonly { readonly job_name: string }[];
    expect(jobs.map((job) => job.job_name)).toEqual(["annotated-pods", "node", "consul-services", "postgres", "redis"]);
  });

  describe("alerts", () => {
    const config = at(values("alertmanager"), "config");
    const receivers = at(config, "receivers") as readonly { readonly name: string }[];

    test("go to Slack, and to PagerDuty when they are critical", () => {
      for (const [team, channel] of [
        ["platform", "#platform-alerts"],
        ["dba", "#dba-alerts"],
      ] as const) {
        const slack = [{ channel, app_token_file: "/etc/alertmanager/secrets/slack-app/token" }];
        const [warning, critical] = [`team/${team}`, `team/${team}/critical`].map((name) =>
          receivers.find((each) => each.name === name),
        );
        expect(warning).toMatchObject({ slack_configs: slack });
        expect(warning).not.toHaveProperty("pagerduty_configs");
        expect(critical).toMatchObject({
          slack_configs: slack,
          pagerduty_configs: [{ routing_key_file: `/etc/alertmanager/secrets/pagerduty-${team}/routingKey` }],
        });
      }
    });

    test("reach the DBA team by their label, and the platform team when nobody owns them", () => {
      expect(at(config, "route.receiver")).toBe("team/platform");
      expect(at(config, "route.routes")).toContainEqual(
        expect.objectContaining({
          matchers: ['team = "dba"'],
          receiver: "team/dba",
          routes: expect.arrayContaining([
            { matchers: ['severity = "critical"'], receiver: "team/dba/critical" },
          ]) as unknown,
        }),
      );
    });

    test("are told once by three replicas, to each of which Prometheus and Loki talk", () => {
      const peers = [0, 1, 2].map((index) => `alertmanager-${index}.alertmanager-headless.observability.svc:9093`);
      expect(at(spec, "additionalAlertManagerConfigs")).toMatchObject([{ static_configs: [{ targets: peers }] }]);
      expect(at(values("loki"), "loki.rulerConfig.alertmanager_url")).toBe(
        peers.map((peer) => `http://${peer}`).join(","),
      );
    });
  });

  test("each team has a folder that it edits and everybody reads", () => {
    expect(
      production
        .resources("grafana_folder")
        .map(({ uid }) => uid)
        .sort(),
    ).toEqual(["platform", "runbooks", "team-dba", "team-platform", "team-shop"]);
    expect(
      production
        .resources("grafana_team")
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["dba", "platform", "shop"]);
  });
});

describe.each([dev, staging, prod])("data sources of $name", (environment) => {
  const file = at(installed(environment).release("grafana").chartValues, "datasources");
  const sources = (
    file as {
      readonly "datasources.yaml": {
        readonly datasources: readonly { readonly uid: string; readonly jsonData: object }[];
      };
    }
  )["datasources.yaml"].datasources;
  const settings = (uid: string) => sources.find((source) => source.uid === uid)?.jsonData;

  test("have uids that never change", () =>
    expect(sources.map(({ uid }) => uid)).toEqual(["prometheus", "loki", "jaeger", "alertmanager"]));
  test("from an exemplar to its trace", () =>
    expect(settings("prometheus")).toMatchObject({
      exemplarTraceIdDestinations: [{ name: "trace_id", datasourceUid: "jaeger" }],
    }));
  test("from a log line to its trace", () =>
    expect(settings("loki")).toMatchObject({
      derivedFields: [{ name: "trace_id", datasourceUid: "jaeger" }, { datasourceUid: "jaeger" }],
    }));
  test("from a trace to its logs and metrics", () =>
    expect(settings("jaeger")).toMatchObject({
      tracesToLogsV2: { datasourceUid: "loki" },
      tracesToMetrics: { datasourceUid: "prometheus" },
      nodeGraph: { enabled: true },
    }));
  test("to the Alertmanager that is told", () =>
    expect([settings("prometheus"), settings("loki")]).toMatchObject([
      { alertmanagerUid: "alertmanager" },
      { alertmanagerUid: "alertmanager" },
    ]));
});
