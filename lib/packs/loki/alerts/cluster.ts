/** Whether Loki's pods know of each other and of what they may do: rings, gossip, limits that change at run time. */
import { alert, minutes } from "../../../model";
import { promql } from "../../../query";
import { series } from "../../../testing";
import { conditionTests } from "../../limit-tests";
import { loki } from "../metrics";
import { gossipSplitRunbook } from "../runbooks/gossip-split";
import { ringUnhealthyRunbook } from "../runbooks/ring-unhealthy";
import { runtimeConfigStaleRunbook } from "../runbooks/runtime-config-stale";
import { of, podOf, serviceOf, type LokiTarget } from "../target";

/** A member that has not said for a minute that it lives, and that nobody has taken out of the ring. */
export const ringUnhealthy = (target: LokiTarget) =>
  alert("LokiRingUnhealthy", {
    expr: promql`max by (namespace, name) (${loki.ringMembers}{${of(target, { state: "Unhealthy" })}}) > 0`,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $value }} members of Loki's ring {{ $labels.name }} in {{ $labels.namespace }} are unhealthy",
    description: "Members of a ring have stopped to say that they live, and still count as members.",
    runbook: ringUnhealthyRunbook,
    tests: ({ for: pending }) => {
      const members = (name: string, state: string, pod = "loki-0") =>
        series(loki.ringMembers, { ...podOf(target, pod), name, state });
      return conditionTests({
        pending,
        bad: (time) => [
          members("ingester", "Unhealthy").constant(0, time),
          members("ingester", "Unhealthy", "loki-1").constant(1, time),
          members("ingester", "ACTIVE").constant(2, time),
          members("ruler", "Unhealthy").constant(0, time),
          members("ruler", "ACTIVE").constant(3, time),
        ],
        good: (time) => [
          members("ingester", "Unhealthy").constant(0, time),
          members("ingester", "ACTIVE").constant(3, time),
          members("ingester", "LEAVING").constant(1, time),
        ],
        expect: [
          {
            labels: { namespace: target.namespace, name: "ingester" },
            summary: `1 members of Loki's ring ingester in ${target.namespace} are unhealthy`,
          },
        ],
      });
    },
  });

/** Pods that do not know of all others write and read only a part of the logs. */
export const gossipSplit = (target: LokiTarget) =>
  alert("LokiGossipSplit", {
    expr: promql`
      min by (namespace) (${loki.gossipMembers}{${of(target)}})
      < count by (namespace) (${loki.gossipMembers}{${of(target)}})
    `,
    for: minutes(15),
    severity: "critical",
    onMissingData: "silent",
    summary: "A pod of Loki in {{ $labels.namespace }} knows of {{ $value }} pods only",
    description: "By gossip, at least one pod of Loki knows of fewer pods than there are.",
    runbook: gossipSplitRunbook,
    tests: ({ for: pending }) => {
      const known = (pod: string) => series(loki.gossipMembers, podOf(target, pod));
      return conditionTests({
        pending,
        bad: (time) => ["loki-0", "loki-1", "loki-2"].map((pod) => known(pod).constant(pod === "loki-2" ? 1 : 3, time)),
        good: (time) => ["loki-0", "loki-1", "loki-2"].map((pod) => known(pod).constant(3, time)),
        expect: [
          {
            labels: { namespace: target.namespace },
            summary: `A pod of Loki in ${target.namespace} knows of 1 pods only`,
          },
        ],
      });
    },
  });

/** Loki goes on with the limits that it read last, until it restarts; then it does not start. */
export const runtimeConfigStale = (target: LokiTarget) =>
  alert("LokiRuntimeConfigStale", {
    expr: promql`min by (namespace, service, pod) (${loki.runtimeConfigLoaded}{${of(target)}}) == 0`,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} cannot read its limits",
    description:
      "The file with limits that can change at run time is wrong; the limits that were read last still hold.",
    runbook: runtimeConfigStaleRunbook,
    tests: ({ for: pending }) => {
      const loaded = (pod: string) => series(loki.runtimeConfigLoaded, podOf(target, pod));
      return conditionTests({
        pending,
        bad: (time) => [loaded("loki-0").constant(0, time), loaded("loki-1").constant(1, time)],
        good: (time) => [loaded("loki-0").constant(1, time)],
        expect: [{ labels: { ...serviceOf(target), pod: "loki-0" }, summary: "loki-0 cannot read its limits" }],
      });
    },
  });
