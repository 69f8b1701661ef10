/** That looking at one of many that are alike finds what looking at all of them does, place for place. */
import { checks, modelWith } from "../../lib/checks";
import { findings } from "../../lib/checks/check";
import { contentOf } from "../../lib/checks/content/content";
import { panelsOf } from "../../lib/checks/content/dashboards-in";
import { findingsByShape } from "../../lib/checks/shapes";
import { exampleRecording } from "../../lib/checks/content/example";
import { fewOfEach } from "../../lib/checks/shapes/few-of-each";
import {
  pack,
  promqlText,
  sortFindings,
  textOf,
  withOwn,
  type Dashboard,
  type DeployedAlert,
  type DeployedPack,
  type Finding,
  type Model,
  type MonitoringPack,
  type QueryPanel,
  type RecordingRule,
} from "../../lib/model";
import {
  eachNarrowed,
  httpAlerts,
  httpObjectives,
  shippedPacks,
  queue,
  queueAlerts,
  queueSignals,
  registered,
  serviceDashboard,
  standardHttp,
} from "../../lib/packs";
import { sloPack } from "../../lib/slo";

const SERVICES = 12;
const single = checks.filter(({ judges }) => judges !== undefined);

const whoIs = (index: number) => ({
  namespace: `area-${index % 3}`,
  service: `service-${index}`,
  team: index % 2 === 0 ? "shop" : "platform",
});

/** Every fourth one works behind a queue, the others answer HTTP with two objectives. */
const serviceOf = (index: number, called: Partial<ReturnType<typeof whoIs>> = {}): readonly MonitoringPack[] => {
  const { team, ...who } = { ...whoIs(index), ...called };
  const isQueue = index % 4 === 3;
  const dashboard = serviceDashboard({
    service: { namespace: who.namespace, name: who.service },
    ...(isQueue ? { signals: [queueSignals()] } : {}),
  });
  return [
    pack(who.service, {
      metrics: isQueue ? queue : standardHttp.contract,
      team,
      recordingRules: [registered({ ...who, team, kind: isQueue ? "queue" : "http" })],
      alerts: eachNarrowed(isQueue ? queueAlerts : httpAlerts(), who),
      dashboards: [dashboard],
      dashboard: dashboard.uid,
    }),
    ...(isQueue
      ? []
      : [
          sloPack(`${who.service}-objectives`, {
            metrics: standardHttp.contract,
            slos: httpObjectives({ ...who, owner: team }),
          }),
        ]),
  ];
};

const modelOf = (more: readonly MonitoringPack[] = []): Model => {
  const packs = [
    ...shippedPacks().filter(({ name }) => name === "http-server"),
    ...Array.from({ length: SERVICES }, (_, index) => serviceOf(index)).flat(),
    ...more,
  ];
  return modelWith(packs, {
    dashboards: packs
      .flatMap(({ dashboards }) => dashboards)
      .map((dashboard) => ({
        path: `example.dashboards.${dashboard.uid}`,
        folder: "services",
        dashboard,
        bytes: 1000,
      })),
  });
};

const healthy = modelOf();

const told = (found: readonly Finding[]): readonly string[] =>
  sortFindings(found).map(({ check, path, problem, mend }) => `${check} ${path}: ${problem} -> ${mend}`);

const byShape = (model: Model): readonly string[] => told(findingsByShape(single, [model]));
const oneByOne = (model: Model): readonly string[] => told(findings(single, [model]));

const withPack = (model: Model, name: string, change: (pack: DeployedPack) => DeployedPack): Model => ({
  ...model,
  packs: model.packs.map((fact) => (fact.pack.name === name ? { ...fact, pack: change(fact.pack) } : fact)),
});

const withAlert =
  (alert: string, change: (alert: DeployedAlert) => object) =>
  (model: Model, service: string): Model =>
    withPack(model, service, (each) => ({
      ...each,
      alerts: each.alerts.map((old) => (old.name === alert ? withOwn<DeployedAlert, object>(old, change(old)) : old)),
    }));

const withRecording =
  (change: (rule: RecordingRule) => object) =>
  (model: Model, service: string): Model =>
    withPack(model, `${service}-objectives`, (each) => ({
      ...each,
      recordingRules: each.recordingRules.map((old, index) =>
        index === 0 ? withOwn<RecordingRule, object>(old, change(old)) : old,
      ),
    }));

