/** The kit itself: it takes an app of two stacks through its whole life, and it is not blind to mistakes. */
import { Release } from "@cdktf/provider-helm/lib/release";
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { Manifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { App, TerraformStack, type TerraformElement } from "cdktf";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { externalSecret, secretVariable } from "../../../lib/model";
import {
  connectCluster,
  eksCluster,
  ephemeralVariable,
  GrafanaDashboard,
  GrafanaDataSource,
  GrafanaFolder,
  GrafanaFolderPermission,
  GrafanaLibraryPanel,
  GrafanaOrganizationPreferences,
  GrafanaPlaylist,
  GrafanaProvider,
  GrafanaServiceAccount,
  GrafanaTeam,
  literal,
  Manifests,
  provideSecret,
  s3Backend,
  useBackend,
  yamlLiteral,
} from "../../../lib/terraform";
import { describeWith } from "../tool";
import { withTerraform, type Terraform, type TerraformOptions } from "./terraform";

const state = s3Backend({ bucket: "state", region: "us-east-1" });
const HOSTILE = '${x} %{y} {{ z }} "q" \\ \n\u0000é';

const access = eksCluster({
  ...{ name: "test", region: "us-east-1", profile: "test" },
  ...{ endpoint: "cluster.acme.example", certificateAuthority: Buffer.from("-----BEGIN").toString("base64") },
});

class Platform extends TerraformStack {
  readonly namespace: NamespaceV1;

  constructor(scope: App) {
    super(scope, "test-platform");
    useBackend(this, state);
    connectCluster(this, access);
    this.namespace = new NamespaceV1(this, "namespace", {
      metadata: { name: "observability", labels: { "a/b": "c" } },
    });
    const { name } = this.namespace.metadata;
    const secrets = [
      ...provideSecret(this, "observability", secretVariable("database", ["user", "password"]), [this.namespace]),
      ...provideSecret(
        this,
        "observability",
        externalSecret("pager", { store: "vault", entries: { key: { key: "k" } } }),
        [this.namespace],
      ),
    ];
    new NetworkPolicyV1(this, "deny", {
      metadata: { name: "deny", namespace: name },
      spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: [] },
    });
    new ConfigMapV1(this, "texts", {
      metadata: { name: "texts", namespace: name },
      data: { "Hostile.Key": literal("${x} %{y}") },
    });
    new Manifest(this, "custom", {
      manifest: { apiVersion: "v1", kind: "X", metadata: { name: "x" }, spec: { a: [1, null, { b: true }] } },
    });
    const release = new Release(this, "release", {
      ...{
        name: "release",
        namespace: name,
        chart: "chart",
        repository: "https://charts.acme.example",
        version: "1.0.0",
      },
      values: [yamlLiteral({ text: HOSTILE, namespace: name })],
      dependsOn: secrets,
    });
    const content = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "m" }, data: { text: HOSTILE } };
    new Manifests(this, "objects", {
      owner: "test",
      namespace: "observability",
      objects: [content],
      dependsOn: [release],
    });
  }
}

