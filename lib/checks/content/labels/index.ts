/** Checks of what expressions give: which labels their series carry, whether sides find each other, whether values are possible. */
import type { Check } from "../../check";
import { constant } from "./constant";
import { divisionByZero } from "./division-by-zero";
import { droppedLabel } from "./dropped-label";
import { fragile } from "./fragile";
import { groupLabelMissing } from "./group-label-missing";
import { impossible } from "./impossible";
import { impossibleValue } from "./impossible-value";
import { labelNotInResult } from "./label-not-in-result";
import { manyToMany } from "./many-to-many";
import { neverMatches } from "./never-matches";
import { noCondition } from "./no-condition";
import { routingLabelDropped } from "./routing-label-dropped";
import { unknownLabel } from "./unknown-label";
import { valueInLabel } from "./value-in-label";

export const labelChecks: readonly Check[] = [
  unknownLabel,
  impossibleValue,
  droppedLabel,
  groupLabelMissing,
  neverMatches,
  manyToMany,
  labelNotInResult,
  valueInLabel,
  routingLabelDropped,
  noCondition,
  constant,
  impossible,
  divisionByZero,
  fragile,
];
