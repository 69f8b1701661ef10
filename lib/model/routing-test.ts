/** What must come out of the routing when these alerts fire: the tests that an environment brings along. */

/** An alert that fires, as a test writes it. */
export interface FiringAlert {
  readonly name: string;
  /** Further labels. Those that the rule itself sets (`severity`, `team`) are added, if the alert is one of the environment's. */
  readonly labels: Readonly<Record<string, string>>;
}

/** What is expected of one of the alerts. What is left out may be anything. */
export interface RoutingExpectation {
  /** Names of the receivers that it reaches, in any order; `[]` for none. Neither muting nor inhibition takes any away. */
  readonly receivers?: readonly string[];
  /** Whether another alert keeps it from being told; a name says which. */
  readonly inhibited?: boolean | string;
  /** Receivers that are not told at this time. */
  readonly muted?: readonly string[];
}

export interface RoutingTest {
  readonly title: string;
  readonly alerts: readonly FiringAlert[];
  /** ISO 8601 with an offset: `2027-01-04T03:00:00+01:00`. */
  readonly at: string;
  /** By the name of the alert, for all alerts of that name. */
  readonly expected: Readonly<Record<string, RoutingExpectation>>;
  /** Where it is written. */
  readonly place?: string;
}
