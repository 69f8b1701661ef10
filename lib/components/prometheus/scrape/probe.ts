/** Probe: the operator's object that has addresses or Ingresses tried out through the blackbox exporter (monitoring.coreos.com/v1, operator 0.93). */
import * as z from "zod";
import { duration, nonEmpty, parse, type Values } from "../../../model";
import type { KubernetesObject } from "../../../terraform";
import { targetLabels } from "./discovery";
import { proxy, proxyFields } from "./http-client";
import { formats, limits, timeoutFits } from "./limits";
import { labelsOfRole } from "./meta-labels";
import {
  factorText,
  labelSelector,
  metadata,
  namespaces,
  namespaceSelector,
  objectPath,
  objectShape,
} from "./monitors";
import { relabelRule, ruleFields } from "./relabel-schema";
import { sampleRules, targetRules } from "./relabel-rules";
import { CLIENT_SETTINGS, resourceClientShape, resourceClientValue } from "./resource-client";
import { requestParams } from "./scrape-config";
import { inResource, without } from "./spelling";
import { address, requestPath, someOf, target } from "./texts";

/** Rules for what is tried out, in order, before it is. @default none */
const relabelings = z.array(relabelRule).readonly().optional();

const targets = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("static"),
    targets: someOf(target, "write at least one address, e.g. https://shop.acme.example/health"),
    /** Labels of all series. @default none */
    labels: targetLabels.optional(),
    relabelings,
  }),
  z.strictObject({
    kind: z.literal("ingress"),
    selector: labelSelector,
    /** @default that of the object */
    namespaces: namespaces.optional(),
    relabelings,
  }),
]);
type TargetsInput<Kind> = Omit<Extract<z.input<typeof targets>, { kind: Kind }>, "kind">;

/** Addresses to try out: `probeTargets({ targets: ["https://shop.acme.example/health"] })`. */
export const probeTargets = (props: TargetsInput<"static">) => ({ kind: "static", ...props }) as const;
/** Every host and path of Ingresses: `probeIngresses({ selector: { matchLabels: { team: "shop" } } })`. */
export const probeIngresses = (props: TargetsInput<"ingress">) => ({ kind: "ingress", ...props }) as const;

export const probeProps = z
  .strictObject({
    ...objectShape,
    /** Value of the label `job`. @default the object's namespace and name */
    jobName: nonEmpty.optional(),
    /** The exporter that does the trying. */
    prober: z.strictObject({
      /** Host and port, e.g. `blackbox.observability.svc:9115`. */
      address,
      /** @default "http" */
      scheme: z.enum(["http", "https"]).optional(),
      /** @default "/probe" */
      path: requestPath.optional(),
      /** @default none */
      proxy: proxy.optional(),
    }),
    /** Module of the exporter's configuration, e.g. `http_2xx`. @default the exporter's own */
    module: nonEmpty.optional(),
    targets,
    /** Further parameters of the request. @default none */
    params: requestParams.optional(),
    /** How often. @default Prometheus's own */
    interval: duration.optional(),
    /** How long an answer may take; at most the interval. @default Prometheus's own */
    scrapeTimeout: duration.optional(),
    /** Scrape class of the Prometheus whose settings are the defaults. @default the Prometheus's default class */
    scrapeClass: nonEmpty.optional(),
    /** Rules for samples, in order, before they are stored. @default none */
    metricRelabelings: z.array(relabelRule).readonly().optional(),
    ...formats,
    ...limits,
    ...z.strictObject(resourceClientShape).omit({ proxy: true }).shape,
  })
  .superRefine(({ interval, scrapeTimeout, targets, params = {}, metricRelabelings = [] }, context) => {
    timeoutFits(scrapeTimeout, interval, ["scrapeTimeout"], context);
    sampleRules({ rules: metricRelabelings, path: ["metricRelabelings"], context });
    targetRules(
      { rules: targets.relabelings ?? [], path: ["targets", "relabelings"], context },
      targets.kind === "ingress" ? labelsOfRole("ingress") : Object.keys(targets.labels ?? {}),
    );
    for (const name of ["module", "target"])
      if (name in params)
        context.addIssue({
          code: "custom",
          path: ["params", name],
          input: "",
          message: "is set by the Probe itself",
          params: { mend: `write ${name === "module" ? "module" : "targets"} instead` },
        });
  });
export type ProbeProps = z.input<typeof probeProps>;
type ProbeSettings = z.output<typeof probeProps>;

const targetsValue = (targets: ProbeSettings["targets"]): Values => {
  const rules = ruleFields({ relabelingConfigs: targets.relabelings });
  return targets.kind === "static"
    ? { staticConfig: { ...inResource({ static: targets.targets, labels: targets.labels }), ...rules } }
    : {
        ingress: {
          ...inResource({ selector: targets.selector, namespaceSelector: namespaceSelector(targets.namespaces) }),
          ...rules,
        },
      };
};

/**
 * Tries addresses out through an exporter. Secrets are read from the object's namespace.
 * @throws ConfigurationError that lists everything that is wrong with the props
 */
export const probe = (props: ProbeProps): KubernetesObject => {
  const settings = parse(probeProps, props, objectPath("probe", props));
  const { prober, targets, params, metricRelabelings, nativeHistogramMinBucketFactor } = settings;
  const said = [
    "name",
    "namespace",
    "labels",
    "annotations",
    "prober",
    "targets",
    "params",
    "metricRelabelings",
  ] as const;
  return {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "Probe",
    metadata: metadata(settings),
    spec: {
      ...inResource({
        ...without(settings, ...said, ...CLIENT_SETTINGS.filter((name) => name !== "proxy")),
        nativeHistogramMinBucketFactor: factorText(nativeHistogramMinBucketFactor),
        params: params && Object.entries(params).map(([name, values]) => ({ name, values })),
      }),
      ...resourceClientValue(settings, "enableHttp2"),
      ...ruleFields({ metricRelabelings }),
      prober: inResource({
        url: prober.address,
        scheme: prober.scheme,
        path: prober.path,
        ...proxyFields(prober.proxy),
      }),
      targets: targetsValue(targets),
    },
  };
};
