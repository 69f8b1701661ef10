import { TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import {
  azurermBackend,
  gcsBackend,
  httpBackend,
  kubernetesBackend,
  localBackend,
  remoteBackend,
  s3Backend,
  useBackend,
  type Backend,
} from "../../lib/terraform";
import { refusalOf } from "./findings";
import { stackJson, synthesized } from "./stack";

const lock = "https://git.acme.example/state/prod/stack/lock";

const backends: readonly (readonly [
  title: string,
  backend: Backend,
  expected: Record<string, Record<string, unknown>>,
])[] = [
  ["files", localBackend(), { local: { path: "../../../state/stack.tfstate" } }],
  ["files elsewhere", localBackend({ path: "./a/b/" }), { local: { path: "../../../a/b/stack.tfstate" } }],
  [
    "S3",
    s3Backend({ bucket: "b", region: "us-east-1" }),
    { s3: { bucket: "b", key: "observability/stack.tfstate", region: "us-east-1", encrypt: true, use_lockfile: true } },
  ],
  [
    "S3 with all",
    s3Backend({
      bucket: "b",
      region: "r",
      folder: "a/b",
      encrypt: false,
      kmsKeyId: "k",
      role: { arn: "arn", externalId: "e" },
    }),
    {
      s3: {
        ...{ bucket: "b", key: "a/b/stack.tfstate", region: "r", encrypt: false, kms_key_id: "k", use_lockfile: true },
        assume_role: { role_arn: "arn", external_id: "e" },
      },
    },
  ],
  [
    "Google Cloud Storage",
    gcsBackend({ bucket: "b", kmsEncryptionKey: "k", impersonateServiceAccount: "a@b" }),
    {
      gcs: { bucket: "b", prefix: "observability/stack", kms_encryption_key: "k", impersonate_service_account: "a@b" },
    },
  ],
  [
    "Azure",
    azurermBackend({
      storageAccountName: "a",
      containerName: "c",
      resourceGroupName: "g",
      subscriptionId: "s",
      tenantId: "t",
    }),
    {
      azurerm: {
        ...{
          storage_account_name: "a",
          container_name: "c",
          resource_group_name: "g",
          subscription_id: "s",
          tenant_id: "t",
        },
        ...{ key: "observability/stack.tfstate", use_azuread_auth: true, use_oidc: false },
      },
    },
  ],
  [
    "Kubernetes",
    kubernetesBackend({ namespace: "terraform", context: "production" }),
    {
      kubernetes: {
        ...{ secret_suffix: "observability-stack", namespace: "terraform" },
        ...{ config_path: "~/.kube/config", config_context: "production" },
      },
    },
  ],
  [
    "Kubernetes from inside",
    kubernetesBackend({ namespace: "terraform", inCluster: true, prefix: "p" }),
    { kubernetes: { secret_suffix: "p-stack", namespace: "terraform", in_cluster_config: true } },
  ],
  [
    "HTTP",
    httpBackend({ address: "https://git.acme.example/state/prod/" }),
    {
      http: {
        address: "https://git.acme.example/state/prod/stack",
        ...{ lock_address: lock, lock_method: "POST", unlock_address: lock, unlock_method: "DELETE" },
      },
    },
  ],
  [
    "HTTP without a lock",
    httpBackend({ address: "https://git.acme.example/state", lock: false }),
    { http: { address: "https://git.acme.example/state/stack" } },
  ],
  [
    "HCP Terraform",
    remoteBackend({ organization: "acme" }),
    { remote: { hostname: "app.terraform.io", organization: "acme", workspaces: { name: "observability-stack" } } },
  ],
];

test.each(backends)("%s", (_, backend, expected) =>
  expect(stackJson((stack) => useBackend(stack, backend)).terraform.backend).toEqual(expected),
);

test.each(backends)("%s: another stack reads its values from the same place", (_, backend, expected) => {
  const { reader, stack } = synthesized((app) => {
    const producer = new TerraformStack(app, "stack");
    const consumer = new TerraformStack(app, "reader");
    useBackend(producer, backend);
    useBackend(consumer, backend);
    new TerraformOutput(consumer, "out", {
      value: new TerraformVariable(producer, "v", {}).stringValue,
      sensitive: true,
    });
  });
  const remotes = Object.values(reader?.data?.["terraform_remote_state"] ?? {});
  expect(remotes.map(({ backend: kind, config }) => [kind, config])).toEqual(Object.entries(expected));
  expect(reader?.terraform.backend).not.toEqual(stack?.terraform.backend);
});

test("a name of its own, where the stack's will not do", () =>
  expect(stackJson((stack) => useBackend(stack, localBackend(), "other")).terraform.backend).toEqual({
    local: { path: "../../../state/other.tfstate" },
  }));

const region = "us-east-1";
test.each<readonly [Backend, string]>([
  [
    localBackend({ path: "/var/state" }),
    'stack.state.path: is an absolute path, which holds on one machine only: "/var/state" -> write a path relative to the project, e.g. "state"',
  ],
  [s3Backend({ bucket: "", region }), 'stack.state.bucket: is empty: "" -> write a value or leave the property out'],
  [
    s3Backend({ bucket: "${var.b}", region }),
    'stack.state.bucket: is an expression, which a backend cannot evaluate: "${var.b}" -> write plain text, known before Terraform runs',
  ],
  [
    s3Backend({ bucket: "b", region, folder: "/a" }),
    'stack.state.folder: begins or ends with a slash or a space: "/a" -> write e.g. "observability/prod"',
  ],
  [
    httpBackend({ address: "https://me:pw@git.acme.example" }),
    "stack.state.address: carries a user or password in clear text -> leave it out and pass it as a secret reference",
  ],
])("refuses %j", (backend, refusal) =>
  expect(refusalOf(() => stackJson((stack) => useBackend(stack, backend)))).toBe(refusal),
);
