/** What a blackbox exporter can be told. */
import * as z from "zod";
import {
  cores,
  disruptionBudget,
  dnsLabel,
  duration,
  environmentFromSecrets,
  isToken,
  labelName,
  mebibytes,
  neverDrains,
  nonEmpty,
  prometheusDuration,
  releaseName,
  replicaCount,
  resources,
  seconds,
  urlWithoutCredentials,
  values,
  workloadProps,
  type Duration,
} from "../../../model";
import { httpProbe, probeModule, tcpProbe, type ProbeModule } from "./modules";

const moduleName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/, { error: "is no name of a module" });

const probe = z.strictObject({
  /** Names the Probe object, and the label `probe` of its series. */
  name: dnsLabel,
  /** An address for HTTP; host and port for TCP and gRPC; the server that is asked for DNS. */
  url: nonEmpty,
  /** @default "http_2xx" */
  module: nonEmpty.default("http_2xx"),
  /** @default seconds(30) */
  interval: duration.default(seconds(30)),
  /** Labels of the series, e.g. who owns what is probed. @default none */
  labels: z.record(labelName, nonEmpty).readonly().default({}),
});
export type Probe = z.output<typeof probe>;

const shape = z.strictObject({
  ...workloadProps,
  /** Name of the Helm release, of the Deployment and of the Service. @default "blackbox-exporter" */
  releaseName: releaseName.default("blackbox-exporter"),
  /** Any of them answers for all. @default 2 */
  replicas: replicaCount.default(2),
  /** Ways to probe, by name. @default http_2xx and tcp_connect */
  modules: z.record(moduleName, probeModule).readonly().prefault({ http_2xx: httpProbe(), tcp_connect: tcpProbe() }),
  /** What is probed: one Probe object each. @default none */
  probes: z.array(probe).readonly().default([]),
  /** @default 25m CPU and 32 MiB requested, 128 MiB limit */
  resources: resources.default({
    requests: { cpu: cores(0.025), memory: mebibytes(32) },
    limits: { memory: mebibytes(128) },
  }),
  /** @default one replica may be away, when there are several */
  disruptionBudget: disruptionBudget.optional(),
  /** Variables of the container, from Secrets. @default none */
  environment: environmentFromSecrets,
  /** Have Prometheus scrape the exporter's own metrics through a ServiceMonitor. @default true */
  serviceMonitor: z.boolean().default(true),
  /** Values of the chart, merged last. Checked like everything else. @default none */
  values: values.default({}),
});

/** What the exporter keeps for itself of the time that Prometheus waits (its flag `--timeout-offset` is half a second). */
const MARGIN = seconds(1);

/** How long Prometheus waits for a probe of this module. */
export const scrapeTimeout = (module: ProbeModule | undefined): Duration => ({
  kind: "duration",
  milliseconds: (module?.timeout ?? seconds(5)).milliseconds + MARGIN.milliseconds,
});

export const blackboxExporterProps = shape.superRefine(({ disruptionBudget, modules, probes, replicas }, context) => {
  if (neverDrains(replicas, disruptionBudget))
    context.addIssue({
      code: "custom",
      path: ["disruptionBudget", "minAvailable"],
      input: disruptionBudget,
      message: "keeps all replicas where they are, so that their nodes can never drain",
      params: { mend: "write less than replicas, or { maxUnavailable: 1 }" },
    });
  probes.forEach((probe, index) => {
    const issue = (key: keyof Probe, message: string, mend: string): void =>
      context.addIssue({ code: "custom", path: ["probes", index, key], input: probe, message, params: { mend } });
    const module = modules[probe.module];
    const earlier = probes.findIndex(({ name }) => name === probe.name);
    if (earlier < index)
      issue("name", `is "${probe.name}", as probes[${earlier}] is called`, "give each probe its own name");
    const form = module === undefined ? undefined : FORMS[module.kind];
    if (form !== undefined && !isToken(probe.url) && !form.holds(probe.url))
      issue("url", `is "${probe.url}", which a module of the kind ${module?.kind} cannot probe`, form.mend);
    const timeout = scrapeTimeout(module);
    if (probe.interval.milliseconds < timeout.milliseconds)
      issue(
        "interval",
        `is ${prometheusDuration(probe.interval)}, shorter than a probe of ${probe.module} may take (${prometheusDuration(timeout)})`,
        "probe less often, or shorten the module's timeout",
      );
  });
});

interface Form {
  readonly holds: (url: string) => boolean;
  readonly mend: string;
}

const hostAndPort: Form = {
  holds: (url) => /^(\[[0-9a-f:]+\]|[A-Za-z0-9._-]+):\d{1,5}$/i.test(url),
  mend: "write host and port, e.g. db.internal:5432",
};

const FORMS: Readonly<Record<ProbeModule["kind"], Form>> = {
  http: {
    holds: (url) => urlWithoutCredentials.safeParse(url).success,
    mend: "write scheme and host without user and password, e.g. https://shop.example/healthz",
  },
  tcp: hostAndPort,
  grpc: hostAndPort,
  dns: {
    holds: (url) => /^(\[[0-9a-f:]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?$/i.test(url),
    mend: "write the DNS server, e.g. 10.96.0.10 or dns.internal:53",
  },
};

export type BlackboxExporterProps = z.input<typeof blackboxExporterProps>;
export type BlackboxExporterSettings = z.output<typeof blackboxExporterProps>;
