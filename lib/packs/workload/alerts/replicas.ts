/** When a Deployment, StatefulSet or DaemonSet has fewer pods than it shall have. */
import { alert, hours, minutes, plus, times, type Duration, type Metric } from "../../../model";
import { promql } from "../../../query";
import { fires, series, silent } from "../../../testing";
import { kubernetes } from "../metrics";
import { daemonSetReplicasShortRunbook } from "../runbooks/daemon-set-replicas-short";
import { deploymentReplicasShortRunbook } from "../runbooks/deployment-replicas-short";
import { statefulSetReplicasShortRunbook } from "../runbooks/stateful-set-replicas-short";
import type { Select } from "../selection";
import { stateOfObject } from "../situation";

interface Kind {
  /** The label of its name. */
  readonly label: "deployment" | "statefulset" | "daemonset";
  readonly desired: Metric;
  readonly present: Metric;
  readonly updated: Metric;
}

const DEPLOYMENT: Kind = {
  label: "deployment",
  desired: kubernetes.deploymentReplicas,
  present: kubernetes.deploymentAvailable,
  updated: kubernetes.deploymentUpdated,
};
const STATEFUL_SET: Kind = {
  label: "statefulset",
  desired: kubernetes.statefulSetReplicas,
  present: kubernetes.statefulSetReady,
  updated: kubernetes.statefulSetUpdated,
};
const DAEMON_SET: Kind = {
  label: "daemonset",
  desired: kubernetes.daemonSetDesired,
  present: kubernetes.daemonSetAvailable,
  updated: kubernetes.daemonSetUpdated,
};

/** A rollout that goes on has pods away on purpose, for as long as it makes headway. */
const short = (select: Select, { label, desired, present, updated }: Kind, rollout: Duration) => promql`
  (
    max by (namespace, ${label}) (${select(desired)})
    - max by (namespace, ${label}) (${select(present)})
  ) > 0
  unless on (namespace, ${label})
  max by (namespace, ${label}) (changes(${select(updated)}[${rollout}])) > 0
`;

const shortTests = (
  { label, desired, present, updated }: Kind,
  rollout: Duration,
  pending: Duration,
  texts: (name: string, count: string) => { readonly summary: string; readonly description: string },
) => {
  const time = plus(pending, times(2, rollout), hours(1));
  const names = { namespace: "shop", [label]: "cart" };
  const of = (metric: Metric, name = "cart") => series(metric, stateOfObject({ ...names, [label]: name }));
  const round = times(0.8, rollout);
  const rounds = Array.from({ length: Math.ceil(time.milliseconds / round.milliseconds) }, (_, index) => index);
  const begin = minutes(10);
  return [
    fires("one pod is missing", {
      given: [
        of(desired).constant(3, time),
        of(present).constant(3, begin).constant(2, time),
        of(updated).constant(3, time),
        of(desired, "search").constant(2, time),
        of(present, "search").constant(2, time),
        of(updated, "search").constant(2, time),
      ],
      after: plus(begin, pending),
      notBefore: pending.milliseconds === 0 ? undefined : plus(begin, pending, minutes(-0.5)),
      expect: [{ labels: names, ...texts("shop/cart", "1") }],
    }),
    fires("two pods are missing, and no rollout has begun for long", {
      given: [
        of(desired).constant(3, time),
        of(present).constant(1, time),
        of(updated).constant(0, begin).constant(3, time),
      ],
      after: plus(begin, rollout, pending, minutes(1)),
      notBefore: plus(begin, times(0.8, rollout), pending),
      expect: [{ labels: names, ...texts("shop/cart", "2") }],
    }),
    silent("a rollout that makes headway", {
      given: [
        of(desired).constant(50, time),
        of(present).constant(50, round).constant(40, time),
        rounds.reduce((built, index) => built.constant(index, round), of(updated)),
      ],
      for: time,
    }),
    silent("more pods than asked for", {
      given: [of(desired).constant(3, time), of(present).constant(4, time)],
      for: time,
    }),
  ];
};

const COUNT = "{{ $value }}";

/** The others carry the load of those that are missing. */
export const deploymentReplicasShort = (select: Select) => {
  const texts = (name: string, count: string) => ({
    summary: `Deployment ${name} lacks ${count} of its pods`,
    description: `Fewer pods are available than the Deployment shall have (${count} are missing), and no rollout is making headway.`,
  });
  return alert("DeploymentReplicasShort", {
    parameters: { rollout: minutes(10) },
    expr: ({ rollout }) => short(select, DEPLOYMENT, rollout),
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts("{{ $labels.namespace }}/{{ $labels.deployment }}", COUNT),
    runbook: deploymentReplicasShortRunbook,
    tests: ({ rollout, for: pending }) => shortTests(DEPLOYMENT, rollout, pending, texts),
  });
};

/** A member of a cluster is missing: one more, and it may lose its quorum. */
export const statefulSetReplicasShort = (select: Select) => {
  const texts = (name: string, count: string) => ({
    summary: `StatefulSet ${name} lacks ${count} of its pods`,
    description: `Fewer pods are ready than the StatefulSet shall have (${count} are missing), and no rollout is making headway.`,
  });
  return alert("StatefulSetReplicasShort", {
    parameters: { rollout: minutes(10) },
    expr: ({ rollout }) => short(select, STATEFUL_SET, rollout),
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts("{{ $labels.namespace }}/{{ $labels.statefulset }}", COUNT),
    runbook: statefulSetReplicasShortRunbook,
    tests: ({ rollout, for: pending }) => shortTests(STATEFUL_SET, rollout, pending, texts),
  });
};

/** Some nodes go without what every node shall have. */
export const daemonSetReplicasShort = (select: Select) => {
  const texts = (name: string, count: string) => ({
    summary: `DaemonSet ${name} is missing on ${count} nodes`,
    description: `Nodes that shall run a pod of the DaemonSet do not (${count} of them), and no rollout is making headway.`,
  });
  return alert("DaemonSetReplicasShort", {
    parameters: { rollout: minutes(10) },
    expr: ({ rollout }) => short(select, DAEMON_SET, rollout),
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts("{{ $labels.namespace }}/{{ $labels.daemonset }}", COUNT),
    runbook: daemonSetReplicasShortRunbook,
    tests: ({ rollout, for: pending }) => shortTests(DAEMON_SET, rollout, pending, texts),
  });
};
