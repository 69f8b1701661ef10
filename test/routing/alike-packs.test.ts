/** What was found of one pack is said of another only where it would be found there, too. */
import {
  alert,
  contract,
  counter,
  deployed,
  gauge,
  grafanaLinks,
  minutes,
  pack,
  record,
  type DeployedPack,
  type MetricContract,
} from "../../lib/model";
import { alikePacks, packInhibition, type Agreed } from "../../lib/routing";

const DEPLOYMENT = { team: "shop", ...grafanaLinks("https://grafana.acme.example") };

const metrics = contract(
  { targetLabels: ["namespace", "service", "pod"], exporter: "demo", source: "a test" },
  {
    served: counter("demo_served_total", { help: "Served.", labels: { code: ["200", "500"], zone: "any" } }),
    // Another metric of the same labels.
    waiting: gauge("demo_waiting", { help: "Waiting.", labels: { code: ["200", "500"], zone: "any" } }),
  },
);

type Labels = Readonly<Record<string, string>>;

interface Rules {
  readonly metrics?: MetricContract;
  /** Recorded as `demo:rate`, each with its labels. */
  readonly recorded?: readonly (readonly [expr: string, labels: Labels])[];
  readonly down: string;
  readonly slow: string;
  readonly labels?: Labels;
  readonly downLabels?: Labels;
}

const text = { summary: "It is wrong.", description: "It is wrong, and this is what." };
const runbook = { meaning: "It is wrong.", impact: "None.", diagnosis: ["Look."], mitigation: ["Mend it."] };

const packOf = ({ recorded = [], down, slow, labels = {}, downLabels = labels, ...rules }: Rules): DeployedPack => {
  const rule = (name: string, expr: string, said: Labels, inhibits: readonly string[]) =>
    alert(name, {
      ...text,
      expr,
      for: minutes(5),
      severity: "warning",
      onMissingData: "silent",
      labels: said,
      inhibits,
      runbook,
      tests: [],
    });
  return deployed(
    pack("demo", {
      metrics: rules.metrics ?? metrics,
      recordingRules: recorded.map(([expr, said]) =>
        record("demo:rate", { help: "Recorded.", expr, labels: said, tests: [] }),
      ),
      alerts: [rule("TargetDown", down, downLabels, ["TargetSlow"]), rule("TargetSlow", slow, labels, [])],
    }),
    DEPLOYMENT,
  );
};

/** The second pack after the first, as it is by itself, and whether nothing was computed for it. */
const after = (first: DeployedPack, second: DeployedPack) => {
  const answersFor = alikePacks<Agreed>();
  packInhibition(first, "packs", answersFor);
  const shared = answersFor(second).size > 0;
  return { shared, rules: packInhibition(second, "packs", answersFor), alone: packInhibition(second, "packs") };
};

/** Rules about a service, in words that differ by its names alone. */
const about = (service: string, namespace = "shop", slo = `${service}-availability`, kind = "http"): Rules => ({
  recorded: [
    [`sum by (pod) (rate(demo_served_total{service="${service}",code="500"}[5m]))`, { slo, service, namespace, kind }],
    [`sum by (zone) (demo_waiting{namespace="${namespace}",service="${service}"})`, { slo: "other", service }],
  ],
  down: `demo:rate{kind="${kind}",slo="${slo}"} > 1 and on (slo) demo:rate{slo="other"}`,
  slow: `demo:rate{slo="${slo}",service="${service}"} > 0`,
  labels: { namespace, service },
});

test.each([
  ["another service", about("cart"), about("search")],
  ["another namespace", about("cart", "shop"), about("cart", "bank")],
  ["names with dots and digits", about("cart"), about("0.5-search_2")],
  ["a kind that is called like a label", about("cart", "shop", "cart-a", "queue"), about("b", "c", "d", "queue")],
])("what is said of %s in the same words is known", (_, first, second) => {
  const { shared, rules, alone } = after(packOf(first), packOf(second));
  expect(shared).toBe(true);
  expect(rules).toEqual(alone);
  expect(alone.map(({ equal }) => equal.length)).not.toContain(1);
});

