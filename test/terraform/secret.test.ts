import type { TerraformStack } from "cdktf";
import { parse } from "yaml";
import { existingSecret, externalSecret, secretVariable } from "../../lib/model";
import { ephemeralVariable, provideSecret } from "../../lib/terraform";
import { stackJson } from "./stack";

const database = secretVariable("grafana-db", ["username", "password"], { revision: 3 });

test("a Secret that exists needs nothing", () => {
  const { resource, variable } = stackJson((stack) =>
    expect(provideSecret(stack, "observability", existingSecret("s"))).toEqual([]),
  );
  expect([resource, variable]).toEqual([undefined, undefined]);
});

describe("a Secret from variables", () => {
  const json = stackJson((stack) => {
    const first = provideSecret(stack, "observability", database);
    expect(provideSecret(stack, "observability", { ...database })).toEqual(first);
  });

  test("is written through a write-only attribute", () =>
    expect(Object.values(json.resource?.["kubernetes_secret_v1"] ?? {})).toMatchObject([
      {
        metadata: { name: "grafana-db", namespace: "observability" },
        data_wo: { username: "${var.grafana_db_username}", password: "${var.grafana_db_password}" },
        data_wo_revision: 3,
      },
    ]));

  test("takes ephemeral, sensitive variables", () =>
    expect(json.variable).toMatchObject({
      grafana_db_username: { type: "string", sensitive: true, ephemeral: true, nullable: false },
      grafana_db_password: { type: "string", sensitive: true, ephemeral: true, nullable: false },
    }));

  test("needs a Terraform that knows both", () => expect(json.terraform.required_version).toBe(">= 1.11.0"));
});

test("two namespaces with a Secret of one name share its variables", () => {
  const { resource, variable } = stackJson((stack) => {
    provideSecret(stack, "a", database);
    provideSecret(stack, "b", database);
  });
  expect(Object.keys(resource?.["kubernetes_secret_v1"] ?? {})).toHaveLength(2);
  expect(Object.keys(variable ?? {})).toHaveLength(2);
});

test("a Secret from a vault is an object of the External Secrets operator", () => {
  const { resource } = stackJson((stack) => {
    const secret = externalSecret("grafana.db", {
      store: "vault",
      entries: { password: { key: "db/${x}", property: "p" } },
    });
    expect(provideSecret(stack, "observability", secret)).toHaveLength(1);
    expect(provideSecret(stack, "observability", secret)).toHaveLength(1);
  });
  const [release, ...others] = Object.values(resource?.["helm_release"] ?? {});
  expect(others).toEqual([]);
  expect(release?.["name"]).toBe("secret-grafana-db-manifests");
  const [values] = release?.["values"] as readonly string[];
  const [document] = (parse(values ?? "") as { readonly documents: readonly string[] }).documents;
  expect(parse(document ?? "")).toEqual({
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name: "grafana.db", namespace: "observability" },
    spec: {
      refreshInterval: "1h",
      secretStoreRef: { kind: "ClusterSecretStore", name: "vault" },
      target: { name: "grafana.db", creationPolicy: "Owner" },
      data: [{ secretKey: "password", remoteRef: { key: "db/$${x}", property: "p" } }],
    },
  });
});

test("of two descriptions of one Secret the first is written: that there are two is for a check to tell", () => {
  const { resource } = stackJson((stack) => {
    const first = provideSecret(stack, "observability", database);
    expect(provideSecret(stack, "observability", secretVariable("grafana-db", ["password"]))).toEqual(first);
  });
  expect(Object.values(resource?.["kubernetes_secret_v1"] ?? {})).toMatchObject([{ data_wo_revision: 3 }]);
});

test("an ephemeral variable of one name is one", () => {
  const { variable } = stackJson((stack: TerraformStack) => {
    expect(ephemeralVariable(stack, "grafana_auth", "Login")).toBe(ephemeralVariable(stack, "grafana_auth", "Login"));
  });
  expect(Object.keys(variable ?? {})).toEqual(["grafana_auth"]);
});
