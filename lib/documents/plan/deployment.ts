/** The phases in which something is deployed: the platform, what lives inside of Grafana, the services. */
import { code, table, type Model, type ServiceFact } from "../../model";
import {
  componentReleases,
  counted,
  dashboardLink,
  deployedAlerts,
  listed,
  promql,
  shell,
  teamsText,
} from "../architecture";
import { CDKTF, kubectlOf, namespacesOf, quoted } from "./commands";
import type { Phase } from "./phases";

const stackOf = ({ installations, name }: Model, which: "platform" | "content"): string =>
  installations[0]?.stacks.find((stack) => stack.endsWith(`-${which}`)) ?? `${name}-${which}`;

export const platformPhase = (model: Model): Phase => {
  const kubectl = kubectlOf(model);
  const stack = stackOf(model, "platform");
  const team = model.installations[0]?.defaultTeam ?? "";
  return {
    title: "Platform",
    who: `the team ${code(team)}`,
    purpose: "Everything that runs in the cluster.",
    steps: [
      "The operator's definitions come first, then the components in the order that their connections ask for; Terraform knows it.",
      shell(`${CDKTF} deploy '${stack}'`),
    ],
    verification: [
      "Every release is `deployed`, with these charts:",
      shell(...namespacesOf(model).map((name) => `helm${helmContext(model)} -n ${name} list`)),
      table(
        ["release", "namespace", "chart"],
        componentReleases(model).map(({ chart, name, namespace }) => [
          code(name),
          code(namespace),
          code(`${chart.name}-${chart.version}`),
        ]),
      ),
      "Every pod is `Running` and ready, every claim `Bound`:",
      shell(...namespacesOf(model).map((name) => `${kubectl} -n ${name} get pods,pvc`)),
      "Every target of the platform answers. Through a forwarded port, the query must give nothing:",
      ...metricsStore(model, downTargets(model)),
      promql(downTargets(model)),
    ],
    rollback: [
      "A release that fails rolls back by itself, and the rest stays as it was: mend the cause (`get events --sort-by=.lastTimestamp`) and deploy again. To go back to what was deployed before, check out that commit and deploy it. To take all of it away:",
      shell(`${CDKTF} destroy '${stack}'`),
      "Volumes of StatefulSets stay until their claims are deleted, and the operator's definitions stay, because other teams' objects would go with them.",
    ],
  };
};

const helmContext = ({ installations }: Model): string => {
  const context = installations[0]?.cluster.context;
  return context === undefined ? "" : ` --kube-context ${quoted(context)}`;
};

/** Services come later, so only targets of the platform count. */
const downTargets = (model: Model): string => `up{namespace=~"${namespacesOf(model).join("|")}"} == 0`;

/** A port of Prometheus on the machine of who asks. */
const metricsStore = (model: Model, query: string): readonly string[] => {
  const flow = model.flows.find(
    ({ what, to, address }) => what === "queries" && address !== undefined && isPrometheus(model, to.name),
  );
  if (flow?.address === undefined || !URL.canParse(flow.address)) return [];
  const { hostname, port } = new URL(flow.address);
  const [service = "", namespace = ""] = hostname.split(".");
  return [
    shell(
      `${kubectlOf(model)} -n ${namespace} port-forward svc/${service} ${port || "80"}:${port || "80"} & sleep 3`,
      `curl --silent --get http://localhost:${port || "80"}/api/v1/query --data-urlencode 'query=${query}'`,
      "kill %1",
    ),
  ];
};

const isPrometheus = ({ workloads }: Model, name: string): boolean =>
  workloads.some((each) => each.name === name && each.role === "metrics store");

