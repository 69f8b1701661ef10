/** `plan.md`: the environment from nothing to handover, phase by phase, with the commands and what must be seen after each. */
import { code, type Model } from "../../model";
import { pageHead, type Documented, type Page } from "../page";
import { handoverPhase, objectivesPhase, routingPhase } from "./after";
import { prerequisites, stateAndSynthesis } from "./before";
import { contentPhase, platformPhase, servicesPhase } from "./deployment";
import { phaseSection, phasesTable } from "./phases";

const PHASES = [
  prerequisites,
  stateAndSynthesis,
  platformPhase,
  contentPhase,
  servicesPhase,
  routingPhase,
  objectivesPhase,
  handoverPhase,
];

export const planPages = ({ model }: Documented): readonly Page[] => {
  const phases = PHASES.map((phase) => phase(model));
  return [
    {
      path: `${model.name}/plan.md`,
      title: `Implementation plan: ${model.name}`,
      purpose: "From nothing to handover: phases, commands, what must be seen after each, and the way back.",
      text: [
        pageHead(`Implementation plan: ${model.name}`),
        introduction(model),
        phasesTable(phases),
        ...phases.flatMap(phaseSection),
      ]
        .join("\n\n")
        .concat("\n"),
    },
  ];
};

const introduction = ({ installations, name }: Model): string =>
  `How \`${name}\` comes to life${installations.map(({ cluster }) => ` on the cluster ${code(cluster.name)}`).join("")}. A phase begins when the one before is seen to be done. How long each takes depends on who must be asked; only waiting for Helm is bounded, by the timeout of each release (ten minutes unless the environment says otherwise). Commands are typed in the folder of the project.`;
