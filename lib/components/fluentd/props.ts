/** What Fluentd can be told. The pipeline is fixed but for what stands here: container logs of each node, to a log store. */
import * as z from "zod";
import {
  bytes,
  containerSecurity,
  cores,
  dnsLabel,
  duration,
  environmentFromSecrets,
  gibibytes,
  labelName,
  mebibytes,
  minutes,
  nonEmpty,
  podSecurity,
  releaseName,
  resources,
  seconds,
  SERVICE,
  TRACE_ID,
  values,
  volume,
  workloadProps,
} from "../../model";
import { placementOnly } from "../workload";

/** Labels of a stream that Fluentd sets itself. All are bounded by what runs in the cluster. */
export const OWN_LABELS = ["namespace", "pod", "container", "node", SERVICE] as const;

const nodeFolder = z.strictObject({
  kind: z.literal("hostFolder"),
  path: z.string().refine((text) => /^(\/[\w.-]+)+$/.test(text), {
    error: "is no absolute path",
    params: { mend: "write e.g. /var/lib/fluentd" },
  }),
});
const ownVolume = z.strictObject({ kind: z.literal("podVolume"), volume });

/** A folder of the node, which survives the pod: `hostFolder("/var/lib/fluentd")`. */
export const hostFolder = (path: string): z.input<typeof nodeFolder> => ({ kind: "hostFolder", path });

/** A volume that comes and goes with the pod, for nodes without room of their own: `podVolume({ size: gibibytes(10) })`. */
export const podVolume = (props: z.input<typeof volume>): z.input<typeof ownVolume> => ({
  kind: "podVolume",
  volume: props,
});

const constantLabel = labelName
  .refine((name) => !(OWN_LABELS as readonly string[]).includes(name), {
    error: "is a label that Fluentd sets itself",
    params: { mend: `use a name other than ${OWN_LABELS.join(", ")}` },
  })
  .refine((name) => name !== TRACE_ID, {
    error: "would make a stream of every trace",
    params: { mend: "leave it in the line, where Grafana finds it" },
  });

const constantValue = nonEmpty.refine((value) => !/["\p{Cc}]/u.test(value), {
  error: "holds a quote or a control character, which the Loki plug-in changes",
  params: { mend: "write plain text" },
});

const logPath = z.string().refine((text) => /^\/var\/log\/containers\/[^\s,%]+$/.test(text), {
  error: "is no path of container logs",
  params: { mend: "write e.g. /var/log/containers/*_kube-system_*.log" },
});

const buffer = z
  .strictObject({
    /** What may be kept on each node while the log store does not answer. Then reading stops until it does. @default 4 GiB */
    size: bytes.default(gibibytes(4)),
    /** How long lines wait to be sent together. @default seconds(5) */
    flushInterval: duration.default(seconds(5)),
    /** Longest wait between two tries, which grow from a second on, and never end. @default minutes(1) */
    retryMaxInterval: duration.default(minutes(1)),
    /** Where the buffer and the positions in the log files are kept. @default hostFolder("/var/lib/fluentd") */
    location: z.discriminatedUnion("kind", [nodeFolder, ownVolume]).prefault(hostFolder("/var/lib/fluentd")),
  })
  .refine(({ size, location }) => location.kind === "hostFolder" || size.bytes <= ROOM * location.volume.size.bytes, {
    path: ["size"],
    error: "does not fit into the volume",
    params: { mend: "write at most nine tenths of the volume's size" },
  })
  .refine(({ size }) => size.bytes >= SMALLEST.bytes, {
    path: ["size"],
    error: "is less than an outage of minutes would fill",
    params: { mend: "write at least mebibytes(64)" },
  });

/** The share of a volume that a buffer may fill; positions and the file system itself need some, too. */
const ROOM = 0.9;
const SMALLEST = mebibytes(64);

