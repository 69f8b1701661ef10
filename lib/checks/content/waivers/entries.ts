/** What can be wrong with a waiver, each with its reason and its examples. */
import type { Model, Waiver } from "../../../model";
import type { CheckEntry } from "../../check";
import { EXAMPLE_DAY, exampleRecording, modelWith, modelWithRules } from "../example";

/** A recording that nobody reads, so that there is something to waive. */
const waived = (waiver: Partial<Waiver>): Model =>
  modelWithRules({
    recordingRules: [
      exampleRecording("service:shop_queue_length:sum", "sum by (service) (shop_queue_length)", {
        waivers: [
          {
            check: "rule/nobody-reads",
            reason: "The dashboards that read it come with the next release.",
            until: EXAMPLE_DAY,
            ...waiver,
          },
        ],
      }),
    ],
  });

export const waiverUnknownCheck: CheckEntry = {
  id: "waiver/unknown-check",
  severity: "error",
  reason:
    "A waiver of a check that does not exist waives nothing: somebody believes that a finding is known and accepted.",
  examples: () => ({
    passing: [waived({})],
    failing: [waived({ check: "rule/nobody-read" }), waived({ check: "input/missing" })],
  }),
};

export const waiverMalformed: CheckEntry = {
  id: "waiver/malformed",
  severity: "error",
  reason: "An exception that gives no reason and no end outlives everybody who knew why it was made.",
  examples: () => ({
    passing: [waived({})],
    failing: [waived({ reason: "" }), waived({ until: "next spring" }), waived({ until: "2999-12-31" })],
  }),
};

export const waiverExpired: CheckEntry = {
  id: "waiver/expired",
  severity: "error",
  reason:
    "A waiver is a promise to mend something by a day. When the day is over, the finding is back, and the waiver is to be judged anew.",
  examples: () => ({
    passing: [waived({}), waived({ until: "2027-12-31" })],
    failing: [waived({ until: "2026-12-31" })],
  }),
};

export const waiverUnused: CheckEntry = {
  id: "waiver/unused",
  severity: "warning",
  reason: "What it waived is mended. Left where it is, it would hide the same mistake when somebody makes it again.",
  examples: () => ({
    passing: [waived({})],
    failing: [
      waived({ check: "rule/recording-name" }),
      modelWith([], {
        waivers: [
          {
            check: "rule/nobody-reads",
            path: "example.packs.warehouse",
            reason: "The pack is new.",
            until: EXAMPLE_DAY,
          },
        ],
      }),
    ],
  }),
};

export const waiverChecks: readonly CheckEntry[] = [waiverUnknownCheck, waiverMalformed, waiverExpired, waiverUnused];
