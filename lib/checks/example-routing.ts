/** Small routings for the passing and the failing examples that a check carries. */
import { days, existingSecret, minutes, parse, seconds, type AlertRouting } from "../model";
import {
  configurationOfTree,
  HEARTBEAT_ALERT,
  pagerduty,
  routingTree,
  slack,
  webhook,
  type RoutingTreeInput,
} from "../routing";

type Routes = NonNullable<RoutingTreeInput["route"]["routes"]>;
type Receivers = RoutingTreeInput["receivers"];

export const SHOP_SLACK = slack({ webhook: existingSecret("slack"), channel: "#shop" });
export const SHOP_PAGER = pagerduty({ routingKey: existingSecret("pagerduty") });

/** What everybody needs: a team that is told, one that is woken, and a machine that listens. */
export const EXAMPLE_RECEIVERS = {
  shop: { team: "shop", channels: [SHOP_SLACK] },
  "shop-oncall": { team: "shop", channels: [SHOP_PAGER, SHOP_SLACK] },
  heartbeat: [webhook({ url: existingSecret("heartbeat"), heartbeat: true, sendResolved: false })],
} satisfies Receivers;

export const HEARTBEAT_ROUTE: Routes[number] = {
  matchers: { alertname: HEARTBEAT_ALERT },
  receiver: "heartbeat",
  groupWait: seconds(0),
  groupInterval: minutes(1),
  repeatInterval: minutes(1),
};

/** The alerts of a severity, to a receiver. */
export const ofSeverity = (severity: string, receiver: string, more: Routes[number] = {}): Routes[number] => ({
  matchers: { severity },
  receiver,
  ...more,
});

/** A tree with these routes behind that of the heartbeat. */
export const treeOf = (...routes: Routes): RoutingTreeInput["route"] => ({
  receiver: "shop",
  groupBy: ["alertname", "cluster", "service"],
  routes: [HEARTBEAT_ROUTE, ...routes],
});

/** Critical alerts wake somebody, warnings are posted. */
const USUAL: RoutingTreeInput = {
  teams: { shop: {} },
  route: treeOf(ofSeverity("critical", "shop-oncall"), ofSeverity("warning", "shop")),
  receivers: EXAMPLE_RECEIVERS,
};

/** The routing of an example: what is not given is as it should be. */
export const exampleRouting = (
  tree: Partial<RoutingTreeInput> = {},
  facts: Partial<AlertRouting> = {},
): AlertRouting => {
  const settings = parse(routingTree, { ...USUAL, ...tree }, "example.alerting");
  return {
    path: "example.alerting",
    teams: Object.keys(settings.teams),
    labels: ["alertname", "severity", "team", "namespace", "service"],
    configuration: configurationOfTree(settings, "example.alerting"),
    retention: days(5),
    url: "https://alerts.example",
    tests: [],
    ...facts,
  };
};
