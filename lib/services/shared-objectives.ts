/**
 * The objectives that come with services of each kind, as one service would bring them. Their alerts have the same names for all services, wherever
 * these are registered: so the platform has the pages, and repositories beside it need not ask each other who makes them.
 */
import { days, once, seconds, type MonitoringPack } from "../model";
import { sloPack } from "../slo";
import { cronJob } from "./cron-job";
import { endpoint } from "./endpoint";
import { httpService } from "./http-service";
import { queueConsumer, worker } from "./jobs";
import type { Host, MonitoredService } from "./service";

const HOST: Host = {
  path: "example.services",
  namespace: "example",
  retention: days(31),
  prober: "blackbox-exporter.example.svc:9115",
  modules: undefined,
  servers: () => new Map(),
  teams: undefined,
};

const example = (name: string) => ({ name, namespace: "example", team: "example" });

/** They are never deployed: what is known of them is what their alerts are called, look at and say. */
export const sharedObjectives = once((): readonly MonitoringPack[] =>
  [
    httpService(example("example-api"), HOST),
    worker(example("example-worker"), HOST),
    queueConsumer(example("example-consumer"), HOST),
    cronJob({ ...example("example-job"), within: days(1) }, HOST),
    endpoint({ name: "example-site", team: "example", url: "https://site.example" }, HOST),
  ].map(objectivesOf),
);

/** Owned by nobody; where one service has a dashboard of its own, that of all opens on the one that is chosen. */
const objectivesOf = ({ name, slos, metrics, pack, interval = seconds(30) }: MonitoredService): MonitoringPack =>
  sloPack(`${name}-objectives`, {
    metrics,
    slos: slos.map((each) => ({ ...each, owner: undefined })),
    dashboard: pack.dashboard === `service-${name}` ? "service" : pack.dashboard,
    scrapeInterval: interval,
  });
