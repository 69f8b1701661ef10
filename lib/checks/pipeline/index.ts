/** Checks of log pipelines. */
import type { Check } from "../check";
import { bufferSize, chunkKey, givesUp, inMemory, overflow, retry } from "./buffers";
import { missingParameter, unknownDirective, unknownParameter, unknownPlugin } from "./directives";
import { duplicateId, noId, sharedFile, sharedPort } from "./names";
import { clearText, plainPassword, unboundedLabel, unverified } from "./outputs";
import { notRun, patternCheck, withoutGroups } from "./patterns";
import { circle, duplicateLabel, labelUnreached, noMatch, swallowed, tagMismatch, unknownLabel } from "./routes";
import { noMetrics, noPosition, openDoor, ownLogs, workers } from "./sources";
import { wrongValue } from "./values";

export const pipelineChecks: readonly Check[] = [
  unknownDirective,
  unknownPlugin,
  unknownParameter,
  missingParameter,
  wrongValue,
  unknownLabel,
  duplicateLabel,
  labelUnreached,
  noMatch,
  swallowed,
  tagMismatch,
  circle,
  duplicateId,
  noId,
  sharedFile,
  sharedPort,
  inMemory,
  overflow,
  retry,
  givesUp,
  bufferSize,
  chunkKey,
  noPosition,
  ownLogs,
  openDoor,
  noMetrics,
  workers,
  unboundedLabel,
  plainPassword,
  unverified,
  clearText,
  patternCheck,
  withoutGroups,
  notRun,
];
