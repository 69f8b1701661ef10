/** What is learned of stacks while they are built and written: how long each takes, and what goes into its file. */
import type { TerraformStack } from "cdktf";
import { synthesizeQuickly } from "../terraform";

export interface Watched {
  milliseconds: number;
  /** The Terraform JSON, as it is written. */
  json?: unknown;
}

/** By stack. */
export type Watch = Map<TerraformStack, Watched>;

/** Builds the stacks one after the other and watches each, also when it is written later. */
export const watched = (stacks: Iterable<TerraformStack>, watch: Watch): readonly TerraformStack[] => {
  const built: TerraformStack[] = [];
  let start = performance.now();
  for (const stack of stacks) {
    const seen = { milliseconds: performance.now() - start };
    watch.set(stack, seen);
    synthesizeQuickly(stack);
    watchSynthesis(stack, seen);
    built.push(stack);
    start = performance.now();
  }
  return built;
};

const watchSynthesis = (stack: TerraformStack, seen: Watched): void => {
  const { synthesizer } = stack;
  const toTerraform = stack.toTerraform.bind(stack);
  // Files of many megabytes are not read again only to be counted.
  stack.toTerraform = () => (seen.json = toTerraform() as unknown);
  stack.synthesizer = {
    synthesize: (session) => {
      const start = performance.now();
      synthesizer.synthesize(session);
      seen.milliseconds += performance.now() - start;
    },
  };
};