const withDashboard =
  (change: (dashboard: Dashboard) => Dashboard) =>
  (model: Model, service: string): Model => ({
    ...model,
    dashboards: model.dashboards.map((fact) =>
      fact.dashboard.uid === `service-${service}` ? { ...fact, dashboard: change(fact.dashboard) } : fact,
    ),
  });

/** The first panel that asks something. */
const withPanel = (change: (panel: QueryPanel) => QueryPanel) =>
  withDashboard((dashboard) => ({
    ...dashboard,
    rows: dashboard.rows.map((row, index) => ({
      ...row,
      panels: row.panels.map((panel, place) =>
        index === 0 && place === 0 && panel.type !== "text" ? change(panel) : panel,
      ),
    })),
  }));

const withQuery = (text: string) =>
  withPanel((panel) => ({
    ...panel,
    queries: panel.queries.map((query, index) => (index === 0 ? { ...query, expr: promqlText(text) } : query)),
  }));

type Mistake = (model: Model, service: string) => Model;

const rewritten = (text: (old: string) => string): Mistake =>
  withAlert("HttpHighErrorRatio", ({ expr }) => ({ expr: promqlText(text(textOf(expr))) }));

const mistakes: Readonly<Record<string, Mistake>> = {
  "promql/syntax": rewritten((old) => `${old} >`),
  "promql/unknown-label": rewritten((old) => old.replace("namespace=", "namespaces=")),
  "promql/unknown-metric": withQuery("max(htp_requests_total)"),
  "promql/impossible": rewritten((old) => `${old} and vector(1) < 0`),
  "promql/impossible-value": rewritten(() => 'rate(http_requests_total{status_code="5x"}[5m]) > 1'),
  "promql/counter-raw": rewritten(() => "sum by (namespace, service) (http_requests_total) > 5"),
  "alert/template-syntax": withAlert("HttpHighLatency", ({ annotations }) => ({
    annotations: { ...annotations, summary: "{{ $labels.service is slow" },
  })),
  "alert/label-not-in-result": withAlert("HttpHighLatency", ({ annotations }) => ({
    annotations: { ...annotations, summary: "{{ $labels.colour }} {{ $value | humanizeDuration }}" },
  })),
  "alert/no-condition": rewritten(() => "sum by (namespace, service) (rate(http_requests_total[5m]))"),
  "alert/untested": withAlert("HttpHighErrorRatio", () => ({ tests: [] })),
  "rule/untested": withRecording(() => ({ tests: [] })),
  "dashboard/wrong-unit": withPanel((panel) => ({ ...panel, unit: "seconds" })),
  "dashboard/variable-undefined": withQuery('max(http_requests_total{pod=~"$unheard"})'),
};

const registeredAgain = (who: { readonly namespace: string; readonly service: string }): MonitoringPack =>
  pack("elsewhere", {
    metrics: standardHttp.contract,
    recordingRules: [registered({ ...who, team: "nobody", kind: "postgres" })],
  });

describe("what is found is the same as if everything were looked at", () => {
  test("in the examples of all checks", () => {
    const models = checks.flatMap(({ examples }) => {
      const { passing = [], failing = [] } = examples?.() ?? {};
      return [...passing, ...failing];
    });
    expect(models.length).toBeGreaterThan(300);
    for (const model of models) expect(byShape(model)).toEqual(oneByOne(model));
  });

  test(`among ${SERVICES} healthy services`, () => {
    expect(byShape(healthy)).toEqual(oneByOne(healthy));
  });

  test.each(Object.keys(mistakes))("%s in one of them, told at its place", (check) => {
    const broken = mistakes[check]?.(healthy, "service-9") ?? healthy;
    const found = byShape(broken);
    expect(found).toEqual(oneByOne(broken));
    expect(found.filter((each) => each.startsWith(`${check} `) && each.includes("service-9"))).not.toEqual([]);
  });

  test.each(Object.keys(mistakes))("%s in all of them, each told at its place", (check) => {
    const broken = Array.from({ length: SERVICES }, (_, index) => whoIs(index).service).reduce(
      (model, service) => mistakes[check]?.(model, service) ?? model,
      healthy,
    );
    expect(byShape(broken)).toEqual(oneByOne(broken));
  });

  test("with all mistakes at once, in different ones", () => {
    const broken = Object.values(mistakes).reduce(
      (model, mistake, index) => mistake(model, `service-${(index * 5) % SERVICES}`),
      healthy,
    );
    expect(byShape(broken)).toEqual(oneByOne(broken));
  });
});

