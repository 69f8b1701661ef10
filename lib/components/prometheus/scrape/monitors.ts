/** ServiceMonitor and PodMonitor: the operator's objects that say which Services or Pods are scraped (monitoring.coreos.com/v1, operator 0.93). */
import * as z from "zod";
import {
  annotations,
  dnsLabel,
  dnsName,
  duration,
  join,
  labelKey,
  labels,
  labelValue,
  nonEmpty,
  parse,
  port,
  type Values,
} from "../../../model";
import type { KubernetesObject } from "../../../terraform";
import { bodySizeLimit, formats, honors, limits, timeoutFits } from "./limits";
import { labelsOfRole } from "./meta-labels";
import { relabelRule, ruleFields } from "./relabel-schema";
import { sampleRules, targetRules } from "./relabel-rules";
import { CLIENT_SETTINGS, resourceClientShape, resourceClientValue } from "./resource-client";
import { requestParams } from "./scrape-config";
import { inResource, without } from "./spelling";
import { requestPath, someOf } from "./texts";

/** What all objects have. */
export const objectShape = {
  name: dnsName,
  namespace: dnsLabel,
  /** Labels of the object itself. @default none */
  labels: labels.optional(),
  /** Annotations of the object itself. @default none */
  annotations: annotations.optional(),
} as const;

const expression = z
  .strictObject({
    key: labelKey,
    operator: z.enum(["In", "NotIn", "Exists", "DoesNotExist"]),
    values: z.array(labelValue).readonly().optional(),
  })
  .refine(({ operator, values = [] }) => operator.endsWith("In") === values.length > 0, {
    path: ["values"],
    error: "does not fit the operator",
    params: { mend: "In and NotIn take at least one value, Exists and DoesNotExist none" },
  });

/** Objects by their labels; all conditions must hold. */
export const labelSelector = z
  .strictObject({
    /** @default none */
    matchLabels: labels.optional(),
    /** @default none */
    matchExpressions: z.array(expression).readonly().optional(),
  })
  .refine(
    ({ matchLabels = {}, matchExpressions = [] }) => Object.keys(matchLabels).length + matchExpressions.length > 0,
    {
      error: "selects everything",
      params: { mend: 'write { matchLabels: { "app.kubernetes.io/name": "checkout" } }' },
    },
  );

/** Namespaces by name, or `"any"`. */
export const namespaces = z.union([z.literal("any"), someOf(dnsLabel, 'name a namespace, or write "any"')]);

export const namespaceSelector = (names: z.output<typeof namespaces> | undefined): Values | undefined =>
  names === undefined ? undefined : names === "any" ? { any: true } : { matchNames: names };

export const endpointShape = {
  /** @default "/metrics" */
  path: requestPath.optional(),
  /** @default "http" */
  scheme: z.enum(["http", "https"]).optional(),
  /** Parameters of the request. @default none */
  params: requestParams.optional(),
  /** How often. @default Prometheus's own */
  interval: duration.optional(),
  /** How long an answer may take; at most the interval. @default Prometheus's own */
  scrapeTimeout: duration.optional(),
  ...honors,
  /** Leave pods out that have ended. @default true */
  filterRunning: z.boolean().optional(),
  /** Rules for targets, in order, before they are scraped. @default none */
  relabelings: z.array(relabelRule).readonly().optional(),
  /** Rules for samples, in order, before they are stored. @default none */
  metricRelabelings: z.array(relabelRule).readonly().optional(),
  ...resourceClientShape,
} as const;

type Endpoint = z.output<z.ZodObject<typeof endpointShape>>;

/** What can be judged of an endpoint only when all of it is known. */
const endpointRules =
  (known: readonly string[]) =>
  ({ interval, scrapeTimeout, relabelings = [], metricRelabelings = [] }: Endpoint, context: z.RefinementCtx): void => {
    timeoutFits(scrapeTimeout, interval, ["scrapeTimeout"], context);
    targetRules({ rules: relabelings, path: ["relabelings"], context }, known);
    sampleRules({ rules: metricRelabelings, path: ["metricRelabelings"], context });
  };

const exactlyOne = (a: string, b: string) => ({
  error: `names both or neither of ${a} and ${b}`,
  params: { mend: `write one of the two: ${a} is the port's name` },
});

const serviceEndpoint = z
  .strictObject({
    /** Name of the Service's port. */
    port: nonEmpty.optional(),
    /** Name or number of the pods' port, where the Service does not have it. */
    targetPort: z.union([nonEmpty, port]).optional(),
    ...endpointShape,
  })
  .refine(
    ({ port, targetPort }) => (port === undefined) !== (targetPort === undefined),
    exactlyOne("port", "targetPort"),
  )
  // The operator asks for Endpoints or for EndpointSlices, as it is told.
  .superRefine(endpointRules([...labelsOfRole("endpointslice"), ...labelsOfRole("endpoints")]));

