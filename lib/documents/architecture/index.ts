/** `architecture.md`: what runs where, how signals flow, what is kept, what each part loses when it is away, who gets in. */
import { code, prose, table, type Flow, type Model } from "../../model";
import { pageHead, type Documented, type Page } from "../page";
import { interfacesTable, secretsTable } from "./access";
import { releasesTable, requestsText, workloadsTable } from "./components";
import { deploymentDiagram, scrapeDiagram, signalsDiagrams } from "./diagrams";
import { failureSections } from "./failures";
import { costDrivers, storageTable } from "./storage";
import { CARRIES, endText, listed, portsText } from "./words";

export { neededSecrets, type NeededSecret } from "./access";
export { componentReleases } from "./components";
export {
  counted,
  dashboardLink,
  deployedAlerts,
  inOrder,
  listed,
  metricLink,
  objectiveLink,
  promql,
  ROLES,
  runbookLink,
  shell,
  teamsText,
} from "./words";

export const architecturePages = ({ model }: Documented): readonly Page[] => [
  {
    path: `${model.name}/architecture.md`,
    title: `Architecture: ${model.name}`,
    purpose: "What runs where, how signals flow, what is kept, and what is lost when a part is away.",
    text: [
      pageHead(`Architecture: ${model.name}`),
      introduction(model),
      "## Components",
      "Charts are pinned; a new version of the package upgrades them. A component is called as it is written in the environment.",
      releasesTable(model),
      "## Workloads",
      workloadsTable(model),
      requestsText(model),
      "## Deployment",
      "Namespaces, workloads with their replicas, and what each of them keeps. A line without an arrow is a volume, an arrow leads out of the cluster.",
      deploymentDiagram(model),
      "## Signals",
      "Arrows point from who opens the connection to who answers, with what it carries and the ports of the pods.",
      ...signalsDiagrams(model),
      "## Scraping",
      "Prometheus opens the connection and the samples come back.",
      scrapeDiagram(model),
      "## Flows",
      flowsText(model),
      flowsTable(model.flows),
      "## Storage",
      storageTable(model),
      "## Cost drivers",
      ...costDrivers(model),
      "## High availability",
      availability(model),
      "## Failure modes",
      ...failureSections(model),
      "## Exposure and logins",
      model.interfaces.length === 0
        ? "Nothing can be reached from outside of the cluster; people use `kubectl port-forward`."
        : interfacesTable(model),
      "## Secrets",
      model.secrets.length === 0
        ? "None are read."
        : "By name; values are in no plan, no state and no page. [The plan](plan.md) has the commands that make them.",
      ...(model.secrets.length === 0 ? [] : [secretsTable(model)]),
    ]
      .join("\n\n")
      .concat("\n"),
  },
];

const introduction = (model: Model): string => {
  const place = model.installations.map(
    ({ cluster }) => ` on the cluster ${code(cluster.name)} in ${code(cluster.region)}`,
  );
  return `How \`${model.name}\` (profile ${code(model.profile)})${place.join("")} is built. Who is told of what is in [routes](routes.md); what to do about an alert in the [runbooks](runbooks.md); how to install it in the [plan](plan.md); what is not watched in the [assessment](assessment.md).`;
};

const flowsText = ({ flows, installations }: Model): string => {
  const policies = new Set(flows.flatMap(({ policy }) => policy ?? []));
  const plain = flows.filter(
    ({ encryption, to, from }) =>
      encryption === "none" && to.kind === "outside" && from.kind === "component" && to.name.includes("."),
  );
  const denied = installations.some(({ networkPolicies }) => networkPolicies);
  return [
    denied
      ? `What no connection allows is denied by network policy: ${policies.size} policies allow what stands here. Policies are about who may come in; what leaves the cluster is for its own rules, so the ports towards the outside must be open there.`
      : "No network policies are written here: every pod of the cluster may connect to every other.",
    ...(plain.length === 0
      ? []
      : [
          `Not encrypted although it leaves the platform: ${listed([...new Set(plain.map(({ to }) => code(to.name)))])}.`,
        ]),
  ].join(" ");
};

const flowsTable = (flows: readonly Flow[]): string =>
  table(
    ["from", "to", "carries", "protocol", "ports", "encryption", "data run", "network policy"],
    flows.map((flow) => [
      endText(flow.from),
      [endText(flow.to), ...(flow.address === undefined ? [] : flow.address.split(", ").map(code))].join("<br>"),
      CARRIES[flow.what],
      prose(flow.protocol),
      portsText(flow),
      flow.encryption,
      { forth: "with it", back: "against it", both: "both ways" }[flow.direction],
      code(flow.policy ?? ""),
    ]),
  );

const availability = ({ workloads }: Model): string =>
  table(
    ["workload", "replicas", "survives"],
    workloads.map(({ name, replicas, singleton, role }) => [
      code(name),
      `${replicas}`,
      replicas === "every node"
        ? "the loss of any node, but for what runs on it"
        : replicas > 1
          ? `the loss of ${role === "log store" || role === "ingester" ? Math.floor((replicas - 1) / 2) || "none" : replicas - 1} of them`
          : singleton === true
            ? "nothing; one is all there can be, or all that is needed"
            : "nothing",
    ]),
  );
