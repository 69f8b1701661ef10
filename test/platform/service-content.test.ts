/** Services of another repository, from the public surface of the package alone: what is deployed in the cluster, and what in Grafana. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import {
  connectCluster,
  existingSecret,
  GrafanaProvider,
  kubeconfig,
  PlatformReference,
  ServiceContent,
  type PlatformReferenceProps,
} from "../../lib";
import { temporaryFolder } from "../stacks/synthesized";

type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** The resources of both stacks, synthesized, so that all checks have judged them. */
const synthesized = (more: Partial<PlatformReferenceProps> = {}) => {
  const app = new App({ outdir: temporaryFolder() });
  const services = new TerraformStack(app, "shop-services");
  connectCluster(services, kubeconfig({ context: "production" }));
  const grafana = "https://grafana.acme.example";
  const prod = new PlatformReference(services, "prod", { name: "prod", namespace: "shop", grafana, ...more });
  prod.monitorHttpService({
    name: "checkout",
    namespace: "shop",
    team: "shop",
    dependencies: [{ postgres: "orders-db" }],
  });
  prod.monitorPostgres({
    name: "orders-db",
    team: "shop",
    exporter: { host: "orders-db.data.svc", credentials: existingSecret("orders-db-monitoring") },
  });
  prod.monitorEndpoint({ name: "shop-front", team: "shop", url: "https://shop.acme.example/healthz" });
  const content = new TerraformStack(app, "shop-content");
  new GrafanaProvider(content, "grafana", { url: grafana });
  new ServiceContent(content, "content", prod);
  app.synth();
  const resourcesOf = (stack: string) =>
    (
      JSON.parse(readFileSync(join(app.outdir, "stacks", stack, "cdk.tf.json"), "utf8")) as {
        readonly resource: Resources;
      }
    ).resource;
  return { services: resourcesOf("shop-services"), content: resourcesOf("shop-content") };
};

const dashboardsIn = (content: Resources) =>
  Object.values(content["grafana_dashboard"] ?? {}).map(({ config_json, folder }) => ({
    folder,
    uid: (JSON.parse(String(config_json)) as { readonly uid: string }).uid,
  }));

const { services, content } = synthesized();

test("one release for each service, and one for its exporter", () =>
  expect(
    Object.values(services["helm_release"] ?? {})
      .map(({ name }) => name)
      .sort(),
  ).toEqual([
    "postgres-exporter-orders-db",
    "service-checkout-manifests",
    "service-orders-db-manifests",
    "service-shop-front-manifests",
  ]));

test("the service's dashboard stands in the folder of its team", () =>
  expect(dashboardsIn(content)).toContainEqual({ uid: "service-checkout", folder: "team-shop" }));

test("its own alerts have pages in the folder of its team, those that the platform has pages of have none here", () => {
  const pages = dashboardsIn(content).filter(({ uid }) => uid.startsWith("runbook-"));
  expect(pages.map(({ uid }) => uid)).toContain("runbook-orders-db-availability-no-data");
  expect(pages.map(({ uid }) => uid)).not.toContain("runbook-http-high-error-ratio");
  expect(pages.map(({ uid }) => uid)).not.toContain("runbook-http-latency-burns-fast");
});

test("its team needs to write in no folder but its own", () =>
  expect([...new Set(dashboardsIn(content).map(({ folder }) => folder))]).toEqual(["team-shop"]));

test("a dashboard that somebody else has made is not overwritten: Grafana refuses the second of one uid", () =>
  expect(Object.values(content["grafana_dashboard"] ?? {}).map(({ overwrite }) => overwrite)).not.toContain(true));

test("nothing else is made in Grafana: folders and shipped dashboards are the platform's", () => {
  expect(Object.keys(content)).toEqual(["grafana_dashboard"]);
  expect(dashboardsIn(content).map(({ uid }) => uid)).not.toContain("home");
});

test("where runbooks stand in a wiki, there are no pages", () =>
  expect(dashboardsIn(synthesized({ runbooks: "https://wiki.acme.example/runbooks/" }).content)).toEqual([
    { uid: "service-checkout", folder: "team-shop" },
  ]));
