/** Anything of a project that may say by what it is watched: an image, a chart, a library, a setting, an object, a resource, a configuration. */
import type { Values } from "../../model";
import type { Confidence, Evidence } from "../assessment";

export type ThingKind =
  /** Repository of an image, without its registry. */
  | "image"
  /** Name of a chart of Helm. */
  | "chart"
  /** `npm:prom-client` */
  | "library"
  /** Name of an environment variable. */
  | "setting"
  /** `monitoring.coreos.com/ServiceMonitor` */
  | "object"
  /** Type of a resource of Terraform, CloudFormation or Bicep. */
  | "resource"
  /** Where a container runtime sends logs. */
  | "driver"
  /** What is loaded into a program from outside: `opentelemetry-javaagent`. */
  | "agent"
  /** A file by what it configures: `prometheus`. */
  | "configuration";

export interface Thing {
  readonly kind: ThingKind;
  readonly name: string;
  /** Tag of the image, version of the chart or library. */
  readonly version?: string;
  readonly file: string;
  readonly line?: number;
  /** What stands there, in a few words. */
  readonly sees: string;
  /** Name of the service, workload or resource that it stands in. */
  readonly of?: string;
  /** What the object, the resource or the release says in full. */
  readonly body?: Values;
  /** Less sure than its kind. */
  readonly confidence?: Confidence;
}

export const evidenceOf = ({ file, line, sees }: Thing): Evidence =>
  line === undefined ? { file, sees } : { file, line, sees };

const LONGEST = 100;

/** What stands in a file, on one line and cut; what stands before the `@` of an address is left out. */
export const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, " ").replace(/:\/\/[^@/\s]{0,200}@/g, "://…@");
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
};

export const ORDER: readonly Confidence[] = ["certain", "likely", "possible"];

/** At most five places, each once, in the order of files. */
export const evidenceFrom = (places: readonly Evidence[], most = 5): readonly Evidence[] => {
  const seen = new Map<string, Evidence>();
  for (const each of places) {
    const key = `${each.file}\u0000${each.line ?? 0}`;
    if (!seen.has(key)) seen.set(key, each);
  }
  return [...seen.values()].sort(byPlace).slice(0, most);
};

export const byPlace = (a: Evidence, b: Evidence): number =>
  a.file === b.file ? (a.line ?? 0) - (b.line ?? 0) : a.file < b.file ? -1 : 1;

interface ImageName {
  readonly repository: string;
  readonly tag?: string;
}

/** `quay.io/prometheus/prometheus:v2.5@sha256:…` is `prometheus/prometheus` and `v2.5`. */
export const imageName = (image: string): ImageName => {
  const [named = ""] = image.trim().split("@");
  const slash = named.lastIndexOf("/");
  const colon = named.indexOf(":", slash + 1);
  const path = (colon < 0 ? named : named.slice(0, colon)).toLowerCase();
  const [first = "", ...others] = path.split("/");
  const isHost = others.length > 0 && /[.:]|^localhost$/.test(first);
  const repository = isHost ? others.join("/") : path;
  return colon < 0 ? { repository } : { repository, tag: named.slice(colon + 1) };
};
