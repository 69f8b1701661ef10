/** An objective as it was understood: data from which the objective is made, and the source that a person keeps. */
import type { BurnLevel, SliUnit, SloWindow } from "../../model";
import type { RangedQuery } from "./ranged-query";

export type ImportedSli =
  | {
      readonly kind: "availability";
      readonly total: string;
      /** Which of the two is counted. */
      readonly part: "bad" | "good";
      readonly counted: string;
      readonly unit: "requests" | "events";
      readonly badMeans?: string;
    }
  | { readonly kind: "bounds"; readonly gauge: string; readonly bound: "atMost" | "atLeast"; readonly value: number }
  | { readonly kind: "probe"; readonly probe: string }
  | {
      readonly kind: "raw";
      readonly total: RangedQuery;
      readonly bad: RangedQuery;
      readonly unit: SliUnit;
      readonly badMeans?: string;
    }
  | {
      readonly kind: "composite";
      /** Names of objectives that stand before it. */
      readonly parts: readonly { readonly slo: string; readonly weight: number }[];
    };

/** An indicator, and the labels by whose values there is an objective of its own. */
export interface Indicator {
  readonly sli: ImportedSli;
  readonly groupBy: readonly string[];
}

export interface ImportedObjective {
  readonly name: string;
  readonly service: string;
  readonly description: string;
  readonly owner?: string;
  /** `99.9%` */
  readonly objective: string;
  readonly window: SloWindow;
  readonly indicator: Indicator;
  /** Undefined for the usual ones of its window. */
  readonly levels?: readonly BurnLevel[];
  /** `slos.yaml:12` */
  readonly place: string;
}

/** An objective before it has a name of ours, which all objectives of a run share out among them. */
export type UnnamedObjective = Omit<ImportedObjective, "name" | "indicator"> & {
  /** As the file has it. */
  readonly called: string;
  /** What tells several objectives of one name apart: `99p9`. */
  readonly suffix?: string;
  readonly indicator: Indicator | Journey;
};

/** An indicator that is made of other objectives of the same file. */
interface Journey {
  readonly parts: readonly { readonly objective: UnnamedObjective; readonly weight: number }[];
}
