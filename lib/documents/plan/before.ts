/** The phases before anything is deployed: what must be there, and the proof that the environment is right. */
import { code, prose, table, type Flow, type Model } from "../../model";
import { counted, listed, neededSecrets, shell } from "../architecture";
import {
  CDKTF,
  fromVault,
  kubectlOf,
  namespaceCommands,
  namespacesOf,
  secretChecks,
  secretCommands,
  secretRemovals,
  secretVariables,
} from "./commands";
import type { Phase } from "./phases";

export const prerequisites = (model: Model): Phase => {
  const [installation] = model.installations;
  const kubectl = kubectlOf(model);
  const own = installation?.createsNamespaces !== true;
  const commands = secretCommands(model);
  const variables = secretVariables(model);
  const vault = fromVault(model);
  return {
    title: "Prerequisites and Secrets",
    who: `the team ${code(installation?.defaultTeam ?? "")} with whoever administers the cluster; each Secret by whoever knows its value`,
    purpose: "Tools, access, namespaces, Secrets and the ways out of the cluster.",
    steps: [
      `Node 20 or later, Terraform ${installation?.terraform ?? ""}, kubectl and Helm. Terraform reaches the cluster by ${prose(installation?.cluster.access ?? "its provider")}.`,
      shell("node --version", "terraform version", `${kubectl} get nodes`),
      ...(own
        ? [
            "The namespaces, because the Secrets must be in them first. The platform only labels them for Pod Security: " +
              `${(installation?.namespaces ?? []).map(({ name, level }) => `${code(name)} enforces ${code(level)}`).join(", ")}.`,
            shell(...namespaceCommands(model, installation?.namespaces ?? [])),
          ]
        : ["The platform makes its namespaces by itself; destroying it takes them away with all that is in them."]),
      ...(commands.length === 0
        ? []
        : [
            "The Secrets, with the values in files beside you, without a newline at their ends, which you delete afterwards. [The architecture](architecture.md#secrets) says who reads each." +
              (neededSecrets(model).some(({ keys }) => keys.includes("auth") || keys.includes(".htpasswd"))
                ? " What is called `auth` or `.htpasswd` is a file that `htpasswd` writes."
                : "") +
              (neededSecrets(model).some(({ keys, secret }) => keys.length === 0 && secret.kind === "existingSecret")
                ? " Where the keys are not known here, a file of `KEY=value` lines stands for them."
                : ""),
            shell(...commands),
          ]),
      ...(variables.length === 0
        ? []
        : [
            `Terraform writes further Secrets from variables, through a write-only attribute, so that their values are in no plan and no state. Set before each deployment: ${listed(variables.map(code))}.`,
          ]),
      ...(vault.length === 0
        ? []
        : [
            `The External Secrets operator writes ${listed(vault.map(({ secret }) => code(secret.name)))}; it must be installed, and its store must exist.`,
          ]),
      ...mustExist(model),
      ...waysOut(model),
      ...doors(model),
    ],
    verification: [
      "Every command ends without an error, and lists as many Secrets as it names:",
      shell(
        ...(own ? namespacesOf(model).map((name) => `${kubectl} get namespace ${name}`) : []),
        ...secretChecks(model),
      ),
    ],
    rollback: [
      own
        ? "Nothing runs yet. What was made can be deleted, the namespaces with all that is in them:"
        : "Nothing runs yet. What was made can be deleted:",
      shell(
        ...(secretRemovals(model).length + (own ? 1 : 0) === 0 ? ["# nothing was made"] : []),
        ...secretRemovals(model),
        ...(own ? namespacesOf(model).map((name) => `${kubectl} delete namespace ${name}`) : []),
      ),
    ],
  };
};

/** Stores that somebody else keeps. */
const mustExist = ({ stores }: Model): readonly string[] => {
  const elsewhere = stores.filter(({ external }) => external === true);
  return elsewhere.length === 0
    ? []
    : [
        `What is kept outside of the cluster must exist before: ${listed(
          elsewhere.map(({ keeps, medium }) => `${prose(medium ?? "a store")} (${prose(keeps ?? "data")})`),
        )}.`,
      ];
};

/** What the firewall around the cluster must let out. */
const waysOut = ({ flows }: Model): readonly string[] => {
  const out = flows.filter(({ to, what }) => to.kind === "outside" && what !== "scrape");
  return out.length === 0
    ? []
    : [
        "Whoever guards the network lets these connections out, and whoever runs the other end lets them in:",
        table(
          ["from", "to", "ports"],
          [...new Map(out.map((flow) => [wayKey(flow), flow])).values()].map(({ from, ports, to }) => [
            code(from.name),
            prose(to.name),
            ports.map(({ port }) => `${port}`).join(", ") || "as that end says",
          ]),
        ),
      ];
};

const wayKey = ({ from, ports, to }: Flow): string =>
  [from.name, to.name, ports.map(({ port }) => port).join()].join(" ");

/** Names in the DNS and certificates. */
const doors = ({ interfaces }: Model): readonly string[] =>
  interfaces.length === 0
    ? []
    : [
        `In the DNS, ${listed(interfaces.map(({ exposure }) => code(exposure.host)))} must lead to the ingress controller or Gateway, and a certificate must be there for each: ` +
          `${interfaces
            .map(({ exposure }) =>
              exposure.kind === "ingress"
                ? code(exposure.tlsSecret ?? `${exposure.host.replace("*", "wildcard").replaceAll(".", "-")}-tls`)
                : `on the Gateway ${code(exposure.gateway.name)}`,
            )
            .join(", ")}. cert-manager makes the former where an issuer is annotated.`,
      ];

export const stateAndSynthesis = (model: Model): Phase => {
  const [installation] = model.installations;
  const { name } = model;
  return {
    title: "State and proof",
    who: `the team ${code(installation?.defaultTeam ?? "")}`,
    purpose: "Where Terraform remembers what it has made, and the proof that what will be deployed is right.",
    steps: [
      `State is kept in ${prose(installation?.state.place ?? "the backend of the environment")}, one for each of ${listed((installation?.stacks ?? []).map(code))}. It must exist${installation?.state.kind === "local" ? " where you deploy from, and is on one machine only" : ""}. Its login: ${prose(installation?.state.credentials ?? "the backend's own")}.`,
      "Synthesize. All checks run; an error writes nothing.",
      shell(`npm start -- --environment ${name}`),
      "Prove the rules with promtool, and look at the plan of the first stack:",
      shell("npm run prove", `${CDKTF} diff ${installation?.stacks[0] ?? `${name}-platform`}`),
    ],
    verification: [
      `The summary of \`npm start\` names ${counted(model.releases.length, "release")} with the versions of [the architecture](architecture.md#components) among the Helm releases of ${code(installation?.stacks[0] ?? "")}, and no errors. \`diff\` ends with a plan that only adds.`,
    ],
    rollback: ["Nothing is deployed yet. The files in `cdktf.out/` may be deleted."],
  };
};
