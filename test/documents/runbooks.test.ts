/** The runbooks: every alert with whom it tells, what to type, what its tests promise, and what belongs to it; and the index of all. */
import { runbookPages } from "../../lib/documents/runbooks";
import { placeholdersOf } from "../../lib/documents/runbooks/placeholders";
import { minutes, WORST_FIRST, type DeployedAlert, type Model } from "../../lib/model";
import { installedModels } from "./models";
import { named, withAlert, withPack } from "./pages";

const prod = named(installedModels, "prod");
const pagesOf = (model: Model): ReadonlyMap<string, string> =>
  new Map(runbookPages({ model }).map(({ path, text }) => [path.slice(model.name.length + 1), text]));
const pages = pagesOf(prod);
const index = pages.get("runbooks.md") ?? "";

/** What stands below the heading of an alert. */
const sectionOf = (pack: string, alert: string, all = pages): string =>
  (all.get(`runbooks/${pack}.md`) ?? "").split(`\n## ${alert}\n`)[1]?.split(/\n## /)[0] ?? "";
/** What stands below a heading of the index. */
const listed = (heading: string): readonly string[] =>
  [...(index.split(`\n### ${heading}\n`)[1]?.split(/\n##+ /)[0] ?? "").matchAll(/^- \[`(\w+)`\]/gm)].map(
    ([, name = ""]) => name,
  );

const all = prod.packs.flatMap(({ pack }) => pack.alerts.map((alert) => ({ pack: pack.name, alert })));
const namesWhere = (holds: (alert: DeployedAlert, pack: string) => boolean): readonly string[] =>
  [...new Set(all.filter(({ alert, pack }) => holds(alert, pack)).map(({ alert }) => alert.name))].sort();

test.each(prod.packs.filter(({ pack }) => pack.alerts.length > 0).map(({ pack }) => [pack.name, pack] as const))(
  "every alert of %s has its runbook",
  (name, { alerts }) => {
    for (const alert of alerts) {
      const section = sectionOf(name, alert.name);
      expect(section).toContain(`Severity **${alert.severity}**, owned by \`${alert.team}\``);
      expect(section).toContain(alert.annotations["runbook_url"]);
      expect(section).toContain(typeof alert.expr === "string" ? alert.expr.trim() : alert.expr.text.trim());
      for (const part of [
        "Meaning",
        "Impact",
        "Diagnosis",
        "Mitigation",
        "What its tests promise",
        "What belongs to it",
      ])
        expect(section).toContain(`**${part}`);
      expect(section).not.toMatch(/Told to nobody/);
    }
  },
);

test("the index lists them by severity, by team and by component", () => {
  for (const severity of WORST_FIRST)
    expect([...new Set(listed(severity.charAt(0).toUpperCase() + severity.slice(1)))].sort()).toEqual(
      namesWhere((alert) => alert.severity === severity),
    );
  for (const team of ["platform", "shop", "dba"])
    expect([...new Set(listed(`Team ${team}`))].sort()).toEqual(namesWhere((alert) => alert.team === team));
  for (const { pack } of prod.packs)
    expect([...new Set(listed(`Component ${pack.name}`))].sort()).toEqual(namesWhere((_, its) => its === pack.name));
});

test("the worst come first where the index is not by severity, and say so", () => {
  expect(index.split("\n### Team dba\n")[1]).toMatch(/^\n- \[`PostgresArchiveFailing`\]\(\S+\), critical\n/);
  const severities = [
    ...(index.split("\n### Component redis\n")[1]?.split("\n##")[0] ?? "").matchAll(/, (\w+)$/gm),
  ].map(([, severity]) => severity);
  expect(severities).toEqual(WORST_FIRST.flatMap((severity) => severities.filter((each) => each === severity)));
  expect(severities).toContain("info");
});

test("a team that Prometheus fills in is no heading", () => {
  expect(index).toContain("\n### Team of the service\n");
  expect(index).not.toMatch(/^#.*\{\{/m);
});

test("who is told is told by the routes, with the way", () => {
  expect(sectionOf("postgres", "PostgresDown")).toContain("Told to `team/dba/critical` (PagerDuty, Slack)");
  expect(sectionOf("watchdog", "ServiceNotScraped")).toContain(
    '`team/shop/critical` (PagerDuty, Slack) where `team = "shop"`',
  );
  expect(sectionOf("watchdog", "Watchdog")).toContain("Told to `heartbeat` (heartbeat webhook)");
});

test("the titles of its tests are what an alert promises", () => {
  const section = sectionOf("http-server", "HttpHighErrorRatio");
  expect(section).toContain("\n- fires: a fifth above the limit\n");
  expect(section).toContain("\n- stays silent: a twentieth below the limit\n");
  expect(sectionOf("checkout-objectives", "HttpAvailabilityBurnsFast")).toContain("\n- does not fire then: no more,");
});

test("the levels of an objective that are one alert have one runbook with a condition each", () => {
  const section = sectionOf("checkout-objectives", "HttpAvailabilityBurnsFast");
  expect(section).toContain('with the label `window="1h"`');
  expect(section).toContain('with the label `window="6h"`');
  expect(section).toContain("Belongs to the objective [`checkout-availability`](../slos.md#checkout-availability)");
});

test("what may be set anew stands there with what it is here", () =>
  expect(sectionOf("checkout", "HttpHighErrorRatio")).toContain("| `errorRatio` | `0.02` |"));

test("alerts that hide each other name each other", () => {
  expect(sectionOf("alertmanager", "AlertmanagerDown")).toContain(
    "Hides while it fires: [`AlertmanagerReplicaMissing`](../runbooks/alertmanager.md#alertmanagerreplicamissing)",
  );
  expect(sectionOf("alertmanager", "AlertmanagerReplicaMissing")).toContain(
    "Hidden while one of these fires: [`AlertmanagerDown`]",
  );
  expect(sectionOf("checkout", "HttpHighErrorRatio")).toContain("[`HttpAvailabilityBurnsFast`]");
});

test("the environment fills in what it knows of commands", () => {
  expect(sectionOf("loki", "LokiPushErrors")).toContain("helm --namespace $namespace rollback loki\n");
  expect(sectionOf("loki", "LokiNothingReceived")).toContain(
    "--namespace observability-agents logs daemonset/fluentd ",
  );
  const fluentd = placeholdersOf(prod, "fluentd");
  expect(fluentd("getent hosts <log store>")).toBe("getent hosts loki-gateway.observability.svc");
  expect(fluentd("port-forward service/<prometheus> 9090")).toBe("port-forward service/prometheus-prometheus 9090");
  expect(fluentd("deploy '<environment>-*'; logs <pod>")).toBe("deploy 'prod-*'; logs <pod>");
});

test("an alert about one service names it in its commands, where it says so itself", () => {
  const section = sectionOf("checkout", "HttpHighErrorRatio");
  const { labels } = all.find(({ pack, alert }) => pack === "checkout" && alert.name === "HttpHighErrorRatio")
    ?.alert ?? {
    labels: {},
  };
  const { namespace } = labels as Readonly<Record<string, string>>;
  expect(section).toContain(`kubectl --namespace ${namespace ?? "$namespace"} rollout undo deployment/`);
});

test("a pack of very many alerts is several files, and links lead to the right one", () => {
  const many = withPack(prod, "watchdog", ({ alerts }) => ({
    alerts: [
      ...alerts,
      ...Array.from({ length: 100 }, (_, number) => ({ ...(alerts[0] as DeployedAlert), name: `Watchdog${number}` })),
    ],
  }));
  const files = pagesOf(many);
  expect(files.has("runbooks/watchdog-2.md")).toBe(true);
  expect(sectionOf("watchdog-2", "Watchdog99", files)).not.toBe("");
  expect(sectionOf("watchdog", "Watchdog99", files)).toBe("");
  expect(files.get("runbooks.md")).toContain("(runbooks/watchdog-2.md#watchdog99)");
  expect(files.get("runbooks.md")).toContain("(runbooks/watchdog.md#watchdog)");
});

test("texts mean nothing to Markdown that they do not mean", () => {
  const hostile = withAlert(prod, "Watchdog", ({ runbook }) => ({
    for: minutes(3),
    runbook: { ...runbook, meaning: "It is <gone>, not `<gone>`.", mitigation: ["Call <somebody>."] },
  }));
  const section = sectionOf("watchdog", "Watchdog", pagesOf(hostile));
  expect(section).toContain("**Meaning.** It is &lt;gone>, not `<gone>`.");
  expect(section).toContain("1. Call &lt;somebody>.");
  expect(section).toContain("Fires after 3m of this");
});
