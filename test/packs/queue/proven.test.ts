/** The pack of queues, proven with thresholds and waits that an installation may set, and about one consumer that a team has registered. */
import { contentChecks, modelWith } from "../../../lib/checks";
import { hours, minutes, pack, type AlertOverrides } from "../../../lib/model";
import { queue, queueAlerts, queuePack } from "../../../lib/packs/queue";
import { eachNarrowed, registered } from "../../../lib/packs/registered";
import { formatProofFindings, prove } from "../../../lib/testing";
import { describeWith, tool } from "../../proof/tool";

const MAILER = { namespace: "crm", service: "mailer" };
const own = pack("mailer", {
  metrics: queue,
  recordingRules: [registered({ ...MAILER, team: "crm", kind: "queue" })],
  alerts: eachNarrowed(queueAlerts, MAILER),
});

const overrides: readonly AlertOverrides[] = [
  {
    QueueWithoutConsumer: { for: minutes(0) },
    QueueStuck: { parameters: { messages: 20 }, for: minutes(0) },
    QueueMessagesOld: { parameters: { age: minutes(1) }, for: minutes(0) },
    QueueBacklogGrowing: { parameters: { growth: 0.05, messages: 0 }, for: minutes(0) },
    QueueMessagesFailing: { parameters: { failedRatio: 0.5, failuresPerSecond: 0 }, for: minutes(0) },
    QueueDeadLetters: { parameters: { messages: 12 }, for: minutes(10) },
  },
  {
    QueueWithoutConsumer: { for: minutes(20) },
    QueueStuck: { for: hours(2) },
    QueueMessagesOld: { parameters: { age: hours(6) }, for: minutes(30) },
    QueueBacklogGrowing: { parameters: { growth: 1, messages: 5000 }, for: hours(2) },
    QueueMessagesFailing: { parameters: { failedRatio: 0.01, failuresPerSecond: 2 }, for: hours(1) },
    QueueDeadLetters: { parameters: { messages: 0 }, for: hours(1) },
  },
];

test("checks find nothing to mend, whether or not a consumer is registered", () => {
  const found = [[queuePack()], [queuePack(), own]]
    .map((packs) => modelWith(packs))
    .flatMap((model) => contentChecks.flatMap(({ id, find }) => [...find(model)].map(({ path }) => `${id} ${path}`)));
  expect(found).toEqual([]);
});

describeWith(["promtool"], "promtool", () => {
  test.each(overrides.map((each, index) => [index, each] as const))(
    "proves every alert after its thresholds and waits were set anew (%i)",
    async (_, each) => {
      expect(Object.keys(each).sort()).toEqual(queueAlerts.map(({ name }) => name).sort());
      const { findings } = await prove(queuePack(), {
        promtool: tool("promtool"),
        mutants: false,
        deployment: { overrides: each },
      });
      expect(formatProofFindings(findings)).toBe("");
    },
    120_000,
  );

  test("proves the alerts of one consumer", async () => {
    const { findings } = await prove(own, { promtool: tool("promtool"), with: [queuePack()] });
    expect(formatProofFindings(findings)).toBe("");
  }, 120_000);
});