const podEndpoint = z
  .strictObject({
    /** Name of the container's port. */
    port: nonEmpty.optional(),
    /** Number of the container's port, where it has no name. */
    portNumber: port.optional(),
    ...endpointShape,
  })
  .refine(
    ({ port, portNumber }) => (port === undefined) !== (portNumber === undefined),
    exactlyOne("port", "portNumber"),
  )
  .superRefine(endpointRules(labelsOfRole("pod")));

const monitorShape = {
  ...objectShape,
  selector: labelSelector,
  /** @default that of the object */
  namespaces: namespaces.optional(),
  /** Label of the selected object whose value becomes `job`. @default none, its name */
  jobLabel: labelKey.optional(),
  /** Labels of pods that become labels of their series. @default none */
  podTargetLabels: z.array(labelKey).readonly().optional(),
  /** Know labels and annotations of the node while relabelling. @default false */
  attachNodeMetadata: z.boolean().optional(),
  /** Scrape class of the Prometheus whose settings are the defaults. @default the Prometheus's default class */
  scrapeClass: nonEmpty.optional(),
  /** Select in Prometheus, or at the API server, which costs a watch of its own. @default "RelabelConfig" */
  selectorMechanism: z.enum(["RelabelConfig", "RoleSelector"]).optional(),
  ...formats,
  ...limits,
  /** Size of an answer, uncompressed. @default Prometheus's own, no limit */
  bodySizeLimit,
} as const;

export const serviceMonitorProps = z.strictObject({
  ...monitorShape,
  endpoints: someOf(serviceEndpoint, 'write at least one endpoint, e.g. { port: "http-metrics" }'),
  /** Labels of the Service that become labels of its series. @default none */
  targetLabels: z.array(labelKey).readonly().optional(),
  /** @default that of the Prometheus */
  serviceDiscoveryRole: z.enum(["Endpoints", "EndpointSlice"]).optional(),
});
export type ServiceMonitorProps = z.input<typeof serviceMonitorProps>;

export const podMonitorProps = z.strictObject({
  ...monitorShape,
  endpoints: someOf(podEndpoint, 'write at least one endpoint, e.g. { port: "http-metrics" }'),
});
export type PodMonitorProps = z.input<typeof podMonitorProps>;

export const metadata = ({
  name,
  namespace,
  labels,
  annotations,
}: z.output<z.ZodObject<typeof objectShape>>): KubernetesObject["metadata"] => ({
  name,
  namespace,
  ...(labels === undefined ? {} : { labels }),
  ...(annotations === undefined ? {} : { annotations }),
});

/** Kubernetes wants this number as a quantity. */
export const factorText = (factor: number | undefined): string | undefined =>
  factor === undefined ? undefined : String(factor);

const endpointValue = (endpoint: Endpoint): Values => {
  const { relabelings: targets, metricRelabelings: samples } = endpoint;
  return {
    ...inResource(without(endpoint, ...CLIENT_SETTINGS, "relabelings", "metricRelabelings")),
    ...resourceClientValue(endpoint, "enableHttp2"),
    ...ruleFields({ relabelings: targets, metricRelabelings: samples }),
  };
};

type Monitor = z.output<typeof serviceMonitorProps> | z.output<typeof podMonitorProps>;

/** Where findings about an object stand: `serviceMonitor.checkout`. */
export const objectPath = (maker: string, { name }: { readonly name: string }): string => join(maker, [name]);

const monitor = (kind: string, endpointsKey: string, settings: Monitor): KubernetesObject => {
  const { endpoints, namespaces, attachNodeMetadata, nativeHistogramMinBucketFactor } = settings;
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind,
    metadata: metadata(settings),
    spec: inResource({
      ...without(
        settings,
        "name",
        "namespace",
        "labels",
        "annotations",
        "endpoints",
        "namespaces",
        "attachNodeMetadata",
      ),
      nativeHistogramMinBucketFactor: factorText(nativeHistogramMinBucketFactor),
      namespaceSelector: namespaceSelector(namespaces),
      attachMetadata: attachNodeMetadata === undefined ? undefined : { node: attachNodeMetadata },
      [endpointsKey]: endpoints.map(endpointValue),
    }),
  };
};

/**
 * Scrapes the pods behind Services. Secrets are read from the object's namespace.
 * @throws ConfigurationError that lists everything that is wrong with the props
 */
export const serviceMonitor = (props: ServiceMonitorProps): KubernetesObject =>
  monitor("ServiceMonitor", "endpoints", parse(serviceMonitorProps, props, objectPath("serviceMonitor", props)));

/**
 * Scrapes pods, whether or not a Service stands in front of them. Secrets are read from the object's namespace.
 * @throws ConfigurationError that lists everything that is wrong with the props
 */
export const podMonitor = (props: PodMonitorProps): KubernetesObject =>
  monitor("PodMonitor", "podMetricsEndpoints", parse(podMonitorProps, props, objectPath("podMonitor", props)));
