/** Exceptions to checks: what they take away, and what is wrong with them. */
export { waiverChecks } from "./entries";
export { afterWaivers } from "./waivers";
