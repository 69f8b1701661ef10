/** The tests of an objective's alerts, computed from the objective alone. */
import type { BurnLevel, Duration, Slo } from "../../model";
import type { AlertTests } from "../alerts";
import { thresholdOf } from "../burn-levels";
import { allowedOf } from "../slo";
import { missingDataTests } from "./missing-data-tests";
import { outageTests } from "./outage-tests";
import { sceneOf } from "./scene";
import { thresholdTests } from "./threshold-tests";

export const alertTests = (slo: Slo, scrapeInterval: Duration): AlertTests => ({
  burn: (level) => [
    ...thresholdTests(slo, level),
    ...(slo.sli.series === undefined || !canFire(slo, level) ? [] : outageTests(sceneOf(slo, level, scrapeInterval))),
  ],
  missingData: () => missingDataTests(slo, scrapeInterval),
});

/** No share of events is larger than all of them. Checks refuse such a level. */
const canFire = (slo: Slo, level: BurnLevel): boolean => {
  const threshold = thresholdOf(level, allowedOf(slo)).toNumber();
  return threshold > 0 && threshold < 1;
};
