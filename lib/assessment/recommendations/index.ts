/** What to do first, and what does it. */
export { evidenceOf, hasTool, type Assessed, type Asking } from "./asking";
export { objectivesSeen } from "./objectives-seen";
export { isProblem, problemEvidence, subjectOf } from "./platform";
export { recommendationsOf } from "./recommendations";
export { DASHBOARD_TOOLS, LOG_TOOLS, METRIC_STORES, PROBE_TOOLS, TRACE_TOOLS } from "./tools";
export { POSTGRES_LIKE, REDIS_LIKE, spokenBy } from "./without-construct";
