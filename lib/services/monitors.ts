/** The operator's objects that have a service scraped, so that its series carry the name under which it is registered. */
import * as z from "zod";
import { podMonitor, relabel, requestPath, serviceMonitor } from "../components";
import { dnsLabel, labels, type ServiceSource } from "../model";
import type { KubernetesObject } from "../terraform";
import { scrapeInterval } from "./scrape-interval";
import type { Host } from "./service";
import { serviceShape } from "./service-props";

/** What is said of a service that is scraped. */
export const scrapedShape = {
  ...serviceShape,
  /** Labels of its Services, or of its pods where it has none. @default { "app.kubernetes.io/name": name } */
  selector: labels
    .refine((selector) => Object.keys(selector).length > 0, {
      error: "selects everything",
      params: { mend: 'write its labels, e.g. { "app.kubernetes.io/name": "checkout" }' },
    })
    .optional(),
  /** Name of the port that shows its metrics. @default "metrics" */
  port: dnsLabel.default("metrics"),
  /** Where on that port. @default "/metrics" */
  metricsPath: requestPath.default("/metrics"),
  /** Time between two scrapes of it, at most two minutes. @default as Prometheus does */
  interval: scrapeInterval.optional(),
  /**
   * Leave the scraping to somebody else, who sets the label `service` to the name. Then `ServiceNotScraped` does not watch over it: what is pushed
   * has no targets, and jobs of others are told by `TargetJobDown`. @default false
   */
  scrapedElsewhere: z.boolean().default(false),
} as const;

type Scraped = Pick<
  z.output<z.ZodObject<typeof scrapedShape>>,
  "name" | "namespace" | "selector" | "port" | "metricsPath" | "interval" | "scrapedElsewhere"
>;

/**
 * Several Services of one selector lead to the same pods: with one name for both labels, Prometheus takes them for one target and scrapes it
 * once.
 */
const RELABELLED = ["service", "job"];

const selectorOf = ({
  name,
  selector = { "app.kubernetes.io/name": name },
}: Scraped): Readonly<Record<string, string>> => selector;

/** The same as plain data: what a service must have so that it is found. */
export const monitoredBy = (service: Scraped, behind: "service" | "pods"): ServiceSource =>
  service.scrapedElsewhere
    ? { kind: "elsewhere" }
    : {
        kind: "monitor",
        selects: behind === "service" ? "services" : "pods",
        labels: selectorOf(service),
        port: service.port,
        metricsPath: service.metricsPath,
      };

/** @param behind whether there is a Service, whose endpoints are scraped, or pods alone */
export const monitorsOf = (service: Scraped, behind: "service" | "pods", host: Host): readonly KubernetesObject[] => {
  if (service.scrapedElsewhere) return [];
  const { name, namespace, port, metricsPath, interval } = service;
  const props = {
    name,
    namespace: host.namespace,
    namespaces: [namespace],
    selector: { matchLabels: selectorOf(service) },
    endpoints: [
      { port, path: metricsPath, interval, relabelings: RELABELLED.map((label) => relabel.setLabel(label, name)) },
    ],
  };
  return [behind === "service" ? serviceMonitor(props) : podMonitor(props)];
};
