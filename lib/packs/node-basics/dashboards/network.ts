/** Network, kernel tables and clock of one machine. */
import { alertLine, query, row, timeSeries } from "../../../dashboards";
import type { Expression, Metric } from "../../../model";
import { promql } from "../../../query";
import { clockSkew, networkErrors } from "../alerts/network-and-clock";
import { conntrackNearlyFull, fileDescriptorsLow } from "../alerts/resources";
import { node } from "../metrics";
import { HERE, OWN_INTERFACES } from "./chosen";

const rate = (metric: Metric): Expression =>
  promql`sum by (device) (rate(${metric}${OWN_INTERFACES}[$__rate_interval]))`;

export const networkRow = row("Network", [
  timeSeries("Traffic by interface", {
    description: "What the node's own interfaces receive (upwards) and send (downwards); those of pods are left out.",
    unit: "bytes per second",
    width: 8,
    queries: [
      query(rate(node.receivedBytes), "{{device}} received"),
      query(rate(node.transmittedBytes), "{{device}} sent"),
    ],
    styles: [{ series: "/ sent$/", negative: true }],
  }),
  timeSeries("Broken packets", {
    description: "Share of the packets of an interface that were errors. Normal is none: a cable, a card, a switch.",
    unit: "ratio",
    min: 0,
    width: 8,
    queries: [
      query(
        promql`
          (${rate(node.receiveErrors)} + ${rate(node.transmitErrors)})
          / (${rate(node.receivedPackets)} + ${rate(node.transmittedPackets)} > 0)
        `,
        "{{device}}",
      ),
    ],
    thresholds: [alertLine(networkErrors(), "ratio")],
  }),
  timeSeries("Lost packets", {
    description:
      "Packets that the node threw away, and TCP segments that it had to send again. A few of the latter are normal on a long way.",
    unit: "per second",
    min: 0,
    width: 8,
    queries: [
      query(rate(node.receiveDrops), "{{device}} dropped receiving"),
      query(rate(node.transmitDrops), "{{device}} dropped sending"),
      query(promql`max(rate(${node.retransmitted}${HERE}[$__rate_interval]))`, "sent again"),
    ],
  }),
]);

export const kernelRow = row("Tables of the kernel, and the clock", [
  timeSeries("Connections followed", {
    description:
      "How full the table is in which the kernel follows connections (conntrack). Once it is full, new connections are dropped.",
    unit: "ratio",
    min: 0,
    width: 8,
    queries: [
      query(promql`max(${node.conntrackEntries}${HERE}) / (max(${node.conntrackLimit}${HERE}) > 0)`, "of the limit"),
    ],
    thresholds: [alertLine(conntrackNearlyFull(), "ratio")],
  }),
  timeSeries("Open files", {
    description:
      "Share of the files that the node can have open. Once all are open, nothing can open one more, not even a connection.",
    unit: "ratio",
    min: 0,
    width: 8,
    queries: [
      query(
        promql`max(${node.fileDescriptors}${HERE}) / (max(${node.fileDescriptorsLimit}${HERE}) > 0)`,
        "of the limit",
      ),
    ],
    thresholds: [alertLine(fileDescriptorsLow(), "ratio")],
  }),
  timeSeries("Clock", {
    description:
      "How far the node's clock is from that of Prometheus, and from its time server as the kernel knows it. The former has the time of a scrape in it.",
    unit: "seconds",
    width: 8,
    queries: [
      query(promql`max(abs(${node.time}${HERE} - timestamp(${node.time}${HERE})))`, "from Prometheus"),
      query(promql`max(abs(${node.clockOffset}${HERE}))`, "from the time server"),
    ],
    thresholds: [alertLine(clockSkew(), "seconds")],
  }),
]);
