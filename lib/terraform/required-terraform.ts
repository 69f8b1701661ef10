/** The oldest Terraform that can run what is synthesized here. */
import type { TerraformStack } from "cdktf";

/** Write-only attributes and ephemeral variables, through which secrets travel, came with 1.11 and 1.10. */
export const REQUIRED_TERRAFORM = ">= 1.11.0";

/** Lets an older Terraform stop with a clear message instead of an unknown attribute. */
export const requireTerraform = (stack: TerraformStack): void =>
  stack.addOverride("terraform.required_version", REQUIRED_TERRAFORM);
