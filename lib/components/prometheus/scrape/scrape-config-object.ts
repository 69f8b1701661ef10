/** ScrapeConfig: the operator's object for a whole job, secrets included, outside of prometheus.yml (monitoring.coreos.com/v1alpha1, operator 0.93). */
import * as z from "zod";
import { nonEmpty, parse, secretRef, type Values } from "../../../model";
import type { KubernetesObject } from "../../../terraform";
import { azureId, azureIdentities, azureShape, ec2Shape, gceDiscoverySchema } from "./cloud-discovery";
import {
  consulShape,
  dnsDiscoverySchema,
  fileDiscoverySchema,
  httpDiscoverySchema,
  oneIdentity,
  staticDiscoverySchema,
  type Discovery,
} from "./discovery";
import { kubernetesRules, kubernetesShape, type KubernetesRole } from "./kubernetes-discovery";
import { metaLabelsOf } from "./meta-labels";
import { factorText, metadata, objectPath, objectShape } from "./monitors";
import { ruleFields } from "./relabel-schema";
import { CLIENT_SETTINGS, entryOf, resourceClientShape, resourceClientValue } from "./resource-client";
import { jobRules, jobShape } from "./scrape-config";
import { inResource, without } from "./spelling";
import { someOf } from "./texts";

const client = z.strictObject(resourceClientShape);

/** What the operator's object knows of each discovery; some of Prometheus's settings it has not, but it can carry keys of clouds. */
const objectDiscovery = z.discriminatedUnion("kind", [
  staticDiscoverySchema,
  z
    .strictObject({
      kind: z.literal("kubernetes"),
      ...kubernetesShape,
      attachMetadata: z.strictObject({ node: z.boolean().optional() }).optional(),
      ...resourceClientShape,
    })
    .superRefine(kubernetesRules),
  z.strictObject({ kind: z.literal("consul"), ...consulShape, ...resourceClientShape }).superRefine(oneIdentity),
  dnsDiscoverySchema,
  z.strictObject({
    ...httpDiscoverySchema.pick({ kind: true, url: true, refreshInterval: true }).shape,
    ...resourceClientShape,
  }),
  fileDiscoverySchema,
  z.strictObject({
    kind: z.literal("ec2"),
    ...ec2Shape,
    /** Secret with the entries `accessKey` and `secretKey`. @default who the service account is */
    credentials: secretRef("accessKey", "secretKey").optional(),
    ...client.omit({ authentication: true }).shape,
  }),
  gceDiscoverySchema,
  z.strictObject({
    kind: z.literal("azure"),
    ...azureShape,
    /** Who Prometheus is. @default { method: "WorkloadIdentity" } */
    identity: z
      .discriminatedUnion("method", [
        ...azureIdentities,
        z.strictObject({
          method: z.literal("OAuth"),
          tenantId: azureId,
          clientId: azureId,
          /** Secret with the entry `clientSecret`. */
          secret: secretRef("clientSecret"),
        }),
      ])
      .prefault({ method: "WorkloadIdentity" }),
    ...resourceClientShape,
  }),
]);
type ObjectDiscovery = z.output<typeof objectDiscovery>;

export const scrapeConfigObjectProps = z
  .strictObject({
    ...objectShape,
    /** Value of the label `job`. @default the object's namespace and name */
    jobName: nonEmpty.optional(),
    /** Where targets come from. */
    discovery: someOf(objectDiscovery, 'write at least one source, e.g. staticTargets(["db-1.acme.example:9187"])'),
    ...jobShape,
    /** What names may look like. @default Prometheus's own */
    nameValidationScheme: z.enum(["UTF8", "Legacy"]).optional(),
    /** How names that may not are asked for. @default from the scheme above */
    nameEscapingScheme: z.enum(["AllowUTF8", "Underscores", "Dots", "Values"]).optional(),
    /** Scrape class of the Prometheus whose settings are the defaults. @default the Prometheus's default class */
    scrapeClass: nonEmpty.optional(),
    ...client.omit({ followRedirects: true }).shape,
  })
  .superRefine((job, context) =>
    jobRules(
      job,
      // The settings that differ from prometheus.yml have no part in which labels there are.
      job.discovery.flatMap((source) => metaLabelsOf(source as Discovery)),
      context,
    ),
  );
