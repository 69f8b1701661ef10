/** Where upgrades are tried first: production's shape, smaller. */
import {
  basicAuth,
  days,
  existingSecret,
  gibibytes,
  ingress,
  kubeconfig,
  s3Backend,
  type Environment,
} from "../../lib";

export const staging: Environment = {
  name: "staging",
  profile: "staging",
  cluster: { name: "staging", region: "us-east-1", access: kubeconfig({ context: "staging" }) },
  state: s3Backend({ bucket: "acme-terraform-state", region: "us-east-1" }),
  storageClass: "gp3",
  alerting: {
    teams: {
      platform: { slack: "#staging-alerts" },
      dba: { slack: "#staging-dba", packs: ["postgres", "redis"] },
      shop: { slack: "#staging-shop" },
    },
    defaultTeam: "platform",
    slackApp: existingSecret("slack-app"),
    heartbeat: existingSecret("heartbeat"),
  },
  prometheus: {
    // A month of the calendar, which objectives are kept over.
    retention: days(32),
    storage: { size: gibibytes(50) },
    exposure: ingress({
      host: "prometheus.staging.acme.example",
      className: "nginx",
      authentication: basicAuth(existingSecret("ui-login")),
    }),
  },
  grafana: {
    exposure: ingress({ host: "grafana.staging.acme.example", className: "nginx" }),
  },
  exporters: { blackbox: {} },
};
