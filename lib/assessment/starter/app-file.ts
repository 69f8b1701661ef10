/** The program that makes stacks of a starter's environment and services. */
import { literal } from "./literal";

/** @param file the name of the environment's file without its ending */
export const appFile = (file: string): string => `// The app: two stacks, the platform and what talks to its Grafana.
import { App, TerraformStack } from "cdktf";
import {
  deployTo,
  GrafanaProvider,
  ObservabilityContent,
  ObservabilityPlatform,
  requireTerraform,
  useBackend,
} from "cdktf-observability";
import { environment } from ${literal(`./${file}`)};
import { services } from ${literal(`./${file}-services`)};

const app = new App();

const platformStack = new TerraformStack(app, \`\${environment.name}-platform\`);
deployTo(platformStack, environment);
const platform = new ObservabilityPlatform(platformStack, "observability", environment);
for (const register of services) register(platform);

const contentStack = new TerraformStack(app, \`\${environment.name}-content\`);
requireTerraform(contentStack);
useBackend(contentStack, environment.state);
// Its token comes from the variable GRAFANA_AUTH: nothing secret stands in the stack.
new GrafanaProvider(contentStack, "grafana", { url: platform.grafana.url });
new ObservabilityContent(contentStack, "content", environment, platform);
contentStack.addDependency(platformStack);

app.synth();
`;
