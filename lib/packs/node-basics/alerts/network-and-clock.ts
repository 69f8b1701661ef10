/** When a node's network loses packets or its link, and when its clock is wrong. */
import { alert, inSeconds, minutes, plus, times, type Duration } from "../../../model";
import { promql } from "../../../query";
import { fires, humanizeDuration, humanizePercentage, series, silent } from "../../../testing";
import { stateTests } from "../../failure-tests";
import { limitTests } from "../../limit-tests";
import { node } from "../metrics";
import { nodeClockNotSynchronisedRunbook } from "../runbooks/node-clock-not-synchronised";
import { nodeClockSkewRunbook } from "../runbooks/node-clock-skew";
import { nodeNetworkErrorsRunbook } from "../runbooks/node-network-errors";
import { nodeNetworkFlappingRunbook } from "../runbooks/node-network-flapping";
import { NODE, NODE_TEMPLATE } from "../situation";

const DEVICE = "{{ $labels.device }}";
const ETH0 = { ...NODE, device: "eth0" };

/** A cable, a port, a driver. */
export const networkErrors = () => {
  const texts = (name: string, device: string, share: string) => ({
    summary: `${share} of the packets on ${device} of ${name} are broken`,
    description: `${share} of the packets that ${device} sent and received over five minutes were errors.`,
  });
  return alert("NodeNetworkErrors", {
    parameters: { ratio: 0.01, window: minutes(5) },
    expr: ({ ratio, window }) => promql`
      (rate(${node.receiveErrors}[${window}]) + rate(${node.transmitErrors}[${window}]))
      / (rate(${node.receivedPackets}[${window}]) + rate(${node.transmittedPackets}[${window}]) > 0)
      > ${ratio}
    `,
    for: minutes(30),
    severity: "warning",
    onMissingData: "silent",
    ...texts(NODE_TEMPLATE, DEVICE, "{{ $value | humanizePercentage }}"),
    runbook: nodeNetworkErrorsRunbook,
    tests: ({ ratio, window, for: pending }) =>
      limitTests({
        limit: ratio,
        pending,
        window,
        ratio: true,
        given: (value, time) => [
          series(node.receiveErrors, ETH0).ratePerSecond(0.4 * value, time),
          series(node.transmitErrors, ETH0).ratePerSecond(0.4 * value, time),
          series(node.receivedPackets, ETH0).ratePerSecond(0.5, time),
          series(node.transmittedPackets, ETH0).ratePerSecond(0.3, time),
          ...[node.receiveErrors, node.transmitErrors, node.receivedPackets, node.transmittedPackets].map((metric) =>
            series(metric, { ...NODE, device: "eth1" }).constant(5, time),
          ),
        ],
        expect: (value) => [{ labels: ETH0, ...texts("node-a", "eth0", humanizePercentage(value)) }],
      }),
  });
};

/** The link goes down and up. Interfaces of pods come and go with these, and are not meant. */
export const networkFlapping = () => {
  const texts = (name: string, device: string) => ({
    summary: `The link of ${device} on ${name} goes down and up`,
    description: `The network interface ${device} lost or found its link several times within ten minutes.`,
  });
  return alert("NodeNetworkFlapping", {
    parameters: { changes: 4, window: minutes(10) },
    expr: ({ changes, window }) => promql`
      increase(${node.carrierChanges}{device!~"(veth|cali|cilium|lxc|cni|docker|tunl|flannel).*"}[${window}]) > ${changes}
    `,
    for: minutes(0),
    severity: "warning",
    onMissingData: "silent",
    ...texts(NODE_TEMPLATE, DEVICE),
    runbook: nodeNetworkFlappingRunbook,
    tests: ({ changes, window, for: pending }) =>
      limitTests({
        limit: changes,
        pending,
        window,
        addsUp: true,
        given: (value, time) => [
          series(node.carrierChanges, ETH0).ratePerSecond(value / inSeconds(window), time),
          series(node.carrierChanges, { ...NODE, device: "veth01ab" }).ratePerSecond(1, time),
        ],
        expect: () => [{ labels: ETH0, ...texts("node-a", "eth0") }],
      }),
  });
};

/** Measured against the clock of Prometheus, at the moment of the scrape. */
export const clockSkew = () => {
  const texts = (name: string, time: string) => ({
    summary: `The clock of ${name} is ${time} off`,
    description: `The node's clock and that of Prometheus differ by ${time}.`,
  });
  return alert("NodeClockSkew", {
    parameters: { seconds: 1 },
    expr: ({ seconds }) => promql`abs(${node.time} - timestamp(${node.time})) > ${seconds}`,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    ...texts(NODE_TEMPLATE, "{{ $value | humanizeDuration }}"),
    runbook: nodeClockSkewRunbook,
    tests: ({ seconds, for: pending }) => {
      // A test begins at the time zero, and a sample is taken every 30 seconds.
      const clock = (offset: number, time: Duration) =>
        series(node.time, NODE).line(offset, offset + inSeconds(time) - 30, time);
      return limitTests({
        limit: seconds,
        pending,
        given: (value, time) => [clock(-value, time)],
        expect: (value) => [{ labels: NODE, ...texts("node-a", humanizeDuration(value)) }],
      });
    },
  });
};

/** It runs on its own, and will be off before long. */
export const clockNotSynchronised = () => {
  const texts = (name: string) => ({
    summary: `The clock of ${name} follows no time server`,
    description: "The kernel says that its clock is not synchronised: it drifts by some seconds a day.",
  });
  return alert("NodeClockNotSynchronised", {
    parameters: { window: minutes(5) },
    // A time service that does not tell the kernel keeps the clock right, and its error small.
    expr: ({ window }) => promql`
      max_over_time(${node.clockSynchronised}[${window}]) == 0 and max_over_time(${node.clockMaxError}[${window}]) >= 16
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(NODE_TEMPLATE),
    runbook: nodeClockNotSynchronisedRunbook,
    tests: ({ window, for: pending }) => [
      ...stateTests({
        state: series(node.clockSynchronised, NODE),
        bad: 0,
        good: 1,
        window,
        pending,
        beside: (time) => [series(node.clockMaxError, NODE).constant(16, time)],
        expect: [{ labels: NODE, ...texts("node-a") }],
      }),
      fires("an error that is not always counted", {
        given: [
          series(node.clockSynchronised, NODE).constant(0, plus(pending, times(4, window))),
          series(node.clockMaxError, NODE).constant(16, plus(pending, window)).constant(15.5, times(3, window)),
        ],
        after: plus(pending, times(1.8, window)),
        expect: [{ labels: NODE, ...texts("node-a") }],
      }),
      silent("a time service that does not tell the kernel", {
        given: [
          series(node.clockSynchronised, NODE).constant(0, plus(pending, times(4, window))),
          series(node.clockMaxError, NODE).constant(15.5, plus(pending, times(4, window))),
        ],
        for: plus(pending, times(3, window)),
      }),
    ],
  });
};
