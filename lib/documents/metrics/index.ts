/** The metric catalogue of an environment. */
import type { Documented, Page } from "../page";
import { metricsPage } from "./metrics-page";

export { readingOf } from "./uses";

export const metricPages = ({ model }: Documented): readonly Page[] => [
  {
    path: `${model.name}/metrics.md`,
    title: `Metrics: ${model.name}`,
    purpose: "Every metric and recorded series: type, unit, labels, source, how many series it is, and who reads it.",
    text: metricsPage(model),
  },
];
