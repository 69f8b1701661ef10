/** The file with the environment: everything that one object must say, with a word where a person must decide. */
import type { Assessment } from "../assessment";
import { cloudWords } from "./clouds";
import { literal, remark } from "./literal";
import type { StarterTeam } from "./teams";

export interface EnvironmentFileProps {
  /** The name of the file without its ending. */
  readonly file: string;
  /** Name of the environment. */
  readonly name: string;
  readonly teams: readonly StarterTeam[];
}

export const environmentFile = (assessment: Assessment, { file, name, teams }: EnvironmentFileProps): string => {
  const cloud = cloudWords(assessment.infrastructure);
  return `${introduction(assessment, file, name)}
import { days, existingSecret, ingress, kubeconfig, localBackend, type Environment } from "cdktf-observability";

export const environment: Environment = {
  name: ${literal(name)},
  // Decide: "development" fits on a laptop; "staging" keeps all data in the cluster; "production" survives the loss of a node, and asks for a
  // database of Grafana (grafana.database), a bucket for logs (loki.storage: ${cloud.logs}) and a store of traces (jaeger.storage).
  profile: "staging",
  // Decide: the cluster, its region, and how Terraform reaches it: a context of your kubeconfig, or ${cloud.access}.
  cluster: { name: ${literal(name)}, region: "local", access: kubeconfig({ context: ${literal(name)} }) },
  // Decide: where Terraform keeps its state. Files beside the project are for one person; for several: ${cloud.state}.
  state: localBackend({ path: "state" }),
  alerting: {
    // Decide: the teams, their channels, and whom critical alerts wake: pager: existingSecret("…"), with the entry routingKey.
    teams: {
${teams.map(teamLines).join("\n")}
    },
    defaultTeam: ${literal(teams[0]?.name ?? "platform")},
    // Decide: the Secret with the entry token of a Slack app that may chat:write. Other ways: email, channels: [opsgenie(…), microsoftTeams(…), …].
    slackApp: existingSecret("slack-app"),
    // Decide: the Secret with the entry url of what is called once a minute, and wakes you when it is called no more.
    heartbeat: existingSecret("heartbeat"),
  },
  // Decide: how long metrics are kept. Objectives over 30 days need as much.
  prometheus: { retention: days(32) },
  // Decide: the address of Grafana, and the class of the ingress in front of it.
  grafana: { exposure: ingress({ host: ${literal(`grafana.${name}.example.com`)}, className: ${literal(ingressClass(assessment))} }) },
  // What tries addresses from outside, for monitorEndpoint.
  exporters: { blackbox: {} },
};
`;
};

const introduction = (assessment: Assessment, file: string, name: string): string => {
  const stem = remark(file);
  const elsewhere = orchestrationRemark(assessment);
  return `// An environment to begin with, written by an assessment of the project ${remark(assessment.name)}. It compiles and synthesizes as it
// stands; each "Decide:" is a question that only a person can answer.${elsewhere}
//
// Next, in a folder with cdktf-observability, cdktf, constructs and typescript installed:
//   grep -n "Decide:" ${stem}*.ts
//   npx tsc --strict --module node16 --target es2022 --skipLibCheck ${stem}-app.ts
//   npx cdktf-cli@0.21.0 synth --app "node ${stem}-app.js"
//   kubectl create namespace observability, observability-agents, and the Secrets that are named here and in ${stem}-services.ts
//   npx cdktf-cli@0.21.0 deploy --app "node ${stem}-app.js" '${name}-*'`;
};

const teamLines = ({ name, owner }: StarterTeam): string =>
  [
    ...(owner === undefined ? [] : [`      // ${remark(owner)}`]),
    `      ${/^[a-z]+$/.test(name) ? name : literal(name)}: { slack: ${literal(`#${name}-alerts`)} },`,
  ].join("\n");

/** The platform runs on Kubernetes, whatever the project runs on. */
const orchestrationRemark = ({ infrastructure: { orchestration } }: Assessment): string => {
  const KUBERNETES = ["kubernetes", "helm", "kustomize", "openshift"];
  if (orchestration.some(({ name }) => KUBERNETES.includes(name))) return "";
  const seen = orchestration.map(({ name }) => name).join(", ");
  return `
// Decide: which cluster of Kubernetes the platform runs in; of the project's own none was seen${seen === "" ? "" : ` (but ${remark(seen)})`}. What runs
// elsewhere is scraped by jobs of \`prometheus: { scrapeConfigs }\` (staticTargets, ec2Discovery, azureDiscovery, …), which set the label
// service; its call in ${"`services`"} then says scrapedElsewhere: true.`;
};

const ingressClass = ({ infrastructure: { balancers } }: Assessment): string =>
  ["nginx", "traefik", "haproxy", "kong"].find((each) => balancers.some(({ name }) => name === each)) ?? "nginx";
