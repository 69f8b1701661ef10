/** The pack of the business, proven with thresholds and waits that an installation may set, and where Prometheus keeps days only. */
import { days, hours, minutes, plus, weeks, type AlertOverrides } from "../../../lib/model";
import { businessPack } from "../../../lib/packs/business";
import { prove } from "../../../lib/testing";
import { describeWith, tool } from "../../proof/tool";

describe("figures are compared with those of", () => {
  test.each([
    ["the last two weeks, where nothing is said", undefined, weeks(1)],
    ["the last two weeks, where they just fit in", { retention: plus(weeks(2), hours(1)) }, weeks(1)],
    ["the last two days, where two weeks are just too long", { retention: weeks(2) }, days(1)],
  ])("%s", (_, props, ago) => {
    for (const { parameters } of businessPack(props).alerts) expect(parameters).toMatchObject({ ago });
  });
});

test("money of different currencies is never summed", () => {
  const { recordingRules } = businessPack();
  const ofMoney = recordingRules.filter(({ unit }) => unit === "cents");
  expect(ofMoney.length).toBeGreaterThan(0);
  for (const { name } of ofMoney) expect(name).toMatch(/^\w*currency:/);
});

const overrides = {
  BusinessRegistrationsDropped: { parameters: { remaining: 0.2, registrationsPerHour: 5 }, for: minutes(0) },
  BusinessRevenueDropped: { parameters: { remaining: 0.8, revenuePerHour: 100_000 }, for: hours(2) },
  BusinessActiveUsersDropped: { parameters: { remaining: 0.9, users: 10 }, for: minutes(10) },
} satisfies AlertOverrides;

describeWith(["promtool"], "promtool", () => {
  test("proves every alert after its thresholds and waits were set anew", async () => {
    const pack = businessPack({ retention: days(3) });
    expect(Object.keys(overrides).sort()).toEqual(pack.alerts.map(({ name }) => name).sort());
    const { findings } = await prove(pack, { promtool: tool("promtool"), mutants: false, deployment: { overrides } });
    expect(findings).toEqual([]);
  }, 120_000);
});
