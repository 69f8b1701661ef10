/** Everything that runs in the cluster: releases, namespaces, secrets, network policies, custom resources. Deployed first. */
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { deployTo, ObservabilityPlatform, type Environment } from "../lib";
import { objectives, type Objectives } from "./services";

export class PlatformStack extends TerraformStack {
  readonly platform: ObservabilityPlatform;

  /** @param promised what the services of this environment promise */
  constructor(scope: Construct, environment: Environment, promised: Objectives = objectives) {
    super(scope, `${environment.name}-platform`);
    deployTo(this, environment);
    this.platform = new ObservabilityPlatform(this, "observability", environment);
    for (const [name, props] of Object.entries(promised)) this.platform.addObjectives(name, props);
  }
}
