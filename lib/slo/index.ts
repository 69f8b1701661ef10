/** Objectives of service levels: written in a few lines, computed into rules, and proven. */
export { sloSchema } from "./slo-schema";
export { slo, allowedOf, objectiveOf, type SloProps } from "./slo";
export { sloPack, type SloPackProps } from "./slo-pack";
export {
  calendarDay,
  calendarMonth,
  calendarQuarter,
  calendarWeek,
  calendarYear,
  lookBack,
  nominalLength,
  windowLabel,
  windowText,
} from "./window";
export { BASE_RANGE, baseRange, budgetShare, defaultLevels, thresholdOf } from "./burn-levels";
export { availability, type AvailabilityProps } from "./sli/availability";
export { latency, type LatencyProps } from "./sli/latency";
export { bounds, freshness, queueAge, throughputFloor } from "./sli/time";
export { probeSuccess } from "./sli/probe";
export { raw, type RawProps, type RawRange } from "./sli/raw";
export { composite, type CompositeProps } from "./sli/composite";
export { decimalText, exact, percentage, percentText } from "./decimal";
export { burnAlertName, missingDataAlertName } from "./alert-names";
export * as recordedNames from "./names";
export { endsAfter, firesAfter, type Trouble } from "./clock";
export { sloCost, type SloCost } from "./cost";
export type { Decimal } from "./decimal";
export { importedSource, importSlos, type ImportedSlos, type ImportOptions, type SloFile } from "./import/import-slos";
