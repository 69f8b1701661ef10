/** Mistakes in receivers, and in who owns what. */
import { existingSecret, parse } from "../../../../lib/model";
import { matches } from "../../../../lib/query";
import { configurationOf, routing } from "../../../../lib/routing";
import { PACKS, post, reference, ROUTES, withReceivers, withRoot, withRoutes, type Tree } from "./reference";
import type { Seeded } from "./row";

const { watchdog, databases, pages, posts, info } = ROUTES;

const ownServicesWakeNobody: Tree = {
  ...withRoot({
    routes: [watchdog, { matchers: { team: "web" }, receiver: "web" }, databases, pages, posts, info],
  }),
  teams: { ...reference.teams, web: {} },
  receivers: { ...reference.receivers, web: { team: "web", channels: [post("#web")] } },
};

const withoutServices = PACKS.map((each) => ({
  ...each,
  alerts: each.alerts.filter(({ name }) => name !== "ServiceNotScraped"),
}));

export const receiverRows: readonly Seeded[] = [
  {
    title: "a receiver that does not exist",
    tree: withRoutes({ pages: { receiver: "platform-on-call" } }),
    check: "routing/unknown-receiver",
    at: ".route.routes[2].receiver",
    words: ['did you mean "platform-oncall"?'],
    also: ["routing/unused-receiver"],
  },
  {
    title: "a receiver that no route leads to",
    tree: withReceivers({ managers: [post("#managers")] }),
    check: "routing/unused-receiver",
    at: ".receivers.managers",
    words: ["no route leads to"],
  },
  {
    title: "a receiver without channels",
    tree: withReceivers({ dba: { team: "dba", channels: [] } }),
    check: "routing/empty-receiver",
    at: ".receivers.dba",
    words: ['the receiver "dba" has no channel', "prod.alerting.route.routes[1] sends it"],
  },
  {
    title: "warnings that are sent to nobody",
    tree: {
      ...withRoutes({ posts: undefined }, { matchers: { severity: "warning" }, receiver: "nobody" }),
      receivers: { ...reference.receivers, nobody: [] },
    },
    check: "routing/empty-receiver",
    at: ".receivers.nobody",
    words: ['severity="warning"'],
  },
  {
    title: "a team whose services wake nobody when nobody scrapes them",
    tree: ownServicesWakeNobody,
    check: "routing/critical-without-page",
    at: ".route.routes[1]",
    words: ['nobody is woken by ServiceNotScraped{team="web"', "told to web"],
  },
  {
    title: "a team whose alerts all come from its own services, and wake nobody",
    tree: ownServicesWakeNobody,
    // Rules of one's own, and none that is about all services.
    packs: withoutServices,
    check: "routing/critical-without-page",
    at: ".route.routes[1]",
    words: ['a critical alert of the team "web" would wake nobody: it is told to web'],
  },
  {
    title: "two teams that say of the same alerts that they are theirs",
    tree: reference,
    facts: {
      tests: [],
      configuration: configurationOf(
        parse(
          routing,
          {
            teams: {
              platform: {
                slack: "#platform",
                pager: existingSecret("pagerduty"),
                alerts: [{ service: matches("c.*") }],
              },
              web: { slack: "#web", alerts: [{ namespace: "shop", service: matches("cart|books") }] },
            },
            slackWebhook: existingSecret("slack"),
            heartbeat: existingSecret("heartbeat"),
          },
          "prod.alerting",
        ),
        "prod.alerting",
      ),
    },
    check: "routing/claimed-twice",
    at: ".teams.web.alerts[0]",
    words: [
      'service="cart"',
      'namespace="shop"',
      "is claimed by platform and web",
      "prod.alerting.teams.platform.alerts[0]",
    ],
  },
  {
    title: "critical alerts that are only posted",
    tree: withRoutes({ pages: { receiver: "platform" } }),
    check: "routing/critical-without-page",
    at: ".route.routes[2]",
    words: ["critical as it is: told to platform", "pagerduty"],
    also: ["routing/unused-receiver"],
  },
  {
    title: "a pager that does not page",
    tree: withReceivers({ "dba-oncall": { team: "dba", channels: [post("#dba")] } }),
    check: "routing/critical-without-page",
    at: ".route.routes[1].routes[0]",
    words: ["told to dba-oncall"],
  },
  {
    title: "databases' alerts that go on to the platform",
    tree: withRoutes({ databases: { continue: true } }),
    check: "routing/two-owners",
    at: ".route.routes[2]",
    words: ["is owned by dba and platform", "take continue out of prod.alerting.route.routes[1]"],
    also: ["routing/test-failed", "routing/two-owners"],
  },
];