/** A rule about one of the services, in a pack of somebody else. */
const aboutOne = (
  labels: Readonly<Record<string, string>>,
  expr: string,
  name = "slo:burn_rate:ratio",
): MonitoringPack =>
  pack("elsewhere", {
    metrics: standardHttp.contract,
    recordingRules: [exampleRecording(name, expr, { labels, readBy: "panels" })],
  });

/** What makes one service unlike the others, though it says the same. */
const unlike: Readonly<Record<string, Model>> = {
  "another pack records something of one of them": modelOf([
    aboutOne({ slo: "service-9-availability", service: "service-9", namespace: "area-0" }, "sum by (colour) (up)"),
  ]),
  "another pack registers one of them again, as something else": modelOf([
    registeredAgain({ namespace: "area-0", service: "service-9" }),
  ]),
  "a recording of another pack has no label that tells them apart": modelOf([aboutOne({}, "sum by (service) (up)")]),
  "one is called like a function, one like a label, one like a value of a label": modelOf(
    ["rate", "pod", "critical", "get", "red", "namespace"].flatMap((service, index) =>
      serviceOf(index, { service, namespace: "own" }),
    ),
  ),
  "one is called like its namespace, and one begins like another": modelOf([
    ...serviceOf(20, { service: "area-1", namespace: "area-1" }),
    ...serviceOf(21, { service: "service-1-2", namespace: "service-1" }),
  ]),
  "one has another threshold": withPack(modelOf(), "service-9", (each) => ({
    ...each,
    alerts: each.alerts.map((old) => withOwn(old, { expr: promqlText(textOf(old.expr).replace("0.05", "5")) })),
  })),
};

test.each(Object.keys(unlike))("where %s, the findings are the same", (name) => {
  const model = unlike[name] ?? healthy;
  expect(byShape(model)).toEqual(oneByOne(model));
});

test("of services that differ in names alone, a few are looked at, however many there are", () => {
  const withMore = (count: number): Model =>
    modelOf(Array.from({ length: count }, (_, index) => serviceOf(SERVICES + index)).flat());
  const ofServices = (paths: readonly { readonly path: string }[]) =>
    paths.filter(({ path }) => /service-\d/.test(path)).length;
  const [few, fewOfMore] = [withMore(SERVICES), withMore(3 * SERVICES)].map(
    (each) => ofServices(contentOf(fewOfEach(each)).rules) + ofServices(panelsOf(fewOfEach(each))),
  );
  expect(few).toBeGreaterThan(0);
  expect(fewOfMore).toBe(few);
});

describe("a check looks at all services", () => {
  const counterRaw = checks.filter(({ id }) => id === "promql/counter-raw");
  const lookedAt = (model: Model): readonly Model[] => {
    const looked: Model[] = [];
    const seeing = counterRaw.map((each) => ({
      ...each,
      find: (asked: Model) => {
        looked.push(asked);
        return each.find(asked);
      },
    }));
    expect(told(findingsByShape(seeing, [model]))).toEqual(told(findings(counterRaw, [model])));
    return looked;
  };

  test("not for what it finds in a pack of no service", () => {
    const model = modelOf([aboutOne({}, "sum by (service) (http_requests_total)")]);
    expect(findings(counterRaw, [model])).not.toEqual([]);
    expect(lookedAt(model).map(({ packs }) => packs.length)).toEqual([fewOfEach(model).packs.length]);
  });

  test("for what it finds in those that stand for others", () => {
    const raw = withAlert("HttpHighErrorRatio", () => ({ expr: promqlText("sum(http_requests_total) > 5") }));
    const model = Array.from({ length: SERVICES }, (_, index) => whoIs(index).service).reduce(raw, healthy);
    expect(lookedAt(model).at(-1)).toBe(model);
  });
});
