/** Links that lead nowhere, and values that they pass on in vain. */
import { didYouMean, type LinkTarget, type Model } from "../../model";
import { panelIds, table, now } from "../../dashboards";
import { logql, parseLogql, promql } from "../../query";
import { at, check, type Problem } from "../check";
import { contentOf } from "../content/content";
import { exampleAlert } from "../content/example";
import { dashboardsOf, type DashboardInPlace } from "../content/dashboards-in";
import { dashboardWithPanels, exampleDashboard, examplePanel, modelWithDashboards } from "./example";
import { legible } from "../content/legible";
import { linksIn, targetOf, uidsOf, type LinkInPlace } from "./links-in";

interface Fault {
  readonly problem: string;
  readonly mend: string;
}

const faultOf = (link: LinkInPlace, dashboard: DashboardInPlace, model: Model): Fault | undefined => {
  const { to } = link;
  if ("tag" in to) return tagFault(to.tag, model);
  if ("runbook" in to) return runbookFault(to.runbook, model);
  if ("runbookOfCell" in to)
    return link.ofPages
      ? undefined
      : {
          problem: "opens the runbook of a cell that holds no page's name",
          mend: 'write texts: "runbook pages" for the column',
        };
  if ("logs" in to) return logsFault(legible(to.logs.text, dashboard.dashboard), model);
  if ("traces" in to) return sourceFault("jaeger", model);
  return uidFault(link, model);
};

const uidFault = (link: LinkInPlace, model: Model): Fault | undefined => {
  const uid = targetOf(link);
  if (uid === undefined) return undefined;
  const uids = uidsOf(model);
  if (!uids.has(uid))
    return {
      problem: `leads to the dashboard ${uid}, which does not exist${didYouMean(uid, uids)}`,
      mend: "write the uid of a dashboard of this environment",
    };
  const panel = "url" in link.to ? /[?&]viewPanel=(?:panel-)?(\d+)/.exec(link.to.url)?.[1] : undefined;
  if (panel === undefined || idsOf(uid, model).includes(Number(panel))) return undefined;
  return {
    problem: `leads to the panel ${panel} of ${uid}, which does not exist`,
    mend: "copy the address of the panel anew, or link to its dashboard",
  };
};

const idsOf = (uid: string, model: Model): readonly number[] =>
  model.dashboards
    .filter(({ dashboard }) => dashboard.uid === uid)
    .flatMap(({ dashboard }) => [...panelIds(dashboard).values()]);

const tagFault = (tag: string, { dashboards }: Model): Fault | undefined => {
  if (dashboards.some(({ dashboard }) => dashboard.tags.includes(tag))) return undefined;
  const tags = new Set(dashboards.flatMap(({ dashboard }) => dashboard.tags));
  return {
    problem: `lists the dashboards with the tag ${tag}, and none has it${didYouMean(tag, tags)}`,
    mend: "write a tag that dashboards have",
  };
};

const alertNames = new WeakMap<Model, ReadonlySet<string>>();

const alertsOf = (model: Model): ReadonlySet<string> => {
  const known = alertNames.get(model) ?? new Set(contentOf(model).alerts.map(({ rule }) => rule.name));
  alertNames.set(model, known);
  return known;
};

const runbookFault = (alert: string, model: Model): Fault | undefined => {
  const names = alertsOf(model);
  if (names.has(alert)) return undefined;
  return {
    problem: `leads to the runbook of ${alert}, which is no alert of this environment${didYouMean(alert, names)}`,
    mend: "write the name of an alert",
  };
};

const logsFault = (text: string, model: Model): Fault | undefined => {
  const [problem] = parseLogql(text).problems;
  if (problem !== undefined)
    return {
      problem: `opens a query that Loki cannot read: ${problem.message}`,
      mend: problem.mend ?? "write it as Loki reads it",
    };
  return sourceFault("loki", model);
};

const sourceFault = (type: string, { dataSources }: Model): Fault | undefined =>
  dataSources.length === 0 || dataSources.some((source) => source.type === type && source.uid === type)
    ? undefined
    : {
        problem: `asks the data source ${type}, which Grafana does not have`,
        mend: `add it: grafana.addDataSource(${type}), or remove the link`,
      };

