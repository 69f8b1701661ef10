/** Samples that others push to Prometheus: the OpenTelemetry protocol and remote write. Both are off unless asked for: neither asks for a login. */
import * as z from "zod";
import { compact } from "../../charts";
import { nonEmpty, type Values } from "../../model";

/** Where Prometheus listens for the OpenTelemetry protocol; the SDKs append `/v1/metrics`. */
export const OTLP_PATH = "/api/v1/otlp";
export const REMOTE_WRITE_PATH = "/api/v1/write";

/** Resource attributes (OpenTelemetry's semantic conventions) that tell one series from another and rarely change. */
const IDENTIFYING_ATTRIBUTES = [
  "service.name",
  "service.namespace",
  "deployment.environment.name",
  "k8s.cluster.name",
  "k8s.namespace.name",
] as const;

const attribute = nonEmpty.refine((name) => /^\S+$/.test(name), {
  error: "is no name of a resource attribute",
  params: { mend: "write it as OpenTelemetry does, e.g. service.name" },
});

export const otlpReceiver = z.strictObject({
  /**
   * Resource attributes that become labels of every series: `service.name` becomes `service_name`. What is not listed stays in
   * `target_info`. @default service name and namespace, environment, cluster, Kubernetes namespace
   */
  promoteResourceAttributes: z
    .array(attribute)
    .readonly()
    .default([...IDENTIFYING_ATTRIBUTES])
    .superRefine((names, context) => {
      for (const [index, name] of names.entries())
        if (names.indexOf(name) < index)
          context.addIssue({
            code: "custom",
            path: [index],
            input: name,
            message: "is listed twice, which Prometheus refuses",
            params: { mend: "list it once" },
          });
    }),
  /**
   * How names become names of Prometheus. The escaping ones turn `http.server.duration` into `http_server_duration_seconds`, which
   * rules and dashboards expect. @default "UnderscoreEscapingWithSuffixes", Prometheus's own
   */
  translation: z
    .enum([
      "UnderscoreEscapingWithSuffixes",
      "UnderscoreEscapingWithoutSuffixes",
      "NoUTF8EscapingWithSuffixes",
      "NoTranslation",
    ])
    .default("UnderscoreEscapingWithSuffixes"),
  /** Keep `service.name`, `service.namespace` and `service.instance.id` in `target_info` as well. @default false */
  keepIdentifyingResourceAttributes: z.boolean().default(false),
  /** Store histograms with explicit bounds as native ones with custom buckets. @default false */
  convertHistograms: z.boolean().default(false),
});
export type OtlpReceiver = z.output<typeof otlpReceiver>;

/** The Prometheus resource's `otlp`. */
export const otlpValue = (settings: OtlpReceiver): Values =>
  compact({
    promoteResourceAttributes:
      settings.promoteResourceAttributes.length === 0 ? undefined : settings.promoteResourceAttributes,
    translationStrategy: settings.translation,
    keepIdentifyingResourceAttributes: settings.keepIdentifyingResourceAttributes,
    convertHistogramsToNHCB: settings.convertHistograms,
  });
