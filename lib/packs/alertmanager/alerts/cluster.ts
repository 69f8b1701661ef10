/** Whether the pods of Alertmanager know each other: without that each of them tells everything. */
import { alert, minutes, plus, seconds } from "../../../model";
import { promql } from "../../../query";
import { fires, series, silent } from "../../../testing";
import { recurringTests, stateTests } from "../../failure-tests";
import { alertmanager } from "../metrics";
import { clusterSplitRunbook } from "../runbooks/cluster-split";
import { gossipPrunedRunbook } from "../runbooks/gossip-pruned";
import { peersFailedRunbook } from "../runbooks/peers-failed";
import { of, placeOf, podOf, type AlertmanagerTarget } from "../target";

/** A pod that believes to be alone tells what others have told. */
export const clusterSplit = (target: AlertmanagerTarget) =>
  alert("AlertmanagerClusterSplit", {
    parameters: { members: target.replicas },
    expr: ({ members }) => promql`max_over_time(${alertmanager.clusterMembers}{${of(target)}}[5m]) < ${members}`,
    for: minutes(15),
    severity: "critical",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} knows {{ $value }} members of its cluster",
    description: ({ members }) => `A pod of Alertmanager knows fewer than the ${members} members of its cluster.`,
    runbook: clusterSplitRunbook,
    tests: ({ members, for: pending }) => [
      ...stateTests({
        state: series(alertmanager.clusterMembers, podOf(target)),
        bad: members - 1,
        good: members,
        window: minutes(5),
        pending,
        expect: [{ labels: podOf(target), summary: `${target.job}-0 knows ${members - 1} members of its cluster` }],
      }),
      silent("while all know each other", {
        given: [0, 1].map((index) =>
          series(alertmanager.clusterMembers, podOf(target, index)).constant(members, plus(pending, minutes(10))),
        ),
        for: plus(pending, minutes(10)),
      }),
    ],
  });

/** A peer that was there and cannot be reached. */
export const peersFailed = (target: AlertmanagerTarget) =>
  alert("AlertmanagerPeersFailed", {
    expr: promql`min_over_time(${alertmanager.clusterFailedPeers}{${of(target)}}[5m]) > 0`,
    for: minutes(30),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} cannot reach {{ $value }} of its peers",
    description: "A pod of Alertmanager has tried for half an hour, and longer, to reach a peer that it knew.",
    runbook: peersFailedRunbook,
    tests: ({ for: pending }) =>
      stateTests({
        state: series(alertmanager.clusterFailedPeers, podOf(target)),
        bad: 1,
        good: 0,
        window: minutes(5),
        pending,
        expect: [{ labels: podOf(target), summary: `${target.job}-0 cannot reach 1 of its peers` }],
      }),
  });

/** Silences and notes of what was told get lost on the way to the peers. */
export const gossipPruned = (target: AlertmanagerTarget) =>
  alert("AlertmanagerGossipPruned", {
    expr: promql`
      sum by (namespace, service, pod) (increase(${alertmanager.clusterMessagesPruned}{${of(target)}}[10m])) > 0
    `,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} throws away messages to its peers",
    description:
      "More messages wait than Alertmanager keeps: silences and notes of what was told do not reach all pods.",
    runbook: gossipPrunedRunbook,
    tests: ({ for: pending }) => [
      ...recurringTests({
        counted: series(alertmanager.clusterMessagesPruned, podOf(target)),
        window: minutes(10),
        pending,
        expect: [{ labels: placeOf(target), summary: `${target.job}-0 throws away messages to its peers` }],
      }),
      fires("for each pod by itself", {
        given: [0, 1].map((index) =>
          series(alertmanager.clusterMessagesPruned, podOf(target, index)).ratePerSecond(1, plus(pending, minutes(20))),
        ),
        after: plus(pending, minutes(12)),
        notBefore: pending.milliseconds === 0 ? undefined : plus(pending, seconds(-30)),
        expect: [0, 1].map((index) => ({
          labels: placeOf(target, index),
          summary: `${target.job}-${index} throws away messages to its peers`,
        })),
      }),
    ],
  });
