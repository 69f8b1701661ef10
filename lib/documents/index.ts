/** What people read about the product, written from the objects that it is made of. */
export { generatedDocuments } from "./generated";
export {
  isPaged,
  reachesHeartbeat,
  reachesPeople,
  whoIsTold,
  type Destination,
  type Told,
  type ToldAlert,
} from "./who-is-told";
export {
  afterLastSample,
  slosOf,
  type AlertFacts,
  type Budget,
  type LevelFacts,
  type RecordedFacts,
  type SloFacts,
} from "./slo-facts";
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
export { correctnessPage, correctnessSituations, type Answers } from "./slo-correctness";
export { troubleRow } from "./slo-page";
