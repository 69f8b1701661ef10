/** What counts as a deployment, and what is only an autoscaler at work. */
import { deploys, interpolated } from "../../lib/dashboards";
import { minutes, pack, promqlText, record, type RecordTest } from "../../lib/model";
import { matches } from "../../lib/query";
import { kubernetes } from "../../lib/packs/workload";
import { prove, records, series } from "../../lib/testing";
import { describeWith, tool } from "../proof/tool";

const CART = { namespace: "shop", deployment: "cart" } as const;
const { expr } = deploys(kubernetes, { namespace: matches("shop") });

/** Four versions before minute 7, then these. */
const generation = (to: number, labels: Readonly<Record<string, string>> = CART) =>
  series(kubernetes.deploymentGeneration, labels).constant(4, minutes(7)).constant(to, minutes(5));
const replicas = (to: number, labels: Readonly<Record<string, string>> = CART) =>
  series(kubernetes.deploymentReplicas, labels).constant(2, minutes(7)).constant(to, minutes(5));

const statefulSet = { namespace: "shop", statefulset: "carts" } as const;
const daemonSet = { namespace: "shop", daemonset: "agent" } as const;
const stateful = (version: number, pods: number) => [
  series(kubernetes.statefulSetGeneration, statefulSet).constant(4, minutes(7)).constant(version, minutes(5)),
  series(kubernetes.statefulSetReplicas, statefulSet).constant(2, minutes(7)).constant(pods, minutes(5)),
];
const onNodes = series(kubernetes.daemonSetGeneration, daemonSet).constant(1, minutes(7)).constant(2, minutes(5));

const at = minutes(9);

const tests: readonly RecordTest[] = [
  records("a new version", {
    given: [generation(5), replicas(2)],
    at,
    expect: [{ labels: { ...CART, workload: "cart" }, value: 1 }],
  }),
  records("a new version of a StatefulSet", {
    given: stateful(5, 2),
    at,
    expect: [{ labels: { ...statefulSet, workload: "carts" }, value: 1 }],
  }),
  records("another number of a StatefulSet's replicas alone", { given: stateful(5, 3), at, expect: [] }),
  records("a new version of a DaemonSet", {
    given: [onNodes],
    at,
    expect: [{ labels: { ...daemonSet, workload: "agent" }, value: 1 }],
  }),
  records("another number of replicas alone", { given: [generation(5), replicas(6)], at, expect: [] }),
  records("nothing", { given: [generation(4), replicas(2)], at, expect: [] }),
  records("a neighbour of which nobody asked", {
    given: [generation(5, { ...CART, namespace: "test" }), replicas(2, { ...CART, namespace: "test" })],
    at,
    expect: [],
  }),
  records("long ago", { given: [generation(5), replicas(2)], at: minutes(13), expect: [] }),
];

describeWith(["promtool"], "promtool", () => {
  test("marks a new version, and neither an autoscaler nor a neighbour", async () => {
    const rule = record("namespace_deployment:deployments:changes5m", {
      help: "Changes of Deployments.",
      readBy: "panels",
      expr: promqlText(interpolated(expr.text, {})),
      tests,
    });
    const { findings } = await prove(pack("deploys", { metrics: kubernetes, recordingRules: [rule] }), {
      promtool: tool("promtool"),
      mutants: false,
    });
    expect(findings).toEqual([]);
  });
});