export const contentPhase = (model: Model): Phase => {
  const stack = model.installations[0]?.stacks.find((each) => each.endsWith("-content"));
  const { dashboards } = model;
  const folders = [...new Set(dashboards.map(({ folder }) => folder))].sort();
  const grafana = model.installations[0]?.grafana ?? "";
  const team = model.installations[0]?.defaultTeam ?? "";
  return {
    title: "Content",
    who: `the team ${code(team)}`,
    purpose: "Folders, teams, dashboards and runbook pages in the running Grafana.",
    steps:
      stack === undefined
        ? [
            "Dashboards travel with the platform, as ConfigMaps that a sidecar of Grafana loads: there is nothing to do.",
          ]
        : [
            `Terraform talks to ${grafana}, which must be reached from where it runs, with the login in \`GRAFANA_AUTH\` (\`user:password\` of the administrator, or a service account's token).`,
            shell("read -rs GRAFANA_AUTH && export GRAFANA_AUTH", `${CDKTF} deploy '${stack}'`),
            `From now on \`${CDKTF} deploy '${model.name}-*'\` does both stacks in order.`,
          ],
    verification: [
      `${counted(dashboards.length, "dashboard")}, pages of runbooks included, in ${counted(folders.length, "folder")}: ${listed(folders.map(code))}.`,
      shell(
        `curl --silent --user "$GRAFANA_AUTH" '${grafana}/api/search?type=dash-db&limit=5000' | grep -o '"uid"' | wc -l`,
        '# with a token: --header "Authorization: Bearer $GRAFANA_AUTH" instead of --user',
      ),
      `The number is at least ${dashboards.length}; people may have made some of their own.`,
    ],
    rollback:
      stack === undefined
        ? ["See the phase before."]
        : [
            shell(`${CDKTF} destroy '${stack}'`),
            "Dashboards that people made in folders of the platform go with the folders: export them first.",
          ],
  };
};

export const servicesPhase = (model: Model): Phase => {
  const teams = [...new Set(model.services.map(({ team }) => team))].sort();
  return {
    title: "Services",
    who: `${teamsText(teams)}, each for its own`,
    purpose: "Every registered service is seen.",
    steps: [
      "The rules, monitors and dashboards of these are deployed with the platform. What each team does on its side is in [the integration guide](integration.md).",
      ...(model.services.length === 0
        ? ["No service is registered yet."]
        : [
            table(
              ["service", "kind", "team", "what must be there", "dashboard"],
              model.services.map((service) => [
                code(service.name),
                service.kind,
                code(service.team),
                mustBe(service),
                dashboardLink(model, service.dashboard),
              ]),
            ),
          ]),
    ],
    verification:
      model.services.length === 0
        ? ["Nothing to see yet."]
        : [
            "Each of these must give a sample, and none of them 0:",
            promql(model.services.flatMap((service) => sign(service)).join("\n") || "up"),
            `No alert ${deployedAlerts(model, ["ServiceNotScraped"])[0] ?? "about a service that is not scraped"} fires.`,
          ],
    rollback: [
      "A registration that is taken out of `stacks/services/` takes its rules, monitors and dashboard with it at the next deployment.",
      shell(`${CDKTF} deploy '${model.name}-*'`),
    ],
  };
};

const mustBe = ({ namespace, source }: ServiceFact): string => {
  switch (source.kind) {
    case "monitor":
      return `${source.selects === "services" ? "a Service" : "pods"} in ${code(namespace)} with ${Object.entries(
        source.labels,
      )
        .map(([key, value]) => code(`${key}: ${value}`))
        .join(", ")} and the port ${code(source.port)}, which answers at ${code(source.metricsPath)}`;
    case "probe":
      return `${code(source.url)} answers the module ${code(source.module)}`;
    case "exporter":
      return `the exporter ${code(source.name)} in ${code(source.namespace)} gets in`;
    case "cluster":
      return `a CronJob of that name in ${code(namespace)}`;
    case "elsewhere":
      return "series with its name in the label `service`, scraped or pushed by somebody else";
  }
};

/** The query that shows that it is seen. */
const sign = ({ kind, name, namespace, source }: ServiceFact): readonly string[] => {
  if (source.kind === "monitor") return [`up{namespace="${namespace}", service="${name}"}`];
  if (source.kind === "probe") return [`probe_success{service="${name}"}`];
  if (source.kind === "exporter")
    return [`${kind === "redis" ? "redis_up" : "pg_up"}{namespace="${source.namespace}", service="${source.name}"}`];
  return [];
};
