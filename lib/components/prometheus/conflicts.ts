/** What the props of a Prometheus have to be to each other. */
import { isMap } from "../../charts";
import { gibibytes, humanBytes, minutes, prometheusDuration } from "../../model";
import { disruptionBudgetOf, evaluationIntervalOf, podCountOf, retentionSizeOf, scrapeTimeoutOf } from "./defaults";
import type { PrometheusSettings } from "./props";

export interface Conflict {
  readonly path: readonly PropertyKey[];
  readonly input: unknown;
  readonly problem: string;
  readonly mend: string;
}

export function* conflicts(settings: PrometheusSettings): Iterable<Conflict> {
  yield* timing(settings);
  yield* storage(settings);
  yield* availability(settings);
  yield* names(settings);
  yield* environmentReferences(settings);
}

function* timing(settings: PrometheusSettings): Iterable<Conflict> {
  const { scrapeInterval, query } = settings;
  const timeout = scrapeTimeoutOf(settings);
  if (timeout.milliseconds > scrapeInterval.milliseconds)
    yield {
      path: ["scrapeTimeout"],
      input: timeout,
      problem: `is ${prometheusDuration(timeout)}, longer than scrapeInterval (${prometheusDuration(scrapeInterval)}), which Prometheus refuses`,
      mend: "write at most scrapeInterval",
    };
  const lookback = query.lookback ?? minutes(5);
  for (const [name, interval] of [
    ["scrapeInterval", scrapeInterval],
    ["evaluationInterval", evaluationIntervalOf(settings)],
  ] as const)
    if (interval.milliseconds * 2 > lookback.milliseconds && settings[name] !== undefined)
      yield {
        path: [name],
        input: interval,
        problem: `is ${prometheusDuration(interval)}: one missed round, and queries look back too short (${prometheusDuration(lookback)}) to find anything`,
        mend: `write at most half of that, e.g. minutes(1), or lengthen query.lookback`,
      };
}

function* storage(settings: PrometheusSettings): Iterable<Conflict> {
  const size = retentionSizeOf(settings);
  if (settings.storage === "ephemeral" || size === undefined) return;
  const volume = settings.storage.size;
  if (size.bytes >= volume.bytes)
    yield {
      path: ["retentionSize"],
      input: size,
      problem: `is ${humanBytes(size)}, no less than the volume (${humanBytes(volume)}), which would be full before anything is deleted`,
      mend: "write at most 85 % of storage.size, or leave it out",
    };
  if (volume.bytes < gibibytes(1).bytes)
    yield {
      path: ["storage", "size"],
      input: volume,
      problem: `is ${humanBytes(volume)}, too small for the write-ahead log and one block`,
      mend: 'write at least gibibytes(1), or "ephemeral"',
    };
}

function* availability(settings: PrometheusSettings): Iterable<Conflict> {
  const { minAvailable } = disruptionBudgetOf(settings) ?? {};
  const pods = podCountOf(settings);
  if (minAvailable !== undefined && minAvailable >= pods)
    yield {
      path: ["disruptionBudget", "minAvailable"],
      input: minAvailable,
      problem: `is ${minAvailable} of ${pods}, so that no node can ever be drained`,
      mend: pods > 1 ? `write at most ${pods - 1}` : "leave disruptionBudget out, or raise replicas",
    };
  if (settings.shards > 1 && settings.remoteWrite.length === 0 && !hasThanos(settings.values))
    yield {
      path: ["shards"],
      input: settings.shards,
      problem: `is ${settings.shards}: each shard knows only its own targets, so that no query and no rule sees everything`,
      mend: "send all samples to one place with remoteWrite, or write shards: 1",
    };
}

const hasThanos = (values: PrometheusSettings["values"]): boolean =>
  ["prometheus", "prometheusSpec", "thanos"].reduce<unknown>(
    (value, key) => (isMap(value) ? value[key] : undefined),
    values,
  ) !== undefined;

function* names(settings: PrometheusSettings): Iterable<Conflict> {
  const { replicaLabel, externalLabels, remoteWrite, enableFeatures } = settings;
  for (const name of ["prometheus", replicaLabel])
    if (name in externalLabels)
      yield {
        path: ["externalLabels", name],
        input: externalLabels[name],
        problem: "is a label that the operator sets itself, so that this value would be ignored",
        mend: "choose another name",
      };
  if (replicaLabel === "prometheus")
    yield {
      path: ["replicaLabel"],
      input: replicaLabel,
      problem: "is the label that names the whole Prometheus",
      mend: 'choose another name, e.g. "prometheus_replica"',
    };
  yield* repeated(
    remoteWrite.map(({ name }) => name),
    (index) => ["remoteWrite", index, "name"],
    "is the name of two destinations, which Prometheus refuses",
  );
  yield* repeated(enableFeatures, (index) => ["enableFeatures", index], "is listed twice");
}

function* repeated(
  names: readonly (string | undefined)[],
  pathOf: (index: number) => readonly PropertyKey[],
  problem: string,
): Iterable<Conflict> {
  for (const [index, name] of names.entries())
    if (name !== undefined && names.indexOf(name) < index)
      yield { path: pathOf(index), input: name, problem, mend: "give each its own" };
}

/** What the reloader, which copies the configuration, replaces in it; a variable that it does not have stops every later change. */
const REFERENCE = /\$\((?!(?:POD_NAME|SHARD)\))[a-zA-Z_0-9]+\)/;

function* environmentReferences({ scrapeConfigs, remoteWrite }: PrometheusSettings): Iterable<Conflict> {
  for (const { path, text } of [...texts(scrapeConfigs, ["scrapeConfigs"]), ...texts(remoteWrite, ["remoteWrite"])]) {
    const [reference] = REFERENCE.exec(text) ?? [];
    if (reference !== undefined)
      yield {
        path,
        input: text,
        problem: `holds ${reference}, which the configuration reloader takes for an environment variable`,
        mend: `write [$]${reference.slice(1)} in a regular expression; elsewhere it cannot be said`,
      };
  }
}

interface Text {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

const texts = (value: unknown, path: readonly PropertyKey[]): readonly Text[] => {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Array.isArray(value)
    ? value.flatMap((each: unknown, index) => texts(each, [...path, index]))
    : Object.entries(value).flatMap(([key, each]) => texts(each, [...path, key]));
};
