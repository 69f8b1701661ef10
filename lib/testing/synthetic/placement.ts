/** Which instances export a metric: those whose job the queries of its pack name, else the services of teams. */
import { scrape, seriesOf, type DeployedPack, type Metric } from "../../model";
import { askedBy, type Selection } from "./asked";
import type { Labels } from "./cluster";
import { treesOf } from "./queries";
import { namedIn, type Installation, type Target } from "./targets";

export interface Placed {
  readonly metric: Metric;
  readonly instances: readonly Labels[];
}

const ALWAYS_THERE: ReadonlySet<string> = new Set(Object.values(scrape).map(({ name }) => name));

/** All metrics of the packs, each once, and those that Prometheus itself writes. */
export const placed = (packs: readonly DeployedPack[], installation: Installation): readonly Placed[] => {
  const asked = new Map(packs.map((pack) => [pack, askedBy(treesOf(pack))]));
  // A pack that gathers the metrics of many others says least of where they are.
  const fewestFirst = [...packs].sort((a, b) => countOf(a) - countOf(b));
  const owners = new Map<Metric, DeployedPack[]>();
  for (const pack of fewestFirst)
    for (const metric of Object.values(pack.metrics ?? {})) {
      const known = owners.get(metric);
      if (known === undefined) owners.set(metric, [pack]);
      else known.push(pack);
    }
  const ofPack = new Map(
    packs.map((pack) => [pack, targetsNamed([...(asked.get(pack)?.values() ?? [])].flat(), installation)]),
  );
  const targetsOf = (metric: Metric, [first, ...others]: readonly DeployedPack[]): readonly Target[] => {
    if (first === undefined) return [];
    const selections = [first, ...others].flatMap((pack) =>
      seriesOf(metric).flatMap(({ name }) => asked.get(pack)?.get(name) ?? []),
    );
    const own = targetsNamed(selections, installation);
    if (own.length > 0) return own;
    // What nobody asks for by its job comes from where the rest of its pack comes from.
    const rest = ofPack.get(first) ?? [];
    return rest.length > 0 ? rest : installation.services;
  };
  const all = installation.all.flatMap(({ instances }) => instances);
  return [
    ...Object.values(scrape)
      .filter(({ name }) => name !== "ALERTS")
      .map((metric) => ({ metric, instances: all })),
    ...[...owners]
      .filter(([{ name }]) => !ALWAYS_THERE.has(name))
      .map(([metric, of]) => ({
        metric,
        instances: (builtIn(metric, installation) ?? targetsOf(metric, of)).flatMap(({ instances }) => instances),
      })),
  ];
};

const countOf = ({ metrics = {} }: DeployedPack): number => Object.keys(metrics).length;

/** What every cluster has. */
const builtIn = (
  { name }: Metric,
  { stateMetrics, nodeExporter, kubelets, probes }: Installation,
): readonly Target[] | undefined => {
  if (/^kube_(?!state_metrics_)/.test(name)) return [stateMetrics];
  if (/^node_/.test(name)) return [nodeExporter];
  if (/^(container|machine)_/.test(name)) return kubelets.slice(1, 2);
  if (/^kubelet_/.test(name)) return kubelets.slice(0, 1);
  if (/^probe_/.test(name)) return [probes];
  return undefined;
};

/** The targets whose jobs the selections name. */
const targetsNamed = (
  selections: readonly Selection[],
  { components, stateMetrics, nodeExporter }: Installation,
): readonly Target[] => {
  const named = new Map<string, Selection[]>();
  for (const selection of selections)
    for (const job of namedIn(selection, "job")) named.set(job, [...(named.get(job) ?? []), selection]);
  return [...components, stateMetrics, nodeExporter].filter((target) =>
    named.get(target.job)?.some((selection) => isNamed(target, selection)),
  );
};

const isNamed = ({ namespace }: Target, selection: Selection): boolean => {
  const namespaces = namedIn(selection, "namespace");
  return namespaces.length === 0 || namespaces.includes(namespace);
};
