/** How long each stack takes: its constructs, and writing it. */
import type { TerraformStack } from "cdktf";

/** Milliseconds by stack. */
export type Stopwatch = Map<TerraformStack, number>;

/** Builds the stacks one after the other and watches each, also when it is written later. */
export const timed = (stacks: Iterable<TerraformStack>, watch: Stopwatch): readonly TerraformStack[] => {
  const built: TerraformStack[] = [];
  let start = performance.now();
  for (const stack of stacks) {
    watch.set(stack, performance.now() - start);
    watchSynthesis(stack, watch);
    built.push(stack);
    start = performance.now();
  }
  return built;
};

const watchSynthesis = (stack: TerraformStack, watch: Stopwatch): void => {
  const { synthesizer } = stack;
  stack.synthesizer = {
    synthesize: (session) => {
      const start = performance.now();
      synthesizer.synthesize(session);
      watch.set(stack, (watch.get(stack) ?? 0) + performance.now() - start);
    },
  };
};
