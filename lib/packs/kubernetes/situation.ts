/** What the tests of this pack speak of: pods of two namespaces on two nodes, as they are scraped. */
import { minutes, type Metric } from "../../model";
import { series } from "../../testing";

export const TIME = minutes(20);
/** When tests look at what was recorded. */
export const AT = minutes(15);

export interface PodName {
  readonly namespace: string;
  readonly pod: string;
  readonly node: string;
}

export const CART: PodName = { namespace: "shop", pod: "cart-0", node: "node-a" };
/** As large as CART is, and beside it. */
export const OTHER_CART: PodName = { ...CART, pod: "cart-1" };
/** The same name elsewhere. */
export const CART_IN_TEST: PodName = { namespace: "test", pod: "cart-0", node: "node-b" };

/** Of an object from kube-state-metrics; `instance` tells its replicas apart. */
export const stateOf = (metric: Metric, labels: Readonly<Record<string, string>>, instance = "10.0.0.9:8080") =>
  series(metric, { job: "kube-state-metrics", instance, ...labels });

/** Of a container from cAdvisor; a pod as a whole has no container. */
export const usageOf = (metric: Metric, pod: PodName, labels: Readonly<Record<string, string>>) =>
  series(metric, { job: "kubelet", id: `/kubepods/${pod.pod}/${labels["container"] ?? ""}`, ...pod, ...labels });
