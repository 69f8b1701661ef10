/** Checks of rules as a whole: names, groups, order, who reads what. */
import type { Check } from "../../check";
import { circular } from "./circular";
import { computedTwice, duplicateRule } from "./duplicate";
import { evaluationOrder } from "./evaluation-order";
import { duplicateGroup, groupInterval } from "./groups";
import { labelConflict } from "./label-conflict";
import { metricConflict } from "./metric-conflict";
import { recordingName } from "./recording-name";
import { missingRecording, nobodyReads } from "./recordings-read";

export const ruleChecks: readonly Check[] = [
  duplicateRule,
  computedTwice,
  duplicateGroup,
  groupInterval,
  metricConflict,
  missingRecording,
  nobodyReads,
  evaluationOrder,
  circular,
  recordingName,
  labelConflict,
];
