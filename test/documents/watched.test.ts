/** The pages about what is watched: every link leads somewhere, every name is one of the model, and a change touches what it should and no more. */
import { minutes, promqlText, type Model } from "../../lib/model";
import { installedModels } from "./models";
import { anchorsOf, linksIn, named, touched, watchedPages, withAlert, withPack } from "./pages";

const prod = named(installedModels, "prod");

describe.each(installedModels.map((model) => [model.name, model] as const))("%s", (name, model) => {
  const pages = watchedPages(model);

  test("every link leads to a heading of a page that there is", () => {
    const broken = [...pages.values()].flatMap((page) =>
      linksIn(page).flatMap(({ path, anchor }) => {
        const target = pages.get(path);
        const found = target === undefined ? !path.startsWith(`${name}/`) : anchor === "" || anchors(path).has(anchor);
        return found ? [] : [`${page.path}: ${path}#${anchor}`];
      }),
    );
    expect(broken).toEqual([]);
  });

  const known = new Map<string, ReadonlySet<string>>();
  const anchors = (path: string): ReadonlySet<string> => {
    const page = pages.get(path);
    const found = known.get(path) ?? new Set(page === undefined ? [] : anchorsOf(page));
    known.set(path, found);
    return found;
  };

  test("what leads to a metric, an alert, a dashboard or an objective is called as the model calls it", () => {
    const names: Readonly<Record<string, ReadonlySet<string>>> = namesOf(model);
    const wrong = [...pages.values()].flatMap((page) =>
      linksIn(page).flatMap(({ path, text, anchor }) => {
        const kind = /^\w+\/(metrics|runbooks|slos)(?:\.md|\/)/.exec(path)?.[1];
        const called = /^`([^`]+)`$/.exec(text)?.[1];
        if (kind === undefined || called === undefined || anchor === "") return [];
        return names[kind]?.has(called) === true ? [] : [`${page.path}: ${called} in ${path}`];
      }),
    );
    expect(wrong).toEqual([]);
    const shown = [...(pages.get(`${name}/dashboards.md`)?.text ?? "").matchAll(/^## (.+)$/gm)].map(([, uid]) => uid);
    const uids = model.dashboards.map(({ dashboard }) => dashboard.uid).filter((uid) => !uid.startsWith("runbook-"));
    expect(shown).toEqual([...uids].sort());
  });

  test("no page is so large that hosts do not show it", () => {
    for (const { path, text } of pages.values())
      expect({ path, fits: Buffer.byteLength(text) < 400_000 }).toEqual({ path, fits: true });
  });

  test("pages come out the same each time", () => {
    const again = watchedPages(structuredName(model));
    for (const [path, { text }] of pages) expect({ path, text: again.get(path)?.text }).toEqual({ path, text });
  });
});

/** Another object, of which nothing has been computed yet. */
const structuredName = (model: Model): Model => ({ ...model });

const namesOf = ({ packs, dashboards }: Model): Readonly<Record<string, ReadonlySet<string>>> => ({
  metrics: new Set([
    ...packs.flatMap(({ pack }) => [
      ...Object.values(pack.metrics ?? {}).map(({ name }) => name),
      ...pack.recordingRules.map(({ name }) => name),
    ]),
    "ALERTS",
    "up",
    ...["duration_seconds", "samples_scraped", "samples_post_metric_relabeling", "series_added"].map(
      (each) => `scrape_${each}`,
    ),
  ]),
  runbooks: new Set(packs.flatMap(({ pack }) => pack.alerts.map(({ name }) => name))),
  slos: new Set(packs.flatMap(({ pack }) => pack.slos.map(({ name }) => name))),
  dashboards: new Set(dashboards.map(({ dashboard }) => dashboard.uid)),
});

describe("a change touches", () => {
  const loki = "LokiPushErrors";

  test.each<readonly [string, (model: Model) => Model, readonly string[]]>([
    [
      "the text of an alert: its runbook",
      (model) =>
        withAlert(model, loki, ({ annotations }) => ({ annotations: { ...annotations, summary: "It is bad" } })),
      ["runbooks/loki.md"],
    ],
    [
      "how long it waits: its runbook",
      (model) => withAlert(model, loki, () => ({ for: minutes(77) })),
      ["runbooks/loki.md"],
    ],
    [
      "what it asks: its runbook, and who reads which metric",
      (model) => withAlert(model, loki, () => ({ expr: promqlText("loki_panic_total > 0") })),
      ["metrics.md", "runbooks/loki.md"],
    ],
    [
      "how bad it is: the index as well, and who is told",
      (model) =>
        withAlert(model, loki, ({ labels }) => ({ severity: "info", labels: { ...labels, severity: "info" } })),
      ["routes.md", "runbooks.md", "runbooks/loki.md"],
    ],
    [
      "what a metric is: the catalogue",
      (model) =>
        withPack(model, "loki", ({ metrics = {} }) => ({
          metrics: Object.fromEntries(
            Object.entries(metrics).map(([key, metric]) => [
              key,
              key === "panics" ? { ...metric, help: "Anew." } : metric,
            ]),
          ),
        })),
      ["metrics.md"],
    ],
    [
      "what an objective promises: its page",
      (model) =>
        withPack(model, "checkout-objectives", ({ slos }) => ({
          slos: slos.map((slo) => (slo.name === "checkout-latency" ? { ...slo, description: "Nobody waits." } : slo)),
        })),
      ["slos.md"],
    ],
    [
      "what is done when a budget is spent: the page of objectives",
      (model) =>
        withPack(model, "checkout-objectives", ({ slos }) => ({
          slos: slos.map((slo) => ({ ...slo, whenSpent: "Nothing is deployed on Fridays." })),
        })),
      ["slos.md"],
    ],
    [
      "what a dashboard is called: its page, and the runbooks of the alerts that open it",
      (model) => ({
        ...model,
        dashboards: model.dashboards.map((fact) =>
          fact.dashboard.uid === "fluentd" ? { ...fact, dashboard: { ...fact.dashboard, title: "Log agents" } } : fact,
        ),
      }),
      ["dashboards.md", "runbooks/fluentd.md"],
    ],
  ])("%s", (_, change, expected) => expect(touched(prod, change(prod))).toEqual(expected));

  test("a receiver's name: the page of routes, and the runbooks of whom it is told", () => {
    const renamed: Model = {
      ...prod,
      routings: prod.routings.map((routing) => ({
        ...routing,
        configuration: JSON.parse(
          JSON.stringify(routing.configuration).replaceAll('"team/dba/critical"', '"team/dba/night"'),
        ) as typeof routing.configuration,
      })),
    };
    expect(touched(prod, renamed)).toEqual([
      "routes.md",
      "runbooks/postgres.md",
      "runbooks/redis.md",
      // It tells the team that has registered what is not scraped.
      "runbooks/watchdog.md",
    ]);
  });
});
