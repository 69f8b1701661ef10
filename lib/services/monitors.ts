/** The operator's objects that have a service scraped, so that its series carry the name under which it is registered. */
import * as z from "zod";
import { podMonitor, relabel, serviceMonitor } from "../components";
import { labels, nonEmpty, type Duration } from "../model";
import type { KubernetesObject } from "../terraform";
import { interval, type Host } from "./service";

/** What says where its metrics are. */
export const scrapeShape = {
  /** Labels of its Services, or of its pods where it has none. @default { "app.kubernetes.io/name": name } */
  selector: labels.optional(),
  /** Name of the port that shows its metrics. @default "metrics" */
  port: nonEmpty.default("metrics"),
  /** Where on that port. @default "/metrics" */
  metricsPath: nonEmpty.default("/metrics"),
  /** How often they are read. @default as Prometheus does */
  interval,
  /** Leave the scraping to somebody else, who sets the label `service` to the name. @default false */
  scrapedElsewhere: z.boolean().default(false),
} as const;

interface Scraped {
  readonly name: string;
  readonly namespace: string;
  readonly selector?: Readonly<Record<string, string>>;
  readonly port: string;
  readonly metricsPath: string;
  readonly interval?: Duration;
  readonly scrapedElsewhere: boolean;
}

/** @param behind whether there is a Service, whose endpoints are scraped, or pods alone */
export const monitorsOf = (service: Scraped, behind: "service" | "pods", host: Host): readonly KubernetesObject[] => {
  if (service.scrapedElsewhere) return [];
  const { name, namespace, selector = { "app.kubernetes.io/name": name }, port, metricsPath, interval } = service;
  const props = {
    name,
    namespace: host.namespace,
    namespaces: [namespace],
    selector: { matchLabels: selector },
    endpoints: [{ port, path: metricsPath, interval, relabelings: [relabel.setLabel("service", name)] }],
  };
  return [behind === "service" ? serviceMonitor(props) : podMonitor(props)];
};
