/** When each workload got a new version, as far as Kubernetes tells it. */
import { changesOf } from "../../dashboards";
import { days, minutes, type Expression } from "../../model";
import { matchers, not, promql, type Matchers } from "../../query";
import { kubernetes } from "../kubernetes";

/** Of StatefulSets and DaemonSets Kubernetes keeps no such time: it is seen by their changes. */
const SEEN_FOR = days(1);
/** Longer than a step, so that none falls between two. */
const [STEP, SEEN_WITHIN] = [minutes(5), minutes(10)];

/** For descriptions. */
export const ROLLED_OUT_HOW =
  "Of StatefulSets and DaemonSets, changes of the last day are known, to ten minutes; of Deployments, when the newest ReplicaSet was made.";

const KINDS = { deployment: "Deployment", statefulset: "StatefulSet", daemonset: "DaemonSet" } as const;

/** Time stamps by `namespace`, `owner_kind` and `owner_name`. */
export const rolledOut = (where: Matchers): Expression =>
  changesOf(kubernetes, where, promql`${SEEN_WITHIN}`)
    .filter(({ label }) => label !== "deployment")
    .reduce((all, { label, generation, changed }) => {
      const at = promql`max by (namespace, ${label}) (timestamp(${generation}{${matchers(where)}}))`;
      const last = promql`max_over_time((${at} and ${changed})[${SEEN_FOR}:${STEP}])`;
      const named = promql`label_replace(${last}, "owner_name", "$1", "${label}", "(.+)")`;
      return promql`
        ${all}
        or
        max by (namespace, owner_kind, owner_name) (label_replace(${named}, "owner_kind", "${KINDS[label]}", "", ""))
      `;
    }, ofDeployments(where));

/** When the newest ReplicaSet of each was made. */
const ofDeployments = (where: Matchers): Expression => promql`
  max by (namespace, owner_kind, owner_name) (
    ${kubernetes.replicaSetCreated}{${matchers(where)}}
    * on (namespace, replicaset) group_left (owner_kind, owner_name)
    max by (namespace, replicaset, owner_kind, owner_name) (${kubernetes.replicaSetOwner}{${matchers({ ...where, owner_kind: "Deployment", owner_name: not("") })}})
  )
`;
