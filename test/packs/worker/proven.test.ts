/** The pack of background jobs, proven with thresholds and waits that an installation may set, and about one worker that a team has registered. */
import { contentChecks, modelWith } from "../../../lib/checks";
import { days, hours, minutes, pack, weeks, type AlertOverrides } from "../../../lib/model";
import { eachNarrowed, registered } from "../../../lib/packs/registered";
import { worker, workerAlerts, workerPack } from "../../../lib/packs/worker";
import { formatProofFindings, prove } from "../../../lib/testing";
import { describeWith, tool } from "../../proof/tool";

const EXPORTER = { namespace: "crm", service: "exporter" };
const own = pack("exporter", {
  metrics: worker,
  recordingRules: [registered({ ...EXPORTER, team: "crm", kind: "worker" })],
  alerts: eachNarrowed(workerAlerts({ retention: days(3) }), EXPORTER),
});

const overrides: readonly AlertOverrides[] = [
  {
    WorkerStalled: { for: minutes(0) },
    WorkerJobsFailing: { parameters: { failedRatio: 0.5, failuresPerSecond: 0 }, for: minutes(0) },
    WorkerNoSuccess: { parameters: { age: hours(1) }, for: minutes(0) },
    WorkerJobsSlow: { parameters: { p95Seconds: 2, jobsPerSecond: 5 }, for: minutes(0) },
    WorkerNothingProcessed: { parameters: { jobsPerSecond: 3 }, for: minutes(0) },
  },
  {
    WorkerStalled: { for: hours(3) },
    WorkerJobsFailing: { parameters: { failedRatio: 0.01, failuresPerSecond: 0.5 }, for: hours(1) },
    WorkerNoSuccess: { parameters: { age: hours(24) }, for: minutes(30) },
    WorkerJobsSlow: { parameters: { p95Seconds: 8000, jobsPerSecond: 0 }, for: hours(1) },
    WorkerNothingProcessed: { parameters: { jobsPerSecond: 0 }, for: hours(2) },
  },
];

describe("what is done no more is compared with", () => {
  test.each([
    ["last week, where nothing is said", {}, weeks(1)],
    ["yesterday, where only days are kept", { retention: days(3) }, days(1)],
  ])("%s", (_, props, ago) => {
    const found = workerAlerts(props).find(({ name }) => name === "WorkerNothingProcessed");
    expect(found?.parameters).toMatchObject({ ago });
  });
});

test("checks find nothing to mend, whether or not a worker is registered", () => {
  const found = [[workerPack()], [workerPack(), own]]
    .map((packs) => modelWith(packs))
    .flatMap((model) => contentChecks.flatMap(({ id, find }) => [...find(model)].map(({ path }) => `${id} ${path}`)));
  expect(found).toEqual([]);
});

describeWith(["promtool"], "promtool", () => {
  test.each(overrides.map((each, index) => [index, each] as const))(
    "proves every alert after its thresholds and waits were set anew (%i)",
    async (_, each) => {
      expect(Object.keys(each).sort()).toEqual(
        workerAlerts()
          .map(({ name }) => name)
          .sort(),
      );
      const { findings } = await prove(workerPack({ retention: days(3) }), {
        promtool: tool("promtool"),
        mutants: false,
        deployment: { overrides: each },
      });
      expect(formatProofFindings(findings)).toBe("");
    },
    120_000,
  );

  test("proves the alerts of one worker", async () => {
    const { findings } = await prove(own, { promtool: tool("promtool"), with: [workerPack()] });
    expect(formatProofFindings(findings)).toBe("");
  }, 120_000);
});
