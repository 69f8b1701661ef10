/** What an environment's Grafana shows: folders, dashboards, runbook pages, home, wall, and the same as ConfigMaps. */
import { App, TerraformStack, Testing } from "cdktf";
import { parse } from "yaml";
import { deployTo, GrafanaProvider, ObservabilityContent, ObservabilityPlatform, type Environment } from "../../lib";
import { pack, runbookPage, scrape, type Dashboard, type Panel } from "../../lib/model";
import { dashboard, now, stat, top } from "../../lib/dashboards";
import { runChecks } from "../../lib/checks";
import { DashboardConfigMaps } from "../../lib/platform";
import { modelsOf } from "../../lib/terraform";
import { promql } from "../../lib/query";
import { dev } from "../../stacks/environments/dev";
import { httpObjectives } from "../../lib/packs";
import { sharedObjectives } from "../../lib/services";
import { synthesize } from "./installation";

type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

const resourcesOf = (stack: TerraformStack): Resources =>
  (JSON.parse(Testing.synth(stack)) as { readonly resource: Resources }).resource;

const shop = (panels: readonly Panel[] = []): Dashboard =>
  dashboard("shop", { title: "Shop", description: "How the shop is.", rows: [top(panels)] });

const up = stat("Up", { description: "Up.", queries: [now(promql`${scrape.up}`)], unit: "count", shared: "up" });

const made = (environment: Environment = dev) => {
  const app = new App();
  const platformStack = new TerraformStack(app, "platform");
  deployTo(platformStack, environment);
  const platform = new ObservabilityPlatform(platformStack, "observability", environment);
  platform.addPack(pack("shop", { metrics: scrape, team: "shop", dashboards: [shop([up])] }));
  platform.addPack(pack("again", { metrics: scrape, dashboards: [{ ...shop([up]), uid: "again", title: "Again" }] }));
  const [promise] = httpObjectives({ service: "checkout", namespace: "shop" });
  platform.monitorHttpService({
    name: "checkout",
    namespace: "shop",
    team: "shop",
    objectives: "none",
    slos: [{ ...promise, name: "shop-promise", alertPrefix: undefined }],
  });
  const stack = new TerraformStack(app, "content");
  new GrafanaProvider(stack, "grafana", { url: platform.grafana.url });
  new ObservabilityContent(stack, "content", environment, platform);
  return { app, platform, platformStack, stack };
};

const { app, platform, stack } = made();
const resources = resourcesOf(stack);
const dashboards = Object.values(resources["grafana_dashboard"] ?? {}).map(({ config_json, folder }) => ({
  ...(JSON.parse(String(config_json)) as {
    readonly uid: string;
    readonly editable: boolean;
    readonly panels: readonly object[];
  }),
  folder: /grafana_folder\.content_([\w-]+?)_[0-9A-F]+\.uid/.exec(String(folder))?.[1],
}));
const folderOf = (uid: string) => dashboards.find((each) => each.uid === uid)?.folder;

test("each pack's dashboards stand in the folder of its team, the platform's own in one for all", () => {
  expect(folderOf("shop")).toBe("team-shop");
  expect(folderOf("prometheus")).toBe("platform");
});

test("each alert has its runbook page", () => {
  const names = [...platform.deployedPacks, ...sharedObjectives()].flatMap(({ alerts }) =>
    alerts.map(({ name }): string => name),
  );
  const pages = new Set(dashboards.map(({ uid }) => uid).filter((uid) => uid.startsWith("runbook-")));
  expect(names.filter((name) => !pages.has(`runbook-${runbookPage(name)}`))).toEqual([]);
  expect(pages.size).toBe(new Set(names).size);
});

test("pages of alerts that one team has alone stand in its folder, all others in one for all", () => {
  expect(folderOf("runbook-shop-promise-burns-fast")).toBe("team-shop");
  expect(folderOf("runbook-shop-promise-no-data")).toBe("team-shop");
  expect(folderOf("runbook-http-availability-burns-fast")).toBe("runbooks");
  // Every service has it, whoever owns it.
  expect(folderOf("runbook-http-high-error-ratio")).toBe("runbooks");
  expect(folderOf("runbook-prometheus-down")).toBe("runbooks");
});

test("nothing that is shipped can be edited, and each is called by its uid", () => {
  expect(dashboards.filter(({ editable }) => editable)).toEqual([]);
  const names = Object.keys(resources["grafana_dashboard"] ?? {});
  expect(dashboards.filter(({ uid }) => !names.some((name) => name.startsWith(`content_dashboards_${uid}_`)))).toEqual(
    [],
  );
});

test("everybody reads all folders, teams edit in their own", () => {
  const permissions = Object.values(resources["grafana_folder_permission"] ?? {}).map(({ permissions }) => permissions);
  expect(permissions).toEqual(
    expect.arrayContaining([
      [{ role: "Viewer", permission: "View" }],
      [
        { role: "Viewer", permission: "View" },
        { team_id: expect.stringContaining("members-shop") as string, permission: "Edit" },
      ],
    ]),
  );
});

test("whoever logs in sees home first, and the wall shows the main dashboards", () => {
  expect(Object.values(resources["grafana_organization_preferences"] ?? {})).toEqual([
    expect.objectContaining({ home_dashboard_uid: expect.stringContaining("content_dashboards_home_") as string }),
  ]);
  const [wall] = Object.values(resources["grafana_playlist"] ?? {});
  expect(wall).toMatchObject({ name: "Wall", interval: "30s" });
  expect((wall?.["item"] as readonly unknown[]).length).toBeGreaterThan(3);
});

