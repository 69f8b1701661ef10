/** Checks of the queries that packs bring: whether they can be read, and whether they say what their author means. */
import type { Check } from "../../check";
import { templateSyntax, valueWithoutUnit } from "../templates/texts";
import { noBucket } from "./buckets";
import { counterRaw } from "./counter-raw";
import { quantileWithoutBuckets, quantileWithoutLe } from "./quantiles";
import { beyondRetention, shortRange } from "./ranges";
import { rateOfSum, rateOnGauge } from "./rates";
import { needlessAnchor, needlessRegex } from "./regexes";
import { logqlSyntax, promqlSyntax } from "./syntax";
import { unknownMetric } from "./unknown-metric";

export const promqlChecks: readonly Check[] = [
  promqlSyntax,
  logqlSyntax,
  unknownMetric,
  counterRaw,
  rateOnGauge,
  rateOfSum,
  shortRange,
  beyondRetention,
  needlessAnchor,
  needlessRegex,
  noBucket,
  quantileWithoutLe,
  quantileWithoutBuckets,
  templateSyntax,
  valueWithoutUnit,
];
