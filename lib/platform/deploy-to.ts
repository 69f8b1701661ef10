/** What a stack needs before anything can be deployed with it: a state, a cluster, a Terraform that knows write-only attributes. */
import type { TerraformStack } from "cdktf";
import { parse } from "../model";
import { connectCluster, requireTerraform, useBackend } from "../terraform";
import { environment, type Environment } from "./environment";

/** Gives a stack the environment's state, its cluster and the lowest Terraform version that can apply it. */
export const deployTo = (stack: TerraformStack, props: Environment): void => {
  const { state, cluster } = parse(environment, props, props.name);
  requireTerraform(stack);
  useBackend(stack, state);
  connectCluster(stack, cluster.access);
};
