/** What alerts of a pack keep each other from being told: those of objectives, of which several rules share a name, and the rest. */
import {
  alert,
  deployed,
  existingSecret,
  grafanaLinks,
  hours,
  minutes,
  pack,
  parse,
  type DeployedAlert,
  type DeployedPack,
  type Slo,
} from "../../lib/model";
import { http, httpObjectives } from "../../lib/packs";
import { configurationOf, decide, NOBODY, packInhibition, routing, type Labels } from "../../lib/routing";
import { burnAlertName, sloPack } from "../../lib/slo";
import { checkoutMetrics, checkoutPromises } from "../../stacks/services/checkout-promises";

const DEPLOYMENT = { team: "shop", ...grafanaLinks("https://grafana.acme.example") };
const NOON = new Date("2027-01-04T12:00:00Z");

const teams = configurationOf(
  parse(
    routing,
    {
      teams: { shop: { slack: "#shop", pager: existingSecret("pager") } },
      slackWebhook: existingSecret("slack", { url: "webhook" }),
    },
    "alerting",
  ),
  "alerting",
);

/** An alert as Alertmanager gets it: the labels of its series, then those of its rule. */
const sent = ({ name, labels }: DeployedAlert, ofSeries: Labels): Labels => ({
  cluster: "eu-1",
  ...ofSeries,
  ...labels,
  alertname: name,
});

/** Whether each of the alerts is told, while all of them fire. */
const toldOf = (rules: DeployedPack, alerts: readonly Labels[]): readonly boolean[] =>
  decide(
    { ...teams, inhibitRules: [...teams.inhibitRules, ...packInhibition(rules, "test.packs")] },
    alerts.map((labels) => ({ labels })),
    NOON,
  ).map(
    ({ inhibitedBy, deliveries }) =>
      inhibitedBy === undefined &&
      deliveries.some(
        ({ receiver, mutedBy, outside }) => receiver !== NOBODY && mutedBy.length === 0 && outside.length === 0,
      ),
  );

const named = (slo: Slo, severity: "critical" | "warning"): string => burnAlertName(slo, { severity });

interface Case {
  readonly slo: Slo;
  readonly rules: DeployedPack;
  /** Its alerts of that severity, with these labels beside those that all of its series have. */
  readonly levels: (severity: "critical" | "warning", further?: Labels) => readonly Labels[];
}

const caseOf = (rules: DeployedPack, slo: Slo): Case => ({
  slo,
  rules,
  levels: (severity, further = {}) =>
    rules.alerts
      .filter(({ name }) => name === named(slo, severity))
      .map((each) =>
        sent(each, {
          slo: slo.name,
          service: slo.service,
          ...(slo.namespace === undefined ? {} : { namespace: slo.namespace }),
          ...further,
        }),
      ),
});

/** One of each kind. */
const objectives = {
  "checkout-objectives": {
    metrics: { ...http, ...checkoutMetrics },
    slos: [...httpObjectives({ service: "checkout" }), ...checkoutPromises],
  },
};

const casesWith = (change: Partial<Slo>): readonly (readonly [string, Case])[] =>
  Object.entries(objectives).flatMap(([name, props]) => {
    const slos = props.slos.map((each) => ({ ...each, ...change }));
    const rules = deployed(sloPack(name, { ...props, slos }), DEPLOYMENT);
    return slos.map((slo) => [slo.name, caseOf(rules, slo)] as const);
  });

const all = (told: boolean, { length }: readonly unknown[]): readonly boolean[] => Array<boolean>(length).fill(told);

const equalOf = ({ rules, slo }: Case): readonly (readonly string[])[] =>
  packInhibition(rules, "test.packs")
    .filter(({ source }) => source[0]?.value === named(slo, "critical"))
    .map(({ equal }) => [...equal].sort());

const asWritten = casesWith({});

