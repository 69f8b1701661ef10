/** Everything that runs in the cluster: releases, namespaces, secrets, network policies, custom resources. Deployed first. */
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { DashboardConfigMaps, deployTo, ObservabilityPlatform, type Environment } from "../lib";
import { services, type Services } from "./services";

export class PlatformStack extends TerraformStack {
  readonly platform: ObservabilityPlatform;

  /** @param watched the services of this environment */
  constructor(scope: Construct, environment: Environment, watched: Services = services) {
    super(scope, `${environment.name}-platform`);
    deployTo(this, environment);
    this.platform = new ObservabilityPlatform(this, "observability", environment);
    for (const register of watched) register(this.platform);
    // After all that brings dashboards. Otherwise the content stack does this through Grafana's API.
    if (environment.dashboards === "config maps")
      new DashboardConfigMaps(this, "dashboards", environment, this.platform);
  }
}
