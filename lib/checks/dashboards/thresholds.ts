/** Lines in panels that stand for the thresholds of alerts which are not there. */
import { didYouMean, isDuration, minutes, promqlText, alert, type Threshold } from "../../model";
import { alertLine, line, now, table } from "../../dashboards";
import { at, check, type Problem } from "../check";
import { contentOf } from "../content/content";
import { exampleAlert } from "../content/example";
import { isAsking, panelsOf, type PanelInPlace } from "../content/dashboards-in";
import { examplePanel, modelWithPanel } from "./example";

const thresholdsOf = ({ path, panel }: PanelInPlace): readonly (readonly [path: string, threshold: Threshold])[] =>
  isAsking(panel)
    ? [
        ...panel.thresholds.map((each, index) => [`${path}.thresholds[${index}]`, each] as const),
        ...(panel.type === "table"
          ? panel.columns.flatMap(({ thresholds = [] }, column) =>
              thresholds.map((each, index) => [`${path}.columns[${column}].thresholds[${index}]`, each] as const),
            )
          : []),
      ]
    : [];

export const unknownThreshold = check({
  id: "dashboard/unknown-threshold",
  severity: "error",
  reason:
    "A line stands where the alert fires, wherever an installation moves it. Of an alert or parameter that does not exist there is nothing " +
    "to draw, and the panel looks as if nothing were watched.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    const alerts = new Map<string, Map<string, unknown>>();
    for (const { rule } of contentOf(model).alerts)
      alerts.set(rule.name, new Map([...(alerts.get(rule.name) ?? []), ...Object.entries(rule.parameters)]));
    for (const place of panelsOf(model))
      for (const [path, threshold] of thresholdsOf(place)) {
        if (threshold.kind === "line") {
          if (!Number.isFinite(threshold.value))
            yield at(path).problem(`lies at ${threshold.value}`).mend("write a number");
          continue;
        }
        const parameters = alerts.get(threshold.alert);
        if (parameters === undefined) {
          yield at(path)
            .problem(
              `is that of ${threshold.alert}, which is no alert of this environment${didYouMean(threshold.alert, alerts.keys())}`,
            )
            .mend("take it from an alert that a pack of this environment has, or remove it");
          continue;
        }
        const value = parameters.get(threshold.parameter);
        if (typeof value === "number" || isDuration(value)) continue;
        yield at(path)
          .problem(
            value === undefined
              ? `${threshold.alert} has no parameter ${threshold.parameter}${didYouMean(threshold.parameter, parameters.keys())}`
              : `${threshold.parameter} of ${threshold.alert} is a text`,
          )
          .mend(
            parameters.size === 0
              ? "write line(…), or give the alert a parameter"
              : `write one of ${[...parameters.keys()].join(", ")}`,
          );
      }
  },
  examples: () => {
    const template = exampleAlert({ expr: "shop_queue_length > 100" });
    const queueLong = alert("ShopQueueLong", {
      ...template,
      parameters: { waiting: 100, service: "cart", wait: minutes(5) },
      place: undefined,
    });
    const withLine = (threshold: Threshold) =>
      modelWithPanel(examplePanel({ title: "Lined", thresholds: [threshold] }), { alerts: [queueLong] });
    const inColumn = (parameter: string) =>
      modelWithPanel(
        table("Queues", {
          description: "How long they are.",
          queries: [now(promqlText("sum by (service) (shop_queue_length)"))],
          columns: [{ of: 0, title: "Orders", thresholds: [{ ...alertLine(queueLong, "waiting"), parameter }] }],
        }),
        { alerts: [queueLong] },
      );
    return {
      passing: [
        withLine(alertLine(queueLong, "waiting")),
        withLine(alertLine(queueLong, "wait")),
        withLine(line(5, "red")),
        inColumn("waiting"),
      ],
      failing: [
        withLine({ ...alertLine(queueLong, "waiting"), alert: "ShopQueueLang" }),
        withLine({ ...alertLine(queueLong, "waiting"), parameter: "waitin" }),
        withLine(alertLine(queueLong, "service")),
        withLine(line(NaN, "red")),
        inColumn("queue"),
      ],
    };
  },
});
