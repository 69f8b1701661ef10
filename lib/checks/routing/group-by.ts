/** Labels by which alerts are told together. */
import { didYouMean, join } from "../../model";
import { routesIn } from "../../routing";
import { at, check, type Problem } from "../check";
import { ofSeverity, treeOf } from "../example-routing";
import { routedModel } from "./model-example";
import { routedOf } from "./outcomes";

const ALL = "...";

export const groupBy = check({
  id: "routing/group-by",
  severity: "error",
  reason:
    'Alertmanager does not start with a label that is named twice, or with labels beside "...", which stands for all of them.',
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { routing } of routedOf(model))
      for (const { path, groupBy: labels = [] } of routesIn(routing.configuration.route)) {
        for (const [index, label] of labels.entries())
          if (labels.indexOf(label) < index)
            yield at(join(path, ["groupBy", index]))
              .problem(`names ${label} a second time`)
              .mend("name it once");
        if (labels.length > 1 && labels.includes(ALL))
          yield at(`${path}.groupBy`)
            .problem('has other labels beside "...", which stands for all labels')
            .mend('write groupBy: "all" to tell each alert alone, or the labels without "..."');
      }
  },
  examples: () => ({
    passing: [by(["alertname", "service"]), by("all"), by([])],
    failing: [by(["alertname", "service", "alertname"]), by(["alertname", "..."])],
  }),
});

export const groupByLabel = check({
  id: "routing/group-by-label",
  severity: "warning",
  reason:
    "Alerts agree in a label that none of them has: it keeps nothing apart, and what it was meant to keep apart is told as one.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { routing, labels, open } of routedOf(model)) {
      if (open || labels.size === 0) continue;
      for (const { path, groupBy: by = [] } of routesIn(routing.configuration.route))
        for (const [index, label] of by.entries())
          // Several clusters share one configuration, and only some of them have the label.
          if (label !== ALL && !labels.has(label) && !EXTERNAL.has(label))
            yield at(join(path, ["groupBy", index]))
              .problem(`names ${label}, which no alert of this environment carries${didYouMean(label, labels)}`)
              .mend("write a label that alerts carry, such as service or namespace, or leave it out");
    }
  },
  examples: () => ({
    passing: [by(["alertname", "namespace", "service"])],
    failing: [by(["alertname", "services"])],
  }),
});

/** Prometheus adds them where it has them. */
const EXTERNAL: ReadonlySet<string> = new Set(["cluster", "region"]);

const by = (groupBy: readonly string[] | "all") =>
  routedModel({ route: { ...treeOf(ofSeverity("critical", "shop-oncall"), ofSeverity("warning", "shop")), groupBy } });
