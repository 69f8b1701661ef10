/** The oldest Terraform that can run what is synthesized here. */
import type { TerraformStack } from "cdktf";

/** Write-only attributes and ephemeral variables, through which secrets travel, came with 1.11 and 1.10. */
export const REQUIRED_TERRAFORM = ">= 1.11.0";

/** The same as CDK Terrain, the successor of CDK for Terraform, wants to hear of it: it refuses what an older Terraform cannot do. */
const TARGET_VERSIONS = { terraform: ">=1.11.0" };

/** Lets an older Terraform stop with a clear message instead of an unknown attribute. Call it before the stack has content. */
export const requireTerraform = (stack: TerraformStack): void => {
  stack.addOverride("terraform.required_version", REQUIRED_TERRAFORM);
  // A context can only be set while nothing has read it; the older tool reads none.
  if (stack.node.children.length === 0) stack.node.setContext("targetVersions", TARGET_VERSIONS);
};
