/** Checks of log pipelines. */
import type { Check } from "../check";
import { bufferSize, chunkKey, givesUp, inMemory, overflow, retry } from "./buffers";
import { unknownDirective, unknownParameter, unknownPlugin } from "./directives";
import { unknownField } from "./fields";
import { notKept, readTwice } from "./files";
import { losesLines } from "./losses";
import { noMetadata } from "./metadata";
import { missingParameter } from "./missing";
import { duplicateId, noId, sharedFile, sharedPort } from "./names";
import { unboundedLabel, unverified } from "./outputs";
import { notRun, patternCheck, withoutGroups } from "./patterns";
import { circle, duplicateLabel, labelUnreached, noMatch, swallowed, tagMismatch, unknownLabel } from "./routes";
import { clearText, plainPassword } from "./secrets";
import { noMetrics, noPosition, openDoor, ownLogs, workers } from "./sources";
import { wrongValue } from "./values";
import { unsetVariable } from "./variables";

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
  notKept,
  readTwice,
  losesLines,
  noMetadata,
  unknownField,
  ownLogs,
  openDoor,
  noMetrics,
  workers,
  unboundedLabel,
  plainPassword,
  unverified,
  clearText,
  unsetVariable,
  patternCheck,
  withoutGroups,
  notRun,
];
