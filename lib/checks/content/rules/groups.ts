/** Packs and their groups as Prometheus and Kubernetes see them: names that are there once, intervals that leave no gaps. */
import { minutes, pack, prometheusDuration, type Duration } from "../../../model";
import { at, check, type Problem } from "../../check";
import { contentOf } from "../content";
import { exampleRecording, modelWith, modelWithRules, shop } from "../example";

const shopPack = (name: string, interval?: Duration) =>
  pack(name, {
    metrics: shop,
    interval,
    recordingRules: [
      exampleRecording(
        `service:${name.replaceAll("-", "_").toLowerCase()}:sum`,
        "sum by (service) (shop_queue_length)",
        {
          readBy: "panels",
        },
      ),
    ],
  });

export const duplicateGroup = check({
  id: "rule/duplicate-group",
  severity: "error",
  reason:
    "A pack is one PrometheusRule object of its name: of two of one name the later one replaces the other, and its alerts are gone. Two groups " +
    "of one name cannot be told apart in Prometheus's own metrics about rule evaluation.",
  *find(model): Iterable<Problem> {
    const { groups } = contentOf(model);
    const packs = model.packs.map(({ path, pack: { name } }) => ({ path, name }));
    yield* repeated(packs, "pack");
    const packNames = packs.map(({ name }) => name);
    // Groups of two packs of one name are no further mistake.
    const distinct = groups.filter(({ fact }) => packNames.indexOf(fact.pack.name) === model.packs.indexOf(fact));
    yield* repeated(distinct, "group of rules");
  },
  examples: () => ({
    passing: [modelWith([shopPack("shop"), shopPack("warehouse")])],
    failing: [
      modelWith([shopPack("shop"), shopPack("shop")]),
      modelWith([
        shopPack("shop-every-1m"),
        pack("shop", {
          metrics: shop,
          recordingRules: [
            exampleRecording("queue:shop_queue_length:max", "max by (queue) (shop_queue_length)", {
              interval: minutes(1),
              readBy: "panels",
            }),
          ],
        }),
      ]),
    ],
  }),
});

const repeated = function* (
  named: readonly { readonly path: string; readonly name: string }[],
  what: string,
): Iterable<Problem> {
  const first = new Map<string, string>();
  for (const { path, name } of named) {
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, path);
    else
      yield at(path)
        .problem(
          `brings the ${what} "${name}", which ${earlier === path ? "is there already" : `${earlier} brings already`}`,
        )
        .mend("give one of the packs another name, or make one pack of both");
  }
};

/** Prometheus's `--query.lookback-delta`, which the platform leaves as it is. */
const LOOKBACK = minutes(5);

export const groupInterval = check({
  id: "group/interval",
  severity: "error",
  reason:
    "Prometheus looks back five minutes for the value of a series. What is computed less often is gone between two evaluations: panels show " +
    "dots, and alerts that read it resolve and fire again.",
  *find(model): Iterable<Problem> {
    const tooLong = function* (path: string, interval: Duration | undefined): Iterable<Problem> {
      if (interval !== undefined && interval.milliseconds > LOOKBACK.milliseconds)
        yield at(path)
          .problem(`is ${prometheusDuration(interval)}, so that its series are absent between two evaluations`)
          .mend("write minutes(5) or less; a longer range in the expression needs no longer interval");
    };
    for (const { path, evaluationInterval } of model.evaluators)
      yield* tooLong(`${path}.evaluationInterval`, evaluationInterval);
    for (const { path, pack } of model.packs) yield* tooLong(`${path}.interval`, pack.interval);
    for (const { path, rule } of contentOf(model).recordings) yield* tooLong(`${path}.interval`, rule.interval);
  },
  examples: () => ({
    passing: [modelWithRules({}), modelWith([shopPack("shop", minutes(5))])],
    failing: [
      modelWith([shopPack("shop", minutes(10))]),
      modelWithRules({
        recordingRules: [
          exampleRecording("product:shop_orders:increase1d", "sum by (product) (increase(shop_orders_total[1d]))", {
            interval: minutes(60),
            readBy: "panels",
          }),
        ],
      }),
    ],
  }),
});
