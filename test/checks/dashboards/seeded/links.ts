/** Mistakes in where dashboards and alerts lead. */
import type { LinkTarget, TimeSeriesPanel } from "../../../../lib/model";
import { logql } from "../../../../lib/query";
import { board, panel, type Change, type Seeded } from "./change";

const SERVICES = "Requests by service";

const atValue = (to: LinkTarget): Change => panel<TimeSeriesPanel>(SERVICES, { dataLinks: [{ title: "There", to }] });

const AT = "dashboards.shop.panels.Requests by service.dataLinks[0]";

export const linkRows: readonly Seeded[] = [
  {
    title: "a link to a dashboard that does not exist",
    change: atValue({ dashboard: "order" }),
    check: "dashboard/dead-link",
    at: AT,
    words: ["leads to the dashboard order", 'did you mean "orders"'],
  },
  {
    title: "a link at the top to a dashboard that does not exist",
    change: board({ links: [{ title: "Home", to: { dashboard: "home" } }] }),
    check: "dashboard/dead-link",
    at: "dashboards.shop.links[0]",
    words: ["leads to the dashboard home"],
  },
  {
    title: "a list of dashboards with a tag that none has",
    change: board({ links: [{ title: "Runbooks", tag: "runbooks" }] }),
    check: "dashboard/dead-link",
    at: "dashboards.shop.links[0]",
    words: ['did you mean "runbook"'],
  },
  {
    title: "a link to the runbook of an alert that does not exist",
    change: panel("In flight", { links: [{ title: "Runbook", to: { runbook: "WebInFlightLow" } }] }),
    check: "dashboard/dead-link",
    at: "dashboards.shop.panels.In flight.links[0]",
    words: ["leads to the runbook of WebInFlightLow"],
  },
  {
    title: "a link in a text to a dashboard that does not exist",
    change: panel("Who to ask", { text: "See [the orders](/d/order)." }),
    check: "dashboard/dead-link",
    at: "dashboards.shop.panels.Who to ask.text[0]",
    words: ["leads to the dashboard order"],
  },
  {
    title: "a link to a panel that does not exist",
    change: atValue({ url: "/d/orders?viewPanel=panel-1" }),
    check: "dashboard/dead-link",
    at: AT,
    words: ["leads to the panel 1 of orders"],
  },
  {
    title: "a link to logs that Loki cannot read",
    change: atValue({ logs: logql`{namespace="$namespace"` }),
    check: "dashboard/dead-link",
    at: AT,
    words: ["Loki cannot read"],
  },
  {
    title: "a link to the runbook of a cell that names none",
    change: atValue({ runbookOfCell: true }),
    check: "dashboard/dead-link",
    at: AT,
    words: ["runbook pages"],
  },
  {
    title: "a link that passes what the other dashboard does not take",
    change: atValue({ dashboard: "orders", variables: { pod: "$pod" } }),
    check: "dashboard/link-variable",
    at: AT,
    words: ["passes pod to orders", "pass one of cluster, namespace, service"],
  },
  {
    title: "a link that passes a label that the series lacks",
    change: atValue({ dashboard: "orders", variables: { service: "${__field.labels.pod}" } }),
    check: "dashboard/label-not-in-result",
    at: AT,
    words: ["${__field.labels.pod} names a label"],
  },
  {
    title: "a link that passes a variable that is not there",
    change: atValue({ dashboard: "orders", variables: { service: "$app" } }),
    check: "dashboard/variable-undefined",
    at: AT,
    words: ["uses $app"],
  },
  {
    title: "traces without a Jaeger",
    change: (all) => ({ ...all, dataSources: all.dataSources.filter(({ uid }) => uid !== "jaeger") }),
    check: "dashboard/dead-link",
    at: "dashboards.shop.panels.Services.columns[1].links[0]",
    words: ["asks the data source jaeger"],
  },
  {
    title: "alerts that open a dashboard that does not exist",
    change: (all) => ({ ...all, opens: "shops" }),
    check: "alert/unknown-dashboard",
    at: "packs.web.alerts.WebInFlightHigh.dashboard",
    words: ["opens the dashboard shops", 'did you mean "shop"'],
  },
  {
    title: "an alert without the page of its runbook",
    change: board({ uid: "in-flight" }, { path: "prod.dashboards.in-flight" }, "runbook-web-in-flight-high"),
    check: "alert/no-runbook-page",
    at: "packs.web.alerts.WebInFlightHigh.runbook",
    words: ["runbook-web-in-flight-high"],
  },
];
