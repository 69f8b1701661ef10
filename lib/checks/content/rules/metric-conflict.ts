/** Metrics that two packs describe differently: at most one of them is right. */
import { isDeepStrictEqual } from "node:util";
import {
  contract,
  counter,
  gauge,
  histogram,
  pack,
  scrape,
  seriesOf,
  SERVICE_TARGET,
  type Metric,
} from "../../../model";
import { at, check, type Problem } from "../../check";
import { modelWith, shop } from "../example";

interface Described {
  readonly path: string;
  readonly metric: Metric;
}

/** What queries depend on; help and source may be told in other words. */
const ASPECTS = {
  type: "type",
  unit: "unit",
  labels: "labels",
  optionalLabels: "optional labels",
  targetLabels: "labels of the target",
  optionalTargetLabels: "optional labels of the target",
  identifiedBy: "identifying labels",
  buckets: "buckets",
} as const satisfies Partial<Record<keyof Metric, string>>;

/** Lists of names mean sets. */
const comparable = (value: unknown): unknown =>
  Array.isArray(value) ? [...(value as readonly unknown[])].sort() : value;

const differences = (a: Metric, b: Metric): readonly string[] =>
  Object.entries(ASPECTS).flatMap(([key, name]) => {
    const aspect = key as keyof typeof ASPECTS;
    return isDeepStrictEqual(comparable(a[aspect]), comparable(b[aspect])) ? [] : [name];
  });

const described = (metrics: Parameters<typeof contract>[1]) =>
  contract({ targetLabels: SERVICE_TARGET, source: "another example" }, metrics);

export const metricConflict = check({
  id: "pack/metric-conflict",
  severity: "error",
  judges: "each by itself",
  reason:
    "One name is one metric. Two descriptions of it cannot both be true, and every query is judged by one of them: what is wrong with the other " +
    "half of the queries stays unseen.",
  *find({ packs }): Iterable<Problem> {
    const first = new Map<string, Described>();
    const all: readonly (Described & { readonly names: readonly string[] })[] = [
      ...Object.values(scrape).map((metric) => ({ path: "Prometheus itself", metric })),
      ...packs.flatMap(({ path, pack: { metrics = {} } }) =>
        Object.entries(metrics).map(([key, metric]) => ({ path: `${path}.metrics.${key}`, metric })),
      ),
    ].map((each) => ({ ...each, names: seriesOf(each.metric).map(({ name }) => name) }));
    for (const { path, metric, names } of all) {
      const earlier = names.map((name) => first.get(name)).find((each) => each !== undefined);
      for (const name of names) if (!first.has(name)) first.set(name, { path, metric });
      if (earlier === undefined) continue;
      const different = earlier.metric.name === metric.name ? differences(earlier.metric, metric) : ["name and parts"];
      if (different.length > 0)
        yield at(path)
          .problem(`describes ${metric.name} otherwise than ${earlier.path} does: ${different.join(", ")}`)
          .mend("describe it once and use that contract in both packs");
    }
  },
  examples: () => ({
    passing: [
      modelWith([
        pack("shop", { metrics: shop }),
        pack("queue", { metrics: { length: { ...shop.queueLength, help: "Told in other words." } } }),
      ]),
    ],
    failing: [
      modelWith([
        pack("shop", { metrics: shop }),
        pack("queue", {
          metrics: described({ length: counter("shop_queue_length", { help: "Orders that waited." }) }),
        }),
      ]),
      modelWith([
        pack("shop", { metrics: shop }),
        pack("checkout", {
          metrics: described({
            duration: histogram("shop_checkout_duration_seconds", {
              unit: "seconds",
              help: "How long a checkout takes.",
              labels: { product: "any" },
              buckets: [0.1, 1, 10],
            }),
          }),
        }),
      ]),
      modelWith([pack("shop", { metrics: described({ up: gauge("up", { help: "Whether the shop is open." }) }) })]),
    ],
  }),
});
