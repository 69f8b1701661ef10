/** The schema of hashicorp/helm 3.1.1: its configuration and `helm_release`, as `terraform providers schema -json` would print them. */

type Flag = "required" | "optional" | "computed" | "sensitive" | "write_only";
type Type = string | readonly string[];
type Attributes = Readonly<Record<string, unknown>>;

/** Attributes of one type and the same flags. */
const attributes = (type: Type, flags: readonly Flag[], names: string): Attributes =>
  Object.fromEntries(names.split(" ").map((name) => [name, { type, ...set(flags) }]));

const nested = (nesting_mode: "single" | "list", flags: readonly Flag[], inner: Attributes): Attributes => ({
  nested_type: { attributes: inner, nesting_mode },
  ...set(flags),
});

const set = (flags: readonly Flag[]): Attributes => Object.fromEntries(flags.map((flag) => [flag, true]));

const R = ["required"] as const;
const O = ["optional"] as const;
const C = ["computed"] as const;
const OC = ["optional", "computed"] as const;
const TEXTS = ["list", "string"] as const;

const exec = nested("single", O, {
  ...attributes("string", R, "api_version command"),
  ...attributes(TEXTS, O, "args"),
  ...attributes(["map", "string"], O, "env"),
});

const kubernetes = nested("single", O, {
  ...attributes(
    "string",
    O,
    "client_certificate client_key cluster_ca_certificate config_context config_context_auth_info",
  ),
  ...attributes(
    "string",
    O,
    "config_context_cluster config_path host password proxy_url tls_server_name token username",
  ),
  ...attributes(TEXTS, O, "config_paths"),
  ...attributes("bool", O, "insecure"),
  exec,
});

const provider: Attributes = {
  ...attributes("string", O, "helm_driver plugins_path registry_config_path repository_cache repository_config_path"),
  ...attributes("number", O, "burst_limit qps"),
  ...attributes("bool", O, "debug"),
  experiments: nested("single", O, attributes("bool", O, "manifest")),
  kubernetes,
  registries: nested("list", O, attributes("string", R, "password url username")),
};

const release: Attributes = {
  ...attributes("string", R, "chart name"),
  ...attributes("string", O, "keyring repository repository_ca_file repository_cert_file repository_key_file"),
  ...attributes("string", O, "repository_username"),
  ...attributes("string", ["optional", "sensitive"], "repository_password"),
  ...attributes("string", OC, "description namespace version"),
  ...attributes("string", C, "id manifest status"),
  ...attributes("number", OC, "max_history timeout"),
  ...attributes("number", O, "set_wo_revision"),
  ...attributes("bool", O, "devel"),
  ...attributes("bool", OC, "atomic cleanup_on_fail create_namespace dependency_update disable_crd_hooks"),
  ...attributes("bool", OC, "disable_openapi_validation disable_webhooks force_update lint pass_credentials"),
  ...attributes("bool", OC, "recreate_pods render_subchart_notes replace reset_values reuse_values skip_crds"),
  ...attributes("bool", OC, "take_ownership upgrade_install verify wait wait_for_jobs"),
  ...attributes(TEXTS, O, "values"),
  ...attributes(["map", "string"], C, "resources"),
  metadata: nested("single", C, {
    ...attributes("string", C, "app_version chart name namespace notes values version"),
    ...attributes("number", C, "first_deployed last_deployed revision"),
  }),
  postrender: nested("single", O, { ...attributes(TEXTS, O, "args"), ...attributes("string", R, "binary_path") }),
  set: nested("list", O, {
    ...attributes("string", R, "name"),
    ...attributes("string", OC, "type"),
    ...attributes("string", O, "value"),
  }),
  set_list: nested("list", O, { ...attributes("string", R, "name"), ...attributes(TEXTS, R, "value") }),
  set_sensitive: nested("list", O, {
    ...attributes("string", R, "name"),
    ...attributes("string", O, "type"),
    ...attributes("string", ["required", "sensitive"], "value"),
  }),
  set_wo: nested("list", ["optional", "write_only"], {
    ...attributes("string", ["required", "write_only"], "name value"),
    ...attributes("string", ["optional", "write_only"], "type"),
  }),
  timeouts: nested("single", O, attributes("string", O, "create delete read update")),
};

export const helmSchema = {
  format_version: "1.0",
  provider_schemas: {
    "registry.terraform.io/hashicorp/helm": {
      provider: { version: 0, block: { attributes: provider } },
      resource_schemas: { helm_release: { version: 2, block: { attributes: release } } },
      data_source_schemas: {},
    },
  },
};
