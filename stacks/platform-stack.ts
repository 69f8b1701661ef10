/** Everything that runs in the cluster: releases, namespaces, secrets, network policies, custom resources. Deployed first. */
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { deployTo, ObservabilityPlatform, type Environment } from "../lib";

export class PlatformStack extends TerraformStack {
  readonly platform: ObservabilityPlatform;

  constructor(scope: Construct, environment: Environment) {
    super(scope, `${environment.name}-platform`);
    deployTo(this, environment);
    this.platform = new ObservabilityPlatform(this, "observability", environment);
  }
}
