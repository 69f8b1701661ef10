/** The objectives of an environment. */
import { isTooLong } from "../links";
import type { Documented, Page } from "../page";
import { slosOf } from "./slo-facts";
import { sloPage, slosPage } from "./slo-page";

export {
  afterLastSample,
  slosOf,
  type AlertFacts,
  type Budget,
  type LevelFacts,
  type RecordedFacts,
  type SloFacts,
} from "./slo-facts";
export { troubleRow } from "./slo-page";
export { type TroubleFacts } from "./slo-troubles";
export {
  badText,
  budgetText,
  callText,
  evaluationText,
  outageText,
  HOW_TO_READ,
  promiseText,
  serviceText,
  shareText,
  speedText,
  timeText,
  trafficText,
} from "./slo-words";

/** None where nothing is promised. */
export const sloPages = ({ model }: Documented): readonly Page[] => {
  const whole = slosPage(model);
  if (whole === "") return [];
  const apart = isTooLong(whole);
  return [
    {
      path: `${model.name}/slos.md`,
      title: `Objectives: ${model.name}`,
      purpose:
        "What is promised, how much of it may fail, when who is told, and what is done when the budget is spent.",
      text: apart ? slosPage(model, apart) : whole,
    },
    ...(apart ? slosOf(model) : []).map((facts) => ({
      path: `${model.name}/slos/${facts.slo.name}.md`,
      title: `Objective ${facts.slo.name}: ${model.name}`,
      purpose: `The figures of ${facts.slo.name}.`,
      text: sloPage(facts, model),
    })),
  ];
};
