/** When workloads got a new version: of each kind, and not when an autoscaler was at work. */
import { minutes, pack, record, type RecordTest } from "../../../lib/model";
import { kubernetes } from "../../../lib/packs/kubernetes";
import { rolledOut } from "../../../lib/packs/service-dashboard";
import { prove, records, series } from "../../../lib/testing";
import { describeWith, tool } from "../../proof/tool";

const SHOP = { namespace: "shop" } as const;
/** Another version from minute 21 on. */
const changed = (metric: typeof kubernetes.statefulSetGeneration, labels: Readonly<Record<string, string>>) =>
  series(metric, { ...SHOP, ...labels })
    .constant(1, minutes(21))
    .constant(2, minutes(60));
const pods = (count: number) =>
  series(kubernetes.statefulSetReplicas, { ...SHOP, statefulset: "carts" })
    .constant(2, minutes(21))
    .constant(count, minutes(60));

const at = minutes(60);
const as = (owner_kind: string, owner_name: string, value: number) => ({
  labels: { ...SHOP, owner_kind, owner_name },
  value,
});
/** What is looked at every five minutes sees the change in the ten that follow. */
const SEEN = 30 * 60;

const tests: readonly RecordTest[] = [
  records("the newest ReplicaSet of a Deployment", {
    given: [
      series(kubernetes.replicaSetCreated, { ...SHOP, replicaset: "cart-1" }).constant(100, minutes(61)),
      series(kubernetes.replicaSetCreated, { ...SHOP, replicaset: "cart-2" }).constant(200, minutes(61)),
      ...["cart-1", "cart-2"].map((replicaset) =>
        series(kubernetes.replicaSetOwner, {
          ...SHOP,
          replicaset,
          owner_kind: "Deployment",
          owner_name: "cart",
          owner_is_controller: "true",
        }).constant(1, minutes(61)),
      ),
    ],
    at,
    expect: [as("Deployment", "cart", 200)],
  }),
  records("a StatefulSet's change", {
    given: [changed(kubernetes.statefulSetGeneration, { statefulset: "carts" }), pods(2)],
    at,
    expect: [as("StatefulSet", "carts", SEEN)],
  }),
  records("not another number of its pods", {
    given: [changed(kubernetes.statefulSetGeneration, { statefulset: "carts" }), pods(5)],
    at,
    expect: [],
  }),
  records("a DaemonSet's change", {
    given: [changed(kubernetes.daemonSetGeneration, { daemonset: "agent" })],
    at,
    expect: [as("DaemonSet", "agent", SEEN)],
  }),
];

describeWith(["promtool"], "promtool", () => {
  test("finds when each kind of workload was changed", async () => {
    const rule = record("namespace_owner:rollouts:time", {
      help: "Rollouts.",
      readBy: "panels",
      expr: rolledOut(SHOP),
      tests,
    });
    const { findings } = await prove(pack("rollouts", { metrics: kubernetes, recordingRules: [rule] }), {
      promtool: tool("promtool"),
      mutants: false,
    });
    expect(findings).toEqual([]);
  });
});
