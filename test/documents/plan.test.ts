/** The plan names what must be typed for this environment, in order, with what must be seen. */
import { existingSecret } from "../../lib";
import { planPages } from "../../lib/documents/plan";
import { secretVariable, type Model } from "../../lib/model";
import { prod as prodEnvironment } from "../../stacks/environments/prod";
import { installedModels } from "./models";
import { named } from "./pages";
import { modelOf, newLines, seriesIn, seriesNames, textOf } from "./rewritten";

const prod = named(installedModels, "prod");

/** The lines between fences of the shell. */
const commandsIn = (text: string): readonly string[] =>
  [...text.matchAll(/^```sh\n([^]*?)\n```$/gm)].flatMap(([, lines = ""]) => lines.split("\n"));

test("phases come in the order in which they can be done, each with its verification and its way back", () => {
  const text = textOf(planPages, prod);
  const headings = [...text.matchAll(/^##+ (.+)$/gm)].map(([, heading]) => heading);
  expect(headings.filter((heading) => heading?.startsWith("Phase"))).toEqual([
    "Phase 1: Prerequisites and Secrets",
    "Phase 2: State and proof",
    "Phase 3: Platform",
    "Phase 4: Content",
    "Phase 5: Services",
    "Phase 6: Routing test",
    "Phase 7: Objectives",
    "Phase 8: Handover",
  ]);
  for (const phase of [1, 2, 3, 4, 5, 6, 7, 8]) {
    expect(headings).toContain(`Seen to be done: phase ${phase}`);
    expect(headings).toContain(`Back out of phase ${phase}`);
  }
});

test.each(installedModels.map((model) => [model.name, model] as const))(
  "every Secret of %s that nobody else makes has its command, with all of its keys",
  (_, model) => {
    const commands = commandsIn(textOf(planPages, model)).filter((line) => line.includes("create secret generic"));
    const needed = new Set(
      model.secrets.flatMap(({ namespace, secret }) =>
        secret.kind === "existingSecret" ? [`-n ${namespace} create secret generic ${secret.name} `] : [],
      ),
    );
    expect(commands.length).toBe(needed.size);
    for (const each of needed) expect(commands.some((command) => command.includes(each))).toBe(true);
    for (const command of commands) expect(command).toMatch(/--from-file=[\w.-]+=\.\/[\w.-]+( |$)/);
  },
);

test("the commands are those of the README", () => {
  const commands = commandsIn(textOf(planPages, prod));
  for (const command of [
    "npm start -- --environment prod",
    "npm run prove",
    "npx cdktf-cli@0.21.0 diff prod-platform",
    "npx cdktf-cli@0.21.0 deploy 'prod-platform'",
    "npx cdktf-cli@0.21.0 deploy 'prod-content'",
    "npx cdktf-cli@0.21.0 destroy 'prod-content'",
    "npm run routes -- --environment prod",
    "npm run slos -- --environment prod",
    "kubectl --context production create namespace observability",
    "kubectl --context production -n observability create secret generic grafana-admin --from-file=username=./grafana-admin-username --from-file=password=./grafana-admin-password",
  ])
    expect(commands).toContain(command);
});

test.each(installedModels.map((model) => [model.name, model] as const))(
  "every query for %s asks for what there is",
  (_, model) => {
    const known = seriesNames(model);
    expect(seriesIn(textOf(planPages, model)).filter((name) => !known.has(name))).toEqual([]);
  },
);

test("what is sent to try the routing is JSON, and goes where the routes say", () => {
  const text = textOf(planPages, prod);
  const sent = [...text.matchAll(/--data '(.+)'$/gm)].map(
    ([, json = ""]) => (JSON.parse(json) as { labels: Record<string, string> }[])[0]?.labels,
  );
  expect(sent.map((labels) => labels?.["team"])).toEqual(["dba", "platform", "shop"]);
  expect(text).toContain("`team/dba/critical`");
});

describe("a change of one fact shows", () => {
  const [installation] = prod.installations;
  const installed = (change: Partial<NonNullable<typeof installation>>): Model => ({
    ...prod,
    installations: [{ ...installation!, ...change }],
  });
  test.each<[string, Model, string]>([
    [
      "context",
      installed({ cluster: { ...installation!.cluster, context: "prod's" } }),
      String.raw`kubectl --context 'prod'\''s' get nodes`,
    ],
    [
      "state",
      installed({ state: { kind: "gcs", place: "the bucket states", credentials: "gcloud's" } }),
      "the bucket states",
    ],
    ["stacks", installed({ stacks: ["prod-platform"] }), "Dashboards travel with the platform"],
    ["namespaces are made", installed({ createsNamespaces: true }), "The platform makes its namespaces by itself"],
    ["owner", installed({ defaultTeam: "sre" }), "`sre`"],
    [
      "a secret of Terraform",
      {
        ...prod,
        secrets: [{ path: "p", namespace: "observability", secret: secretVariable("slack-webhook", ["url"]) }],
      },
      "TF_VAR_slack_webhook_url",
    ],
    [
      "a key by another name",
      {
        ...prod,
        secrets: [{ path: "p", namespace: "observability", secret: existingSecret("es", { password: "es-password" }) }],
      },
      "--from-file=es-password=./es-es-password",
    ],
    [
      "chart version",
      {
        ...prod,
        releases: prod.releases.map((each) =>
          each.name === "grafana" ? { ...each, chart: { ...each.chart, version: "77.0.0" } } : each,
        ),
      },
      "`grafana-77.0.0`",
    ],
    [
      "port of a service",
      {
        ...prod,
        services: prod.services.map((each) =>
          each.source.kind === "monitor" ? { ...each, source: { ...each.source, port: "telemetry" } } : each,
        ),
      },
      "the port `telemetry`",
    ],
    [
      "waiver",
      {
        ...prod,
        waivers: [
          { check: "production/single-replica", path: "prod.jaeger", reason: "moves soon", until: "2027-02-01" },
        ],
      },
      "2027-02-01",
    ],
    ["no service", { ...prod, services: [] }, "No service is registered yet."],
    ["no heartbeat", { ...prod, routings: [] }, "**No heartbeat is configured:**"],
    ["dashboards", { ...prod, dashboards: prod.dashboards.slice(0, 5) }, "5 dashboards"],
  ])("%s", (_, after, expected) => {
    expect(newLines(planPages, prod, after).join("\n")).toContain(expected);
  });

  test("a port of Alertmanager's, as the environment has it", () => {
    const model = modelOf({
      ...prodEnvironment,
      alertmanager: { ...prodEnvironment.alertmanager, releaseName: "alerts" },
    });
    expect(newLines(planPages, prod, model).join("\n")).toContain("port-forward svc/alerts 9093:9093");
  });
});