const plain = (selector: string, further: Partial<Rules> = {}): Rules => ({
  down: `demo_served_total{${selector}} > 1`,
  slow: `demo_waiting{service="a"} > 1`,
  ...further,
});

/** Two services of which different things are recorded: who asks for one gets labels that who asks for the other does not. */
const oneOf = (one: string, other: string, down: string): Rules => ({
  recorded: [
    [`max by (pod) (demo_served_total{service="${one}"})`, { service: one }],
    [`max by (zone) (demo_served_total{service="${other}"})`, { service: other }],
  ],
  down,
  slow: "demo_waiting > 1",
});

const listing = (values: readonly string[] | "any"): MetricContract =>
  contract(
    { targetLabels: ["namespace", "pod"], exporter: "demo", source: "a test" },
    {
      served: counter("demo_served_total", { help: "Served.", labels: { service: values, zone: "any" } }),
      waiting: gauge("demo_waiting", { help: "Waiting.", labels: { service: values, zone: "any" } }),
    },
  );

const LISTED = listing(["a", "b"]);

const pairs: readonly (readonly [string, Rules, Rules])[] = [
  ["a name that is that of something else, too", about("cart", "shop"), about("shop", "shop")],
  ["an objective that is called like the other", about("cart"), about("cart", "shop", "other")],
  ["another label", plain('zone="x"'), plain('service="x"')],
  ["a value that no series has", plain('code="500"'), plain('code="404"')],
  [
    "a value that its contract lists, and one that it does not",
    plain('service="b"', { metrics: LISTED }),
    plain('service="c"', { metrics: LISTED }),
  ],
  ["other metrics of the same names", plain('service="a"'), plain('service="a"', { metrics: listing("any") })],
  ...[
    'demo:rate{service=~"a|c"} > 1',
    'demo:rate{service =~ "a|c"} > 1',
    'demo:rate{service!~"a|c"} > 1',
    'demo:rate{service!="a"} > 1',
    'demo:rate{service = "a"} > 1',
    'demo:rate{"service"="a"} > 1',
    "demo:rate{service='a'} > 1",
    "demo:rate{service=`a`} > 1",
    'demo:rate{service="\\x61"} > 1',
    'label_replace(demo:rate{service="a"}, "service", "b", "", "") > 1',
    'label_replace(sum without (pod) (demo:rate), "zone", "$1", "service", "(a).*") > 1',
    'label_join(demo:rate, "zone", "", "service") > 1',
    'demo:rate > 1 # service="a"',
    'demo:rate{service="a"',
  ].map((expr) => [expr, oneOf("a", "b", expr), oneOf("d", "b", expr)] as const),
  ["a template", plain('service="a"', { labels: { zone: "{{ $labels.pod }}" } }), plain('service="a"')],
  ["a label that only one of the rules sets", about("cart"), { ...about("cart"), downLabels: {} }],
  [
    "the same value of a label for both alerts",
    { ...about("cart"), downLabels: { service: "cart", namespace: "bank" } },
    { ...about("cart"), downLabels: { service: "cart", namespace: "shop" } },
  ],
  ["an empty name", about("cart"), about("")],
  ["a name that is no word", about("cart"), about("größe")],
  ["a name with a quote", about("cart"), about('a"b')],
  ["a name with a mark", about("cart"), about("a#b")],
  ["a number", about("cart"), about("0", "1", "2")],
];

test.each([...pairs, ...pairs.map(([title, first, second]) => [`${title}, the other way`, second, first] as const)])(
  "%s: as if nobody had asked before",
  (_, first, second) => {
    const { rules, alone } = after(packOf(first), packOf(second));
    expect(rules).toEqual(alone);
  },
);

test("other positions of the alerts are another question", () => {
  const answersFor = alikePacks<Agreed>();
  const { alerts, ...rest } = packOf(about("cart"));
  packInhibition({ ...rest, alerts }, "packs", answersFor);
  const hidden = { ...rest, alerts: alerts.map((each) => ({ ...each, inhibits: [], name: "TargetDown" })) };
  expect(packInhibition(hidden, "packs", answersFor)).toEqual([]);
});
