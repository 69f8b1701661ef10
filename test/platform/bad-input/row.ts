/** How the tables of bad input are written. */
import type { Environment } from "../../../lib";

/** An environment that is right, where it is changed into what, and words of the finding, which stands at the change unless said otherwise. */
export type Row = readonly [base: Environment, at: string, value: unknown, words: string, found?: string];

export { ABSENT } from "../changed";
export { dev } from "../../../stacks/environments/dev";
export { prod } from "../../../stacks/environments/prod";
export { staging } from "../../../stacks/environments/staging";