class Content extends TerraformStack {
  constructor(scope: App, platform: Platform) {
    super(scope, "test-content");
    useBackend(this, state);
    const auth = ephemeralVariable(this, "grafana_auth", "Login").stringValue;
    new GrafanaProvider(this, "grafana", { url: "https://grafana.acme.example", auth, httpHeaders: { "X-A": "b" } });
    const folder = new GrafanaFolder(this, "folder", {
      title: `In ${platform.namespace.metadata.name}: \${x}`,
      uid: "folder",
    });
    const team = new GrafanaTeam(this, "team", { name: "DBA", preferences: [{ theme: "dark" }] });
    new GrafanaFolderPermission(this, "permission", {
      folderUid: folder.uid,
      permissions: [
        { role: "Viewer", permission: "View" },
        { teamId: team.id, permission: "Edit" },
      ],
    });
    const { uid } = new GrafanaDataSource(this, "prometheus", {
      name: "P",
      type: "prometheus",
      jsonDataEncoded: { httpMethod: "POST" },
    });
    const panel = new GrafanaLibraryPanel(this, "panel", {
      ...{ uid: "panel", name: "Errors", folderUid: folder.uid },
      modelJson: { type: "text", text: HOSTILE },
    });
    const dashboard = new GrafanaDashboard(this, "dashboard", {
      folder: folder.uid,
      configJson: { uid: "d", text: HOSTILE, datasource: uid },
      dependsOn: [panel],
    });
    new GrafanaOrganizationPreferences(this, "preferences", { homeDashboardUid: dashboard.uid, weekStart: "monday" });
    new GrafanaPlaylist(this, "wall", {
      name: "Wall",
      interval: "30s",
      item: [
        { order: 1, type: "dashboard_by_uid", value: dashboard.uid },
        { order: 2, type: "dashboard_by_tag", value: "${x}" },
      ],
    });
    new GrafanaServiceAccount(this, "account", { name: "ci", role: "Viewer" });
  }
}

/** What `use` makes of the app that `define` fills. */
const lived = async <T>(
  define: (app: App) => void,
  use: (terraform: Terraform) => Promise<T>,
  options?: TerraformOptions,
): Promise<T> => {
  const outdir = mkdtempSync(path.join(tmpdir(), "out-"));
  try {
    const app = new App({ outdir, skipValidation: true });
    define(app);
    app.synth();
    return await withTerraform(outdir, use, options);
  } finally {
    rmSync(outdir, { recursive: true });
  }
};

/** The attributes of the resources of one type in a state. */
const inState = (state: string, type: string): readonly Readonly<Record<string, unknown>>[] =>
  (
    JSON.parse(state) as {
      readonly resources: readonly {
        readonly mode: string;
        readonly type: string;
        readonly instances: readonly { readonly attributes: Record<string, unknown> }[];
      }[];
    }
  ).resources
    .filter((resource) => resource.mode === "managed" && resource.type === type)
    .flatMap(({ instances }) => instances.map(({ attributes }) => attributes));

