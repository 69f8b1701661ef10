/** A job of which nobody answers: none of its targets can be scraped, or it has no target at all. */
import { minutes, plus, promqlText, scrape, seconds, type AlertTest, type Duration, type Expression } from "../model";
import { matchers, matches, promql, regexLiteral, type Matchers } from "../query";
import { fires, series, silent } from "../testing";

/** What Prometheus calls the targets of one workload. */
export interface Job {
  /** Namespace of the pods that are scraped. */
  readonly namespace: string;
  /** The label `job` of their series. */
  readonly job: string;
}

/** A matcher of the label `job` for several jobs of one namespace. */
export const anyOf = (jobs: readonly string[]): Matchers[string] =>
  jobs.length === 1 && jobs[0] !== undefined ? jobs[0] : matches(jobs.map(regexLiteral).join("|"));

const down = ({ namespace, job }: Job): Expression => {
  const up = promql`${scrape.up}{${matchers({ namespace, job })}}`;
  // Targets that are gone have no sum: only their absence tells.
  return promql`sum by (namespace, job) (${up}) == 0 or absent(${up})`;
};

/** Nothing while at least one target of each job answers. */
export const jobsDown = (jobs: readonly Job[]): Expression =>
  promqlText(jobs.map((job) => down(job).text).join("\nor\n"));

/** What the alert says of each job. */
interface Texts {
  readonly summary: string;
  readonly description?: string;
}

export const jobsDownTests = (
  jobs: readonly Job[],
  pending: Duration,
  texts: (job: Job) => Texts,
): readonly AlertTest[] => {
  const time = plus(pending, minutes(10));
  const expect = jobs.map((job) => ({ labels: { ...job }, ...texts(job) }));
  const target = (job: Job, pod: string) => series(scrape.up, { ...job, pod, instance: `${pod}:80` });
  const early = pending.milliseconds === 0 ? undefined : plus(pending, seconds(-30));
  return [
    fires("when no target answers", {
      given: jobs.flatMap((job) => [target(job, "a").constant(0, time), target(job, "b").constant(0, time)]),
      after: plus(pending, minutes(1)),
      notBefore: early,
      expect,
    }),
    fires("when there are no targets", { given: [], after: plus(pending, minutes(1)), notBefore: early, expect }),
    silent("while one of two targets answers", {
      given: jobs.flatMap((job) => [target(job, "a").constant(1, time), target(job, "b").constant(0, time)]),
      for: time,
    }),
  ];
};