/** Log files belong to root, so the agent does, too; which nodes it may read is SELinux's to say. */
const agentSecurity = z.strictObject({
  ...podSecurity.pick({ seccompProfile: true }).shape,
  /** On nodes that enforce SELinux, the logs are closed to the default type: `{ type: "spc_t" }`. @default the container runtime's own */
  seLinuxOptions: z.strictObject({ type: nonEmpty.optional(), level: nonEmpty.optional() }).optional(),
});

const shape = z.strictObject({
  ...workloadProps,
  /** Namespace, which must admit pods that run as root and see folders of their node. @default "observability-agents" */
  namespace: dnsLabel.default("observability-agents"),
  /** An agent on each node has nobody to be kept apart from. @default all nodes, whatever their taints */
  scheduling: placementOnly.prefault({}),
  /** It runs as root, because log files belong to root, but with no power of root's than to read them. @default RuntimeDefault */
  podSecurity: agentSecurity.prefault({}),
  /** @default a root file system that is read-only with an `image` of one's own; else gems are installed into it */
  containerSecurity: containerSecurity.pick({ readOnlyRootFilesystem: true }).prefault({}),
  /** Name of the Helm release, from which the DaemonSet gets its. @default "fluentd" */
  releaseName: releaseName.default("fluentd"),
  /**
   * An image with the gem fluent-plugin-grafana-loki in it, best built from fluent/fluentd-kubernetes-daemonset:v1.19.3-debian-forward-1.1.
   * It is taken as it is: `imageRegistry` is not put before it.
   * Production wants one of its own. Behind a mirror (`imageRegistry`, charts from a folder or an OCI registry) it has to be named.
   * @default that image itself, into which each pod installs the gem when it starts: convenient, but it needs a way to rubygems.org
   */
  image: z.strictObject({ repository: nonEmpty, tag: nonEmpty }).optional(),
  tail: z
    .strictObject({
      /** Log files that are not read, `*` for any text: `/var/log/containers/*_kube-system_*.log`. Its own are left out always. @default none */
      excludePaths: z.array(logPath).readonly().default([]),
    })
    .prefault({}),
  /** Labels that all streams of this cluster carry, e.g. `{ cluster: "production" }`. @default none */
  labels: z.record(constantLabel, constantValue).readonly().default({}),
  buffer: buffer.prefault({}),
  /** @default 100m CPU and 256 MiB requested, 512 MiB limit */
  resources: resources.default({
    requests: { cpu: cores(0.1), memory: mebibytes(256) },
    limits: { memory: mebibytes(512) },
  }),
  /** Variables of the container, from Secrets. @default none */
  environment: environmentFromSecrets,
  /** Have Prometheus scrape it through a ServiceMonitor, whose definition must stand before. @default true */
  serviceMonitor: z.boolean().default(true),
  /** Values of the chart, merged last. Checked like everything else. @default none */
  values: values.default({}),
});

/** Who mirrors images or charts has no way out, or wants none. */
const isMirrored = ({ chart, imageRegistry }: z.output<typeof shape>): boolean =>
  imageRegistry !== undefined || chart?.kind === "folder" || chart?.kind === "oci";

export const fluentdProps = shape.superRefine((input, context) => {
  const { containerSecurity, image } = input;
  const issue = (path: readonly string[], message: string, mend: string): void =>
    context.addIssue({ code: "custom", path: [...path], input, message, params: { mend } });
  if (image !== undefined) return;
  if (isMirrored(input))
    issue(
      ["image"],
      "is missing, so that each pod fetches a gem from rubygems.org when it starts, past your mirror",
      'build one with the gem fluent-plugin-grafana-loki in it, and write image: { repository: "…", tag: "…" }',
    );
  if (containerSecurity.readOnlyRootFilesystem === true)
    issue(
      ["containerSecurity", "readOnlyRootFilesystem"],
      "is on, but each pod installs a gem into its file system",
      "write an image that has the gem in it, or leave it out",
    );
});

export type FluentdProps = z.input<typeof fluentdProps>;
export type FluentdSettings = z.output<typeof fluentdProps>;
