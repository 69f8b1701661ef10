/** What Fluentd reads, where it sends lines besides the log store, and what waits on its nodes meanwhile. */
import type { Buffer, Flow, FlowEnd } from "../../model";
import { discovery, outside, reached } from "../address";
import type { FluentdSettings, Output } from "./props";

/** Where buffers are kept. */
export const mediumOf = ({ buffer: { location } }: FluentdSettings): string =>
  location.kind === "hostFolder" ? `the folder ${location.path} of each node` : "a volume of each pod";

const WHEN_FULL: Readonly<Record<FluentdSettings["buffer"]["whenFull"], string>> = {
  block: "nothing more is read until there is room, and lines are lost only where the kubelet rotates their file away",
  "drop oldest": "the oldest lines are thrown away",
};

export const fluentdFlows = (settings: FluentdSettings, path: string): readonly Flow[] => {
  const { also, journal, namespace, releaseName } = settings;
  const own: FlowEnd = { kind: "component", name: releaseName, namespace };
  const files = (name: string): Flow => ({
    path,
    from: own,
    to: { kind: "node", name },
    what: "logs",
    protocol: "files",
    ports: [],
    encryption: "none",
    direction: "back",
  });
  return [
    files("log files of all containers"),
    ...(journal === undefined ? [] : [files("journal")]),
    discovery(path, { name: releaseName, namespace }),
    ...also.flatMap((output) =>
      addressesOf(output).map((address): Flow => ({
        path,
        from: own,
        ...reached(address),
        ...(output.kind === "s3" ? { to: outside(`the bucket ${output.bucket}`) } : {}),
        what: "logs",
        protocol: output.kind === "s3" ? "S3" : "HTTP",
        direction: "forth",
      })),
    ),
  ];
};

const addressesOf = (output: Output): readonly string[] =>
  output.kind === "s3" ? [output.endpoint ?? `https://s3.${output.region}.amazonaws.com`] : output.urls;

export const fluentdBuffers = (
  { also, buffer, releaseName }: FluentdSettings,
  path: string,
  store: string | undefined,
): readonly Buffer[] => [
  {
    path: `${path}.buffer`,
    workload: releaseName,
    holds: "lines of each node",
    for: store ?? "no store: nobody takes them",
    size: buffer.size,
    whenFull: WHEN_FULL[buffer.whenFull],
    onDisk: buffer.location.kind === "hostFolder",
  },
  ...also.map((output, index) => ({
    path: `${path}.also[${index}].buffer`,
    workload: releaseName,
    holds: "lines of each node",
    for:
      output.kind === "s3" ? `the bucket ${output.bucket}` : output.urls.map((url) => reached(url).to.name).join(", "),
    size: output.buffer.size,
    whenFull: WHEN_FULL[output.buffer.whenFull],
    onDisk: buffer.location.kind === "hostFolder",
  })),
];