test("a panel that two dashboards share is one library panel, made before them", () => {
  expect(Object.values(resources["grafana_library_panel"] ?? {})).toEqual([
    expect.objectContaining({ uid: "up", name: "Up" }),
  ]);
  for (const uid of ["shop", "again"])
    expect(dashboards.find((each) => each.uid === uid)?.panels).toEqual([
      expect.objectContaining({ libraryPanel: { uid: "up", name: "Up" } }),
    ]);
  const depending = Object.values(resources["grafana_dashboard"] ?? {}).filter((each) => "depends_on" in each);
  expect(depending).toHaveLength(2);
});

test("a pack more moves nothing else", () => {
  const other = made();
  other.platform.addPack(pack("zoo", { metrics: scrape, dashboards: [{ ...shop(), uid: "zoo", title: "Zoo" }] }));
  const before = Object.keys(resources["grafana_dashboard"] ?? {});
  expect(Object.keys(resourcesOf(other.stack)["grafana_dashboard"] ?? {})).toEqual(expect.arrayContaining(before));
});

test("with runbooks in a wiki there are no pages, and panels lead there", () => {
  const wiki = resourcesOf(made({ ...dev, runbooks: "https://wiki.acme.example/runbooks/" }).stack);
  expect(Object.keys(wiki["grafana_folder"] ?? {}).filter((name) => name.includes("runbooks"))).toEqual([]);
  const json = JSON.stringify(wiki["grafana_dashboard"]);
  expect(json).not.toContain("/d/runbook-");
});

test("the model knows every dashboard, its folder and size, and every data source", () => {
  const [model] = modelsOf(app);
  expect(model?.dashboards.map(({ dashboard: { uid } }) => uid).sort()).toEqual(
    dashboards.map(({ uid }) => uid).sort(),
  );
  expect(model?.dashboards.find(({ path }) => path === "dev.dashboards.shop")).toMatchObject({ folder: "team-shop" });
  expect(model?.dataSources.map(({ uid }) => uid)).toEqual(["prometheus", "loki", "jaeger", "alertmanager"]);
});

test("two dashboards of one uid are a finding, not a crash", () => {
  const other = made();
  expect(() => other.platform.addPack(pack("twin", { metrics: scrape, dashboards: [shop()] }))).not.toThrow();
});

describe("as ConfigMaps for the sidecar", () => {
  const objects = (): readonly Readonly<Record<string, unknown>>[] => {
    const { platform: other, platformStack } = made();
    new DashboardConfigMaps(platformStack, "dashboards", dev, other);
    return Object.values(resourcesOf(platformStack)["helm_release"] ?? {})
      .filter(({ name }) => /^dashboards-manifests/.test(String(name)))
      .flatMap(({ values }) => {
        const text = String((values as readonly string[])[0])
          .replaceAll("$${", "${")
          .replaceAll("%%{", "%{");
        return (parse(text) as { documents: readonly string[] }).documents.map(
          (each) => parse(each) as Readonly<Record<string, unknown>>,
        );
      });
  };
  const maps = objects();

  test("of an environment nothing is needed but its name, its profile and who owns what", () => {
    const { platform: other, platformStack } = made({ ...dev, dashboards: "config maps" });
    const { name, profile, alerting } = dev;
    expect(
      () => new DashboardConfigMaps(platformStack, "dashboards", { name, profile, alerting }, other),
    ).not.toThrow();
    const nobody = { name, profile, alerting: { teams: {} } };
    expect(() => new DashboardConfigMaps(platformStack, "nobody", nobody, other)).toThrow(/dev\.alerting\.teams/);
  });

  test("there are the same dashboards, each in a map of its own", () =>
    expect(maps.map(({ data }) => Object.keys(data as object)[0]).sort()).toEqual(
      dashboards.map(({ uid }) => `${uid}.json`).sort(),
    ));

  test("the sidecar finds them, and puts each in its folder", () =>
    expect(maps.find((each) => JSON.stringify(each["metadata"]).includes("dashboard-shop"))).toMatchObject({
      metadata: {
        name: "dashboard-shop",
        labels: { grafana_dashboard: "1" },
        annotations: { grafana_folder: "shop" },
      },
    }));

  test("an environment that says so has one stack, and a Grafana that loads them", () => {
    const { exitCode, message, files } = synthesize([{ ...dev, dashboards: "config maps" }]);
    expect({ exitCode, message }).toEqual({ exitCode: 0, message: "" });
    const stacks = [...files.keys()].filter((file) => file.endsWith("cdk.tf.json"));
    expect(stacks).toEqual([expect.stringContaining("dev-platform")]);
    const text = files.get(stacks[0] ?? "") ?? "";
    expect(text).toContain("dashboard-home");
    expect(text).toContain("searchNamespace");
  });

  test("each is whole, and below what the API server takes", () => {
    for (const { data } of maps)
      for (const text of Object.values(data as Record<string, string>)) {
        expect(Buffer.byteLength(text)).toBeLessThan(2 ** 20);
        expect(text).not.toContain("libraryPanel");
        expect(JSON.parse(text)).toMatchObject({ schemaVersion: 42 });
      }
  });
});

test("nothing is wrong with the pages of alerts", () =>
  expect(runChecks(modelsOf(app)).filter(({ path }) => /dashboards\.runbook-/.test(path))).toEqual([]));
