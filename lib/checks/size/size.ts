/** Limits of the API server on the size of one object. */
import { gzipSync } from "node:zlib";
import { gibibytes, humanBytes, type Model } from "../../model";
import { at, check, type Problem } from "../check";
import { environmentWith, valuesOf } from "../example";

/** Kubernetes refuses Secrets and ConfigMaps above 1 MiB (kubernetes.io: ConfigMaps, Secrets). */
const MEBIBYTE = gibibytes(1).bytes / 1024;

/**
 * What the chart itself takes in the release's Secret: templates, defaults and rendered manifests, compressed. The largest of the pinned
 * charts, kube-prometheus-stack, takes 54 kB with default values; Loki carries a schema of 574 kB, which compresses to less.
 */
const CHART_SHARE = 150_000;

/** A release holds the values twice (given, and rendered into manifests), gzipped and then in base64. */
const releaseBytes = (values: unknown): number =>
  CHART_SHARE + Math.ceil((gzipSync(JSON.stringify(values)).length * 2 * 4) / 3);

export const releaseTooLarge = check({
  id: "size/release",
  severity: "error",
  reason:
    "Helm keeps a release in one Secret of at most 1 MiB; above it the installation fails after everything was applied.",
  *find({ releases }: Model): Iterable<Problem> {
    for (const { path, name, values } of releases) {
      const bytes = releaseBytes(values);
      if (bytes > MEBIBYTE)
        yield at(path)
          .problem(`makes the release "${name}" about ${humanBytes({ kind: "bytes", bytes })} large`)
          .mend("move large content (dashboards, rules) out of the values; 1 MiB is the limit");
    }
  },
  examples: () => ({
    passing: [valuesOf({ loki: { structuredConfig: {} } })],
    failing: [valuesOf({ loki: { structuredConfig: { blocks: incompressible() } } })],
  }),
});

export const configMapTooLarge = check({
  id: "size/config-map",
  severity: "error",
  reason: "Charts write configuration and dashboards into ConfigMaps, which the API server refuses above 1 MiB.",
  *find({ releases }: Model): Iterable<Problem> {
    for (const { path, values } of releases)
      for (const [key, value] of Object.entries(values)) {
        const bytes = Buffer.byteLength(JSON.stringify(value));
        if (bytes > MEBIBYTE)
          yield at(`${path}.values.${key}`)
            .problem(`holds ${humanBytes({ kind: "bytes", bytes })}, more than a ConfigMap takes`)
            .mend("split it, or bring it in from outside of the release; 1 MiB is the limit");
      }
  },
  examples: () => ({
    passing: [valuesOf({ dashboards: { shop: "{}" } })],
    failing: [valuesOf({ dashboards: { shop: "x".repeat(MEBIBYTE) } })],
  }),
});

export const objectTooLarge = check({
  id: "size/object",
  severity: "error",
  reason: "The API server refuses ConfigMaps, Secrets and custom resources above 1 MiB.",
  *find({ objects }: Model): Iterable<Problem> {
    for (const { path, kind, name, bytes } of objects)
      if (bytes !== undefined && bytes > MEBIBYTE)
        yield at(path)
          .problem(`makes the ${kind} "${name}" ${humanBytes({ kind: "bytes", bytes })} large`)
          .mend("split it; 1 MiB is the limit");
  },
  examples: () => ({
    passing: [environmentWith({ objects: [{ ...RULES, bytes: 20_000 }] })],
    failing: [environmentWith({ objects: [{ ...RULES, bytes: 2 * MEBIBYTE }] })],
  }),
});

const RULES = { path: "example.packs.shop", kind: "PrometheusRule", name: "shop" };

/** Text that is as large compressed: the same each time, so that documentation does not change. */
const incompressible = (): string => {
  let [text, state] = ["", 1];
  while (text.length < MEBIBYTE) {
    state = (state * 48_271) % 2_147_483_647;
    text += state.toString(36);
  }
  return text;
};
