/** A small cluster to try things on: one of everything, all data inside of it, state beside the project. */
import { days, existingSecret, ingress, kubeconfig, localBackend, type Environment } from "../../lib";

export const dev: Environment = {
  name: "dev",
  profile: "development",
  cluster: { name: "development", region: "us-east-1", access: kubeconfig({ context: "development" }) },
  state: localBackend({ path: "state" }),
  alerting: {
    teams: { platform: { slack: "#dev-alerts" }, shop: { slack: "#dev-shop" } },
    defaultTeam: "platform",
    slackWebhook: existingSecret("slack-webhook"),
    heartbeat: existingSecret("heartbeat"),
  },
  prometheus: {
    // A month of the calendar, which objectives are kept over.
    retention: days(32),
  },
  grafana: {
    exposure: ingress({ host: "grafana.dev.acme.example", className: "nginx" }),
  },
  exporters: { blackbox: {} },
};
