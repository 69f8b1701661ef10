/** One mistake in the pipeline with everything in it: what is broken, and where the finding has to be, with which words. */
import type { LogPipeline } from "../../../lib/model";
import type { Tree } from "./edit";

export interface Row {
  readonly title: string;
  readonly tree: Tree;
  readonly check: string;
  readonly at: string;
  readonly words: string;
  readonly more?: Partial<LogPipeline>;
  /** What else follows from it. */
  readonly also?: readonly string[];
}

export const row = (
  title: string,
  check: string,
  at: string,
  words: string,
  broken: Tree,
  more: Partial<Row> = {},
): Row => ({
  title,
  check: `pipeline/${check}`,
  at: `prod.fluentd.${at}`,
  words,
  tree: broken,
  ...more,
});

export const LOKI = 'pipeline["@LOKI"].match';
export const TAIL = "pipeline.source[0]";
export const ES = "also[0].match";
