/** The evaluator against Alertmanager itself: generated configurations, each with alerts that fire in a process of its own. */
import { samples, SEED } from "../terraform/hostile";
import { describeWith } from "../tool";
import { casesAround, type Case } from "./cases";
import { caseText, disagreements } from "./judge";
import { listen, type Listener } from "./listener";
import { observe, type Observed } from "./outcome";
import { smallest } from "./smaller";

const CASES = 80;
/** They mostly wait. */
const AT_ONCE = 16;

describeWith(["alertmanager"], "Alertmanager", () => {
  let listener: Listener;
  let observed: readonly Observed[];
  let cases: readonly Case[];

  beforeAll(async () => {
    listener = await listen();
    cases = samples(casesAround(new Date()), CASES);
    observed = await inTurns(cases, (each) => observe(each, listener));
  }, 120_000);
  afterAll(() => listener.stop());

  test(`does with alerts what the evaluator says, in ${CASES} generated cases`, async () => {
    const failing = cases.find((each, index) => {
      const seen = observed[index];
      return seen === undefined || disagreements(each, seen).length > 0;
    });
    if (failing !== undefined) throw new Error(await complaint(failing, listener));
    const alerts = observed.flatMap((each) => each.alerts);
    const groups = observed.flatMap((each) => each.groups);
    const told = observed.flatMap((each) => each.notifications);
    const counts = {
      inhibited: alerts.filter(({ inhibited }) => inhibited).length,
      muted: groups.filter(({ mutedBy }) => mutedBy.length > 0).length,
      told: told.length,
      together: told.filter((each) => each.alerts.length > 1).length,
    };
    process.stdout.write(
      `Alertmanager: agrees in ${CASES} cases with ${alerts.length} alerts, ${counts.inhibited} of them inhibited, and ` +
        `${groups.length} groups, ${counts.muted} muted, ${counts.told} told (${counts.together} of several alerts). SEED=${SEED}\n`,
    );
    // Fewer would prove little.
    expect(Object.values(counts).filter((count) => count < 10)).toEqual([]);
  }, 120_000);

  test("is seen to disagree when a receiver, a group, an inhibition or a muting is other than it says", () => {
    const wrong = cases.slice(0, 15).flatMap((each, index) => {
      const seen = observed[index];
      return seen === undefined ? [] : spoiled(seen).map((spoilt) => disagreements(each, spoilt).length);
    });
    expect(wrong.length).toBeGreaterThan(45);
    expect(wrong).not.toContain(0);
  });
});

/** Some at a time, in order. */
const inTurns = async <T, U>(values: readonly T[], work: (value: T) => Promise<U>): Promise<readonly U[]> => {
  const results: U[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < values.length; index = next++) {
      const value = values[index];
      if (value !== undefined) results[index] = await work(value);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
};

/** Makes the case as small as time allows, and says all that is needed to understand it. */
const complaint = async (failing: Case, listener: Listener): Promise<string> => {
  const problems = async (each: Case) => disagreements(each, await observe(each, listener));
  const fails = async (each: Case) => (await problems(each)).length > 0;
  const small = await smallest(failing, fails, new Date(Date.now() + 60_000), AT_ONCE);
  return [`SEED=${SEED}`, ...(await problems(small)), "", caseText(small)].join("\n");
};

/** What Alertmanager has done, with one thing changed. */
const spoiled = (seen: Observed): readonly Observed[] => {
  const [alert, ...alerts] = seen.alerts;
  const [group, ...groups] = seen.groups;
  const [notification, ...notifications] = seen.notifications;
  return [
    ...(alert === undefined
      ? []
      : [
          { ...seen, alerts: [{ ...alert, inhibited: !alert.inhibited }, ...alerts] },
          { ...seen, alerts: [{ ...alert, receivers: [...alert.receivers, "another"] }, ...alerts] },
        ]),
    ...(group === undefined
      ? []
      : [
          { ...seen, groups },
          { ...seen, groups: [{ ...group, mutedBy: [...group.mutedBy, "always"] }, ...groups] },
        ]),
    ...(notification === undefined ? [] : [{ ...seen, notifications }]),
  ];
};
