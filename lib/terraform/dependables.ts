/** What resources wait for, as cdktf wants it. */
import { dependable, type ITerraformDependable } from "cdktf";

const known = new WeakMap<ITerraformDependable, string>();

/**
 * The token that stands for a dependency. cdktf makes one, with a trace of the stack, for each resource that waits: hundreds of releases wait
 * for the same one.
 */
export const dependableOnce = (dependency: ITerraformDependable): string => {
  const token = known.get(dependency) ?? dependable(dependency);
  known.set(dependency, token);
  return token;
};
