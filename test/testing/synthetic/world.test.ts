/** The synthetic world is one that could be: what belongs together agrees, what is counted adds up, what is asked for is there. */
import { deployed, grafanaLinks, seriesOf } from "../../../lib/model";
import { shippedPacks } from "../../../lib/packs";
import { satisfies } from "../../../lib/query";
import { syntheticSeries, type Moments, type SyntheticSeries } from "../../../lib/testing";
import { askedBy } from "../../../lib/testing/synthetic/asked";
import { treesOf } from "../../../lib/testing/synthetic/queries";

const CLOCK = Date.UTC(2026, 10, 18, 15, 20) / 1_000;
const LAST_DAY: Moments = { from: CLOCK - 86_400, step: 600, count: 145 };

const packs = shippedPacks().map((pack) =>
  deployed(pack, { team: "platform", ...grafanaLinks("https://grafana.example") }),
);
const world = syntheticSeries({ packs, clock: CLOCK });

const named = (name: string): readonly SyntheticSeries[] => world.filter((each) => each.name === name);
const numbers = ({ samples }: SyntheticSeries, times = LAST_DAY): readonly number[] =>
  samples(times).flatMap((sample) => (typeof sample === "number" ? [sample] : []));
const keyOf = ({ name, labels }: SyntheticSeries): string => JSON.stringify([name, Object.entries(labels).sort()]);

test("it is the same each time", () => {
  const again = syntheticSeries({ packs, clock: CLOCK });
  expect(again.map(keyOf)).toEqual(world.map(keyOf));
  expect(again.map((each) => each.samples({ from: CLOCK, step: 60, count: 2 }))).toEqual(
    world.map((each) => each.samples({ from: CLOCK, step: 60, count: 2 })),
  );
});

test("no series is there twice", () => expect(new Set(world.map(keyOf)).size).toBe(world.length));

test("each metric of each contract has series under all of its names", () => {
  const names = new Set(world.map(({ name }) => name));
  const declared = packs.flatMap(({ metrics = {} }) => Object.values(metrics).flatMap(seriesOf));
  expect(declared.filter(({ name }) => !names.has(name)).map(({ name }) => name)).toEqual([]);
});

test("each selector of each rule and each panel finds a series, where it does not ask for a state of alerts", () => {
  const recorded = new Set(packs.flatMap(({ recordingRules }) => recordingRules.map(({ name }) => name)));
  const found = new Map<string, SyntheticSeries[]>();
  for (const each of world) found.set(each.name, [...(found.get(each.name) ?? []), each]);
  const missed = [...askedBy(packs.flatMap(treesOf))].flatMap(([name, selections]) =>
    recorded.has(name) || name.includes(":") || name.startsWith("ALERTS")
      ? []
      : selections
          .filter(
            (selection) =>
              !(found.get(name) ?? []).some(({ labels }) =>
                selection.every((each) => satisfies(each, labels[each.label] ?? "")),
              ),
          )
          .map((selection) => `${name} ${JSON.stringify(selection)}`),
  );
  expect(missed).toEqual([]);
});

test("what grows never shrinks", () => {
  const shrinking = world
    .filter(({ name, type }) => type === "counter" || (type === "histogram" && name.endsWith("_bucket")))
    .filter((each) => numbers(each).some((value, index, all) => value < (all[index - 1] ?? 0)));
  expect(shrinking.map(keyOf)).toEqual([]);
});

test("a bucket holds what the smaller ones hold, and the last one all", () => {
  const times = { from: CLOCK, step: 60, count: 1 };
  const without = (labels: SyntheticSeries["labels"]) =>
    JSON.stringify(
      Object.entries(labels)
        .filter(([label]) => label !== "le")
        .sort(),
    );
  const counts = new Map(
    world
      .filter(({ name, type }) => type === "histogram" && name.endsWith("_count"))
      .map((each) => [`${each.family} ${without(each.labels)}`, numbers(each, times)[0]]),
  );
  const wrong: string[] = [];
  let before = { histogram: "", value: 0 };
  for (const each of world.filter(({ name, type }) => type === "histogram" && name.endsWith("_bucket"))) {
    const histogram = `${each.family} ${without(each.labels)}`;
    const [value = NaN] = numbers(each, times);
    if (before.histogram === histogram && value < before.value) wrong.push(keyOf(each));
    if (each.labels["le"] === "+Inf" && value !== counts.get(histogram)) wrong.push(keyOf(each));
    before = { histogram, value };
  }
  expect(wrong).toEqual([]);
});

test("requests are as many as their durations", () => {
  const total = (name: string) => named(name).reduce((sum, each) => sum + (numbers(each).at(-1) ?? 0), 0);
  expect(total("http_request_duration_seconds_count") / total("http_requests_total")).toBeCloseTo(1, 2);
});

test("each pod that something is known of is one that kube-state-metrics knows, on the same node", () => {
  const nodes = new Map(
    named("kube_pod_info").map(({ labels }) => [`${labels["namespace"]}/${labels["pod"]}`, labels["node"]]),
  );
  const strange = world.filter(({ labels: { namespace, pod, node } }) => {
    if (pod === undefined || namespace === undefined) return false;
    const known = nodes.get(`${namespace}/${pod}`);
    return known === undefined || (node !== undefined && node !== known);
  });
  // What has no pod of its own carries the pod of kube-state-metrics, and the namespace that it is about.
  expect([...new Set(strange.filter(({ labels }) => labels["job"] !== "kube-state-metrics").map(keyOf))]).toEqual([]);
});

test("every scraped instance is one that up tells of", () => {
  const targets = new Set(named("up").map(({ labels }) => `${labels["job"]} ${labels["instance"]}`));
  const strange = world.filter(
    // What rules write, they write of nobody's target.
    ({ name, labels }) =>
      !name.startsWith("ALERTS") && !name.includes(":") && !targets.has(`${labels["job"]} ${labels["instance"]}`),
  );
  expect([...new Set(strange.map(({ name, labels }) => `${name} ${labels["job"]} ${labels["instance"]}`))]).toEqual([]);
});

test("a handful of alerts fires, of all severities", () => {
  const firing = named("ALERTS").filter(({ samples }) => samples({ from: CLOCK, step: 60, count: 1 })[0] === 1);
  expect(new Set(firing.map(({ labels }) => labels["severity"]))).toEqual(
    new Set(["critical", "warning", "info", "none"]),
  );
  expect(firing.length).toBeLessThan(packs.flatMap(({ alerts }) => alerts).length / 10);
});

test("alerts carry values, not templates of them", () =>
  expect(named("ALERTS").filter(({ labels }) => Object.values(labels).some((value) => value.includes("{{")))).toEqual(
    [],
  ));
