/** A small believable world in which every query finds something: made from contracts and from what is asked, the same each time. */
import { bucketLabel, seriesOf, type DeployedPack, type Metric } from "../../model";
import type { Node } from "../../query";
import { alertSeries } from "./alerts";
import { askedBy, type Asked } from "./asked";
import type { Labels } from "./cluster";
import { integralsOf, seedOf, type Bump, type Curve, type Moments } from "./curve";
import { counting, countsUpTo, crowdsOf, nativeSamples, quantileOf, sumsOf } from "./distribution";
import { AGE, gaugeSamples } from "./gauges";
import { isTrouble, isTroubled, magnitudeOf } from "./magnitudes";
import { objectsOf, wholePods, type Objects } from "./objects";
import { placed } from "./placement";
import { treesOf } from "./queries";
import { keyOf, rowsOf } from "./rows";
import { sampled, type SyntheticSeries } from "./series";
import { installationFor } from "./targets";

export interface SyntheticWorld {
  /** Their contracts say what there is; their rules and dashboards are among what is asked. */
  readonly packs: readonly DeployedPack[];
  /** What is asked besides. @default nothing */
  readonly queries?: readonly Node[];
  /** What time it is, in seconds since 1970: troubles lie in the hours before. */
  readonly clock: number;
  /** Which alerts fire: a handful, or every one of them. @default "some" */
  readonly firing?: "some" | "all";
}

/** All series of the world but those that rules record. */
export const syntheticSeries = ({
  packs,
  queries = [],
  clock,
  firing = "some",
}: SyntheticWorld): readonly SyntheticSeries[] => {
  const asked = askedBy([...packs.flatMap(treesOf), ...queries]);
  const installation = installationFor(asked);
  const objects = objectsOf(installation.pods);
  const everywhere = installation.all.flatMap(({ instances }) => instances);
  const found = new Map<string, SyntheticSeries>();
  for (const { metric, instances } of placed(packs, installation)) {
    const rows = rowsOf(metric, {
      instances,
      objects: tellsOfObjects(metric) ? objectsFor(metric, objects) : [],
      more:
        /^container_/.test(metric.name) && metric.optionalLabels.includes("container")
          ? wholePods(installation.pods)
          : [],
      asked: selectionsOf(metric, asked),
      everywhere,
    });
    for (const series of rows.flatMap((row) => seriesFor(metric, row, clock))) {
      const key = `${series.name}\n${keyOf(series.labels)}`;
      if (!found.has(key)) found.set(key, series);
    }
  }
  return [...found.values(), ...alertSeries({ packs, installation, objects, asked, clock, firing })];
};

const selectionsOf = (metric: Metric, asked: Asked) => seriesOf(metric).flatMap(({ name }) => asked.get(name) ?? []);

const tellsOfObjects = ({ name }: Metric): boolean =>
  /^(kube_(?!state_metrics_)|container_|kubelet_volume_)/.test(name);

/** Of some states there are series only while something is in them. */
const objectsFor = ({ name }: Metric, objects: Objects): Objects =>
  /waiting_reason|terminated_reason|^kube_pod_status_unschedulable/.test(name)
    ? objects.map(([label, rows]) => [label, rows.filter(isTroubled)])
    : objects;

const seriesFor = (metric: Metric, labels: Labels, clock: number): readonly SyntheticSeries[] => {
  const { name, type, help, unit, buckets } = metric;
  const curve = curveOf(metric, labels, clock);
  const start = clock - AGE;
  const series = (suffix: string, samples: SyntheticSeries["samples"], more: Labels = {}): SyntheticSeries => ({
    name: `${name}${suffix}`,
    labels: { ...labels, ...more },
    family: name,
    type,
    help,
    samples,
  });
  if (type === "gauge") return [series("", gaugeSamples(metric, labels, curve, clock))];
  if (type === "counter") {
    const grown = counterOf(metric, labels, curve, clock);
    return [
      series(
        "",
        ["count", "cents"].includes(unit)
          ? (moments) => Array.from(grown(moments), Math.floor)
          : (moments) => Array.from(grown(moments)),
      ),
    ];
  }
  const crowds = crowdsOf(metric, curve, isTrouble(metric, labels) ? 3 : 1);
  const counted = counting(crowds, start);
  if (buckets === "native") return [series("", (moments) => nativeSamples(crowds, counted(moments)))];
  const upTo = (bound: number) => (moments: Moments) => Array.from(countsUpTo(crowds, counted(moments), bound));
  const totals = [
    series("_sum", (moments) => Array.from(sumsOf(crowds, counted(moments)))),
    series("_count", upTo(Infinity)),
  ];
  if (type === "summary")
    return [
      ...[0.5, 0.9, 0.99].map((quantile) =>
        series(
          "",
          sampled(() => quantileOf(crowds, quantile)),
          { quantile: String(quantile) },
        ),
      ),
      ...totals,
    ];
  return [
    ...[...(buckets ?? []), Infinity].map((bound) => series("_bucket", upTo(bound), { le: bucketLabel(bound) })),
    ...totals,
  ];
};

/** What a counter has come to, since everything was started. */
const counterOf = (
  metric: Metric,
  labels: Labels,
  curve: Curve,
  clock: number,
): ((moments: Moments) => Float64Array) => {
  const start = clock - AGE;
  const modes = metric.labels["mode"];
  if (metric.name !== "node_cpu_seconds_total" || labels["mode"] !== "idle" || !Array.isArray(modes))
    return (moments) => integralsOf(curve, start, moments);
  // A CPU is idle in what the other modes leave of its time.
  const busy = (modes as readonly string[])
    .filter((mode) => mode !== "idle")
    .map((mode) => curveOf(metric, { ...labels, mode }, clock));
  return (moments) => {
    const taken = busy.map((each) => integralsOf(each, start, moments));
    return new Float64Array(moments.count).map(
      (_, index) =>
        moments.from + index * moments.step - start - taken.reduce((sum, each) => sum + (each[index] ?? 0), 0),
    );
  };
};

/** Series of one place move alike, whatever they count: requests and their durations are the same requests. */
const curveOf = (metric: Metric, labels: Labels, clock: number): Curve => {
  const { level, sway = 0.25, spread = 1.5 } = magnitudeOf(metric, labels);
  const seed = seedOf(keyOf(labels));
  const own = level * spread ** (2 * seed - 1);
  return { level: own, sway, seed, bumps: metric.type === "gauge" ? [] : bumpsOf(metric, labels, own, seed, clock) };
};

const HOUR = 3_600;

/** The checkout had a bad quarter of an hour; errors of others come in small crowds. */
const bumpsOf = (metric: Metric, labels: Labels, level: number, seed: number, clock: number): readonly Bump[] => {
  if (labels["service"] === "checkout" && metric.type !== "counter")
    return [{ at: clock - 1.4 * HOUR, width: 500, height: 0.12 * level }];
  if (!isTrouble(metric, labels)) return [];
  if (labels["service"] === "checkout") return [{ at: clock - 1.4 * HOUR, width: 500, height: 12 * level }];
  return [
    { at: clock - (0.4 + 5 * seed) * HOUR, width: 240 + 600 * seed, height: 5 * level },
    { at: clock - (8 + 14 * seed) * HOUR, width: 700, height: 3 * level },
  ];
};
