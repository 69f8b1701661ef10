/** A routing that is small enough to know by heart and has one of everything: what tests of the language, the tree and the documents talk about. */
import {
  hours,
  minutes,
  seconds,
  type Channel,
  type ChannelKind,
  type Route,
  type RoutingConfiguration,
} from "../../lib/model";
import type { DeployedAlerts } from "../../lib/routing";

const channel = (kind: ChannelKind, facts: Partial<Channel> = {}): Channel => ({
  kind,
  path: `small.${kind}`,
  pages: kind === "pagerduty",
  settings: {},
  ...facts,
});

const route = (path: string, matchers: Readonly<Record<string, string>>, rest: Partial<Route>): Route => ({
  path: `small.${path}`,
  matchers: Object.entries(matchers).map(([label, value]) => ({ label, operator: "=", value })),
  continue: false,
  muteTimeIntervals: [],
  activeTimeIntervals: [],
  routes: [],
  ...rest,
});

export const smallRouting: RoutingConfiguration = {
  global: {},
  route: route(
    "route",
    {},
    {
      receiver: "team/web",
      groupBy: ["alertname", "cluster"],
      groupWait: seconds(10),
      groupInterval: minutes(5),
      repeatInterval: hours(12),
      routes: [
        route("watchdog", { alertname: "Watchdog" }, { receiver: "heartbeat", groupWait: seconds(0) }),
        route("audit", { severity: "critical" }, { receiver: "audit", continue: true }),
        route(
          "dba",
          { team: "dba" },
          {
            receiver: "team/dba",
            activeTimeIntervals: ["office"],
            routes: [
              route("dba.critical", { severity: "critical" }, { receiver: "team/dba/critical", groupBy: ["..."] }),
              route("dba.info", { severity: "info" }, { receiver: "nobody" }),
            ],
          },
        ),
      ],
    },
  ),
  receivers: [
    { name: "team/web", path: "small.web", team: "web", channels: [channel("slack")] },
    { name: "team/dba", path: "small.dba", team: "dba", channels: [channel("email")] },
    {
      name: "team/dba/critical",
      path: "small.dba",
      team: "dba",
      channels: [channel("pagerduty"), channel("slack")],
    },
    { name: "audit", path: "small.audit", channels: [channel("webhook")] },
    { name: "heartbeat", path: "small.heartbeat", channels: [channel("webhook", { heartbeat: true })] },
    { name: "nobody", path: "small.nobody", channels: [] },
  ],
  inhibitRules: [
    {
      path: "small.inhibitRules[0]",
      source: [{ label: "severity", operator: "=", value: "critical" }],
      target: [{ label: "severity", operator: "=~", value: "warning|info" }],
      equal: ["instance"],
    },
  ],
  timeIntervals: [
    {
      name: "office",
      path: "small.office",
      periods: [{ weekdays: ["monday:friday"], times: [{ from: "09:00", to: "17:00" }], zone: "Europe/Berlin" }],
    },
  ],
  templates: [],
};

export const smallAlerts: DeployedAlerts = {
  ownLabels: new Map([
    ["DatabaseDown", [{ alertname: "DatabaseDown", severity: "critical", team: "dba" }]],
    ["DatabaseSlow", [{ alertname: "DatabaseSlow", severity: "warning", team: "dba" }]],
    ["PageSlow", [{ alertname: "PageSlow", severity: "warning", team: "web" }]],
    [
      "QueueLong",
      [
        { alertname: "QueueLong", severity: "warning", team: "web" },
        { alertname: "QueueLong", severity: "critical", team: "web" },
      ],
    ],
  ]),
  externalLabels: { cluster: "eu-1" },
};
