/** The cluster's network and volumes. */
import { alertLine, highest, line, now, query, row, table, timeSeries } from "../../../dashboards";
import { promql } from "../../../query";
import { kubernetes } from "../metrics";
import { podReceived, podSent } from "../rules";
import { namespaceOfCell, namespaceOfSeries } from "./links";
import { volumeAvailable, volumeNearlyFull } from "./workload-pack";

export const networkRow = row("Network", [
  timeSeries("Traffic by namespace", {
    description:
      "What pods receive (upwards) and send (downwards), of the namespaces with most of it. Pods on the network of their node are left out.",
    unit: "bytes per second",
    queries: [
      query(highest(8, promql`sum by (namespace) (${podReceived})`), "{{namespace}} receives"),
      query(highest(8, promql`sum by (namespace) (${podSent})`), "{{namespace}} sends"),
    ],
    styles: [{ series: "/ sends$/", negative: true }],
    dataLinks: [namespaceOfSeries],
  }),
  // Each pod on its node's network shows the node's interfaces again: one of them counts.
  timeSeries("Packets lost by node", {
    description:
      "Packets to and from pods that were dropped or broken, by the node on which it happened. Normal is next to none; one node alone points at its card or its network plugin.",
    unit: "per second",
    min: 0,
    queries: [
      query(
        promql`
          sum by (node) (max by (node, interface) (rate(${kubernetes.receiveDropped}[$__rate_interval])))
          + sum by (node) (max by (node, interface) (rate(${kubernetes.sendDropped}[$__rate_interval])))
        `,
        "{{node}} dropped",
      ),
      query(
        promql`
          sum by (node) (max by (node, interface) (rate(${kubernetes.receiveErrors}[$__rate_interval])))
          + sum by (node) (max by (node, interface) (rate(${kubernetes.sendErrors}[$__rate_interval])))
        `,
        "{{node}} broken",
      ),
    ],
  }),
]);

export const volumesRow = row("Volumes and quotas", [
  table("Fullest volumes", {
    description: "The mounted volumes with the least room left. What writes to a full one fails.",
    width: 12,
    height: 9,
    queries: [now(promql`bottomk(20, ${volumeAvailable})`)],
    columns: [
      { of: "namespace", title: "Namespace", links: [namespaceOfCell] },
      { of: "persistentvolumeclaim", title: "Claim" },
      {
        of: 0,
        title: "Free",
        unit: "ratio",
        shownAs: "colored background",
        thresholds: [line(0.2, "yellow", { below: true }), alertLine(volumeNearlyFull, "free", { below: true })],
      },
    ],
    sortBy: { title: "Free", descending: false },
  }),
  table("Fullest quotas", {
    description: "How much of what a namespace may take is taken. At 100% the API server refuses its next pod.",
    width: 12,
    height: 9,
    whenEmpty: "no namespace has a quota",
    queries: [
      now(promql`
        topk(
          20,
          max by (namespace, resourcequota, resource) (${kubernetes.quota}{type="used"})
          / (max by (namespace, resourcequota, resource) (${kubernetes.quota}{type="hard"}) > 0)
        )
      `),
    ],
    columns: [
      { of: "namespace", title: "Namespace", links: [namespaceOfCell] },
      { of: "resourcequota", title: "Quota" },
      { of: "resource", title: "Of" },
      {
        of: 0,
        title: "Taken",
        unit: "ratio",
        shownAs: "colored background",
        thresholds: [line(0.8, "yellow"), line(0.95, "red")],
      },
    ],
    sortBy: { title: "Taken", descending: true },
  }),
]);