/** A dashboard with this link at a panel, and one with the uid `orders` and the variables of a shop. */
const linking = (to: LinkTarget, title = "Orders") =>
  modelWithDashboards(
    [
      dashboardWithPanels([examplePanel({ title: "Linked", links: [{ title, to }] })]),
      exampleDashboard({ uid: "orders", title: "Orders", tags: ["orders"] }),
    ],
    { alerts: [exampleAlert({ expr: "shop_queue_length > 100" })] },
  );

export const deadLink = check({
  id: "dashboard/dead-link",
  severity: "error",
  reason:
    'A link is followed when something is on fire. One that ends at "not found" costs the minute in which the cause would have been seen.',
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const dashboard of dashboardsOf(model))
      for (const link of linksIn(dashboard)) {
        const fault = faultOf(link, dashboard, model);
        if (fault !== undefined) yield at(link.path).problem(fault.problem).mend(fault.mend);
      }
  },
  examples: () => {
    const cell = (texts?: "runbook pages") =>
      modelWithDashboards([
        dashboardWithPanels([
          table("Alerts", {
            description: "What fires.",
            queries: [now(promql`ALERTS{alertstate="firing"}`)],
            columns: [
              {
                of: "alertname",
                title: "Alert",
                ...(texts === undefined ? {} : { texts }),
                links: [{ title: "Runbook", to: { runbookOfCell: true } }],
              },
            ],
          }),
        ]),
      ]);
    const tagged = (tag: string) =>
      modelWithDashboards([
        exampleDashboard({ links: [{ title: "More", tag }] }),
        exampleDashboard({ uid: "orders", title: "Orders", tags: ["orders"] }),
      ]);
    return {
      passing: [
        linking({ dashboard: "orders" }),
        linking({ runbook: "ShopQueueLong" }),
        linking({ logs: logql`{namespace="shop", service=~"$service"} |= "error"` }),
        linking({ url: "https://shop.example/d/orders-of-today" }),
        linking({ url: "/d/orders?var-service=$service" }),
        cell("runbook pages"),
        tagged("orders"),
      ],
      failing: [
        linking({ dashboard: "order" }),
        linking({ runbook: "ShopQueueShort" }),
        linking({ logs: logql`{namespace="shop"` }),
        linking({ traces: { service: "$service" } }),
        linking({ url: "/d/order" }),
        linking({ url: "/d/orders?viewPanel=panel-7" }),
        cell(),
        tagged("order"),
      ],
    };
  },
});

/** The variables that a link sets, each with its value. */
const passed = ({ to }: LinkInPlace): readonly string[] => {
  if ("dashboard" in to || "runbook" in to) return Object.keys(to.variables ?? {});
  return "url" in to ? [...to.url.matchAll(/[?&]var-([^=&]+)=/g)].map(([, name = ""]) => name) : [];
};

export const linkVariable = check({
  id: "dashboard/link-variable",
  severity: "error",
  reason:
    "A value for a variable that the other dashboard does not have is dropped without a word: it opens on everything, and people read the " +
    "figures of the wrong service.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    const variables = new Map(
      model.dashboards.map(({ dashboard }) => [dashboard.uid, dashboard.variables.map(({ name }) => name)]),
    );
    for (const dashboard of dashboardsOf(model))
      for (const link of linksIn(dashboard)) {
        const uid = targetOf(link);
        const known = uid === undefined ? undefined : variables.get(uid);
        if (known === undefined) continue;
        for (const name of passed(link))
          if (!known.includes(name))
            yield at(link.path)
              .problem(`passes ${name} to ${uid}, which has no such variable${didYouMean(name, known)}`)
              .mend(
                known.length === 0 ? "leave it out" : `pass one of ${known.join(", ")}, or give ${uid} the variable`,
              );
      }
  },
  examples: () => ({
    passing: [
      linking({ dashboard: "orders", variables: { service: "$service", namespace: "$namespace" } }),
      linking({ url: "/d/orders?var-service=$service" }),
    ],
    failing: [
      linking({ dashboard: "orders", variables: { services: "$service" } }),
      linking({ url: "/d/orders?var-pod=cart-1" }),
    ],
  }),
});

export const linkChecks = [deadLink, linkVariable];
