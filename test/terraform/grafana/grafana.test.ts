import { TerraformVariable, type TerraformStack } from "cdktf";
import {
  GrafanaDashboard,
  GrafanaDataSource,
  GrafanaFolder,
  GrafanaFolderPermission,
  GrafanaProvider,
  GrafanaServiceAccount,
  GrafanaTeam,
} from "../../../lib/terraform/grafana";
import { findingsOf } from "../findings";
import { stackJson } from "../stack";

/** The attributes of the only resource of a type, without cdktf's own. */
const attributesOf = (type: string, define: (stack: TerraformStack) => unknown): Readonly<Record<string, unknown>> => {
  const { resource } = stackJson((stack) => void define(stack));
  const [attributes = {}] = Object.values(resource?.[type] ?? {});
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => name !== "//"));
};

test("the provider is pinned exactly, and its headers keep their names", () => {
  const { terraform, provider } = stackJson((stack) => {
    const auth = new TerraformVariable(stack, "auth", {}).stringValue;
    new GrafanaProvider(stack, "grafana", {
      url: "https://grafana.acme.example",
      auth,
      retries: 3,
      httpHeaders: { "X-Scope-OrgID": "${a}" },
    });
  });
  expect(terraform.required_providers).toEqual({ grafana: { source: "grafana/grafana", version: "4.45.1" } });
  expect(provider).toEqual({
    grafana: [
      {
        url: "https://grafana.acme.example",
        auth: "${var.auth}",
        retries: 3,
        http_headers: { "X-Scope-OrgID": "$${a}" },
      },
    ],
  });
});

test("a folder's text is literal, and what Terraform knows of it can be used elsewhere", () => {
  const { resource } = stackJson((stack) => {
    const outer = new GrafanaFolder(stack, "outer", { title: "Costs in ${currency}", uid: "outer" });
    new GrafanaFolder(stack, "inner", {
      title: "Inner",
      parentFolderUid: outer.uid,
      dependsOn: [outer],
      preventDestroyIfNotEmpty: true,
    });
  });
  expect(resource?.["grafana_folder"]).toMatchObject({
    outer: { title: "Costs in $${currency}", uid: "outer" },
    inner: {
      title: "Inner",
      parent_folder_uid: "${grafana_folder.outer.uid}",
      prevent_destroy_if_not_empty: true,
      depends_on: ["grafana_folder.outer"],
    },
  });
});

test("a dashboard is data and becomes JSON", () =>
  expect(
    attributesOf(
      "grafana_dashboard",
      (stack) => new GrafanaDashboard(stack, "d", { configJson: { uid: "d", title: "${x}" }, overwrite: true }),
    ),
  ).toEqual({
    config_json: '{"uid":"d","title":"$${x}"}',
    overwrite: true,
  }));

test("a dashboard with values that only Terraform knows is encoded there", () =>
  expect(
    attributesOf("grafana_dashboard", (stack) => {
      const { uid } = new GrafanaDataSource(stack, "loki", { name: "Loki", type: "loki" });
      return new GrafanaDashboard(stack, "d", { configJson: { uid: "d", datasource: uid } });
    }),
  ).toEqual({ config_json: '${jsonencode({"uid" = "d", "datasource" = "${grafana_data_source.loki.uid}"})}' }));

test("a data source's settings become JSON, its headers keep their names", () =>
  expect(
    attributesOf(
      "grafana_data_source",
      (stack) =>
        new GrafanaDataSource(stack, "d", {
          ...{ name: "Prometheus", type: "prometheus", uid: "prometheus", url: "http://prometheus:9090" },
          ...{
            isDefault: true,
            accessMode: "proxy",
            jsonDataEncoded: { httpMethod: "POST" },
            httpHeaders: { "X-Scope-OrgID": "a" },
          },
        }),
    ),
  ).toEqual({
    ...{ name: "Prometheus", type: "prometheus", uid: "prometheus", url: "http://prometheus:9090" },
    ...{
      is_default: true,
      access_mode: "proxy",
      json_data_encoded: '{"httpMethod":"POST"}',
      http_headers: { "X-Scope-OrgID": "a" },
    },
  }));

test("a team with preferences and groups", () =>
  expect(
    attributesOf(
      "grafana_team",
      (stack) =>
        new GrafanaTeam(stack, "t", {
          name: "DBA",
          members: ["a@acme.example"],
          preferences: [{ theme: "dark", weekStart: "monday" }],
          teamSync: [{ groups: ["dba"] }],
        }),
    ),
  ).toEqual({
    name: "DBA",
    members: ["a@acme.example"],
    preferences: [{ theme: "dark", week_start: "monday" }],
    team_sync: [{ groups: ["dba"] }],
  }));

