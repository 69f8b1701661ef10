/** The names of what is recorded of an objective. They are promised: dashboards, federation and people's queries stand on them. */
import { prometheusDuration, type Duration } from "../model";

/** All that counts, per second, over the last minutes. */
export const events = (window: Duration): string => `slo:events:rate${prometheusDuration(window)}`;
/** What was bad of it, per second. */
export const badEvents = (window: Duration): string => `slo:bad_events:rate${prometheusDuration(window)}`;

/** The share of bad events over the window that the label `window` names. */
export const ERROR_RATIO = "slo:bad_events:ratio";
/** Bad events in the window that the label `window` names. */
export const BAD_EVENTS = "slo:bad_events:increase";
/** All events in the window that the label `window` names. */
export const EVENTS = "slo:events:increase";
/** All events in an hour: what periods and windows of many weeks are added up from. */
export const HOUR_EVENTS = "slo:events:increase1h";
/** Bad events in an hour. */
export const HOUR_BAD_EVENTS = "slo:bad_events:increase1h";
/** How many bad events the period allows, by the traffic that was seen in it. */
export const BUDGET_EVENTS = "slo:error_budget:events";
/** The share of the budget that is left: 1 is all of it, 0 none, below 0 the objective is missed. */
export const REMAINING_RATIO = "slo:error_budget_remaining:ratio";
/** Bad events that the period still allows. */
export const REMAINING_EVENTS = "slo:error_budget_remaining:events";
/** Total outage that the period still allows. */
export const REMAINING_SECONDS = "slo:error_budget_remaining:seconds";
/** How many times as fast as allowed the budget burns now. */
export const BURN_RATE = "slo:burn_rate:ratio";
/** From which burn rate on somebody is told: one for each level, of which the labels `window` and `severity` say the longer window and how. */
export const BURN_RATE_LEVEL = "slo:burn_rate_level:ratio";
/** Seconds until the budget is used up if it goes on burning like this; nothing while it does not burn. */
export const EXHAUSTION = "slo:error_budget_exhaustion:seconds";
/** The share of events that must be good. */
export const OBJECTIVE = "slo:objective:ratio";
/** Always 1; its labels say what the objective is. */
export const INFO = "slo:objective:info";
/** Seconds since 1970 as the clocks of the period's zone count them. */
export const LOCAL_TIME = "slo:local_time:seconds";
/** The number of the period of the calendar, which changes when a new one begins. */
export const PERIOD = "slo:period:number";
/** The share of the period of the calendar that has passed. */
export const PERIOD_ELAPSED = "slo:period_elapsed:ratio";
