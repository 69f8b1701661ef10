/** The stacks of an environment, in the order in which they are deployed. */
import type { App, TerraformStack } from "cdktf";
import type { Environment } from "../lib";
import { ContentStack } from "./content-stack";
import { PlatformStack } from "./platform-stack";
import type { Services } from "./services";

/** @param watched the services of this environment @default those of this installation */
export function* stacksOf(app: App, environment: Environment, watched?: Services): Iterable<TerraformStack> {
  const platform = new PlatformStack(app, environment, watched);
  yield platform;
  // ConfigMaps travel with the platform, and nothing talks to Grafana.
  if (environment.dashboards !== "config maps") yield new ContentStack(app, environment, platform);
}
