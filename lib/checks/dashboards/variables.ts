/** What people choose at the top of a dashboard: that it is used, that it is there, that it is matched as it is chosen. */
import { didYouMean, promqlText, type Dashboard, type Variable } from "../../model";
import { cluster, labelVariable, text } from "../../dashboards";
import { logql, selectorsIn, type Matcher } from "../../query";
import { at, check, type Problem } from "../check";
import { dashboardsOf, isAsking, labelVariableOf, type AskedInPlace } from "../content/dashboards-in";
import {
  askingPanel,
  CHAIN,
  dashboardWithPanels,
  examplePanel,
  modelAsking,
  modelWithDashboards,
  modelWithPanel,
} from "./example";
import { usesIn } from "./variables-in";

const modelWith = (given: Partial<Dashboard>) => modelWithDashboards([dashboardWithPanels([], given)]);

const queue: Variable = labelVariable("queue", "Queue", promqlText('shop_queue_length{service=~"$service"}'));

export const variableUnused = check({
  id: "dashboard/variable-unused",
  severity: "warning",
  judges: "each by itself",
  reason:
    "A choice that changes nothing teaches people not to trust the others, and costs a query each time that the dashboard opens.",
  *find(model): Iterable<Problem> {
    for (const dashboard of dashboardsOf(model)) {
      const used = new Set(usesIn(dashboard).map(({ name }) => name));
      for (const { path, variable } of dashboard.variables)
        if (!used.has(variable.name))
          yield at(path)
            .problem(`no query, title or link uses $${variable.name}`)
            .mend("use it in the queries of the dashboard, or remove it");
    }
  },
  examples: () => ({
    passing: [
      modelWith({}),
      modelWith({ variables: [...CHAIN, queue], title: "Shop: $queue" }),
      modelWith({
        variables: [...CHAIN, queue],
        rows: [{ collapsed: false, repeat: "queue", panels: [examplePanel()] }],
      }),
    ],
    failing: [
      modelWith({ variables: [...CHAIN, queue] }),
      modelWith({
        variables: [cluster],
        rows: [{ collapsed: false, panels: [text("Shop", { description: "What it is.", text: "Tea." })] }],
      }),
    ],
  }),
});

export const variableUndefined = check({
  id: "dashboard/variable-undefined",
  severity: "error",
  judges: "each by itself",
  reason:
    "What Grafana does not know it leaves as it is: the query asks for a namespace that is called $namespace, and finds nothing.",
  *find(model): Iterable<Problem> {
    for (const dashboard of dashboardsOf(model)) {
      const names = dashboard.variables.map(({ variable }) => variable.name);
      const told = new Set<string>();
      for (const { path, name, isProse } of usesIn(dashboard)) {
        if (isProse || names.includes(name) || told.has(`${path} ${name}`)) continue;
        told.add(`${path} ${name}`);
        yield at(path)
          .problem(`uses $${name}, which the dashboard does not define${didYouMean(name, names)}`)
          .mend(
            names.length === 0
              ? "add the variable to the dashboard"
              : `add it to the variables, or write one of ${names.join(", ")}`,
          );
      }
    }
  },
  examples: () => ({
    passing: [
      modelWith({}),
      modelAsking('sum by (service) (rate(shop_orders_total{service=~"${service:regex}"}[$__rate_interval]))'),
      modelAsking('label_replace(sum by (service) (shop_queue_length), "name", "$1", "service", "(.*)")'),
      modelWithPanel(text("Mend it", { description: "What to do.", text: "kubectl delete pod $pod" })),
    ],
    failing: [
      modelAsking('sum by (service) (shop_queue_length{service=~"$services"})'),
      modelAsking(logql`{namespace="$space"}`, { legend: "" }),
      modelWithPanel(examplePanel({ title: "Orders of $customer" })),
      modelWithPanel(examplePanel({ title: "By queue", repeat: "queue" })),
      modelWithPanel(
        examplePanel({
          title: "Linked",
          links: [{ title: "Shop", to: { dashboard: "shop", variables: { service: "$pod" } } }],
        }),
      ),
    ],
  }),
});

export const variableOrder = check({
  id: "dashboard/variable-order",
  severity: "error",
  judges: "each by itself",
  reason:
    "The values of a variable are asked for in the order of the variables. One that is narrowed by a later one is asked for with the " +
    "choice before last, or with none.",
  *find(model): Iterable<Problem> {
    for (const dashboard of dashboardsOf(model)) {
      const names = dashboard.variables.map(({ variable }) => variable.name);
      for (const { path, name, before } of usesIn(dashboard)) {
        const index = names.indexOf(name);
        if (before === undefined || index < before) continue;
        yield at(path)
          .problem(index === before ? `narrows $${name} by itself` : `is narrowed by $${name}, which comes later`)
          .mend(index === before ? `leave $${name} out` : `put $${name} before it`);
      }
      for (const { path, variable, index } of dashboard.variables)
        if (names.indexOf(variable.name) < index)
          yield at(path)
            .problem(`there is another variable ${variable.name} before it`)
            .mend("give it another name, or remove it");
    }
  },
  examples: () => ({
    passing: [modelWith({ variables: [...CHAIN, queue], title: "Shop: $queue" })],
    failing: [
      modelWith({ variables: [cluster, queue, ...CHAIN.slice(1)], title: "Shop: $queue" }),
      modelWith({
        variables: [...CHAIN, labelVariable("queue", "Queue", promqlText('shop_queue_length{queue=~"$queue"}'))],
        title: "Shop: $queue",
      }),
      modelWith({ variables: [...CHAIN, ...CHAIN.slice(2)] }),
    ],
  }),
});

