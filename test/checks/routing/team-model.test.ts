/** The tree that a team model gives is sound by the checks' own rules: nobody mends what nobody wrote. */
import { routingChecks } from "../../../lib/checks";
import { findings } from "../../../lib/checks/check";
import { existingSecret, hours, minutes, parse } from "../../../lib/model";
import { matches } from "../../../lib/query";
import { configurationOf, officeHours, routing, type RoutingInput } from "../../../lib/routing";
import { production, reference } from "./seeded/reference";

type Teams = Extract<RoutingInput, { readonly kind?: "teams" }>["teams"];

const pager = (name: string) => existingSecret(`pagerduty-${name}`);
const PLATFORM = { slack: "#platform", pager: pager("platform"), packs: ["postgres", "redis"] };
const OFFICE = officeHours({ from: "09:00", to: "17:00", zone: "Europe/Berlin" });

const found = (teams: Teams) => {
  const settings = parse(
    routing,
    { teams, slackWebhook: existingSecret("slack"), heartbeat: existingSecret("heartbeat") },
    "prod.alerting",
  );
  const configuration = configurationOf(settings, "prod.alerting");
  return findings(routingChecks, [production(reference, { teams: Object.keys(teams), configuration, tests: [] })]).map(
    ({ check, path, problem }) => `${path}: ${check}: ${problem}`,
  );
};

test.each<[string, Teams]>([
  ["one team", { platform: PLATFORM }],
  ["a team without a pager", { platform: PLATFORM, web: { slack: "#web" } }],
  ["a team with hours", { platform: PLATFORM, web: { slack: "#web", pager: pager("web"), hours: OFFICE } }],
  [
    "two shifts",
    {
      platform: PLATFORM,
      web: { slack: "#web", pager: pager("web"), hours: OFFICE, afterHours: { pager: pager("night") } },
    },
  ],
  [
    "two shifts that are repeated seldom",
    {
      platform: PLATFORM,
      web: {
        slack: "#web",
        pager: pager("web"),
        hours: officeHours({ weekdays: "sunday:saturday", from: "06:00", to: "22:00" }),
        afterHours: { slack: "#night", pager: pager("night") },
        groupInterval: minutes(10),
        repeatInterval: hours(48),
      },
    },
  ],
  [
    "a team whose own conditions overlap",
    { platform: { ...PLATFORM, alerts: [{ service: matches("ingress-.*") }, { namespace: "edge" }] } },
  ],
  [
    "teams whose conditions keep apart",
    {
      platform: { ...PLATFORM, alerts: [{ service: matches("ingress-.*") }] },
      web: { slack: "#web", alerts: [{ service: "cart" }] },
    },
  ],
])("%s", (_, teams) => expect(found(teams)).toEqual([]));