describeWith(["terraform"], "the Terraform kit", () => {
  describe("an app of two stacks", () => {
    let result: Awaited<ReturnType<Terraform["everything"]>>;
    let order: readonly string[];
    let folders: readonly string[];

    beforeAll(async () => {
      result = await lived(
        (app) => void new Content(app, new Platform(app)),
        (terraform) => {
          order = terraform.stacks.map(({ name }) => name);
          folders = terraform.stacks.map(({ folder }) => folder);
          return terraform.everything();
        },
        { variables: { database_password: "marker-secret", grafana_auth: "marker-login" } },
      );
    }, 60_000);

    test("lives and dies in the order of its dependencies", () =>
      expect(order).toEqual(["test-platform", "test-content"]));

    test("leaves nothing behind", () => expect(folders.filter((folder) => existsSync(folder))).toEqual([]));

    test("has the texts in its state that were written", () => {
      const platform = result.get("test-platform")?.state ?? "";
      expect(inState(platform, "kubernetes_config_map_v1")).toMatchObject([{ data: { "Hostile.Key": "${x} %{y}" } }]);
      const releases = inState(platform, "helm_release");
      const [values] = releases.find(({ name }) => name === "release")?.["values"] as readonly string[];
      expect(parse(values ?? "")).toEqual({ namespace: "observability", text: HOSTILE });
      expect(releases.map(({ name }) => name).sort()).toEqual(["release", "secret-pager-manifests", "test-manifests"]);
      const [dashboard] = inState(result.get("test-content")?.state ?? "", "grafana_dashboard");
      expect(JSON.parse(String(dashboard?.["config_json"]))).toMatchObject({ uid: "d", text: HOSTILE });
      const [panel] = inState(result.get("test-content")?.state ?? "", "grafana_library_panel");
      expect(JSON.parse(String(panel?.["model_json"]))).toMatchObject({ text: HOSTILE });
    });

    test("reads values of one stack in the other", () =>
      expect(inState(result.get("test-content")?.state ?? "", "grafana_folder")).toMatchObject([
        { title: "In observability: ${x}" },
      ]));

    test("keeps secrets out of plans and states", () => {
      for (const { plan, state } of result.values())
        for (const text of [plan.text, plan.jsonText, state]) expect(text).not.toContain("marker-");
    });

    test("plans to create all that is there", () => {
      const changes = result.get("test-content")?.plan.json.resource_changes ?? [];
      expect(new Set(changes.flatMap(({ change }) => change.actions))).toEqual(new Set(["create"]));
      expect(changes).toHaveLength(9);
    });
  });

  const mistaken = (mistake: (stack: TerraformStack, release: TerraformElement) => void) => (app: App) => {
    const stack = new TerraformStack(app, "stack");
    useBackend(stack, state);
    connectCluster(stack, access);
    new GrafanaProvider(stack, "grafana", { url: "https://grafana.acme.example" });
    mistake(stack, new Release(stack, "release", { name: "a", chart: "b" }));
  };

  const mistakes: readonly (readonly [
    title: string,
    mistake: (stack: TerraformStack, release: TerraformElement) => void,
    complaint: RegExp,
  ])[] = [
    ["an unknown attribute", (_, release) => release.addOverride("vaules", []), /vaules/],
    ["a wrong type", (_, release) => release.addOverride("timeout", "soon"), /timeout.*number/s],
    ["a missing attribute", (_, release) => release.addOverride("chart", undefined), /"chart" is required/],
    [
      "an expression that nobody meant",
      (_, release) => release.addOverride("values", ["${datasource}"]),
      /Invalid reference/,
    ],
    [
      "an unknown attribute of Grafana",
      (stack) => new GrafanaFolder(stack, "f", { title: "t" }).addOverride("name", "n"),
      /name/,
    ],
    [
      "an unknown block in Kubernetes",
      (stack) => new NamespaceV1(stack, "n", { metadata: {} }).addOverride("spec", {}),
      /spec/,
    ],
    [
      "a missing attribute in Kubernetes",
      (stack) => new ConfigMapV1(stack, "c", { metadata: {} }).addOverride("metadata", undefined),
      /metadata/,
    ],
    ["a resource that does not exist", (stack) => stack.addOverride("resource.helm_relase.x", {}), /helm_relase/],
    [
      "a reference to nothing",
      (_, release) => release.addOverride("version", "${helm_release.none.version}"),
      /undeclared resource/,
    ],
  ];

  test.each(mistakes)("sees %s", async (_, mistake, complaint) =>
    lived(mistaken(mistake), async ({ stacks: [stack] }) => {
      await stack?.init();
      await expect(stack?.validate()).rejects.toThrow(complaint);
    }),
  );

  test("sees a change between two plans", async () =>
    lived(
      mistaken((_, release) => release.addOverride("description", "${timestamp()}")),
      async ({ stacks: [stack] }) => {
        await stack?.init();
        await stack?.plan();
        await stack?.apply();
        await expect(stack?.replan()).rejects.toThrow(/gave 2/);
      },
    ));

  test("refuses two stacks with one state", async () =>
    expect(
      lived(
        (app) => {
          for (const name of ["a", "b"]) useBackend(new TerraformStack(app, name), state, "same");
        },
        () => Promise.resolve(),
      ),
    ).rejects.toThrow("b has the same state as another stack"));

  test("refuses a chart that is not carried along", async () =>
    expect(
      lived(
        mistaken((_, release) => release.addOverride("chart", "./assets/none")),
        () => Promise.resolve(),
      ),
    ).rejects.toThrow("stack has no chart ./assets/none"));
});
