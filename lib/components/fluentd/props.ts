/** What Fluentd can be told: where lines come from, what is made of them, where they go, and how they wait on the way. */
import * as z from "zod";
import {
  containerSecurity,
  cores,
  dnsLabel,
  environmentFromSecrets,
  labelName,
  mebibytes,
  nonEmpty,
  podSecurity,
  releaseName,
  resources,
  SERVICE,
  TRACE_ID,
  values,
  workloadProps,
} from "../../model";
import { placementOnly } from "../workload";
import { beyondRoom, mainBuffer } from "./settings/buffer";
import { extra } from "./settings/extra";
import { filter, lines } from "./settings/lines";
import { output } from "./settings/outputs";
import { journal, receive } from "./settings/sources";

export { hostFolder, podVolume, roomOf, type BufferSettings } from "./settings/buffer";
export {
  dropLines,
  jsonLines,
  keepLines,
  LANGUAGES,
  levelLines,
  linePattern,
  throttle,
  type Filter,
  type Format,
  type Language,
  type Lines,
} from "./settings/lines";
export { elasticsearchLogs, opensearchLogs, s3Logs, type Output } from "./settings/outputs";
export { commonSecrets, redact, type Redaction } from "./settings/redactions";
export type { Journal, Receive } from "./settings/sources";

/** Labels of a stream that Fluentd sets itself. All are bounded by what runs in the cluster. */
export const OWN_LABELS = ["namespace", "pod", "container", "node", SERVICE] as const;

const constantLabel = labelName
  .refine((name) => !(OWN_LABELS as readonly string[]).includes(name), {
    error: "is a label that Fluentd sets itself",
    params: { mend: `use a name other than ${OWN_LABELS.join(", ")}` },
  })
  .refine((name) => name !== TRACE_ID, {
    error: "would make a stream of every trace",
    params: { mend: "leave it in the line, where Grafana finds it" },
  });

/** Loki takes 15 labels of a stream, and values of 2,048 bytes (max_label_names_per_series and max_label_value_length, pkg/validation/limits.go). */
const [MOST_LABELS, LONGEST_VALUE] = [15 - OWN_LABELS.length, 2_048];

const constantValue = nonEmpty
  .refine((value) => !/["\p{Cc}]/u.test(value), {
    error: "holds a quote or a control character, which the Loki plug-in changes",
    params: { mend: "write plain text" },
  })
  .refine((value) => Buffer.byteLength(value) <= LONGEST_VALUE, {
    error: "is longer than a label of Loki's may be",
    params: { mend: `write at most ${LONGEST_VALUE} bytes` },
  });

const logPath = z.string().refine((text) => /^\/var\/log\/containers\/[^\s,%]+$/.test(text), {
  error: "is no path of container logs",
  params: { mend: "write e.g. /var/log/containers/*_kube-system_*.log" },
});

/** Log files belong to root, so the agent does, too; which nodes it may read is SELinux's to say. */
const agentSecurity = z.strictObject({
  ...podSecurity.pick({ seccompProfile: true }).shape,
  /** On nodes that enforce SELinux, the logs are closed to the default type: `{ type: "spc_t" }`. @default the container runtime's own */
  seLinuxOptions: z.strictObject({ type: nonEmpty.optional(), level: nonEmpty.optional() }).optional(),
});

/** A power of two divides the files evenly: they end with a hexadecimal digit. */
const workerCount = z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(8)]);

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
   * An image with all gems of the pipeline in it, which docs/log-pipeline.md names, best built from
   * fluent/fluentd-kubernetes-daemonset:v1.19.3-debian-forward-1.1. It is taken as it is: `imageRegistry` is not put before it.
   * Production wants one of its own. Behind a mirror (`imageRegistry`, charts from a folder or an OCI registry) it has to be named.
   * @default that image itself, into which each pod installs the gems when it starts: convenient, but it needs a way to rubygems.org
   */
  image: z.strictObject({ repository: nonEmpty, tag: nonEmpty }).optional(),
  tail: z
    .strictObject({
      /** Log files that are not read, `*` for any text: `/var/log/containers/*_kube-system_*.log`. Its own are left out always. @default none */
      excludePaths: z.array(logPath).readonly().default([]),
      /** What writes the files: containerd and CRI-O, or Docker. @default "cri" */
      format: z.enum(["cri", "docker"]).default("cri"),
    })
    .prefault({}),
  /** Lines of systemd's units on each node. @default none */
  journal: journal.optional(),
  /** What applications and devices send by themselves. @default nothing */
  receive: receive.prefault({}),
  /** What is made of a line. */
  lines: lines.prefault({}),
  /** Which lines go on, in order. @default all */
  filters: z.array(filter).readonly().default([]),
  /** Labels that all streams of this cluster carry, e.g. `{ cluster: "production", environment: "prod" }`; in documents they stand below `origin`. @default none */
  labels: z
    .record(constantLabel, constantValue)
    .readonly()
    .refine((labels) => Object.keys(labels).length <= MOST_LABELS, {
      error: "has more labels than Loki takes beside Fluentd's own",
      params: { mend: `name at most ${MOST_LABELS}` },
    })
    .default({}),
  buffer: mainBuffer.prefault({}),
  /** Where all lines go besides the log store. @default nowhere */
  also: z.array(output).readonly().default([]),
  /**
   * Processes that share the files of each node, for nodes that write more than some ten thousand lines a second. Who changes it lets the files that
   * are there be read once more. @default 1
   */
  workers: workerCount.default(1),
  /** Further parts of Fluentd's configuration, for what no property says. They are checked like the rest. @default none */
  extra,
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
  const { also, buffer, containerSecurity, image, workers } = input;
  const issue = (path: readonly (string | number)[], message: string, mend: string): void =>
    context.addIssue({ code: "custom", path: [...path], input, message, params: { mend } });
  const room = beyondRoom(
    buffer.location,
    [buffer, ...also.map((each) => each.buffer)].map(({ size }) => size),
  );
  if (room !== undefined) issue(["buffer", "size"], room.message, room.mend);
  [buffer, ...also.map((each) => each.buffer)].forEach(({ size, chunkSize }, index) => {
    if (2 * chunkSize.bytes * workers > size.bytes)
      issue(
        [...(index === 0 ? [] : ["also", index - 1]), "buffer", "size"],
        `is shared by ${workers} processes, and a chunk does not fit into each one's part twice`,
        "write more, or a smaller chunkSize",
      );
  });
  if (image !== undefined) return;
  if (isMirrored(input))
    issue(
      ["image"],
      "is missing, so that each pod fetches gems from rubygems.org when it starts, past your mirror",
      'build one with the gem fluent-plugin-grafana-loki in it, and write image: { repository: "…", tag: "…" }',
    );
  if (containerSecurity.readOnlyRootFilesystem === true)
    issue(
      ["containerSecurity", "readOnlyRootFilesystem"],
      "is on, but each pod installs gems into its file system",
      "write an image that has the gems in it, or leave it out",
    );
});

export type FluentdProps = z.input<typeof fluentdProps>;
export type FluentdSettings = z.output<typeof fluentdProps>;
