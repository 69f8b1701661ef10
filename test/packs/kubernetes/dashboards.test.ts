/** The dashboards of Kubernetes: what they narrow by, and what they must not hide. */
import { interpolated } from "../../../lib/dashboards";
import { minutes, textOf, type Dashboard, type InputSeries, type Panel, type QueryPanel } from "../../../lib/model";
import { kubernetesPack, nodeBasicsPack, workloadPack } from "../../../lib/packs";
import { parsePromql, selectorsIn } from "../../../lib/query";
import { figures } from "../../../lib/testing";
import { describeWith, tool } from "../../proof/tool";

const pack = kubernetesPack();

const dashboardOf = (uid: string): Dashboard => {
  const found = pack.dashboards.find((each) => each.uid === uid);
  if (found === undefined) throw new Error(`there is no dashboard ${uid}`);
  return found;
};

const asks = (panel: Panel): panel is QueryPanel => panel.type !== "text";

const queriesOf = (uid: string): readonly string[] =>
  dashboardOf(uid)
    .rows.flatMap(({ panels }) => panels.filter(asks).flatMap(({ queries }) => queries))
    .flatMap(({ expr }) => (expr.kind === "promql" ? [expr.text] : []));

const queryOf = (uid: string, title: string): string => {
  const panel = dashboardOf(uid)
    .rows.flatMap(({ panels }) => panels)
    .find((each) => each.title === title);
  if (panel === undefined || !asks(panel)) throw new Error(`there is no panel ${title} with a query`);
  return textOf(panel.queries[0]?.expr ?? "");
};

test.each(["kubernetes-namespace", "kubernetes-workload"])("%s asks for the chosen namespace and no other", (uid) => {
  const selectors = queriesOf(uid).flatMap((text) => {
    const { node } = parsePromql(text);
    return node === undefined ? [] : selectorsIn(node);
  });
  const elsewhere = selectors.filter(
    ({ matchers }) => !matchers.some(({ label, value }) => label === "namespace" && value === "$namespace"),
  );
  expect(selectors.length).toBeGreaterThan(20);
  expect(elsewhere.map(({ metric }) => metric)).toEqual([]);
});

test("alerts about workloads and nodes open a dashboard that is deployed with them", () => {
  const uids = [pack, nodeBasicsPack()].flatMap(({ dashboards }) => dashboards.map(({ uid }) => uid));
  expect(uids).toEqual(expect.arrayContaining([workloadPack().dashboard, nodeBasicsPack().dashboard, pack.dashboard]));
});

const NAMESPACE = { namespace: "shop" };

const gauge = (name: string, labels: string, value: number): InputSeries => ({
  series: `${name}{namespace="shop",${labels}}`,
  values: `${value}x30`,
});

/** What a query comes to, with these values of its variables. */
const answer = async (query: string, given: readonly InputSeries[], variables: Readonly<Record<string, string>>) => {
  const all = await figures(tool("promtool") ?? "promtool", [
    {
      name: "kubernetes",
      groups: [],
      given,
      sampleInterval: minutes(1),
      evaluationInterval: minutes(1),
      questions: [{ expr: interpolated(query, variables), at: minutes(20) }],
    },
  ]);
  return all.get("kubernetes")?.[0];
};

describeWith(["promtool"], "promtool", () => {
  test("pods that one workload has too many of make up for none that another lacks", async () => {
    const given = [
      gauge("kube_deployment_spec_replicas", 'deployment="cart"', 3),
      gauge("kube_deployment_status_replicas_available", 'deployment="cart"', 1),
      gauge("kube_deployment_spec_replicas", 'deployment="checkout"', 2),
      gauge("kube_deployment_status_replicas_available", 'deployment="checkout"', 4),
      gauge("kube_statefulset_replicas", 'statefulset="orders"', 3),
      gauge("kube_statefulset_status_replicas_ready", 'statefulset="orders"', 2),
      gauge("kube_daemonset_status_desired_number_scheduled", 'daemonset="agent"', 5),
      gauge("kube_daemonset_status_number_available", 'daemonset="agent"', 5),
    ];
    expect(await answer(queryOf("kubernetes-namespace", "Replicas missing"), given, NAMESPACE)).toEqual([
      { labels: {}, value: 3 },
    ]);
    expect(await answer(queryOf("kubernetes-namespace", "Replicas missing by workload"), given, NAMESPACE)).toEqual([
      { labels: { workload: "cart" }, value: 2 },
      { labels: { workload: "orders" }, value: 1 },
    ]);
  });

  test("a namespace in which nothing is missing shows 0, and not nothing", async () => {
    expect(await answer(queryOf("kubernetes-namespace", "Replicas missing"), [], NAMESPACE)).toEqual([
      { labels: {}, value: 0 },
    ]);
  });

  test("pods that belong to other workloads are not counted", async () => {
    const ofPod = (name: string, pod: string, labels: string) => gauge(name, `pod="${pod}",${labels}`, 1);
    const given = [
      ofPod("pod:kube_pod_owner:workload", "cart-a", 'workload="cart",workload_kind="Deployment"'),
      ofPod("pod:kube_pod_owner:workload", "cart-b", 'workload="cart",workload_kind="Deployment"'),
      ofPod("pod:kube_pod_owner:workload", "search-a", 'workload="search",workload_kind="Deployment"'),
      ofPod("kube_pod_container_status_waiting_reason", "cart-a", 'container="app",reason="ImagePullBackOff"'),
      ofPod("kube_pod_container_status_waiting_reason", "search-a", 'container="app",reason="CrashLoopBackOff"'),
    ];
    const variables = { ...NAMESPACE, workload: "cart", pod: ".*" };
    expect(await answer(queryOf("kubernetes-workload", "Containers that wait"), given, variables)).toEqual([
      { labels: {}, value: 1 },
    ]);
    expect(await answer(queryOf("kubernetes-workload", "Waiting by reason"), given, variables)).toEqual([
      { labels: { reason: "ImagePullBackOff" }, value: 1 },
    ]);
  });
});
