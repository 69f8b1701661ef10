/** One page for one cause about a registered service, and never none. */
import { existingSecret, parse, type DeployedAlert } from "../../../lib/model";
import { registeredInhibition } from "../../../lib/packs";
import { configurationOf, decide, NOBODY, routing, type Labels } from "../../../lib/routing";
import { CHECKOUT, modelOf, packOf, platform } from "../../services/hosts";

const teams = configurationOf(
  parse(
    routing,
    {
      teams: { shop: { slack: "#shop", pager: existingSecret("pager") } },
      slackWebhook: existingSecret("slack", { url: "webhook" }),
    },
    "alerting",
  ),
  "alerting",
);

const host = platform();
host.monitorHttpService(CHECKOUT);
const alerts: readonly DeployedAlert[] = ["checkout", "checkout-objectives", "watchdog"].flatMap((name) => [
  ...packOf(host, name).alerts,
]);

/** As Alertmanager gets it: the labels of its series, then those of its rule. */
const sent = (name: string, ofSeries: Labels = {}): Labels => {
  const rule = alerts.find((each) => each.name === name);
  if (rule === undefined) throw new Error(`no alert ${name}`);
  const { team, ...labels } = rule.labels;
  return {
    cluster: "eu-1",
    namespace: "shop",
    service: "checkout",
    ...labels,
    team: team?.includes("{{") === true ? "shop" : (team ?? ""),
    alertname: name,
    ...ofSeries,
  };
};

/** The names of those that somebody hears of, while all of them fire. */
const told = (...firing: readonly Labels[]): readonly string[] =>
  decide(
    { ...teams, inhibitRules: [...teams.inhibitRules, ...registeredInhibition("test.packs")] },
    firing.map((labels) => ({ labels })),
    new Date("2027-01-04T12:00:00Z"),
  ).flatMap(({ inhibitedBy, deliveries }, index) =>
    inhibitedBy === undefined && deliveries.some(({ receiver }) => receiver !== NOBODY)
      ? [String(firing[index]?.["alertname"])]
      : [],
  );

test.each([
  ["HttpAvailabilityBurnsFast", "HttpHighErrorRatio"],
  ["HttpLatencyBurnsFast", "HttpHighLatency"],
  ["ServiceNotScraped", "HttpAvailabilityNoData"],
  ["ServiceNotScraped", "HttpLatencyNoData"],
  ["ServiceNotScraped", "HttpTrafficGone"],
])("while %s fires, %s is not told; alone it is", (source, target) => {
  expect(told(sent(source), sent(target))).toEqual([source]);
  expect(told(sent(target))).toEqual([target]);
});

test.each([
  ["another service", { service: "cart" }],
  ["a namesake in another namespace", { namespace: "test" }],
  ["the same in another cluster", { cluster: "us-1" }],
])("%s is told of, whatever happens to this one", (_, labels) => {
  for (const [source, target] of [
    ["HttpAvailabilityBurnsFast", "HttpHighErrorRatio"],
    ["ServiceNotScraped", "HttpAvailabilityNoData"],
  ] as const)
    expect(told(sent(source), sent(target, labels))).toEqual([source, target]);
});

test.each([
  ["HttpAvailabilityBurnsSlowly", "HttpHighErrorRatio"],
  ["HttpLatencyBurnsFast", "HttpHighErrorRatio"],
  ["HttpAvailabilityBurnsFast", "HttpHighLatency"],
  ["HttpAvailabilityNoData", "HttpHighErrorRatio"],
  ["HttpAvailabilityBurnsFast", "HttpInFlightSaturation"],
])("%s does not keep %s from being told", (source, target) =>
  expect(told(sent(source), sent(target))).toEqual([source, target]),
);

test("a platform has these rules", () => {
  const rules = modelOf(host).routings.flatMap(({ configuration }) => configuration.inhibitRules);
  expect(rules.map(({ source, target, equal }) => ({ source, target, equal }))).toEqual(
    expect.arrayContaining(
      registeredInhibition("dev.packs").map(({ source, target, equal }) => ({ source, target, equal })),
    ),
  );
});
