import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { modelsOf } from "../../lib/terraform";
import { Manifests, type KubernetesObject } from "../../lib/terraform";
import { refusalOf } from "./findings";
import { stackJson } from "./stack";

const rule = (name: string, spec: unknown = {}): KubernetesObject => ({
  apiVersion: "monitoring.coreos.com/v1",
  kind: "PrometheusRule",
  metadata: { name },
  spec,
});
const namespace = "observability";

const releasesOf = (define: (stack: TerraformStack) => void) =>
  Object.entries(stackJson(define).resource?.["helm_release"] ?? {});

test("objects of an owner are one release, in the order of their names", () => {
  const releases = releasesOf(
    (stack) =>
      void new Manifests(stack, "rules", {
        owner: "loki",
        namespace,
        objects: [rule("b", { expr: "${x} {{ y }}" }), rule("a")],
      }),
  );
  expect(releases).toHaveLength(1);
  expect(releases[0]?.[1]).toMatchObject({
    name: "loki-manifests",
    namespace,
    atomic: true,
    cleanup_on_fail: true,
    wait: true,
    timeout: 300,
    max_history: 10,
    values: [
      [
        "documents:",
        ...[
          "  - |",
          "    apiVersion: monitoring.coreos.com/v1",
          "    kind: PrometheusRule",
          "    metadata:",
          "      name: a",
          "    spec: {}",
        ],
        ...[
          "  - |",
          "    apiVersion: monitoring.coreos.com/v1",
          "    kind: PrometheusRule",
          "    metadata:",
          "      name: b",
          "    spec:",
          '      expr: "$${x} {{ y }}"',
        ],
        "",
      ].join("\n"),
    ],
  });
});

test("the chart is carried with the stack, under a path that holds on any machine", () => {
  const outdir = mkdtempSync(path.join(tmpdir(), "manifests-"));
  try {
    const app = new App({ outdir, skipValidation: true });
    const stack = new TerraformStack(app, "stack");
    new HelmProvider(stack, "helm");
    new Manifests(stack, "a", { owner: "a", namespace, objects: [rule("a")] });
    new Manifests(stack, "b", { owner: "b", namespace, objects: [rule("b")] });
    app.synth();
    const folder = path.join(outdir, "stacks", "stack");
    const text = readFileSync(path.join(folder, "cdk.tf.json"), "utf8");
    const charts = [...text.matchAll(/"chart": "(.*)"/g)].map(([, chart = ""]) => chart);
    expect(new Set(charts).size).toBe(1);
    expect(charts[0]).toMatch(/^\.\/assets\/manifests-chart\/[0-9A-F]{32}\/?$/);
    expect(existsSync(path.join(folder, charts[0] ?? "", "Chart.yaml"))).toBe(true);
    expect(text.replace(/"path": ".*tfstate"/, "")).not.toContain(process.cwd());
  } finally {
    rmSync(outdir, { recursive: true });
  }
});

test("more than one release holds is spread, one after the other", () => {
  const objects = Array.from({ length: 30 }, (_, index) => rule(`rule-${index}`, { text: "x".repeat(20_000) }));
  const releases = releasesOf((stack) => void new Manifests(stack, "rules", { owner: "loki", namespace, objects }));
  expect(releases.map(([, { name }]) => name)).toEqual(["loki-manifests", "loki-manifests-1"]);
  expect(releases[1]?.[1]["depends_on"]).toEqual([`helm_release.${releases[0]?.[0]}`]);
});

test("all releases wait for what they depend on", () => {
  const objects = Array.from({ length: 30 }, (_, index) => rule(`rule-${index}`, { text: "x".repeat(20_000) }));
  const releases = releasesOf((stack) => {
    const before = new Manifests(stack, "before", { owner: "before", namespace, objects: [rule("a")] });
    new Manifests(stack, "rules", { owner: "loki", namespace, objects, dependsOn: before.releases });
  });
  const [before, ...after] = releases;
  for (const [, { depends_on }] of after) expect(depends_on).toContain(`helm_release.${before?.[0]}`);
});

test("an object with a token is encoded by Terraform, beside others that are not", () => {
  const [release] = releasesOf((stack) => {
    const variable = new TerraformVariable(stack, "v", {});
    new Manifests(stack, "m", {
      owner: "o",
      namespace,
      objects: [rule("a", `"${variable.stringValue}`), rule("b", "${x}")],
    });
  });
  const [values] = release?.[1]["values"] as readonly string[];
  expect(values).toMatch(
    /^\$\{yamlencode\(\{"documents" = \["\$\{yamlencode\(\{.*\\"\$\{var\.v\}"\}\)\}", "apiVersion: .*\\u0024\{x\}\\"\\n"\]\}\)\}$/,
  );
});

test("traces of errors are written as before", () => {
  const errors: { prepareStackTrace?: unknown } = Error;
  const before = errors.prepareStackTrace;
  const traces: unknown[] = [];
  releasesOf((stack) => {
    new Manifests(stack, "m", { owner: "o", namespace, objects: [rule("a")] });
    traces.push(errors.prepareStackTrace, new Error("here").stack);
  });
  expect(traces).toEqual([before, expect.stringContaining("manifests.test")]);
});

test("no objects, no release", () =>
  expect(releasesOf((stack) => void new Manifests(stack, "m", { owner: "o", namespace, objects: [] }))).toEqual([]));

test("the model knows the objects, their namespaces and sizes", () => {
  let objects: unknown;
  stackJson((stack) => {
    new Manifests(stack, "m", {
      owner: "o",
      namespace,
      objects: [rule("a"), { ...rule("b"), metadata: { name: "b", namespace: "other" } }],
    });
    objects = modelsOf(stack.node.root)[0]?.objects;
  });
  const kind = "PrometheusRule";
  expect(objects).toEqual([
    { path: "stack.m", kind, namespace, name: "a", bytes: 87 },
    { path: "stack.m", kind, namespace: "other", name: "b", bytes: 106 },
  ]);
});

test.each([
  ["grafana.db", "grafana-db-manifests"],
  ["x".repeat(60), `${"x".repeat(36)}-`],
])("the owner %s names its release %s", (owner, name) => {
  const [release] = releasesOf((stack) => void new Manifests(stack, "m", { owner, namespace, objects: [rule("a")] }));
  expect(String(release?.[1]["name"]).slice(0, name.length)).toBe(name);
  expect(String(release?.[1]["name"]).length).toBeLessThanOrEqual(45);
});

test("an owner that is no name is refused", () =>
  expect(
    refusalOf(() => stackJson((stack) => void new Manifests(stack, "m", { owner: "Team A", namespace, objects: [] }))),
  ).toMatch(/^stack\.m: is no Helm release name/));
