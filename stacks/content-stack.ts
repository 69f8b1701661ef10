/** What talks to the running platform: Grafana's folders, teams, permissions and dashboards. Deployed after the platform. */
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { GrafanaProvider, ObservabilityContent, requireTerraform, useBackend, type Environment } from "../lib";
import type { PlatformStack } from "./platform-stack";

export class ContentStack extends TerraformStack {
  constructor(scope: Construct, environment: Environment, platform: PlatformStack) {
    super(scope, `${environment.name}-content`);
    requireTerraform(this);
    useBackend(this, environment.state);
    // The token comes from the variable GRAFANA_AUTH: nothing secret stands in the stack.
    new GrafanaProvider(this, "grafana", { url: platform.platform.grafana.url });
    new ObservabilityContent(this, "content", environment, platform.platform);
    this.addDependency(platform);
  }
}
