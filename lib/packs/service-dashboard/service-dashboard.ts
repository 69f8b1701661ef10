/** "Is it us, where, since when, what changed" about one service: the one that the reader chooses, or one that is registered. */
import { scrape, type Annotation, type Dashboard, type DashboardLink, type Panel } from "../../model";
import { cluster, dashboard, deploys, line, now, stat, top } from "../../dashboards";
import { matchers, promql } from "../../query";
import { kubernetes } from "../kubernetes";
import { dependenciesRow, type Dependency } from "./dependencies";
import { httpSignals } from "./http-signals";
import { logsRow } from "./logs-row";
import { budgetFigure, objectivesRow } from "./objectives-row";
import { podsRow } from "./pods-row";
import {
  podVariable,
  scopeOf,
  serviceVariables,
  type PodsOfService,
  type RowsOf,
  type ServiceScope,
  type ServiceSignals,
} from "./scope";

export interface ServiceDashboardProps {
  /** The one that it is about. @default the one that the reader chooses: variables `namespace` and `service` */
  readonly service?: {
    readonly namespace: string;
    /** The label `service` of its series and log streams. The uid is `service-` and this. */
    readonly name: string;
    /** What people call it. @default `name` */
    readonly title?: string;
  };
  /** What its kinds show of themselves; the figures at the top are those of the first. @default [httpSignals()] */
  readonly signals?: readonly ServiceSignals[];
  /** Whether it has objectives. @default true */
  readonly objectives?: boolean;
  /** How its pods are known. @default "scraped" */
  readonly pods?: PodsOfService;
  /** What it cannot work without. @default nothing that is watched */
  readonly dependencies?: readonly Dependency[];
  /** Further rows, after those of its kinds. @default none */
  readonly rows?: readonly RowsOf[];
  /** Further links at the top. @default none */
  readonly links?: readonly DashboardLink[];
}

const CHOSEN = { namespace: "$namespace", name: "$service" } as const;

export const serviceDashboard = ({
  service,
  signals = [httpSignals()],
  objectives = true,
  pods = "scraped",
  dependencies = [],
  rows = [],
  links = [],
}: ServiceDashboardProps = {}): Dashboard => {
  const { namespace, name } = service ?? CHOSEN;
  const known = { namespace, service: name, pods };
  const scope = scopeOf(known);
  return dashboard(service === undefined ? "service" : `service-${service.name}`, {
    title: service === undefined ? "Service" : `Service: ${service.title ?? service.name}`,
    description:
      service === undefined
        ? "Whether a service is well, and if not, where it hurts, since when, and what changed."
        : `Whether ${service.title ?? service.name} is well, and if not, where it hurts, since when, and what changed.`,
    tags: ["service"],
    variables: service === undefined ? serviceVariables(known, signals[0]?.found) : [cluster, podVariable(known)],
    annotations: [deploys(kubernetes, { namespace }), firing(scope)],
    links: [
      { title: "Home", to: { dashboard: "home" } },
      { title: "Logs", to: { dashboard: "logs", variables: { namespace, service: name } } },
      { title: "Traces", to: { dashboard: "traces", variables: { service: name } } },
      { title: "Namespace", to: { dashboard: "kubernetes-namespace", variables: { namespace } } },
      ...dependencies.map(({ link }) => link),
      ...links,
    ],
    rows: [
      top([
        alertsFiring(scope),
        objectives ? budgetFigure(scope) : podsReady(scope),
        ...(signals[0]?.figures(scope) ?? []),
      ]),
      ...signals.flatMap((each) => each.rows(scope)),
      ...rows.flatMap((each) => each(scope)),
      ...dependenciesRow(dependencies),
      ...(objectives ? [objectivesRow(scope)] : []),
      podsRow(scope),
      logsRow(scope),
    ],
  });
};

const firing = ({ where }: ServiceScope): Annotation => ({
  name: "Alerts",
  expr: promql`max by (alertname, severity) (${scrape.alerts}{${matchers({ alertstate: "firing", ...where })}})`,
  title: "{{alertname}} ({{severity}})",
  color: "red",
});

const alertsFiring = ({ where, namespace, ofPods }: ServiceScope): Panel =>
  stat("Alerts firing", {
    description: "Alerts about this service and its pods that fire now. None is normal.",
    queries: [
      now(
        promql`
          count(
            ${scrape.alerts}{${matchers({ alertstate: "firing", ...where })}}
            or ${ofPods(promql`${scrape.alerts}{${matchers({ alertstate: "firing", namespace })}}`)}
          ) or vector(0)
        `,
        "firing",
      ),
    ],
    unit: "count",
    thresholds: [line(1, "red")],
    colored: "background",
    dataLinks: [{ title: "What fires", to: { dashboard: "home" } }],
  });

const podsReady = ({ pods, ofPods }: ServiceScope): Panel =>
  stat("Pods ready", {
    description: "Pods that can serve.",
    queries: [
      now(promql`sum(${ofPods(promql`${kubernetes.podReady}{${matchers({ ...pods, condition: "true" })}}`)})`, "ready"),
    ],
    unit: "count",
    whenEmpty: "No pod",
  });
