/** The file of data sources, read in the way that Grafana reads it. */
import fc from "fast-check";
import { dataSource, linked, type DataSource } from "../../../lib/components/grafana";
import { dataSourceFile, literal, passwordVariable } from "../../../lib/components/grafana/provisioning";
import { existingSecret, seconds, type Endpoint } from "../../../lib/model";

/** Grafana 13, pkg/services/provisioning/values: split at `$$`, expand `${…}` and `$__env{…}`, then `$NAME` and `${NAME}`, join with `$`. */
const interpolated = (text: string, environment: Readonly<Record<string, string>> = {}): string =>
  text
    .split("$$")
    .map((part) =>
      part
        .replaceAll(/\$(?:__env)?\{([^}]+)\}/g, (_, name: string) => environment[name] ?? "")
        .replaceAll(
          /\$(?:\{([^}]*)\}|([A-Za-z_]\w*|[0-9*#$@!?-])|$)/g,
          (_, braced?: string, bare?: string) => environment[braced ?? bare ?? ""] ?? "",
        ),
    )
    .join("$");

interface Provisioned {
  readonly uid: string;
  readonly isDefault: boolean;
  readonly editable: boolean;
  readonly jsonData: Readonly<Record<string, unknown>>;
  readonly secureJsonData?: Readonly<Record<string, string>>;
}

const provisioned = (sources: readonly DataSource[]): readonly Provisioned[] =>
  dataSourceFile(sources)["datasources"] as readonly Provisioned[];

const endpoint: Endpoint = { scheme: "http", service: "x", namespace: "observability", port: 80 };
const custom = (uid: string, settings: DataSource["settings"] = {}): DataSource => ({
  uid,
  name: uid,
  type: "loki",
  url: "http://x",
  settings,
});

const dollars = fc
  .array(
    fc.oneof(
      fc.constantFrom("$", "$$", "${", "}", "${HOME}", "$HOME", "$__env{HOME}", "$__file{/x}", "$1", "a"),
      fc.string({ maxLength: 3 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));

test("any text comes back, whatever the environment holds", () => {
  fc.assert(
    fc.property(dollars, (text) => {
      expect(interpolated(literal(text), { HOME: "/root", "1": "one" })).toBe(text);
    }),
    { numRuns: 2_000 },
  );
});

test("the model of Grafana's reader does replace what is not escaped", () => {
  expect(interpolated("$HOME ${HOME} $__env{HOME} $$HOME", { HOME: "h" })).toBe("h h h $HOME");
});

test("every text of a source is escaped, its keys are not", () => {
  const [source] = provisioned([{ ...custom("$u"), url: "http://$h", settings: { $k: ["$a", { b: "$c", n: 1 }] } }]);
  expect(source).toMatchObject({ uid: "$$u", url: "http://$$h", jsonData: { $k: ["$$a", { b: "$$c", n: 1 }] } });
});

test("the links of the known sources survive", () => {
  const sources = [
    dataSource.prometheus(endpoint, seconds(15)),
    dataSource.loki(endpoint),
    dataSource.jaeger(endpoint),
  ];
  const deep = (value: unknown): unknown =>
    typeof value === "string"
      ? interpolated(value)
      : Array.isArray(value)
        ? value.map(deep)
        : typeof value === "object" && value !== null
          ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, deep(item)]))
          : value;
  expect(provisioned(sources).map(({ jsonData }) => deep(jsonData))).toEqual(
    linked(sources).map(({ settings }) => settings),
  );
});

test("removed sources vanish, and none can be edited by hand", () => {
  expect(dataSourceFile([])).toEqual({ apiVersion: 1, prune: true, datasources: [] });
  expect(provisioned([custom("a")])[0]?.editable).toBe(false);
});

test("the first Prometheus is the default, wherever it stands", () => {
  const second = { ...dataSource.prometheus(endpoint, seconds(15)), uid: "prometheus-2", name: "Prometheus 2" };
  const file = provisioned([dataSource.loki(endpoint), dataSource.prometheus(endpoint, seconds(15)), second]);
  expect(file.map(({ uid, isDefault }) => [uid, isDefault])).toEqual([
    ["loki", false],
    ["prometheus", true],
    ["prometheus-2", false],
  ]);
});

test("a tenant travels as a header, escaped like all text", () => {
  expect(provisioned([dataSource.loki(endpoint, { tenant: "a$b" })])[0]).toMatchObject({
    jsonData: { httpHeaderName1: "X-Scope-OrgID" },
    secureJsonData: { httpHeaderValue1: "a$$b" },
  });
});

test("a password is read from the environment once, so that its dollars stay", () => {
  const source = dataSource.loki(endpoint, { tenant: "platform", credentials: existingSecret("loki") });
  const [file] = provisioned([source]);
  expect(file).toMatchObject({ basicAuth: true, basicAuthUser: "platform" });
  const password = "p$HOME${HOME}$$";
  expect(
    interpolated(file?.secureJsonData?.["basicAuthPassword"] ?? "", {
      [passwordVariable(source)]: password,
      HOME: "h",
    }),
  ).toBe(password);
});
