/** The pages that say who is told: every alert reaches somebody, and the page shows it, whatever stands in it. */
import { isPaged, reachesHeartbeat, reachesPeople, whoIsTold, type ToldAlert } from "../../lib/documents";
import { routesDiagram } from "../../lib/documents/routes/routes-diagram";
import { routesPage } from "../../lib/documents/routes/routes-page";
import { code, minutes, type Model } from "../../lib/model";
import { given, firing, HEARTBEAT_ALERT } from "../../lib/routing";
import { smallRouting } from "../routing/small-routing";
import { installedModels } from "./models";

const toldIn = (model: Model): readonly ToldAlert[] => whoIsTold(model).flatMap(({ alerts }) => alerts);

describe.each(installedModels.map((model) => [model.name, model] as const))("%s", (name, model) => {
  const told = toldIn(model);
  const page = routesPage(model);
  const names = (alerts: readonly ToldAlert[]): readonly string[] => alerts.map((each) => each.name);

  test("every deployed alert is in the table", () => {
    const deployed = model.packs.flatMap(({ pack }) => pack.alerts.map((alert) => alert.name));
    expect([...new Set(names(told))].sort()).toEqual([...new Set(deployed)].sort());
    for (const alert of deployed) expect(page).toContain(`\n| [${code(alert)}](runbooks/`);
  });

  test("every alert reaches a person by name, with each label set that it can carry; the Watchdog reaches the heartbeat", () => {
    expect(told.length).toBeGreaterThan(100);
    expect(names(told.filter((alert) => !reachesPeople(alert)))).toEqual([HEARTBEAT_ALERT]);
    expect(names(told.filter(reachesHeartbeat))).toEqual([HEARTBEAT_ALERT]);
  });

  test("what is critical pages where somebody carries a pager, and nothing else does", () => {
    const pagers = model.routings.some(({ configuration }) =>
      configuration.receivers.some(({ channels }) => channels.some(({ pages }) => pages)),
    );
    expect(pagers).toBe(name === "prod");
    for (const alert of told)
      expect({ name: alert.name, pages: isPaged(alert) }).toEqual({
        name: alert.name,
        pages: pagers && alert.severity === "critical",
      });
  });

  test("the tests of the environment stand there with their titles", () => {
    for (const { title } of model.routings.flatMap(({ tests }) => tests)) expect(page).toContain(`- **${title}**`);
  });
});

test.each([
  ["team/dba", { people: true, heartbeat: false }],
  ["heartbeat", { people: false, heartbeat: true }],
  ["nobody", { people: false, heartbeat: false }],
])("%s reaches %j", (name, reached) => {
  const destinations = smallRouting.receivers
    .filter((receiver) => receiver.name === name)
    .map((receiver) => ({ receiver, route: smallRouting.route }));
  expect({ people: reachesPeople({ destinations }), heartbeat: reachesHeartbeat({ destinations }) }).toEqual(reached);
});

/** A model that has nothing but this routing. */
const withRouting = (configuration: Model["routings"][number]["configuration"]): Model => {
  const [model] = installedModels;
  const [routing] = model?.routings ?? [];
  if (model === undefined || routing === undefined) throw new Error("no environment has a routing");
  return { ...model, packs: [], routings: [{ ...routing, configuration, tests: [] }] };
};

test("the headings, by which people link to it", () => {
  const headings = routesPage(withRouting(smallRouting)).match(/^## .*$/gm);
  expect(headings).toEqual(
    ["Alerts", "Routes", "Receivers", "Inhibition", "Time intervals", "Tests"].map((each) => `## ${each}`),
  );
});

test("receivers, inhibition and time intervals of a small routing", () => {
  const page = routesPage(withRouting(smallRouting));
  expect(page).toContain("| `team/dba/critical` | `dba` | PagerDuty, Slack | yes |");
  expect(page).toContain('| `severity = "critical"` | `severity =~ "warning\\|info"` | `instance` |');
  expect(page).toContain("| `office` | monday to friday, 09:00 to 17:00, Europe/Berlin |");
});

test("what is told again is told when Alertmanager does so, one group interval late", () => {
  const page = routesPage(withRouting(smallRouting));
  expect(page).toContain("what has not changed is told again after 12h5m.");
  const own = { ...smallRouting.route, groupInterval: undefined, repeatInterval: undefined };
  expect(routesPage(withRouting({ ...smallRouting, route: own }))).toContain("told again after 4h5m.");
  const [first, ...others] = smallRouting.route.routes;
  const routes = first === undefined ? [] : [{ ...first, groupInterval: minutes(1), repeatInterval: minutes(1) }];
  expect(
    routesDiagram({ ...smallRouting, route: { ...smallRouting.route, routes: [...routes, ...others] } }),
  ).toContain("news after 1m<br/>again after 2m");
});

test("a test is told in words", () => {
  const model = withRouting(smallRouting);
  const [routing] = model.routings;
  const tests = [
    given("a *dead* database", firing("DatabaseDown"), firing("DatabaseSlow"))
      .at("2027-01-04T03:00:00+01:00")
      .expect({ DatabaseDown: { receivers: ["audit"], muted: [] }, DatabaseSlow: { inhibited: "DatabaseDown" } }),
  ];
  expect(routesPage({ ...model, routings: routing === undefined ? [] : [{ ...routing, tests }] })).toContain(
    [
      "- **a \\*dead\\* database**: at 2027-01-04T03:00:00\\+01:00, when `DatabaseDown` and `DatabaseSlow` fire",
      "  - `DatabaseDown` reaches `audit` and is not muted",
      "  - `DatabaseSlow` is inhibited by `DatabaseDown`",
    ].join("\n"),
  );
});

test("the flowchart of a small routing", () => expect(routesDiagram(smallRouting)).toMatchSnapshot());

test("labels of the flowchart mean nothing to Mermaid, whatever stands in them", () => {
  const hostile = '"]) --> x; %% <script> #quot; `a` | style:x#1;\n{} \u{1F600}';
  const [first] = smallRouting.receivers;
  const diagram = routesDiagram({
    ...smallRouting,
    route: {
      ...smallRouting.route,
      receiver: hostile,
      routes: [
        {
          ...smallRouting.route,
          receiver: undefined,
          matchers: [{ label: "team", operator: "=~", value: hostile }],
          routes: [],
        },
      ],
    },
    receivers: first === undefined ? [] : [{ ...first, name: hostile }],
  });
  expect(diagram.split("\n")).toHaveLength(5);
  for (const [, label = ""] of diagram.matchAll(/"(.*)"/g))
    expect(label.replaceAll("<br/>", " ").replaceAll(/#\d+;/g, "")).toMatch(/^[A-Za-z0-9 _.,/=~!-]*$/);
});
