/** What the checks of routing cost, and how often an alert's ways are worked out. */
import { routingChecks } from "../../../lib/checks";
import { contentOf } from "../../../lib/checks/content/content";
import { findings } from "../../../lib/checks/check";
import { labelsOf } from "../../../lib/query";
import { shippedPacks } from "../../../lib/packs";
import { production, reference } from "./seeded/reference";

/** Of the processor; several times what they need once they are warm. */
const MOST_MILLISECONDS = 600;

test("three environments with all packs are judged in a moment", () => {
  const models = Array.from({ length: 3 }, () => production(reference, {}, shippedPacks()));
  // What other checks need as well.
  for (const each of models) {
    const { alerts, world } = contentOf(each);
    for (const { node } of alerts) if (node !== undefined) labelsOf(node, world);
  }
  const begin = process.cpuUsage();
  expect(findings(routingChecks, models)).toEqual([]);
  const { user, system } = process.cpuUsage(begin);
  const milliseconds = (user + system) / 1_000;
  console.info(`routing checks of three environments: ${milliseconds.toFixed(0)} ms`);
  expect(milliseconds).toBeLessThan(MOST_MILLISECONDS);
});
