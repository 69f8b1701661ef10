/** Which service a dashboard is about: one that is registered, or the one that the reader chooses at the top. */
import {
  scrape,
  type Expression,
  type Metric,
  type Panel,
  type RecordingRule,
  type Row,
  type Variable,
} from "../../model";
import { cluster, labelVariable } from "../../dashboards";
import { matchers, matches, promql, type Matchers } from "../../query";
import { podWorkload } from "../kubernetes";
import { REGISTERED } from "../registered";

/** What rows are functions of. Texts are names, or variables: `$service`. */
export interface ServiceScope {
  readonly namespace: string;
  readonly service: string;
  /** The series of the service: `promql`${metric}{${matchers({ ...scope.where, outcome: "failed" })}}``. */
  readonly where: Matchers;
  /** The series of Kubernetes, and the log streams, of the pods that are chosen; those of other services are still among them. */
  readonly pods: Matchers;
  /** Keeps the series that belong to pods of the service; they must have the labels `namespace` and `pod`. */
  readonly ofPods: (expr: Expression) => Expression;
}

export type RowsOf = (scope: ServiceScope) => readonly Row[];

/** What a kind of service shows of itself. */
export interface ServiceSignals {
  /**
   * Has a series with the labels `namespace` and `service` for each service of this kind, so that the reader can choose one.
   * @default all that is scraped
   */
  readonly found?: Metric | RecordingRule;
  /** Figures at the top: panels of height 4 that are 16 columns wide together. */
  readonly figures: (scope: ServiceScope) => readonly Panel[];
  readonly rows: RowsOf;
}

/** How the pods of a service are known. */
export type PodsOfService =
  /** By being scraped: Prometheus has a target for each. */
  | "scraped"
  /** By their owner of this name: a Deployment, StatefulSet, DaemonSet, CronJob. */
  | { readonly workload: string };

interface ScopeProps {
  readonly namespace: string;
  readonly service: string;
  readonly pods: PodsOfService;
}

export const scopeOf = ({ namespace, service, pods }: ScopeProps): ServiceScope => {
  const known = podsKnownBy({ namespace, service, pods });
  return {
    namespace,
    service,
    where: { namespace, service },
    pods: { namespace, pod: matches("$pod") },
    ofPods: (expr) => promql`${expr} and on (namespace, pod) ${known}`,
  };
};

/** A series with the labels `namespace` and `pod` for each pod of the service. */
const podsKnownBy = ({ namespace, service, pods }: ScopeProps): Expression =>
  pods === "scraped"
    ? promql`${scrape.up}{${matchers({ namespace, service })}}`
    : promql`${podWorkload}{${matchers({ namespace, workload: pods.workload })}}`;

/** What is chosen at the top of every dashboard about a service. */
export const podVariable = (props: ScopeProps): Variable =>
  labelVariable("pod", "Pod", podsKnownBy(props), { listed: true });

/** What is chosen at the top of a dashboard about whichever service the reader likes: each of its kind, and each that a team has registered. */
export const serviceVariables = (
  props: ScopeProps,
  found: ServiceSignals["found"] = scrape.up,
): readonly Variable[] => {
  const names = { __name__: matches(`${promql`${found}`.text}|${REGISTERED}`) };
  return [
    cluster,
    labelVariable("namespace", "Namespace", promql`{${matchers(names)}}`, { several: false }),
    labelVariable("service", "Service", promql`{${matchers({ ...names, namespace: "$namespace" })}}`, {
      several: false,
    }),
    podVariable(props),
  ];
};
