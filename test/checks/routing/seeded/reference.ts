/** The sound routing that mistakes are seeded into, beside the packs that come with the library. */
import {
  days,
  deployed,
  existingSecret,
  grafanaLinks,
  hours,
  minutes,
  model,
  parse,
  seconds,
  type AlertRouting,
  type Model,
  type MonitoringPack,
} from "../../../../lib/model";
import { shippedPacks } from "../../../../lib/packs";
import { matches } from "../../../../lib/query";
import {
  configurationOfTree,
  firing,
  given,
  officeHours,
  pagerduty,
  routingTree,
  slack,
  webhook,
  type RoutingTreeInput,
} from "../../../../lib/routing";

export type Tree = RoutingTreeInput;
export type Routes = NonNullable<Tree["route"]["routes"]>;
type RouteInput = Routes[number];

export const post = (channel: string) => slack({ webhook: existingSecret("slack"), channel });
const page = (name: string) => pagerduty({ routingKey: existingSecret(name) });

export const DATABASES = { service: matches("postgres|mysql|redis") };

/** The routes of the reference by name, in their order. */
export const ROUTES = {
  watchdog: {
    matchers: { alertname: "Watchdog" },
    receiver: "heartbeat",
    groupWait: seconds(0),
    groupInterval: minutes(1),
    repeatInterval: minutes(1),
  },
  databases: {
    matchers: { ...DATABASES, severity: matches("critical|warning") },
    receiver: "dba",
    routes: [{ matchers: { severity: "critical" }, receiver: "dba-oncall" }],
  },
  pages: { matchers: { severity: "critical" }, receiver: "platform-oncall", continue: true },
  posts: { matchers: { severity: matches("critical|warning") }, receiver: "platform" },
  info: {
    matchers: { severity: "info" },
    receiver: "platform",
    activeTimeIntervals: ["office"],
    repeatInterval: hours(12),
  },
} satisfies Record<string, RouteInput>;

export type RouteName = keyof typeof ROUTES;

export const reference: Tree = {
  teams: { platform: {}, dba: { packs: ["postgres", "redis"] } },
  route: {
    receiver: "platform",
    groupBy: ["alertname", "cluster", "service"],
    groupWait: seconds(10),
    groupInterval: minutes(5),
    repeatInterval: hours(12),
    routes: Object.values(ROUTES),
  },
  receivers: {
    platform: { team: "platform", channels: [post("#platform")] },
    "platform-oncall": { team: "platform", channels: [page("pagerduty-platform")] },
    dba: { team: "dba", channels: [post("#dba")] },
    "dba-oncall": { team: "dba", channels: [page("pagerduty-dba"), post("#dba")] },
    heartbeat: [webhook({ url: existingSecret("heartbeat"), heartbeat: true, sendResolved: false })],
  },
  inhibitRules: [
    {
      source: { severity: "critical" },
      target: { severity: "warning" },
      equal: ["alertname", "cluster", "namespace", "service"],
    },
  ],
  timeIntervals: { office: officeHours({ from: "09:00", to: "17:00", zone: "Europe/Berlin" }) },
  tests: [
    given("a database dies at night", firing("PostgresDown", { service: "postgres" }))
      .at("2027-01-04T03:00:00+01:00")
      .expect({ PostgresDown: { receivers: ["dba-oncall"], inhibited: false } }),
  ],
};

/** The same tree with some of its routes changed, left out (`undefined`) or moved to the end. */
export const withRoutes = (
  changes: { readonly [Name in RouteName]?: Partial<RouteInput> | undefined },
  ...last: Routes
): Tree => ({
  ...reference,
  route: {
    ...reference.route,
    routes: [
      ...Object.entries(ROUTES).flatMap(([name, route]): Routes =>
        !(name in changes)
          ? [route]
          : changes[name as RouteName] === undefined
            ? []
            : [{ ...route, ...changes[name as RouteName] }],
      ),
      ...last,
    ],
  },
});

export const withRoot = (change: Partial<Tree["route"]>): Tree => ({
  ...reference,
  route: { ...reference.route, ...change },
});

export const withReceivers = (receivers: Tree["receivers"]): Tree => ({
  ...reference,
  receivers: { ...reference.receivers, ...receivers },
});

export const withTitle = (title: string): Tree =>
  withReceivers({
    platform: {
      team: "platform",
      channels: [slack({ webhook: existingSecret("slack"), channel: "#platform", title })],
    },
  });

export const withInhibition = (...rules: NonNullable<Tree["inhibitRules"]>): Tree => ({
  ...reference,
  inhibitRules: [...(reference.inhibitRules ?? []), ...rules],
});

export const withIntervals = (timeIntervals: NonNullable<Tree["timeIntervals"]>, tree: Tree = reference): Tree => ({
  ...tree,
  timeIntervals: { ...tree.timeIntervals, ...timeIntervals },
});

const PATH = "prod.alerting";

/** Of each kind one: services, nodes, workloads, databases, the sign of life. */
const KEPT: readonly string[] = ["http-server", "node-basics", "workload", "postgres", "redis", "watchdog"];
export const PACKS = shippedPacks().filter(({ name }) => KEPT.includes(name));

/** Production with packs of the library and that routing. */
export const production = (
  tree: Tree,
  facts: Partial<AlertRouting> = {},
  packs: readonly MonitoringPack[] = PACKS,
): Model => {
  const settings = parse(routingTree, tree, PATH);
  const owner = (pack: string): string =>
    Object.entries(settings.teams).find(([, { packs }]) => packs.includes(pack))?.[0] ?? "platform";
  return model("prod", "production", [
    {
      packs: packs.map((pack) => ({
        path: `prod.packs.${pack.name}`,
        pack: deployed(pack, { team: owner(pack.name), ...grafanaLinks("https://grafana.acme.example") }),
      })),
      evaluators: [
        {
          path: "prod.prometheus",
          scrapeInterval: seconds(30),
          evaluationInterval: seconds(30),
          retention: days(30),
          externalLabels: { cluster: "production", region: "us-east-1" },
        },
      ],
      routings: [
        {
          path: PATH,
          teams: Object.keys(settings.teams),
          labels: ["alertname", "severity", "team", "service", "cluster", "namespace", "pod", "instance", "node"],
          configuration: configurationOfTree(settings, PATH),
          retention: days(5),
          url: "https://alerts.acme.example",
          tests: settings.tests,
          ...facts,
        },
      ],
    },
  ]);
};
