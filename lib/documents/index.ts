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
  badText,
  budgetText,
  callText,
  evaluationText,
  HOW_TO_READ,
  outageText,
  promiseText,
  serviceText,
  shareText,
  slosOf,
  speedText,
  timeText,
  trafficText,
  troubleRow,
  type AlertFacts,
  type Budget,
  type LevelFacts,
  type RecordedFacts,
  type SloFacts,
  type TroubleFacts,
} from "./slos";
export { correctnessPage, correctnessSituations, type Answers } from "./slo-correctness";
