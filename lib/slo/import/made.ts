/** Objectives made from what was understood of a file. */
import { ConfigurationError, promqlText, type Sli, type Slo } from "../../model";
import { availability } from "../sli/availability";
import { composite } from "../sli/composite";
import { probeSuccess } from "../sli/probe";
import { raw } from "../sli/raw";
import { bounds } from "../sli/time";
import { slo } from "../slo";
import type { ImportedObjective, ImportedSli } from "./imported";
import type { Report } from "./report";
import { filledIn } from "./ranged-query";

/** Parts of a journey stand before it. What our own rules for objectives refuse is reported at its line. */
export const madeOf = (objectives: readonly ImportedObjective[], report: Report): readonly Slo[] =>
  objectives.reduce<readonly Slo[]>((made, objective) => {
    try {
      return [...made, sloOf(objective, made)];
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      for (const { check, path, problem, mend } of error.findings)
        report.refuse(check, objective.place, `${path.replace(/^slos\./, "")} ${problem}`, mend);
      return made;
    }
  }, []);

const sloOf = (
  { indicator: { sli, groupBy }, levels, place, ...props }: ImportedObjective,
  before: readonly Slo[],
): Slo => ({
  ...slo({ ...props, sli: sliOf(sli, before), groupBy, alerting: { levels } }),
  place,
});

const sliOf = (sli: ImportedSli, before: readonly Slo[]): Sli => {
  switch (sli.kind) {
    case "availability": {
      const { unit, badMeans } = sli;
      const [total, counted] = [promqlText(sli.total), promqlText(sli.counted)];
      return availability({ total, ...(sli.part === "bad" ? { bad: counted } : { good: counted }), unit, badMeans });
    }
    case "bounds": {
      const gauge = promqlText(sli.gauge);
      return bounds(sli.bound === "atMost" ? { gauge, atMost: sli.value } : { gauge, atLeast: sli.value });
    }
    case "probe":
      return probeSuccess({ probe: promqlText(sli.probe) });
    case "raw": {
      const { total, bad, unit, badMeans } = sli;
      return raw({ total: (range) => filledIn(total, range), bad: (range) => filledIn(bad, range), unit, badMeans });
    }
    case "composite":
      return composite({
        parts: sli.parts.flatMap(({ slo: name, weight }) =>
          before.filter((each) => each.name === name).map((each) => ({ slo: each, weight })),
        ),
      });
  }
};
