/** Whatever stands in an environment, people get findings and never a crash. */
import * as fc from "fast-check";
import { environmentFindings, existingSecret, type Environment } from "../../lib";
import * as components from "../../lib/components";
import { join } from "../../lib/model";
import { environments } from "../../stacks/environments";
import { prod } from "../../stacks/environments/prod";
import { canaryEnvironments } from "./canaries";
import { ABSENT, changed, replaced } from "./changed";
import { everySetting, minimal } from "../routing/channels/every-setting";
import { synthesize } from "./installation";
import { at } from "./installed";
import { junk, placesIn } from "./junk";

/** The same every time, so that a test that turns red does so for whoever broke it. */
const SEED = 20_260_718;

interface Spoilt {
  readonly at: string;
  readonly value: unknown;
  readonly environment: Environment;
}

/** The canaries have each channel again for each way to identify itself; here, one of each setting will do. */
const everySettingOnce = canaryEnvironments.map((environment) =>
  [
    ["alerting.teams.platform.channels", Object.values(everySetting).flat()] as const,
    ["alerting.receivers.platform", Object.values(minimal)] as const,
    ["alerting.receivers.others.channels", Object.values(minimal)] as const,
  ].reduce(
    (before, [place, channels]) => (at(before, place) === undefined ? before : changed(before, place, channels)),
    environment,
  ),
);

/** Found once: there are thousands, and each run that looked for them anew kept them. */
const everyPlace = [...environments, ...everySettingOnce].map((environment) =>
  fc.constantFrom(...placesIn(environment)).map((path) => ({ environment, path })),
);
const place = fc.constantFrom(...everyPlace).chain((places) => places);
const key = fc.oneof(
  fc.string(),
  fc.constantFrom("__proto__", "constructor", "kind", "values", "releaseName", "storage", "a b", "0"),
);

/** An environment of which one thing is replaced, left out or added. */
const spoilt: fc.Arbitrary<Spoilt> = fc
  .oneof(
    fc.record({ place, value: junk }),
    fc.record({ place, value: fc.constant<unknown>(ABSENT) }),
    fc.record({
      place: fc.tuple(place, key).map(([{ environment, path }, name]) => ({ environment, path: [...path, name] })),
      value: junk,
    }),
  )
  .map(({ place: { environment, path }, value }) => ({
    at: [environment.name, ...path].join(" "),
    value,
    environment: replaced(environment, path, value) as Environment,
  }));

const isSound = ({ environment }: Spoilt): boolean => environmentFindings(environment).length === 0;

test("there are findings, each with a place, a problem and a mend", () => {
  fc.assert(
    fc.property(spoilt, ({ environment }) => {
      for (const { path, problem, mend } of environmentFindings(environment))
        expect([path, problem, mend].filter((text) => typeof text !== "string" || text.trim() === "")).toEqual([]);
    }),
    { numRuns: 1_500, seed: SEED },
  );
  expect({}).not.toHaveProperty("polluted");
}, 120_000);

test("what has no findings is written, or the checks say why not", () => {
  fc.assert(
    fc.property(spoilt.filter(isSound), ({ environment }) => {
      const { exitCode, findings, files } = synthesize([environment]);
      expect(exitCode === 0 ? files.size > 0 : findings.length > 0 && files.size === 0).toBe(true);
    }),
    { numRuns: 25, seed: SEED },
  );
}, 240_000);

const login = existingSecret("login");
const schemas: readonly (readonly [path: string, schema: { readonly shape: object }, props: object])[] = [
  ["prometheus", components.prometheusProps, {}],
  ["alertmanager", components.alertmanagerProps, {}],
  ["grafana", components.grafanaProps, {}],
  ["loki", components.lokiProps, {}],
  ["jaeger", components.jaegerProps, {}],
  ["fluentd", components.fluentdProps, {}],
  ["exporters.blackbox", components.blackboxExporterProps, {}],
  ["exporters.postgres.orders", components.postgresExporterProps, { host: "db.acme.example", credentials: login }],
  ["exporters.redis.cache", components.redisExporterProps, { address: "redis://cache.acme.example:6379" }],
];
test.each(
  schemas.flatMap(([path, { shape }, props]) =>
    Object.keys(shape).map((key) => [`${path}.${key}`, path, props] as const),
  ),
)("%s is looked at", (place, path, props) => {
  const environment = changed(Object.keys(props).length === 0 ? prod : changed(prod, path, props), place, Symbol("x"));
  expect(environmentFindings(environment).map((finding) => finding.path)).toContain(`prod.${place}`);
});

test.each(
  [...environments, everySettingOnce[0] ?? prod].map((environment) => [environment.name, environment] as const),
)(
  "%s: what is wrong is found where it is",
  (name, environment) => {
    const unseen = placesIn(environment).filter((path) => {
      const found = environmentFindings(replaced(environment, path, Symbol("x")));
      // The inside of a duration or a quantity is the duration's or the quantity's own matter.
      const places = [path, path.slice(0, -1)].map((keys) => join(name, keys));
      return path.length > 1 && !found.some((finding) => places.includes(finding.path));
    });
    expect(unseen).toEqual([]);
  },
  120_000,
);
