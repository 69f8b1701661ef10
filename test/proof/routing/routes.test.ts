/** The evaluator against amtool: generated trees and alerts, each alert's receivers in the same order. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { renderConfiguration, routesOf } from "../../../lib/routing";
import { SEED } from "../terraform/hostile";
import { describeWith } from "../tool";
import { receiversOfAll, yamlText } from "./amtool";
import { ALERTS, routingCase, type Case } from "./generated-trees";

const TREES = 140;

/** What the alerts met, to see that they have not all stopped at the root. */
class Tally {
  readonly depths = new Map<number, number>();
  readonly receivers = new Map<number, number>();
  readonly operators = new Map<string, number>();
  agreed = 0;

  count({ configuration, alerts }: Case): void {
    for (const labels of alerts) {
      const routes = routesOf(configuration, labels);
      this.agreed += 1;
      add(this.depths, Math.max(...routes.map(({ ancestors }) => ancestors.length)));
      add(this.receivers, Math.min(routes.length, 5));
      for (const { route, ancestors } of routes)
        for (const { operator } of [...ancestors, route].flatMap(({ matchers }) => matchers))
          add(this.operators, operator);
    }
  }

  report(): string {
    const shown = (counts: ReadonlyMap<string | number, number>) =>
      [...counts]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, count]) => `${key}: ${count}`)
        .join(", ");
    return [
      `amtool agrees with the evaluator on ${this.agreed} alerts (SEED=${SEED})`,
      `  depth of the deepest route taken  ${shown(this.depths)}`,
      `  routes that take the alert        ${shown(this.receivers)} (5: or more)`,
      `  matchers that hold on the way     ${shown(this.operators)}`,
      "",
    ].join("\n");
  }
}

const add = <K>(counts: Map<K, number>, key: K): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

const share = (counts: ReadonlyMap<number, number>, wanted: (key: number) => boolean): number => {
  const sum = (entries: readonly (readonly [number, number])[]) =>
    entries.reduce((total, [, count]) => total + count, 0);
  return sum([...counts].filter(([key]) => wanted(key))) / sum([...counts]);
};

describeWith(["amtool"], "amtool config routes test", () => {
  const folder = mkdtempSync(join(tmpdir(), "routes-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  const disagreements = async ({ configuration, alerts }: Case): Promise<readonly string[]> => {
    const file = join(folder, "alertmanager.yml");
    const text = yamlText(renderConfiguration(configuration));
    writeFileSync(file, text);
    const theirs = await receiversOfAll(file, alerts);
    return alerts.flatMap((labels, index) => {
      const ours = routesOf(configuration, labels).map(({ receiver }) => receiver);
      return JSON.stringify(ours) === JSON.stringify(theirs[index])
        ? []
        : [
            [
              `the alert ${JSON.stringify(labels)}`,
              `goes to ${String(theirs[index])} as amtool says, to ${String(ours)} as the evaluator says, in`,
              text,
            ].join("\n"),
          ];
    });
  };

  test("agrees with the evaluator on generated trees and alerts", async () => {
    const tally = new Tally();
    const result = await fc.check(
      fc.asyncProperty(routingCase, async (each) => {
        const [first] = await disagreements(each);
        if (first !== undefined) throw new Error(first);
        tally.count(each);
      }),
      { seed: SEED, numRuns: TREES },
    );
    if (result.failed)
      throw new Error(
        `SEED=${SEED}, the smallest case found in ${result.numShrinks} steps:\n${result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance)}`,
      );
    process.stdout.write(tally.report());
    expect(tally.agreed).toBe(TREES * ALERTS);
    expect(share(tally.depths, (depth) => depth >= 2)).toBeGreaterThan(0.3);
    expect(share(tally.depths, (depth) => depth >= 4)).toBeGreaterThan(0.05);
    expect(share(tally.receivers, (routes) => routes >= 2)).toBeGreaterThan(0.15);
    expect([...tally.operators.keys()].sort()).toEqual(["!=", "!~", "=", "=~"]);
  }, 240_000);
});
