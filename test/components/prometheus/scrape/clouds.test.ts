/** EC2, GCE and Azure discovery, which the pinned promtool leaves out: field by field against Prometheus's documentation (3.14 and 3.15). */
import { scrapeConfig, scrapeConfigValue } from "../../../../lib/components/prometheus/scrape";
import { check, parse } from "../../../../lib/model";
import { clouds } from "./examples";

type Type = "string" | "int" | "duration" | "boolean" | "strings" | "filters" | "map";

/** `never`: a secret for which there is no file, so it would stand in clear text; who Prometheus is comes from its service account. */
type Field = readonly [name: string, type: Type, need: "required" | "optional" | "never"];

const http: readonly Field[] = [
  ["follow_redirects", "boolean", "optional"],
  ["enable_http2", "boolean", "optional"],
  ["tls_config", "map", "optional"],
  ["proxy_url", "string", "optional"],
  ["no_proxy", "string", "optional"],
  ["proxy_connect_header", "map", "never"],
  ["http_headers", "map", "optional"],
];

const documented: Readonly<Record<keyof typeof clouds, readonly Field[]>> = {
  ec2: [
    ["region", "string", "optional"],
    ["endpoint", "string", "optional"],
    ["access_key", "string", "never"],
    ["secret_key", "string", "never"],
    ["profile", "string", "optional"],
    ["role_arn", "string", "optional"],
    ["external_id", "string", "optional"],
    ["refresh_interval", "duration", "optional"],
    ["port", "int", "optional"],
    ["filters", "filters", "optional"],
    ["authorization", "map", "optional"],
    ...http,
  ],
  gce: [
    ["project", "string", "required"],
    ["zone", "string", "required"],
    ["filter", "string", "optional"],
    ["refresh_interval", "duration", "optional"],
    ["port", "int", "optional"],
    ["tag_separator", "string", "optional"],
  ],
  azure: [
    ["environment", "string", "optional"],
    ["authentication_method", "string", "optional"],
    ["subscription_id", "string", "required"],
    ["tenant_id", "string", "never"],
    ["client_id", "string", "optional"],
    ["client_secret", "string", "never"],
    ["resource_group", "string", "optional"],
    ["refresh_interval", "duration", "optional"],
    ["port", "int", "optional"],
    ["basic_auth", "map", "optional"],
    ...http,
  ],
};

const isStrings = (value: unknown): boolean => Array.isArray(value) && value.every((each) => typeof each === "string");
const isMap = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);

const fits: Readonly<Record<Type, (value: unknown) => boolean>> = {
  string: (value) => typeof value === "string",
  int: Number.isInteger,
  duration: (value) => typeof value === "string" && /^(\d+(y|w|d|h|m|s|ms))+$/.test(value),
  boolean: (value) => typeof value === "boolean",
  strings: isStrings,
  map: isMap,
  filters: (value) =>
    Array.isArray(value) &&
    value.every(
      (each: unknown) =>
        isMap(each) && "name" in each && fits.string(each.name) && "values" in each && isStrings(each.values),
    ),
};

const jobOf = (discovery: readonly unknown[]): unknown => ({ jobName: "job", discovery });
const sourceOf = (cloud: keyof typeof clouds, discovery: readonly unknown[]): Readonly<Record<string, unknown>> => {
  const value = scrapeConfigValue(parse(scrapeConfig, jobOf(discovery), "job"))[`${cloud}_sd_configs`];
  return (value as readonly Readonly<Record<string, unknown>>[])[0] ?? {};
};
const camelCase = (name: string): string => name.replaceAll(/_./g, (letter) => letter.charAt(1).toUpperCase());
const named = (cloud: keyof typeof clouds, need: Field[2]): readonly string[] =>
  documented[cloud].filter((field) => field[2] === need).map(([name]) => name);

describe.each(["ec2", "gce", "azure"] as const)("%s", (cloud) => {
  const full = sourceOf(cloud, clouds[cloud]);

  test("can be told exactly what is documented, but for secrets in clear text", () => {
    expect(Object.keys(full).sort()).toEqual([...named(cloud, "required"), ...named(cloud, "optional")].sort());
  });

  test.each(documented[cloud].filter(([, , need]) => need !== "never"))("%s is of the type %s", (name, type) =>
    expect(fits[type](full[name])).toBe(true),
  );

  test("does not start without what is required", () => {
    const required = named(cloud, "required").map((name) => `job.discovery[0].${camelCase(name)}`);
    expect(check(scrapeConfig, jobOf([{ kind: cloud }]), "job").map(({ path }) => path)).toEqual(required);
  });

  test("cannot be told secrets in clear text", () => {
    for (const name of named(cloud, "never")) {
      const discovery = [{ ...clouds[cloud][0], [camelCase(name)]: "x" }];
      const path = `job.discovery[0].${camelCase(name)}`;
      expect(check(scrapeConfig, jobOf(discovery), "job")).toMatchObject([{ path }]);
    }
  });
});

test("only what is set is written", () => {
  expect(sourceOf("ec2", [{ kind: "ec2" }])).toEqual({});
  expect(sourceOf("azure", [{ kind: "azure", subscriptionId: "00000000-0000-0000-0000-000000000000" }])).toEqual({
    subscription_id: "00000000-0000-0000-0000-000000000000",
    authentication_method: "WorkloadIdentity",
  });
});
