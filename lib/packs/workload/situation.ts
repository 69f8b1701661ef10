/** What the tests of this pack speak of: two containers of one pod, as they are scraped. */
import type { Duration } from "../../model";
import { series, type SeriesBuilder } from "../../testing";
import { kubernetes } from "./metrics";

export const APP = { namespace: "shop", pod: "cart-0", container: "app" };
/** A container without limits. */
export const SIDECAR = { ...APP, container: "proxy" };
/** What keeps the pod's network open. */
export const PAUSE = { ...APP, container: "POD" };
/** How texts name the first of them. */
export const APP_NAME = "shop/cart-0 (app)";

/** What the scrape of kube-state-metrics adds to each series. */
export const STATE_TARGET = {
  job: "kube-state-metrics",
  service: "prometheus-kube-state-metrics",
  endpoint: "http",
  instance: "10.0.0.9:8080",
};

/** Labels of a container's series from cAdvisor. */
export const ofContainer = ({ namespace, pod, container }: typeof APP) => ({
  namespace,
  pod,
  container,
  id: `/kubepods/${pod}/${container}`,
  job: "kubelet",
  service: "prometheus-kubelet",
  instance: "10.0.0.4:10250",
  node: "node-a",
});

/** Labels of a container's series from kube-state-metrics. */
export const stateOf = ({ namespace, pod, container }: typeof APP) => ({
  ...STATE_TARGET,
  namespace,
  pod,
  container,
  uid: `uid-of-${pod}`,
});

/** Labels of a pod's series from kube-state-metrics, whose own container is added where the metric has none. */
export const stateOfPod = ({ namespace, pod }: Pick<typeof APP, "namespace" | "pod">) => ({
  ...STATE_TARGET,
  namespace,
  pod,
  container: "kube-state-metrics",
  uid: `uid-of-${pod}`,
});

/** Labels of an object's series from kube-state-metrics, whose own pod is added. */
export const stateOfObject = (object: Readonly<Record<string, string>>) => ({
  ...STATE_TARGET,
  container: "kube-state-metrics",
  pod: "prometheus-kube-state-metrics-0",
  ...object,
});

export const limitOf = (
  container: typeof APP,
  resource: "cpu" | "memory",
  value: number,
  time: Duration,
): SeriesBuilder =>
  series(kubernetes.limits, {
    ...stateOf(container),
    node: "node-a",
    resource,
    unit: resource === "cpu" ? "core" : "byte",
  }).constant(value, time);

export const CLAIM = { namespace: "shop", persistentvolumeclaim: "data-cart-0" };

/** Labels of a volume's series from the kubelet of a node that has mounted it. */
export const ofVolume = (claim: typeof CLAIM, node = "node-a") => ({
  ...claim,
  job: "kubelet",
  service: "prometheus-kubelet",
  instance: `${node}:10250`,
  node,
});
