/** A cluster on a laptop: one of everything, nothing outside of the cluster, state beside the project. */
import { existingSecret, kubeconfig, localBackend, type Environment } from "../../lib";

export const dev: Environment = {
  name: "dev",
  profile: "development",
  cluster: { name: "development", region: "local", access: kubeconfig({ context: "kind-observability" }) },
  state: localBackend({ path: "state" }),
  alerting: {
    teams: { platform: { slack: "#dev-alerts" } },
    slackWebhook: existingSecret("slack-webhook"),
  },
  grafana: { url: "http://localhost:3000" },
};
