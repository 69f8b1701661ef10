/** The tests of what is recorded of an objective, computed from the objective alone. */
import { minutes, type Duration, type RecordTest, type Slo } from "../../model";
import type { Draft } from "../recordings";
import { objectiveOf } from "../slo";
import { budgetTests } from "./record-budget";
import { clockTests } from "./record-calendar";
import { rateTests } from "./record-rates";
import { recordTest } from "./record-test";
import { hourTests, periodTests, windowTests } from "./record-windows";

export const recordTests = (slo: Slo, { role }: Draft, scrapeInterval: Duration): readonly RecordTest[] => {
  switch (role.is) {
    case "total":
      return rateTests(slo, "all", scrapeInterval);
    case "bad":
      return rateTests(slo, "bad", scrapeInterval);
    case "ratio":
      return role.window === "period" ? budgetTests(slo, "ratio") : windowTests(slo, "ratio", role.window);
    case "events":
      return role.window === "period" ? periodTests(slo, "all") : windowTests(slo, "all", role.window);
    case "bad-events":
      return role.window === "period" ? periodTests(slo, "bad") : windowTests(slo, "bad", role.window);
    case "hour":
      return hourTests(slo, role.of);
    case "objective":
      return [always("the share that is promised", objectiveOf(slo).toNumber())];
    case "level":
      return [always("the burn rate of the level", role.burnRate)];
    case "info":
      return [always("1, whatever happens", 1)];
    case "local-time":
    case "period":
    case "elapsed":
      return clockTests(slo, role.is);
    default:
      return budgetTests(slo, role.is);
  }
};

const always = (title: string, value: number): RecordTest =>
  recordTest({ title, interval: minutes(1), at: minutes(0), given: () => [], expect: () => [{ labels: {}, value }] });
