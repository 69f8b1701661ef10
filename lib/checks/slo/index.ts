/** Checks of objectives: what an environment, a contract or other objectives make of them. What is wrong with one by itself, `slo` refuses. */
import type { Check } from "../check";
import { levelOrder, neverFires, slowBurn, tooLate, untoldBurn } from "./burn";
import { missingLabel, otherLabels } from "./labels";
import { interpolated, noBucket, noHistogram } from "./latency";
import { metricType, noDifference, unit, unknownMetric, unproven } from "./metrics";
import { alertNameTaken, duplicateObjective } from "./names";
import { partLabels, partMissing, partRange, partUnit } from "./parts";
import { minimumEvents, traffic } from "./traffic";
import { beyondRetention, scrapeGap, scrapeInterval } from "./windows";

export const sloChecks: readonly Check[] = [
  neverFires,
  tooLate,
  slowBurn,
  levelOrder,
  untoldBurn,
  beyondRetention,
  scrapeInterval,
  scrapeGap,
  noHistogram,
  noBucket,
  interpolated,
  traffic,
  minimumEvents,
  missingLabel,
  otherLabels,
  unknownMetric,
  metricType,
  unit,
  noDifference,
  duplicateObjective,
  alertNameTaken,
  partMissing,
  partLabels,
  partUnit,
  partRange,
  unproven,
];
