/** Whether the pods of Alertmanager know each other: without that each of them tells everything. */
import { alert, minutes, plus, scrape, seconds, type Duration } from "../../../model";
import { promql } from "../../../query";
import { fires, series, silent } from "../../../testing";
import { recurringTests, stateTests } from "../../failure-tests";
import { alertmanager } from "../metrics";
import { clusterSplitRunbook } from "../runbooks/cluster-split";
import { gossipPrunedRunbook } from "../runbooks/gossip-pruned";
import { peersFailedRunbook } from "../runbooks/peers-failed";
import { of, placeOf, podOf, type AlertmanagerTarget } from "../target";

/** A pod that does not know all that answer tells what others have told. */
export const clusterSplit = (target: AlertmanagerTarget) =>
  alert("AlertmanagerClusterSplit", {
    expr: promql`
      max_over_time(${alertmanager.clusterMembers}{${of(target)}}[5m])
      < on (namespace, service) group_left ()
      sum by (namespace, service) (${scrape.up}{${of(target)}})
    `,
    for: minutes(15),
    severity: "critical",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} knows {{ $value }} members of its cluster",
    description: "A pod of Alertmanager knows fewer members of its cluster than answer: it is cut off from the others.",
    runbook: clusterSplitRunbook,
    tests: ({ for: pending }) => {
      const pods = (answering: number, time: Duration) =>
        [0, 1, 2].map((index) => series(scrape.up, podOf(target, index)).constant(index < answering ? 1 : 0, time));
      const long = plus(pending, minutes(30));
      return [
        ...stateTests({
          state: series(alertmanager.clusterMembers, podOf(target)),
          bad: 2,
          good: 3,
          window: minutes(5),
          pending,
          beside: (time) => pods(3, time),
          expect: [{ labels: podOf(target), summary: `${target.job}-0 knows 2 members of its cluster` }],
        }),
        silent("while a pod is away, and the others know it", {
          given: [
            ...[0, 1].map((index) => series(alertmanager.clusterMembers, podOf(target, index)).constant(2, long)),
            ...pods(2, long),
          ],
          for: long,
        }),
      ];
    },
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
