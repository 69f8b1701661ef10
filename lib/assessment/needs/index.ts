/** What should be measured, and what of it is. */
export { needsOf } from "./needs";
export type { Assessed } from "./signal";
export { NEEDS } from "./vocabulary";