export type ScrapeConfigObjectProps = z.input<typeof scrapeConfigObjectProps>;

const KEYS: Readonly<Record<ObjectDiscovery["kind"], string>> = {
  static: "staticConfigs",
  kubernetes: "kubernetesSDConfigs",
  consul: "consulSDConfigs",
  dns: "dnsSDConfigs",
  http: "httpSDConfigs",
  file: "fileSDConfigs",
  ec2: "ec2SDConfigs",
  gce: "gceSDConfigs",
  azure: "azureSDConfigs",
};

const ROLES: Readonly<Record<KubernetesRole, string>> = {
  node: "Node",
  service: "Service",
  pod: "Pod",
  endpoints: "Endpoints",
  endpointslice: "EndpointSlice",
  ingress: "Ingress",
};

type Identity = Extract<ObjectDiscovery, { kind: "azure" }>["identity"];

const azureIdentity = (identity: Identity): Values => ({
  authenticationMethod: identity.method,
  ...inResource(without(identity as Identity & { readonly secret?: unknown }, "method", "secret")),
  ...(identity.method === "OAuth" ? { clientSecret: entryOf(identity.secret, "clientSecret") } : {}),
});

/** The settings of a source, where the object groups some of them differently. */
const regrouped = (source: ObjectDiscovery): object => {
  switch (source.kind) {
    case "kubernetes": {
      const { role, namespaces, selectors } = source;
      return {
        ...source,
        role: ROLES[role],
        namespaces: namespaces && inResource({ ownNamespace: namespaces.own, names: namespaces.names }),
        selectors: selectors?.map((selector) => ({ ...selector, role: ROLES[selector.role] })),
      };
    }
    case "consul":
      return { ...without(source, "token"), tokenRef: source.token && entryOf(source.token, "token") };
    case "ec2": {
      const { credentials } = source;
      return {
        ...without(source, "credentials"),
        accessKey: credentials && entryOf(credentials, "accessKey"),
        secretKey: credentials && entryOf(credentials, "secretKey"),
      };
    }
    case "azure":
      return { ...without(source, "identity"), ...azureIdentity(source.identity) };
    default:
      return source;
  }
};

const discoveryValue = (source: ObjectDiscovery): Values => ({
  ...inResource(without<Values, string>({ ...regrouped(source) }, "kind", ...CLIENT_SETTINGS)),
  ...resourceClientValue(source as z.output<typeof client>, "enableHTTP2"),
});

const discoveries = (sources: readonly ObjectDiscovery[]): Values =>
  Object.fromEntries(
    [...new Set(sources.map(({ kind }) => kind))].map((kind) => [
      KEYS[kind],
      sources.filter((source) => source.kind === kind).map(discoveryValue),
    ]),
  );

const SAID_OTHERWISE = [
  ...Object.keys(objectShape),
  ...CLIENT_SETTINGS,
  "discovery",
  "relabelings",
  "metricRelabelings",
];

/**
 * A scrape job as an object of its own. Secrets are read from the object's namespace; files must be mounted into Prometheus.
 * @throws ConfigurationError that lists everything that is wrong with the props
 */
export const scrapeConfigObject = (props: ScrapeConfigObjectProps): KubernetesObject => {
  const settings = parse(scrapeConfigObjectProps, props, objectPath("scrapeConfigObject", props));
  const { discovery, relabelings, metricRelabelings, nativeHistogramMinBucketFactor } = settings;
  return {
    apiVersion: "monitoring.coreos.com/v1alpha1",
    kind: "ScrapeConfig",
    metadata: metadata(settings),
    spec: {
      ...inResource({
        ...without<Values, string>({ ...settings }, ...SAID_OTHERWISE),
        nativeHistogramMinBucketFactor: factorText(nativeHistogramMinBucketFactor),
      }),
      ...resourceClientValue(settings, "enableHTTP2"),
      ...discoveries(discovery),
      ...ruleFields({ relabelings, metricRelabelings }),
    },
  };
};
