/** How far the monitoring of a project has come. */
export { maturityOf } from "./maturity";
