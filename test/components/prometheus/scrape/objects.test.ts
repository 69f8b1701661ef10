/** Scrape objects of the operator: exactly what its resource definitions know, and what is meant. */
import Ajv from "ajv";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseYaml } from "yaml";
import {
  podMonitor,
  probe,
  probeTargets,
  scrapeConfigObject,
  secretsIn,
  serviceMonitor,
  staticTargets,
} from "../../../../lib/components/prometheus/scrape";
import { existingSecret, minutes } from "../../../../lib/model";
import type { KubernetesObject } from "../../../../lib/terraform";
import { describeWithCharts } from "../../../proof/tool";
import { objects } from "./object-examples";

const rendered: Readonly<Record<string, readonly KubernetesObject[]>> = {
  servicemonitors: objects.serviceMonitors.map(serviceMonitor),
  podmonitors: objects.podMonitors.map(podMonitor),
  probes: objects.probes.map(probe),
  scrapeconfigs: objects.scrapeConfigs.map(scrapeConfigObject),
};

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  readonly [key: string]: unknown;
}

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
}

/** The API server drops fields that it does not know: here they are mistakes. */
const strict = (schema: Schema): Schema => ({
  ...schema,
  ...(schema.properties === undefined
    ? {}
    : {
        properties: Object.fromEntries(Object.entries(schema.properties).map(([name, each]) => [name, strict(each)])),
        additionalProperties: schema["x-kubernetes-preserve-unknown-fields"] ?? false,
      }),
  ...(typeof schema.additionalProperties === "object"
    ? { additionalProperties: strict(schema.additionalProperties) }
    : {}),
  ...(schema.items === undefined ? {} : { items: strict(schema.items) }),
});

describeWithCharts("the operator's resource definitions", (charts) => {
  const definition = (plural: string): Definition => {
    const folder = charts.folder("prometheus-operator-crds", "31.0.1");
    const text = readFileSync(join(folder, "charts/crds/templates", `crd-${plural}.yaml`), "utf8");
    return parseYaml(text.replaceAll(/^\s*\{\{.*\n/gm, "").replaceAll(/\{\{.*?\}\}/g, "x")) as Definition;
  };

  test.each(Object.entries(rendered))("know all that %s say", (plural, resources) => {
    const { group, names, versions } = definition(plural).spec;
    const [version] = versions;
    const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(
      strict(version?.schema.openAPIV3Schema.properties?.["spec"] ?? {}),
    );
    for (const { apiVersion, kind, spec } of resources) {
      expect({ apiVersion, kind }).toEqual({ apiVersion: `${group}/${version?.name}`, kind: names.kind });
      validate(spec);
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  test.each<[string, string, (spec: Schema) => unknown]>([
    ["a field that there is not", "servicemonitors", (spec) => ({ ...spec, selectr: {} })],
    ["a field of the wrong type", "podmonitors", (spec) => ({ ...spec, sampleLimit: "many" })],
    ["a field that is missing", "scrapeconfigs", (spec) => ({ ...spec, gceSDConfigs: [{ zone: "a" }] })],
  ])("would not let pass %s", (_, plural, spoil) => {
    const [version] = definition(plural).spec.versions;
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(
      strict(version?.schema.openAPIV3Schema.properties?.["spec"] ?? {}),
    );
    expect(validate(spoil(rendered[plural]?.[0]?.["spec"] as Schema))).toBe(false);
  });
});

test("a ServiceMonitor that says little", () => {
  const props = {
    name: "shop",
    namespace: "shop",
    selector: { matchLabels: { app: "shop" } },
    endpoints: [{ port: "http" }],
  };
  expect(serviceMonitor(props)).toEqual({
    apiVersion: "monitoring.coreos.com/v1",
    kind: "ServiceMonitor",
    metadata: { name: "shop", namespace: "shop" },
    spec: { selector: { matchLabels: { app: "shop" } }, endpoints: [{ port: "http" }] },
  });
});

test("secrets are named, not mounted", () => {
  const secret = existingSecret("login", { password: "pass" });
  const props = {
    name: "shop",
    namespace: "shop",
    discovery: [staticTargets(["a:1"])],
    scrapeInterval: minutes(1),
    authentication: { kind: "basicAuth" as const, secret },
  };
  expect(scrapeConfigObject(props)["spec"]).toEqual({
    scrapeInterval: "1m",
    basicAuth: { username: { name: "login", key: "username" }, password: { name: "login", key: "pass" } },
    staticConfigs: [{ targets: ["a:1"] }],
  });
  expect(secretsIn(props, "object")).toEqual([{ path: "object.authentication.secret", secret }]);
});

test("an application of Azure logs in by a secret that the operator fetches", () => {
  const [full] = objects.scrapeConfigs;
  expect(full && scrapeConfigObject(full)["spec"]).toMatchObject({
    azureSDConfigs: [
      { authenticationMethod: "OAuth", clientSecret: { name: "access", key: "clientSecret" } },
      { authenticationMethod: "WorkloadIdentity" },
    ],
    ec2SDConfigs: [
      { accessKey: { name: "access", key: "accessKey" }, secretKey: { name: "access", key: "secretKey" } },
    ],
  });
});

const shop = { name: "shop", namespace: "shop" };
const wrong = { ...shop, selector: { matchLabels: { app: "shop" } }, endpoints: [] };
test.each<readonly [place: string, make: () => unknown]>([
  ["serviceMonitor.shop.endpoints", () => serviceMonitor(wrong)],
  ["podMonitor.shop.endpoints", () => podMonitor(wrong)],
  [
    "probe.shop.targets.targets",
    () => probe({ ...shop, prober: { address: "blackbox:9115" }, targets: probeTargets({ targets: [] }) }),
  ],
  ["scrapeConfigObject.shop.discovery", () => scrapeConfigObject({ ...shop, discovery: [] })],
])("nothing is made of wrong props: %s", (place, make) => expect(make).toThrow(place));
