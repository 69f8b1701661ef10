/** The two namespaces: how safe they are, who makes them, and that nothing comes before them. */
import { secretVariable, type Environment } from "../../lib";
import { prod } from "../../stacks/environments/prod";
import { staging } from "../../stacks/environments/staging";
import { at, installed } from "./installed";

interface Namespaced {
  readonly address: string;
  readonly namespace?: string;
  readonly metadata?: { readonly name: string; readonly namespace?: string };
  readonly depends_on?: readonly string[];
}

const all: Environment = {
  ...prod,
  exporters: {
    postgres: { orders: { host: "db.acme.example", credentials: secretVariable("db", ["username", "password"]) } },
  },
};

describe.each([
  ["made by the platform", true, "kubernetes_namespace_v1"],
  ["somebody else's", false, "kubernetes_labels"],
])("%s", (_, createNamespaces, type) => {
  const { releases, release, resources } = installed({ ...all, createNamespaces });
  const foundations = resources(type) as unknown as readonly Namespaced[];
  const foundationOf = (name: string) => foundations.find(({ metadata }) => metadata?.name === name)?.address;

  test("one admits restricted pods only, the other is for agents that need their node", () => {
    for (const [name, level] of [
      ["observability", "restricted"],
      ["observability-agents", "privileged"],
    ] as const) {
      const labels = { "pod-security.kubernetes.io/enforce": level, "pod-security.kubernetes.io/warn": level };
      const foundation = resources(type).find(({ metadata }) => (metadata as { readonly name: string }).name === name);
      expect(createNamespaces ? at(foundation, "metadata.labels") : foundation?.["labels"]).toEqual(labels);
    }
    expect(foundations).toHaveLength(2);
  });

  test("nothing else is made or labelled", () => {
    const other = createNamespaces ? "kubernetes_labels" : "kubernetes_namespace_v1";
    expect(resources(other)).toEqual([]);
  });

  test("everything waits for the namespace that it goes to", () => {
    const inside = [
      ...releases,
      ...["kubernetes_secret_v1", "kubernetes_network_policy_v1", "kubernetes_pod_disruption_budget_v1"].flatMap(
        (each) => resources(each) as unknown as readonly Namespaced[],
      ),
    ] as readonly Namespaced[];
    expect(inside.length).toBeGreaterThan(30);
    const waiting = inside.map(({ address, namespace, metadata, depends_on = [] }) => {
      const foundation = foundationOf(namespace ?? metadata?.namespace ?? "");
      return [address, foundation !== undefined && depends_on.includes(foundation)];
    });
    expect(waiting).toEqual(inside.map(({ address }) => [address, true]));
  });

  test("Prometheus, whose node exporter goes to the agents, waits for both", () => {
    expect(at(release("prometheus").chartValues, "prometheus-node-exporter.namespaceOverride")).toBe(
      "observability-agents",
    );
    expect(release("prometheus").depends_on).toEqual(expect.arrayContaining(foundations.map(({ address }) => address)));
  });
});

test("agents are the only release outside of the platform's own namespace", () => {
  const { releases } = installed(prod);
  const outside = releases.filter(({ namespace }) => namespace !== "observability");
  expect(outside.map(({ name, namespace }) => [name, namespace])).toEqual([["fluentd", "observability-agents"]]);
});

test("they have other names where the environment says so", () => {
  const { releases, resources } = installed({ ...staging, namespace: "watch", agentNamespace: "watch-nodes" });
  expect(new Set(releases.map(({ namespace }) => namespace))).toEqual(new Set(["watch", "watch-nodes"]));
  const policies = resources("kubernetes_network_policy_v1") as unknown as readonly Namespaced[];
  expect(new Set(policies.map(({ metadata }) => metadata?.namespace))).toEqual(new Set(["watch", "watch-nodes"]));
  expect(JSON.stringify(releases)).not.toMatch(/observability(-agents)?\.svc/);
});
