/** The dashboards that look over all that is deployed, and lead only to what there is. */
import { App, TerraformStack } from "cdktf";
import { deployTo, ObservabilityPlatform } from "../../lib";
import { dev } from "../../stacks/environments/dev";

const platform = (): ObservabilityPlatform => {
  const stack = new TerraformStack(new App(), "dev-platform");
  deployTo(stack, dev);
  return new ObservabilityPlatform(stack, "observability", dev);
};

const dashboardsOf = ({ deployedPacks }: ObservabilityPlatform) =>
  deployedPacks.flatMap(({ dashboards }) => dashboards);

const leadingToObjectives = (observed: ObservabilityPlatform): readonly string[] =>
  dashboardsOf(observed)
    .filter(({ links, rows }) => JSON.stringify([links, rows]).includes('"slo-overview"'))
    .map(({ uid }) => uid);

test("without objectives, nothing leads to their overview", () => {
  expect(leadingToObjectives(platform())).toEqual([]);
});

test("with objectives, the dashboards that everybody begins with lead there", () => {
  const observed = platform();
  observed.monitorHttpService({ name: "checkout", namespace: "shop", team: "shop" });
  expect(leadingToObjectives(observed)).toEqual(expect.arrayContaining(["home", "application"]));
});