test("permissions name a team by the text that its id is", () =>
  expect(
    attributesOf("grafana_folder_permission", (stack) => {
      const team = new GrafanaTeam(stack, "team", { name: "DBA" });
      return new GrafanaFolderPermission(stack, "p", {
        folderUid: "dba",
        permissions: [
          { role: "Viewer", permission: "View" },
          { teamId: team.id, permission: "Edit" },
        ],
      });
    }),
  ).toEqual({
    folder_uid: "dba",
    permissions: [
      { role: "Viewer", permission: "View" },
      { team_id: "${grafana_team.team.id}", permission: "Edit" },
    ],
  }));

test("a service account", () =>
  expect(
    attributesOf(
      "grafana_service_account",
      (stack) => new GrafanaServiceAccount(stack, "s", { name: "ci", role: "None", isDisabled: false }),
    ),
  ).toEqual({
    name: "ci",
    role: "None",
    is_disabled: false,
  }));

type Refused = readonly [title: string, define: (stack: TerraformStack) => unknown, path: string, mend: unknown];
const UID = "use at most 40 letters, digits, '-' and '_'";
const permission = (item: { permission: string; role?: string; teamId?: string }) => (stack: TerraformStack) =>
  new GrafanaFolderPermission(stack, "p", {
    folderUid: "f",
    permissions: [{ permission: "View", role: "Viewer" }, item],
  });
const dataSource = (config: object) => (stack: TerraformStack) =>
  new GrafanaDataSource(stack, "d", { name: "n", type: "loki", ...config });

const refused: readonly Refused[] = [
  ["a uid with a space", (stack) => new GrafanaFolder(stack, "f", { title: "t", uid: "a b" }), "stack.f.uid", UID],
  [
    "a uid that is too long",
    (stack) => new GrafanaFolder(stack, "f", { title: "t", uid: "u".repeat(41) }),
    "stack.f.uid",
    UID,
  ],
  [
    "a folder without a title",
    (stack) => new GrafanaFolder(stack, "f", { title: " " }),
    "stack.f.title",
    "write a name",
  ],
  [
    "a dashboard without a uid",
    (stack) => new GrafanaDashboard(stack, "d", { configJson: { title: "t" } }),
    "stack.d.configJson",
    "add `uid`: at most 40 letters, digits, '-' and '_'",
  ],
  [
    "headers in a data source's settings",
    dataSource({ jsonDataEncoded: { httpHeaderName1: "X" } }),
    "stack.d.jsonDataEncoded",
    "write them as httpHeaders",
  ],
  [
    "headers in its secret settings",
    dataSource({ secureJsonDataEncoded: { httpHeaderValue1: "X" } }),
    "stack.d.secureJsonDataEncoded",
    "write them as httpHeaders",
  ],
  [
    "settings as text",
    dataSource({ jsonDataEncoded: "{}" }),
    "stack.d.jsonDataEncoded",
    "write the data itself; it becomes JSON here",
  ],
  [
    "an access mode that does not exist",
    dataSource({ accessMode: "server" }),
    "stack.d.accessMode",
    'write "proxy", "direct"',
  ],
  [
    "an attribute that does not exist",
    dataSource({ jsonData: {} }),
    "stack.d.jsonData",
    expect.stringContaining("remove it"),
  ],
  [
    "an attribute that is only read",
    (stack) => new GrafanaFolder(stack, "f", { title: "t", ...{ url: "x" } }),
    "stack.f.url",
    expect.stringContaining("remove it"),
  ],
  [
    "a permission that does not exist",
    permission({ permission: "Write", role: "Editor" }),
    "stack.p.permissions[1].permission",
    'write "View", "Edit", "Admin"',
  ],
  [
    "a permission for nobody",
    permission({ permission: "View" }),
    "stack.p.permissions[1]",
    "write one item for each of them",
  ],
  [
    "a permission for two",
    permission({ permission: "View", role: "Viewer", teamId: "1" }),
    "stack.p.permissions[1]",
    "write one item for each of them",
  ],
  [
    "a role that does not exist",
    (stack) => new GrafanaServiceAccount(stack, "s", { name: "n", role: "Owner" }),
    "stack.s.role",
    'write "Viewer", "Editor", "Admin", "None"',
  ],
  [
    "a theme that does not exist",
    (stack) => new GrafanaTeam(stack, "t", { name: "n", preferences: [{ theme: "blue" }] }),
    "stack.t.preferences[0].theme",
    'write "light", "dark", "system", ""',
  ],
  [
    "an organization that is none",
    (stack) => new GrafanaProvider(stack, "g", { orgId: 0 }),
    "stack.g.orgId",
    "see its documentation",
  ],
];

test.each(refused)("%s is refused where it is written", (_, define, path, mend) =>
  expect(
    findingsOf(() => stackJson((stack) => void define(stack))).map((finding) => [finding.path, finding.mend]),
  ).toEqual([[path, mend]]),
);