/** The matchers of everything that is asked. */
const matchersOf = (asked: AskedInPlace): readonly Matcher[] =>
  asked.kind === "promql"
    ? asked.node === undefined
      ? []
      : selectorsIn(asked.node).flatMap(({ matchers }) => matchers)
    : (asked.log?.streams.flat() ?? []);

const written = ({ label, operator, value }: Matcher): string => `${label}${operator}"${value}"`;

export const variableMatcher = check({
  id: "dashboard/variable-matcher",
  severity: "error",
  judges: "each by itself",
  reason:
    "Several values are filled in as a|b, all as .*, which are regular expressions: = finds nothing as soon as somebody chooses a second one.",
  *find(model): Iterable<Problem> {
    for (const dashboard of dashboardsOf(model))
      for (const asked of dashboard.asked)
        for (const matcher of matchersOf(asked)) {
          const name = /^\$(?:(\w+)|\{(\w+)(?::\w+)?\})$/
            .exec(matcher.value)
            ?.slice(1)
            .find((each) => each !== undefined);
          if (name === undefined || matcher.operator.endsWith("~")) continue;
          if (labelVariableOf(dashboard, name)?.several !== true) continue;
          const operator = matcher.operator === "=" ? ("=~" as const) : ("!~" as const);
          yield at(asked.exprPath)
            .problem(`${written(matcher)} takes one value, but several can be chosen of $${name}`)
            .mend(`write ${written({ ...matcher, operator })}`);
        }
  },
  examples: () => {
    const one = {
      variables: [cluster, labelVariable("service", "Service", promqlText("shop_queue_length"), { several: false })],
    };
    const asking = (expr: string, given: Partial<Dashboard> = {}) =>
      modelWithDashboards([
        dashboardWithPanels([], { rows: [{ collapsed: false, panels: [askingPanel(expr)] }], ...given }),
      ]);
    return {
      passing: [
        asking('sum by (service) (shop_queue_length{service=~"$service"})'),
        asking('sum by (service) (shop_queue_length{service="$service"})', one),
        asking('sum by (service) (shop_queue_length{service=~"$service"})', one),
      ],
      failing: [
        asking('sum by (service) (shop_queue_length{service="$service"})'),
        asking('sum by (service) (shop_queue_length{service!="${service}"})'),
        modelAsking(logql`{namespace="$namespace"}`, { legend: "" }),
      ],
    };
  },
});

export const repeatSingle = check({
  id: "dashboard/repeat-single",
  severity: "error",
  judges: "each by itself",
  reason:
    "A panel or row is repeated for each value that is chosen. Of a variable of which one can be chosen there is one, and its copies never come.",
  *find(model): Iterable<Problem> {
    for (const place of dashboardsOf(model)) {
      const { path, dashboard, panels } = place;
      const repeats = [
        ...dashboard.rows.map(({ repeat }, index) => ({ at: `${path}.rows[${index}].repeat`, repeat })),
        ...panels.map((each) => ({ at: `${each.path}.repeat`, repeat: each.panel.repeat })),
      ];
      for (const { at: where, repeat } of repeats) {
        if (repeat === undefined || !dashboard.variables.some(({ name }) => name === repeat)) continue;
        if (labelVariableOf(place, repeat)?.several === true) continue;
        yield at(where)
          .problem(`of $${repeat} one value can be chosen`)
          .mend(`let several be chosen: labelVariable("${repeat}", …, { several: true })`);
      }
    }
  },
  examples: () => {
    const repeated = (several: boolean) =>
      modelWith({
        variables: [cluster, labelVariable("service", "Service", promqlText("shop_queue_length"), { several })],
        rows: [
          {
            collapsed: false,
            panels: [
              askingPanel('sum(shop_queue_length{service=~"$service"})', {
                legend: "orders",
                panel: { repeat: "service" },
              }),
            ],
          },
        ],
      });
    return {
      passing: [repeated(true)],
      failing: [
        repeated(false),
        modelWith({ rows: [{ collapsed: false, repeat: "cluster", panels: [examplePanel()] }] }),
      ],
    };
  },
});

export const noCluster = check({
  id: "dashboard/no-cluster",
  severity: "warning",
  judges: "each by itself",
  reason:
    "Without the variable cluster a dashboard asks the Prometheus of its own cluster, whichever one the reader came from.",
  *find(model): Iterable<Problem> {
    for (const { path, dashboard, panels } of dashboardsOf(model))
      if (
        !dashboard.variables.some(({ kind }) => kind === "cluster") &&
        panels.some(({ panel }) => isAsking(panel) && panel.queries.some(({ expr }) => expr.kind === "promql"))
      )
        yield at(`${path}.variables`).problem("has no variable cluster, but asks Prometheus").mend("put cluster first");
  },
  examples: () => ({
    passing: [modelWith({})],
    failing: [modelWith({ variables: CHAIN.slice(1) })],
  }),
});

export const variableChecks = [
  variableUnused,
  variableUndefined,
  variableOrder,
  variableMatcher,
  repeatSingle,
  noCluster,
];