describe.each(asWritten)("%s", (_, each) => {
  const fast = each.levels("critical");
  const slow = each.levels("warning");

  test("has several levels of each speed", () => {
    expect(fast.length).toBeGreaterThan(1);
    expect(slow.length).toBeGreaterThan(1);
  });

  test("where all levels of it fire, only what burns fast is told", () =>
    expect(toldOf(each.rules, [...fast, ...slow])).toEqual([...all(true, fast), ...all(false, slow)]));

  test.each(fast)("any one level that burns fast hides all that burn slowly: $window", (one) =>
    expect(toldOf(each.rules, [one, ...slow])).toEqual([true, ...all(false, slow)]),
  );

  test("where it only burns slowly, this is told", () => expect(toldOf(each.rules, slow)).toEqual(all(true, slow)));

  test("that another objective burns slowly is told", () => {
    const others = asWritten.flatMap(([, other]) => (other.slo === each.slo ? [] : other.levels("warning")));
    expect(others.length).toBeGreaterThan(0);
    expect(toldOf(each.rules, [...fast, ...slow, ...others]).slice(-others.length)).toEqual(all(true, others));
  });

  test("that it burns slowly in another cluster is told", () => {
    const elsewhere = each.levels("warning", { cluster: "us-1" });
    expect(toldOf(each.rules, [...fast, ...elsewhere])).toEqual([...all(true, fast), ...all(true, elsewhere)]);
  });

  test("one rule of Alertmanager says so for all levels", () =>
    expect(equalOf(each)).toEqual([["cluster", "service", "slo"]]));
});

describe.each(casesWith({ groupBy: ["instance"], namespace: "shop" }))("%s, for each instance", (_, each) => {
  const fast = each.levels("critical", { instance: "a" });
  const same = each.levels("warning", { instance: "a" });
  const other = each.levels("warning", { instance: "b" });

  test("what burns slowly is told of all instances but the one that burns fast", () =>
    expect(toldOf(each.rules, [...fast, ...same, ...other])).toEqual([
      ...all(true, fast),
      ...all(false, same),
      ...all(true, other),
    ]));

  test("instance and namespace must agree, too", () =>
    expect(equalOf(each)).toEqual([["cluster", "instance", "namespace", "service", "slo"]]));
});

test.each(
  casesWith({
    levels: [
      { burnRate: 14.4, long: hours(1), short: minutes(5), severity: "critical" },
      { burnRate: 6, long: hours(1), short: minutes(5), severity: "warning" },
    ],
  }),
)("%s: a window that all of its rules name alike may stay", (_, each) =>
  expect(equalOf(each)).toEqual([["cluster", "service", "slo", "window"]]),
);

interface Given {
  readonly labels?: Labels;
  readonly inhibits?: readonly string[];
}

const rule = (name: string, expr: string, { labels, inhibits }: Given = {}) =>
  alert(name, {
    expr,
    for: minutes(5),
    severity: "warning",
    onMissingData: "silent",
    labels,
    inhibits,
    summary: "Something is wrong.",
    description: "Something is wrong, and this is what.",
    runbook: { meaning: "It is wrong.", impact: "None.", diagnosis: ["Look."], mitigation: ["Mend it."] },
    tests: [],
  });

const equalIn = (...alerts: readonly ReturnType<typeof rule>[]): readonly (readonly string[])[] =>
  packInhibition(deployed(pack("demo", { metrics: {}, alerts }), DEPLOYMENT), "test.packs").map(({ equal }) => equal);

const hiding = { inhibits: ["TargetSlow"] };
const down = rule("TargetDown", "max by (namespace, pod, job) (up) == 0", hiding);

test("labels must agree that all alerts of both names can have", () => {
  expect(equalIn(down, rule("TargetSlow", "max by (namespace, pod, job) (up) == 0"))).toEqual([
    ["job", "namespace", "pod", "cluster"],
  ]);
  const coarse = rule("TargetSlow", "max by (namespace) (up) == 0");
  expect(equalIn(down, rule("TargetSlow", "max by (namespace, pod) (up) == 0"), coarse)).toEqual([
    ["namespace", "cluster"],
  ]);
  expect(
    equalIn(down, rule("TargetDown", "max by (namespace, job) (up) == 0", hiding), rule("TargetSlow", "up == 0")),
  ).toEqual([["job", "namespace", "cluster"]]);
});

test("where the labels of one of several alerts are not known, none of that name is hidden", () =>
  expect(equalIn(down, rule("TargetSlow", "up == 0"), rule("TargetSlow", "unknown_metric == 0"))).toEqual([]));

test("a name that the pack lacks is hidden by nothing", () => expect(equalIn(down)).toEqual([]));

test.each([
  ["different values", "a", "b", ["namespace", "pod", "cluster"]],
  ["the same value", "a", "a", ["job", "namespace", "pod", "cluster"]],
  [
    "different labels of their series",
    "{{ $labels.pod }}",
    "{{ $labels.job }}",
    ["job", "namespace", "pod", "cluster"],
  ],
])("a label that rules set to %s", (_, one, other, equal) => {
  const expr = "max by (namespace, pod, job) (up) == 0";
  expect(
    equalIn(
      rule("TargetDown", expr, { ...hiding, labels: { job: one } }),
      rule("TargetSlow", expr, { labels: { job: other } }),
    ),
  ).toEqual([equal]);
});
