/** The dashboard of a service: one for whoever the reader chooses, one for each that is registered, and both the same. */
import { COLUMNS, placed, variablesIn } from "../../../lib/dashboards";
import type { Dashboard } from "../../../lib/model";
import {
  httpDependency,
  httpSignals,
  postgresDependency,
  redisDependency,
  serviceDashboard,
  type ServiceDashboardProps,
} from "../../../lib/packs";

const chosen = serviceDashboard();
const SERVICE = { namespace: "shop", name: "checkout" } as const;
const checkout = serviceDashboard({ service: SERVICE });

const panelsOf = ({ rows }: Dashboard) => rows.flatMap(({ panels }) => panels);
const titlesOf = (it: Dashboard) => panelsOf(it).map(({ title }) => title);
const asked = (it: Dashboard): readonly string[] => [
  ...panelsOf(it).flatMap((panel) => (panel.type === "text" ? [] : panel.queries.map(({ expr }) => expr.text))),
  ...it.annotations.map(({ expr }) => expr.text),
];
const chosenIn = (it: Dashboard) => it.variables.map(({ name }) => name);

test("the reader chooses namespace, service and pods, each within the one before", () => {
  expect(chosen.uid).toBe("service");
  expect(chosenIn(chosen)).toEqual(["cluster", "namespace", "service", "pod"]);
});

test("services that answer HTTP can be chosen, and all that a team has registered, whatever they do", () => {
  for (const variable of chosen.variables.slice(1, 3))
    expect(variable).toMatchObject({
      from: {
        text: expect.stringMatching(/^\{__name__=~"service:http_requests:rate5m\|service:registered:info"/) as string,
      },
    });
});

test("a registered service is no choice, only its pods are", () => {
  expect(checkout.uid).toBe("service-checkout");
  expect(chosenIn(checkout)).toEqual(["cluster", "pod"]);
  expect(new Set(asked(checkout).flatMap(variablesIn))).toEqual(new Set(["pod"]));
});

test("both show the same", () => expect(titlesOf(checkout)).toEqual(titlesOf(chosen)));

test("every query about a registered service names it, its namespace or its dependencies'", () => {
  for (const query of asked(checkout)) expect(query).toMatch(/"shop(\|)?"|"checkout"/);
});

test("what nobody scrapes is known by the name of its workload", () => {
  const nightly = serviceDashboard({ service: SERVICE, signals: [], pods: { workload: "nightly-export" } });
  expect(asked(nightly).join("\n")).toContain('workload="nightly-export"');
  expect(asked(nightly).join("\n")).not.toContain("up{");
});

test("how long requests take is not asked of a service that does not say so", () => {
  const it = serviceDashboard({ signals: [httpSignals({ duration: undefined, inFlight: undefined })] });
  expect(asked(it).join("\n")).not.toMatch(/duration|in_flight/);
});

const dependencies = [
  postgresDependency({ namespace: "shop", service: "orders" }),
  redisDependency({ namespace: "shop", service: "carts" }),
  httpDependency({ namespace: "shop", service: "payments" }),
];

test("what it depends on is a link away", () => {
  const { links } = serviceDashboard({ service: SERVICE, dependencies });
  expect(links).toContainEqual({
    title: "orders",
    to: { dashboard: "postgres", variables: { namespace: "shop", service: "orders" } },
  });
});

test.each([
  [1, false],
  [2, true],
  [3, true],
])("with %i dependencies, their row is collapsed: %s", (count, collapsed) => {
  const { rows } = serviceDashboard({ service: SERVICE, dependencies: dependencies.slice(0, count) });
  expect(rows.find(({ title }) => title === "Dependencies")?.collapsed).toBe(collapsed);
});

const kinds: readonly (readonly [string, ServiceDashboardProps])[] = [
  ["whichever", {}],
  ["registered", { service: SERVICE, dependencies }],
  ["without objectives", { service: SERVICE, objectives: false }],
  ["without durations", { signals: [httpSignals({ duration: undefined, inFlight: undefined })] }],
];

test.each(kinds)("%s: the figures at the top fill one line", (_, props) => {
  const [top] = placed(serviceDashboard(props));
  expect(top?.panels.map(({ position }) => position.y)).toEqual(top?.panels.map(() => 0));
  expect(top?.panels.reduce((sum, { panel }) => sum + panel.width, 0)).toBe(COLUMNS);
});

test.each(kinds)("%s: at most 30 panels are open at once", (_, props) =>
  expect(
    serviceDashboard(props)
      .rows.filter(({ collapsed }) => !collapsed)
      .flatMap(({ panels }) => panels).length,
  ).toBeLessThanOrEqual(30),
);
