/** The configuration of production in Alertmanager itself: it is taken, and what it tells is told without a mistake. */
import { prod } from "../../../stacks/environments/prod";
import { describeWith } from "../tool";
import { caught, deployed, relocated, type Configuration, type Deployed } from "./deployed";
import { listen, type Listener } from "./listener";
import { startAlertmanager, until, type Alertmanager } from "./process";

describeWith(["alertmanager"], "Alertmanager", () => {
  let listener: Listener;
  let production: Deployed;
  let config: Configuration;

  beforeAll(async () => {
    listener = await listen();
    production = deployed(prod);
    config = relocated(production, listener);
  }, 120_000);
  afterAll(() => listener.stop());

  test("takes the configuration of prod, templates included, and warns of nothing", async () => {
    const alertmanager = await startAlertmanager(config);
    const status = JSON.parse(await alertmanager.get("/api/v2/status")) as {
      readonly config: { readonly original: string };
    };
    await alertmanager.stop();
    const levels = alertmanager.log().match(/level=(WARN|ERROR) .*/g) ?? [];
    expect(levels.filter((line) => !line.includes("UTF-8 strict mode enabled"))).toEqual([]);
    expect(status.config.original).toContain(`receiver: ${String(config.route["receiver"])}`);
  });

  test("refuses a template of prod that is spoilt, so that the test above can fail", async () => {
    const templates = Object.fromEntries(Object.keys(production.templates).map((name) => [name, "{{ if }}"]));
    await expect(startAlertmanager(relocated({ ...production, templates }, listener))).rejects.toThrow(
      /missing value for if/,
    );
  });

  test("tells whoever prod tells, in all of their channels, with every template filled in", async () => {
    const alertmanager = await startAlertmanager(caught(config, listener));
    await alertmanager.post("/api/v2/alerts", alertsFor(config));
    const groups = (await grouped(alertmanager, alertsFor(config).length)).filter(({ alerts }) =>
      alerts.some(({ status }) => status.inhibitedBy.length === 0),
    );
    const expected = groups.reduce((sum, { receiver }) => sum + channelsOf(config, receiver.name), 0);
    const count = async (name: string) => total(await alertmanager.get("/metrics"), `alertmanager_${name}`);
    await until(
      `${expected} messages are sent`,
      async () => (await count("notifications_total")) + (await count("notifications_failed_total")) >= expected,
    );
    expect(await count("notifications_failed_total")).toBe(0);
    await alertmanager.stop();
    expect(alertmanager.log()).not.toMatch(/level=ERROR/);

    const messages = listener.told("/").map(({ body }) => JSON.stringify(body));
    expect(messages).toHaveLength(expected);
    expect(messages.filter((text) => /<no value>|\{\{|%!/.test(text))).toEqual([]);
    const reached = [...new Set(groups.map(({ receiver }) => receiver.name))].sort();
    expect(reached.length).toBeGreaterThan(3);
    process.stdout.write(`Alertmanager of prod: ${expected} messages to ${reached.join(", ")}\n`);
  });
});

interface Alert {
  readonly receivers: readonly unknown[];
  readonly status: { readonly inhibitedBy: readonly string[] };
}
interface Group {
  readonly receiver: { readonly name: string };
  readonly alerts: readonly Alert[];
}

/** The groups, once each alert is in all of its own. */
const grouped = async (alertmanager: Alertmanager, posted: number): Promise<readonly Group[]> => {
  let groups: readonly Group[] = [];
  await until("all alerts are grouped", async () => {
    const alerts = JSON.parse(await alertmanager.get("/api/v2/alerts")) as readonly Alert[];
    groups = JSON.parse(await alertmanager.get("/api/v2/alerts/groups")) as readonly Group[];
    const wanted = alerts.reduce((sum, { receivers }) => sum + receivers.length, 0);
    return alerts.length === posted && groups.reduce((sum, each) => sum + each.alerts.length, 0) === wanted;
  });
  return groups;
};

const channelsOf = ({ receivers }: Configuration, name: string): number =>
  receivers
    .filter((receiver) => receiver["name"] === name)
    .flatMap((receiver) => Object.values(receiver))
    .reduce<number>((sum, value) => sum + (Array.isArray(value) ? value.length : 0), 0);

const total = (metrics: string, name: string): number =>
  [...metrics.matchAll(new RegExp(`^${name}\\{.*\\} (\\S+)$`, "gm"))].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );

/** One of each severity for each value that a route wants of a label, and for none. */
const alertsFor = ({ route }: Configuration) => {
  const wanted = new Set(JSON.stringify(route).match(/[a-zA-Z_]\w* = \\"[^"\\]+\\"/g) ?? []);
  const labels = [...wanted].map((text): Readonly<Record<string, string>> => {
    const [name = "", value = ""] = text.split(" = ");
    return { [name]: value.replaceAll(/[\\"]/g, "") };
  });
  return [{}, ...labels].flatMap((each, index) =>
    ["critical", "warning", "info"].map((severity) => ({
      labels: {
        alertname: `Sample${index}${severity}`,
        severity,
        namespace: "shop",
        service: "api",
        cluster: "production",
        ...each,
      },
      annotations: {
        summary: `sample ${index}`,
        description: 'Something is <wrong> & "quoted".\nIn two lines.',
        runbook_url: "https://grafana.acme.example/d/runbook-sample",
        dashboard_url: "https://grafana.acme.example/d/sample",
      },
    })),
  );
};
