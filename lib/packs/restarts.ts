/** A process that starts again and again, told by the time of its start: the same alert for every component that shows it. */
import { hours, times, type AlertTest, type Duration, type ExpectedAlert, type Expression } from "../model";
import { promql, type MatcherList } from "../query";
import { series, type SeriesBuilder } from "../testing";
import { changesTests } from "./failure-tests";
import { process } from "./process-metrics";

const WINDOW = hours(1);

/** How often the process of each pod began anew within an hour. */
export const restartsOf = (selected: MatcherList): Expression =>
  promql`max by (namespace, service, pod) (changes(${process.startTime}{${selected}}[${WINDOW}]))`;

/** For `restartsOf(…) > restarts`. */
export const restartsTests = ({
  restarts,
  pending,
  pod,
  steady,
  expect,
}: {
  readonly restarts: number;
  /** The alert's `for`. */
  readonly pending: Duration;
  /** The labels of the pod that restarts. */
  readonly pod: Readonly<Record<string, string>>;
  /** Those of a pod that does not. */
  readonly steady: Readonly<Record<string, string>>;
  readonly expect: (count: number) => readonly ExpectedAlert[];
}): readonly AlertTest[] => {
  const started = (labels: Readonly<Record<string, string>>): SeriesBuilder => series(process.startTime, labels);
  return changesTests({
    value: started(pod),
    at: (count) => 100 * (count + 1),
    limit: restarts,
    window: WINDOW,
    pending,
    expect,
    beside: [started(steady).constant(1, times(4, WINDOW))],
  });
};
