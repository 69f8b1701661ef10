/** Environments whose objectives are of one kind only: overviews ask for no label that none of these carries. */
import { App } from "cdktf";
import { hours, type Dashboard, type ServiceMonitoring } from "../../lib";
import { modelsOf, verify } from "../../lib/terraform";
import { staging } from "../../stacks/environments/staging";
import type { Services } from "../../stacks/services";
import { stacksOf } from "../../stacks/stacks-of";
import { temporaryFolder } from "../stacks/synthesized";

const endpoint = (platform: ServiceMonitoring): void =>
  platform.monitorEndpoint({ name: "shop-front", team: "shop", url: "https://shop.acme.example/healthz" });
const queueConsumer = (platform: ServiceMonitoring): void =>
  platform.monitorQueueConsumer({ name: "orders", namespace: "shop", team: "shop" });
const cronJob = (platform: ServiceMonitoring): void =>
  platform.monitorCronJob({ name: "export", namespace: "shop", team: "shop", within: hours(2) });
const httpService = (platform: ServiceMonitoring): void =>
  platform.monitorHttpService({ name: "checkout", namespace: "shop", team: "shop" });
const worker = (platform: ServiceMonitoring): void =>
  platform.monitorWorker({ name: "mailer", namespace: "shop", team: "shop" });
const unpromised = (platform: ServiceMonitoring): void =>
  platform.monitorHttpService({ name: "search", namespace: "shop", team: "shop", objectives: "none" });

const built = (watched: Services): App => {
  const app = new App({ outdir: temporaryFolder() });
  Array.from(stacksOf(app, staging, watched));
  return app;
};

test.each<readonly [string, Services]>([
  ["an endpoint", [endpoint]],
  ["a queue", [queueConsumer]],
  ["a cron job", [cronJob]],
  ["an endpoint and a cron job", [endpoint, cronJob]],
  ["a queue, then an HTTP service", [queueConsumer, httpService]],
  ["an endpoint, beside an HTTP service without a promise", [endpoint, unpromised]],
  ["an HTTP service", [httpService]],
  ["a worker", [worker]],
  ["one of each kind", [endpoint, queueConsumer, cronJob, httpService, worker]],
])("an environment that promises something of %s has no findings", (_, watched) =>
  expect(verify(built(watched))).toEqual([]),
);

const overview = (watched: Services): Dashboard | undefined =>
  modelsOf(built(watched))
    .flatMap(({ dashboards }) => dashboards)
    .find(({ dashboard }) => dashboard.uid === "slo-overview")?.dashboard;

test("the overview of objectives has a column for namespaces where one of them is about a namespace", () => {
  expect(JSON.stringify(overview([endpoint]))).not.toContain("namespace");
  expect(JSON.stringify(overview([endpoint, cronJob]))).toContain('{"of":"namespace","title":"Namespace"}');
});
