/** What is recorded of a service whose metrics have other names: the same as of all others, so that all that reads it works for this one, too. */
import { once, record, type Expression, type RecordingRule } from "../../model";
import { matchers, promql } from "../../query";
import type { HttpMetrics } from "./http-metrics";
import { bucketsByRoute } from "./latency-rules";
import { http } from "./metrics";
import { inFlightByPod, rateByPod, trafficRate } from "./rules";
import { serviceTests, type ServiceTests } from "./service-rule-tests";

export interface HttpServiceRulesProps {
  readonly namespace: string;
  /** The label `service` of its metrics. */
  readonly service: string;
  readonly metrics: HttpMetrics;
}

/** A metric of the service, and the series of ours in whose place it stands. */
interface Source {
  readonly theirs: string;
  readonly ours: string;
}

/** A label of ours, and what the service calls it. */
type Renamed = readonly [ours: string, theirs: string];

/** None for a service that has our metrics: these are recorded already. */
export const httpServiceRules = ({ namespace, service, metrics }: HttpServiceRulesProps): readonly RecordingRule[] => {
  const { requests, duration, inFlight, labels } = metrics;
  const scope = { namespace, service };
  const where = matchers(scope);
  const sources: Readonly<Record<"requests" | "buckets" | "inFlight", Source | undefined>> = {
    requests: sourceOf(requests, http.requestsTotal.name),
    buckets: duration && sourceOf(`${duration.name}_bucket`, `${http.requestDuration.name}_bucket`),
    inFlight: inFlight && sourceOf(inFlight.name, http.requestsInFlight.name),
  };
  const tests = once(() => serviceTests(metrics, scope));

  /** Pods that export ours as well are counted already. */
  const notOurs = (expr: Expression, { ours }: Source): Expression =>
    promql`${expr} unless on (pod) ${countOf(ours)}{${where}}`;
  const rate = (source: Source): Expression => notOurs(promql`rate(${source.theirs}{${where}}[5m])`, source);

  const own = (
    rule: RecordingRule,
    source: Source | undefined,
    expr: (source: Source) => Expression,
    its: keyof ServiceTests,
  ) =>
    source === undefined
      ? []
      : [
          record(rule.name, {
            help: rule.help,
            unit: rule.unit,
            labels: scope,
            expr: expr(source),
            tests: tests()[its](),
          }),
        ];

  const route = renamed("route", labels.route);
  const all = [...route, ...renamed("method", labels.method), ...renamed("status_code", labels.status)];
  return [
    ...own(trafficRate, sources.requests, (source) => summed(rate(source), [], all), "traffic"),
    ...own(rateByPod, sources.requests, (source) => summed(rate(source), ["pod"], []), "byPod"),
    ...own(
      inFlightByPod,
      sources.inFlight,
      (source) => summed(notOurs(promql`avg_over_time(${source.theirs}{${where}}[5m])`, source), ["pod"], []),
      "inFlight",
    ),
    ...own(bucketsByRoute, sources.buckets, (source) => summed(rate(source), ["le"], route), "buckets"),
  ];
};

const sourceOf = (theirs: string, ours: string): Source | undefined => (theirs === ours ? undefined : { theirs, ours });

/** One series of a histogram tells that it is there. */
const countOf = (name: string): string => name.replace(/_bucket$/, "_count");

const renamed = (ours: string, theirs: string | undefined): readonly Renamed[] =>
  theirs === undefined ? [] : [[ours, theirs]];

/** Summed up before labels are renamed, which goes through each series, and after it, so that the old ones are gone. */
const summed = (expr: Expression, keep: readonly string[], renamed: readonly Renamed[]): Expression => {
  const first = promql`sum by (${[...keep, ...renamed.map(([, theirs]) => theirs)]}) (${expr})`;
  const others = renamed.filter(([ours, theirs]) => ours !== theirs);
  if (others.length === 0) return first;
  const after = others.reduce(
    (so, [ours, theirs]) => promql`label_replace(${so}, "${ours}", "$1", "${theirs}", "(.*)")`,
    first,
  );
  return promql`sum by (${[...keep, ...renamed.map(([ours]) => ours)]}) (${after})`;
};
