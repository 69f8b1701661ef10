/** What becomes of an alert: the words of the evaluator's answer. */
import type { Duration, InhibitRule, Route } from "../../model";
import type { Labels } from "../matchers";

/** An alert that fires. */
export interface ActiveAlert {
  /** All of its labels, `alertname` among them. */
  readonly labels: Labels;
  /** Since when it fires. @default the time that is asked about */
  readonly since?: Date;
}

/** A node of the tree with what it inherits. */
export interface ResolvedRoute {
  readonly route: Route;
  /** The nodes above it, the root first. */
  readonly ancestors: readonly Route[];
  readonly receiver: string;
  /** All labels, or these; sorted. */
  readonly groupBy: readonly string[] | "all";
  readonly groupWait: Duration;
  readonly groupInterval: Duration;
  readonly repeatInterval: Duration;
}

/** One receiver that an alert reaches. */
export interface Delivery extends ResolvedRoute {
  /** The labels by which it is told together with others; labels that it does not carry are left out, as Alertmanager does. */
  readonly groupLabels: Labels;
  /** Names of the mute intervals that hold now. */
  readonly mutedBy: readonly string[];
  /** Names of the active intervals, where there are some and none holds now. */
  readonly outside: readonly string[];
  /** When it is told first, if it keeps firing; undefined where that is more than a year away. Inhibition is not asked. */
  readonly toldAt?: Date;
}

export interface Inhibition {
  readonly rule: InhibitRule;
  /** The first that does it; Alertmanager names any one of them. */
  readonly source: ActiveAlert;
}

export interface Decision {
  readonly alert: ActiveAlert;
  /** In the order of the tree. */
  readonly deliveries: readonly Delivery[];
  /** The first rule that keeps it from being told, with the alert that does so. */
  readonly inhibitedBy?: Inhibition;
}
