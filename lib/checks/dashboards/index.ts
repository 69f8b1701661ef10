/** Checks of dashboards: that everything in them is asked right, is there, is named and leads somewhere. */
import type { Check } from "../check";
import { alertLinkChecks } from "./alerts";
import { identityChecks } from "./identity";
import { labelNotInResult } from "./labels";
import { layoutChecks } from "./layout";
import { sameLegend } from "./legends";
import { linkChecks } from "./links";
import { panelPartChecks } from "./panel-parts";
import { queryCost } from "./query-cost";
import { rateInterval } from "./rate-interval";
import { recordingChecks } from "./recordings";
import { sizeChecks } from "./size";
import { unknownThreshold } from "./thresholds";
import { wrongUnit } from "./units";
import { variableChecks } from "./variables";

export { windowsOf } from "./alert-windows";

export const dashboardChecks: readonly Check[] = [
  ...panelPartChecks,
  rateInterval,
  ...recordingChecks,
  labelNotInResult,
  sameLegend,
  ...variableChecks,
  ...linkChecks,
  unknownThreshold,
  ...layoutChecks,
  ...identityChecks,
  ...sizeChecks,
  queryCost,
  wrongUnit,
  ...alertLinkChecks,
];
