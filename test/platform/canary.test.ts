/** Secrets in variables: every one is asked for as sensitive and ephemeral, and no value leaves a trace in outputs, plans and states. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type * as z from "zod";
import * as components from "../../lib/components";
import { variableName } from "../../lib/model";
import { routing } from "../../lib/routing";
import { backend, clusterAccess } from "../../lib/terraform";
import { describeWith } from "../proof/tool";
import { withTerraform } from "../proof/terraform/terraform";
import { canaries, canaryEnvironments } from "./canaries";
import { synthesize, type Outcome } from "./installation";
import { ANY_VALUE, secretPlaces } from "./secret-places";
import { unzipped } from "./unzipped";

const MARKER = "canary-value-";
const names = canaries.flatMap((secret) => secret.entries.map((entry) => variableName(secret, entry)));
const values = Object.fromEntries(names.map((name, index) => [name, `${MARKER}${index}`]));

const inEnvironment = Object.fromEntries(names.map((name) => [`TF_VAR_${name}`, values[name]]));

interface Variable {
  readonly sensitive?: boolean;
  readonly ephemeral?: boolean;
  readonly default?: unknown;
}

let written: Outcome;
const stack = (name: string) =>
  JSON.parse(written.files.get(join(written.outdir, "stacks", name, "cdk.tf.json")) ?? "{}") as {
    readonly variable?: Readonly<Record<string, Variable>>;
    readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  };

beforeAll(() => {
  Object.assign(process.env, inEnvironment);
  try {
    written = synthesize(canaryEnvironments, { watched: [] });
    expect(written.message).toBe("");
  } finally {
    for (const name of Object.keys(inEnvironment)) delete process.env[name];
  }
}, 120_000);

test("they stand in every place that takes a secret", () => {
  // Everything else in an environment is the components' own.
  const schemas: Readonly<Record<string, z.ZodType>> = {
    alerting: routing,
    prometheus: components.prometheusProps,
    alertmanager: components.alertmanagerProps,
    grafana: components.grafanaProps,
    loki: components.lokiProps,
    jaeger: components.jaegerProps,
    fluentd: components.fluentdProps,
    "exporters.blackbox": components.blackboxExporterProps,
    "exporters.postgres": components.postgresExporterProps,
    "exporters.redis": components.redisExporterProps,
    state: backend,
    "cluster.access": clusterAccess,
  };
  const filled = canaryEnvironments.flatMap((environment) => {
    const { alerting, prometheus, alertmanager, grafana, loki, jaeger, fluentd, exporters, state, cluster } =
      environment;
    const places = (name: string, value: unknown) => [...secretPlaces(schemas[name] ?? routing, value, name)];
    return [
      ...Object.entries({ alerting, prometheus, alertmanager, grafana, loki, jaeger, fluentd, state }).flatMap(
        ([name, value]) => places(name, value),
      ),
      ...places("cluster.access", cluster.access),
      ...places("exporters.blackbox", exporters?.blackbox),
      ...Object.values(exporters?.postgres ?? {}).flatMap((each) => places("exporters.postgres", each)),
      ...Object.values(exporters?.redis ?? {}).flatMap((each) => places("exporters.redis", each)),
    ];
  });
  const all = Object.entries(schemas).flatMap(([name, schema]) => [...secretPlaces(schema, ANY_VALUE, name)]);
  // Alertmanager's routing is the environment's alerting; a login on a Gateway route is refused (exposure/login-not-enforced), and so is a
  // second one beside the token of a bot of Webex. An environment has one global client, whose schema is that of each channel's own; channels after hours are channels.
  const elsewhere = [
    /^alertmanager\.routing/,
    /exposure\(gateway\)/,
    /\(webex\)\.http\.authentication/,
    /global\.http\.authentication\((?!basicAuth)/,
    /global\.slack\.appToken/,
    /afterHours\.channels/,
  ];
  expect(all.length).toBeGreaterThan(100);
  expect([...new Set(filled)].sort()).toEqual(
    all.filter((place) => !elsewhere.some((pattern) => pattern.test(place))).sort(),
  );
});

test("each entry is a variable of its stack, sensitive, ephemeral and without a default", () => {
  const variables = Object.assign(
    {},
    ...canaryEnvironments.map(({ name }) => stack(`${name}-platform`).variable),
  ) as Record<string, Variable>;
  expect(Object.keys(variables).sort()).toEqual([...names].sort());
  for (const [name, variable] of Object.entries(variables))
    expect([name, variable]).toEqual([name, expect.objectContaining({ sensitive: true, ephemeral: true })]);
  expect(Object.values(variables).filter((variable) => "default" in variable)).toEqual([]);
  for (const { name } of canaryEnvironments) expect(stack(`${name}-content`).variable).toBeUndefined();
});

test("Secrets are written through the write-only attribute alone", () => {
  const secrets = canaryEnvironments.flatMap(({ name }) =>
    Object.values(stack(`${name}-platform`).resource["kubernetes_secret_v1"] ?? {}),
  );
  const written = secrets.map(({ metadata }) => (metadata as { readonly name: string }).name);
  expect(new Set(written)).toEqual(new Set(canaries.map(({ name }) => name)));
  for (const secret of secrets) {
    expect(secret).toEqual(expect.objectContaining({ data_wo: expect.anything() as unknown, data_wo_revision: 1 }));
    expect(Object.keys(secret).filter((key) => /^(binary_)?data$/.test(key))).toEqual([]);
  }
});

test("no value is in any file of the output", () => {
  expect(written.files.size).toBeGreaterThan(2 * canaryEnvironments.length);
  expect([...written.files].filter(([, text]) => text.includes(MARKER)).map(([file]) => file)).toEqual([]);
});

describeWith(["terraform"], "with the real Terraform", () => {
  test("no value is in a plan, a state or a file that Terraform leaves behind", async () => {
    const traces = await withTerraform(
      written.outdir,
      async ({ stacks }) => {
        const found: string[] = [];
        const look = (place: string, text: string): void => void (text.includes(MARKER) && found.push(place));
        for (const platform of stacks.filter(({ name }) => name.endsWith("-platform"))) {
          look(`${platform.name}: init`, await platform.init());
          const { text, jsonText } = await platform.plan();
          look(`${platform.name}: plan`, text);
          look(`${platform.name}: show -json`, jsonText);
          const planFile = unzipped(readFileSync(join(platform.folder, "plan.bin")));
          expect([...planFile.keys()]).toEqual(expect.arrayContaining(["tfplan", "tfstate"]));
          for (const [name, content] of planFile) look(`${platform.name}: plan file, ${name}`, content);
          look(`${platform.name}: apply`, await platform.apply());
          look(`${platform.name}: state`, await platform.state());
          for (const entry of readdirSync(platform.folder, { withFileTypes: true, recursive: true }))
            if (entry.isFile())
              look(`${platform.name}: ${entry.name}`, readFileSync(join(entry.parentPath, entry.name), "latin1"));
        }
        return found;
      },
      { variables: values },
    );
    expect(traces).toEqual([]);
  }, 600_000);
});
