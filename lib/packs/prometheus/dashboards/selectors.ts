/** How the panels about Prometheus select its series: of the pods that are chosen at the top. */
import { scrape, type Expression, type Metric } from "../../../model";
import { matchers, matches, promql, type MatcherList, type Matchers } from "../../../query";
import { ofSelf, type PrometheusSelf } from "../self";

const CHOSEN = { pod: matches("$pod") };

export interface Selectors {
  /** Series of the chosen pods. */
  readonly mine: (metric: Metric, also?: Matchers) => Expression;
  /** Matchers of the chosen pods, for the parts of a histogram. */
  readonly where: (also?: Matchers) => MatcherList;
  /** One series for each chosen pod. */
  readonly up: Expression;
}

export const selectors = (self: PrometheusSelf): Selectors => {
  const { namespace, job } = self;
  return {
    mine: (metric, also = {}) => ofSelf(self, metric, { ...CHOSEN, ...also }),
    where: (also = {}) => matchers({ job, namespace, ...CHOSEN, ...also }),
    // The container that reloads the configuration is a target of the same job.
    up: promql`${ofSelf(self, scrape.up, { ...CHOSEN, container: "prometheus" })}`,
  };
};
