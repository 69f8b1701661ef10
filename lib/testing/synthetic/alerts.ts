/** Alerts that fire in the synthetic world: a handful of all severities and teams, some of them over already. */
import { scrape, seriesOf, textOf, type DeployedAlert, type DeployedPack } from "../../model";
import {
  labelsOf,
  NAME,
  parseRule,
  satisfies,
  selectorsIn,
  worldOf,
  type LabelSet,
  type Node,
  type World,
} from "../../query";
import type { Asked, Selection } from "./asked";
import type { Labels } from "./cluster";
import { seedOf } from "./curve";
import { usualTexts } from "./label-values";
import { isTroubled } from "./magnitudes";
import type { Objects } from "./objects";
import { sampled, type SyntheticSeries } from "./series";
import { namedIn, type Installation } from "./targets";

export interface Scene {
  readonly packs: readonly DeployedPack[];
  readonly installation: Installation;
  readonly objects: Objects;
  readonly asked: Asked;
  readonly firing: "some" | "all";
  /** Now, in seconds since 1970. */
  readonly clock: number;
}

/** Of each severity of each team. */
const MOST: Readonly<Record<string, number>> = { critical: 1, warning: 2, info: 1 };

/** What fits the troubles of this world, first. */
const FITTING = [/^HttpHighErrorRatio$/, /CrashLoop/, /Filling/, /Expir|Certificate/];

const HOUR = 3_600;

/** Hours before the clock, from when to when. */
interface Spell {
  readonly from: number;
  readonly to: number;
}

export const alertSeries = (scene: Scene): readonly SyntheticSeries[] => {
  const { packs, clock } = scene;
  const world = worldOfPacks(packs);
  const alerts = [...new Map(packs.flatMap((pack) => pack.alerts).map((each) => [each.name, each])).values()];
  const shown = scene.firing === "all" ? alerts : chosen(alerts, scene.asked.get("ALERTS") ?? []);
  return shown.flatMap((alert, index) => {
    const given = about(alert, scene, world);
    const labels = { alertname: alert.name, ...given, ...filledIn(alert.labels, given) };
    // Each of them has fired before; what is over is not there now.
    const spells: readonly Spell[] = [
      { from: 20 - (index % 12), to: 19.2 - (index % 12) },
      {
        from: 0.3 + 3 * seedOf(alert.name),
        to: scene.firing === "some" && alert.severity === "warning" && index % 3 === 2 ? 0.2 : 0,
      },
    ];
    const firing = spellAt(spells, clock);
    return [
      series("ALERTS", { ...labels, alertstate: "firing" }, (time) => (firing(time) === undefined ? undefined : 1)),
      series("ALERTS_FOR_STATE", labels, firing),
    ];
  });
};

/** A label of an alert may be one of its series: `{{ $labels.team }}`. Prometheus leaves away what turns out to be empty. */
const filledIn = (labels: Labels, given: Labels): Labels =>
  Object.fromEntries(
    Object.entries(labels).flatMap(([label, template]): [string, string][] => {
      const value = template.replaceAll(/\{\{\s*\$labels\.(\w+)\s*\}\}/g, (_, name: string) => given[name] ?? "");
      return value === "" ? [] : [[label, value]];
    }),
  );

/** When the spell began in which a time lies. */
const spellAt =
  (spells: readonly Spell[], clock: number) =>
  (time: number): number | undefined => {
    const spell = spells.find(({ from, to }) => time >= clock - from * HOUR && (to === 0 || time < clock - to * HOUR));
    return spell === undefined ? undefined : Math.round(clock - spell.from * HOUR);
  };

const series = (name: string, labels: Labels, at: (time: number) => number | undefined): SyntheticSeries => ({
  name,
  labels,
  family: name,
  type: "gauge",
  help: scrape.alerts.help,
  samples: sampled(at),
});

/** A selection of fewer alerts than this is about one of them, and most alerts are silent. */
const SEVERAL = 3;

/** What always fires, some of each severity of each team, and one at least of each group of alerts that a query asks for. */
const chosen = (alerts: readonly DeployedAlert[], asked: readonly Selection[]): readonly DeployedAlert[] => {
  const rank = ({ name }: DeployedAlert): number => {
    const fitting = FITTING.findIndex((pattern) => pattern.test(name));
    return fitting < 0 ? FITTING.length + seedOf(name) : fitting;
  };
  const sorted = [...alerts].sort((a, b) => rank(a) - rank(b));
  const counts = new Map<string, number>();
  const found = sorted.filter((alert) => {
    if (alert.name === "Watchdog") return true;
    const key = `${alert.team} ${alert.severity}`;
    const count = counts.get(key) ?? 0;
    if (count >= (MOST[alert.severity ?? ""] ?? 0)) return false;
    counts.set(key, count + 1);
    return true;
  });
  for (const selection of asked) {
    const isOne = ({ name, labels }: DeployedAlert): boolean =>
      selection
        .filter(({ label }) => ["alertname", "severity", "team"].includes(label))
        .every((each) => satisfies(each, { ...labels, alertname: name }[each.label] ?? ""));
    const group = sorted.filter(isOne);
    const [first] = group;
    if (first !== undefined && group.length >= SEVERAL && !found.some(isOne)) found.push(first);
  }
  return found;
};

const worldOfPacks = (packs: readonly DeployedPack[]): World =>
  worldOf(
    [...packs.flatMap(({ metrics }) => Object.values(metrics ?? {})), ...Object.values(scrape)].flatMap(seriesOf),
    packs.flatMap(({ recordingRules }) =>
      recordingRules.flatMap(({ name, labels, expr }) => {
        const { node } = parseRule(textOf(expr));
        return node === undefined ? [] : [{ name, labels, node }];
      }),
    ),
  );

/** The labels that its expression gives, with the values that something has which it could be about. */
const about = ({ expr }: DeployedAlert, scene: Scene, world: World): Labels => {
  const { node } = parseRule(textOf(expr));
  if (node === undefined) return {};
  const set = labelsOf(node, world);
  const subject = subjectOf(node, scene, set);
  return Object.fromEntries(
    [...set.always, ...[...set.sometimes].filter((label) => label in subject)]
      .filter((label) => label !== NAME)
      .map((label) => [label, set.values.get(label)?.[0] ?? subject[label] ?? usualTexts("", label)[0] ?? label]),
  );
};

/** The target that it asks about by its job, else the object in trouble, else a service. */
const subjectOf = (node: Node, { installation, objects }: Scene, set: LabelSet): Labels => {
  const selections = selectorsIn(node);
  const jobs = selections.flatMap(({ matchers }) => namedIn(matchers, "job"));
  const target = installation.all.find(({ job }) => jobs.includes(job))?.instances[0];
  const names = selections.map(({ metric }) => metric ?? "");
  const [, rows = []] = objects.find(([label]) => set.always.has(label)) ?? [];
  const object = names.some((name) => /^(kube|container|kubelet|pod)/.test(name))
    ? (rows.find(isTroubled) ?? rows[0])
    : undefined;
  const machine = names.some((name) => name.startsWith("node_")) ? installation.nodeExporter.instances[0] : undefined;
  return { ...installation.services[0]?.instances[0], ...machine, ...object, ...target };
};
