/** What happens on the command line. */
export { run, type Installation } from "./run";
