/** Every release of every environment, as it stands in the synthesized stack, rendered by Helm with the real chart. */
import { charts } from "../../lib/charts";
import type { ChartPin } from "../../lib/model";
import { dev } from "../../stacks/environments/dev";
import { prod } from "../../stacks/environments/prod";
import { staging } from "../../stacks/environments/staging";
import { join } from "node:path";
import { parse } from "yaml";
import { synthesized, type StackJson } from "../stacks/synthesized";
import { forbiddenBy } from "./pod-security";
import { objectsIn, renderedText, workloads, type KubernetesObject } from "./rendered";
import { describeWith, describeWithCharts, run } from "./tool";

interface Release {
  readonly name: string;
  readonly namespace: string;
  readonly chart: string;
  readonly version?: string;
  readonly values?: readonly string[];
}

/** What Terraform makes of a text without references. */
const evaluated = (text: string): string => text.replaceAll(/([$%])\1\{/g, "$1{");

const releasesOf = (stack: StackJson): readonly Release[] =>
  Object.values(stack.resource["helm_release"] ?? {}) as unknown as readonly Release[];

/** What each chart must bring, as `kind/name`: a release that renders nothing deploys nothing. */
const EXPECTED: Readonly<Record<string, Readonly<Record<"dev" | "staging" | "prod", readonly string[]>>>> = {
  "kube-prometheus-stack": all([
    "DaemonSet/prometheus-node-exporter",
    "Deployment/prometheus-kube-state-metrics",
    "Deployment/prometheus-operator",
    "Prometheus/prometheus",
  ]),
  "prometheus-operator-crds": all([]),
  alertmanager: all(["StatefulSet/alertmanager"]),
  grafana: all(["Deployment/grafana"]),
  loki: all(["Deployment/loki-gateway", "StatefulSet/loki"]),
  jaeger: { ...all(["Deployment/jaeger"]), prod: ["CronJob/jaeger-es-index-cleaner", "Deployment/jaeger"] },
  fluentd: all(["DaemonSet/fluentd"]),
  "prometheus-blackbox-exporter": all(["Deployment/blackbox-exporter"]),
};

/** Secrets that charts write because configuration stands in them, not credentials: addresses of Alertmanager, scrape jobs. */
const PEERS = "prometheus-prometheus-am-confg/additional-alertmanager-configs.yaml";
const JOBS = "prometheus-prometheus-scrape-confg/additional-scrape-configs.yaml";
const NOT_SECRET = { dev: [PEERS], staging: [PEERS], prod: [PEERS, JOBS] };

function all(names: readonly string[]) {
  return { dev: names, staging: names, prod: names };
}

const makesPods = (object: KubernetesObject): boolean =>
  ["Deployment", "StatefulSet", "DaemonSet", "Prometheus", "CronJob"].includes(object.kind);

describeWith(["helm"], "Helm and the real charts", () =>
  describeWithCharts("render", (folders) => {
    describe.each([
      ["dev", dev],
      ["staging", staging],
      ["prod", prod],
    ] as const)("%s", (name, environment) => {
      const { outdir, stacks } = synthesized(environment);
      const stack = stacks[`${name}-platform`] as StackJson;
      const pins: readonly ChartPin[] = Object.values(charts);
      const pinned = releasesOf(stack).filter(({ version }) => version !== undefined);
      const objectsOf = new Map<string, readonly KubernetesObject[]>();
      const render = (release: Release): readonly KubernetesObject[] => {
        const pin = pins.find((each) => each.name === release.chart) as ChartPin;
        const known =
          objectsOf.get(release.name) ?? renderedText(folders, pin, release, evaluated(release.values?.[0] ?? ""));
        objectsOf.set(release.name, known);
        return known;
      };

      test.each(pinned.map((release) => [release.name, release] as const))("%s brings its workloads", (_, release) => {
        const names = render(release)
          .filter(makesPods)
          .map((object) => `${object.kind}/${object.metadata.name}`);
        expect(names.sort()).toEqual(EXPECTED[release.chart]?.[name]);
      });

      test("the operator's definitions come with a release of their own", () => {
        const crds = pinned.find(({ chart }) => chart === "prometheus-operator-crds") as Release;
        expect(render(crds).map(({ kind }) => kind)).toEqual(
          Array.from({ length: 10 }, () => "CustomResourceDefinition"),
        );
      });

      test("our own chart brings the custom resources that are its values", () => {
        for (const { name: release, namespace, chart, values } of releasesOf(stack).filter(
          ({ version }) => version === undefined,
        )) {
          const { documents } = parse(evaluated(values?.[0] ?? "")) as { documents: readonly string[] };
          const folder = join(outdir, "stacks", `${name}-platform`, chart);
          const { stdout } = run("helm", ["template", release, folder, "--namespace", namespace, "--values", "-"], {
            input: evaluated(values?.[0] ?? ""),
          });
          expect(documents.length).toBeGreaterThan(0);
          expect(objectsIn(stdout)).toEqual(documents.map((document) => parse(document) as unknown));
        }
      });

      test("every container says what it needs and how much memory it may take", () => {
        const bare = pinned.flatMap((release) =>
          workloads(render(release)).flatMap(({ object, template }) =>
            [...template.spec.containers, ...(template.spec.initContainers ?? [])]
              .filter(
                ({ resources }) => resources?.requests === undefined || resources.limits?.["memory"] === undefined,
              )
              .map((container) => `${release.name}: ${object.kind}/${object.metadata.name} ${container.name}`),
          ),
        );
        expect(bare).toEqual([]);
      });

      test("every pod outside of the agents' namespace is restricted", () => {
        const open = pinned.flatMap((release) =>
          workloads(render(release))
            .filter(({ object }) => (object.metadata.namespace ?? release.namespace) !== "observability-agents")
            .flatMap(({ object, template }) =>
              forbiddenBy("restricted", template.spec).map(
                (reason) => `${release.name}: ${object.metadata.name} ${reason}`,
              ),
            ),
        );
        expect(open).toEqual([]);
      });

      test("no Secret is written but those that hold configuration", () => {
        const written = pinned.flatMap((release) =>
          render(release)
            .filter(({ kind, data }) => kind === "Secret" && data !== undefined)
            .flatMap(({ metadata, data = {} }) => Object.keys(data).map((key) => `${metadata.name}/${key}`)),
        );
        expect(written.sort()).toEqual(NOT_SECRET[name]);
      });
    });
  }),
);
