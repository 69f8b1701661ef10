import { TerraformVariable } from "cdktf";
import {
  aksCluster,
  connectCluster,
  eksCluster,
  execPlugin,
  gkeCluster,
  inCluster,
  kubeconfig,
  type ClusterAccess,
} from "../../lib/terraform";
import { refusalOf } from "./findings";
import { stackJson } from "./stack";

const PEM = "-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n";
const cloud = { endpoint: "cluster.acme.example", certificateAuthority: Buffer.from(PEM).toString("base64") };
const reached = { host: "https://cluster.acme.example", cluster_ca_certificate: PEM };
const exec = (command: string, args: readonly string[]) => ({
  api_version: "client.authentication.k8s.io/v1beta1",
  command,
  args,
});
const getToken = ["eks", "get-token", "--output", "json", "--cluster-name", "production", "--region", "us-east-1"];
const AKS_SERVER = "6dae42f8-4368-4678-94ff-3960e28e3630";

const accesses: readonly (readonly [title: string, access: ClusterAccess, expected: Record<string, unknown>])[] = [
  [
    "a kubeconfig",
    kubeconfig({ context: "production" }),
    { config_path: "~/.kube/config", config_context: "production" },
  ],
  [
    "a kubeconfig elsewhere",
    kubeconfig({ context: "p${x}", path: "~/k" }),
    { config_path: "~/k", config_context: "p$${x}" },
  ],
  [
    "EKS",
    eksCluster({ ...cloud, name: "production", region: "us-east-1" }),
    { ...reached, exec: exec("aws", getToken) },
  ],
  [
    "EKS with a role and a profile",
    eksCluster({ ...cloud, name: "production", region: "us-east-1", roleArn: "arn", profile: "prod" }),
    { ...reached, exec: { ...exec("aws", [...getToken, "--role-arn", "arn"]), env: { AWS_PROFILE: "prod" } } },
  ],
  ["GKE", gkeCluster(cloud), { ...reached, exec: exec("gke-gcloud-auth-plugin", []) }],
  [
    "AKS",
    aksCluster(cloud),
    { ...reached, exec: exec("kubelogin", ["get-token", "--login", "azurecli", "--server-id", AKS_SERVER]) },
  ],
  [
    "any program",
    execPlugin({
      endpoint: "https://c.acme.example",
      certificateAuthority: PEM,
      command: "login",
      env: { camelCase: "1", "X-Y": "${z}" },
    }),
    {
      host: "https://c.acme.example",
      cluster_ca_certificate: PEM,
      exec: { ...exec("login", []), env: { camelCase: "1", "X-Y": "$${z}" } },
    },
  ],
];

test.each(accesses)("both providers reach the cluster through %s", (_, access, expected) => {
  const { provider } = stackJson((stack) => void connectCluster(stack, access));
  const { exec, ...rest } = expected;
  expect(provider?.["helm"]).toEqual([{ kubernetes: expected }]);
  expect(provider?.["kubernetes"]).toEqual([exec === undefined ? rest : { ...rest, exec: [exec] }]);
});

test("inside the cluster both providers find their way alone", () =>
  expect(stackJson((stack) => void connectCluster(stack, inCluster())).provider).toEqual({
    helm: [{}],
    kubernetes: [{}],
  }));

test("addresses and certificates of clusters that Terraform makes stay references", () => {
  const { provider } = stackJson((stack) => {
    const made = new TerraformVariable(stack, "made", {}).stringValue;
    connectCluster(stack, eksCluster({ name: made, region: "r", endpoint: made, certificateAuthority: made }));
  });
  expect(provider?.["helm"]?.[0]?.["kubernetes"]).toMatchObject({
    host: "${var.made}",
    cluster_ca_certificate: "${base64decode(var.made)}",
    exec: { args: expect.arrayContaining(["${var.made}"]) as unknown },
  });
});

test("the stack asks for a Terraform and for exactly these providers", () => {
  const { terraform } = stackJson((stack) => void connectCluster(stack, inCluster()));
  expect(terraform.required_version).toBe(">= 1.11.0");
  expect(terraform.required_providers).toEqual({
    helm: { source: "helm", version: "3.1.1" },
    kubernetes: { source: "kubernetes", version: "2.38.0" },
  });
});

test.each<readonly [ClusterAccess, string]>([
  [
    kubeconfig({ context: "" }),
    'stack.cluster.access.context: is empty: "" -> write a value or leave the property out',
  ],
  [
    gkeCluster({ endpoint: "a b", certificateAuthority: "x" }),
    'stack.cluster.access.endpoint: is no http(s) address: "https://a b" -> write scheme and host, e.g. https://grafana.acme.example',
  ],
])("refuses %j", (access, refusal) =>
  expect(refusalOf(() => stackJson((stack) => void connectCluster(stack, access)))).toBe(refusal),
);
