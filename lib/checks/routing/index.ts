/** Checks of who is told of which alert. */
import type { Check } from "../check";
import { deadMansSwitch } from "./dead-mans-switch";
import { groupBy, groupByLabel } from "./group-by";
import { inhibitionHidesPage, inhibitionNever } from "./inhibition";
import { intervalAlways, intervalNever, intervalOver, neverTells } from "./intervals";
import { unknownInterval, unknownReceiver, unusedInterval, unusedReceiver } from "./names";
import { claimedTwice } from "./claimed-twice";
import { criticalWithoutPage, pageMuted } from "./pages";
import { regex } from "./regex";
import { root } from "./root";
import { template } from "./template";
import { testFailed } from "./test-failed";
import { repeatBeyondRetention, timing } from "./timing";
import { pagedTooSeldom, tellsTooBriefly, toldTooSeldom } from "./too-seldom";
import { emptyReceiver, onlyDefault } from "./told";
import { twoOwners } from "./two-owners";
import { absentLabel, unknownLabel } from "./unknown-label";
import { shadowed, unmatched, unreachable } from "./unreachable";

export const routingChecks: readonly Check[] = [
  root,
  unknownReceiver,
  unusedReceiver,
  emptyReceiver,
  onlyDefault,
  regex,
  unknownLabel,
  absentLabel,
  unreachable,
  shadowed,
  unmatched,
  groupBy,
  groupByLabel,
  timing,
  repeatBeyondRetention,
  unknownInterval,
  unusedInterval,
  intervalNever,
  intervalOver,
  intervalAlways,
  neverTells,
  tellsTooBriefly,
  pagedTooSeldom,
  toldTooSeldom,
  template,
  criticalWithoutPage,
  pageMuted,
  deadMansSwitch,
  twoOwners,
  claimedTwice,
  inhibitionHidesPage,
  inhibitionNever,
  testFailed,
];
