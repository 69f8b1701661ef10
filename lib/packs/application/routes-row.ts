/** The routes that matter: those that are asked for most, fail most, take longest. */
import type { Row } from "../../model";
import { alertLine, now, row, table } from "../../dashboards";
import { matchers, promql } from "../../query";
import { highErrorRatio } from "../http-server/alerts/high-error-ratio";
import { highLatency } from "../http-server/alerts/high-latency";
import { p95ByRoute, p99ByRoute } from "../http-server/latency-rules";
import { BY_ROUTE, errorRatioByRoute, rateByRoute } from "../http-server/rules";
import { rowToService } from "../service-link";
import { CHOSEN, REQUESTS } from "./chosen";

const MOST = 20;

export const routesRow = (): Row => {
  const all = matchers(CHOSEN);
  const busiest = promql`topk(${MOST}, ${rateByRoute}{${all}})`;
  /** All figures of the busiest, and of no others. */
  const of = (rule: typeof rateByRoute) => now(promql`${rule}{${all}} and on (${BY_ROUTE}) ${busiest}`);
  return row("Top routes", [
    table("Busiest routes", {
      description: `The ${MOST} routes with the most requests: how many of these fail, and how long they take. The name opens the service.`,
      queries: [now(busiest), of(errorRatioByRoute), of(p95ByRoute), of(p99ByRoute)],
      columns: [
        { of: "service", title: "Service", links: [rowToService] },
        { of: "namespace", title: "Namespace" },
        { of: "route", title: "Route" },
        { of: 0, title: "Requests", unit: REQUESTS, shownAs: "gauge", min: 0 },
        {
          of: 1,
          title: "Failed",
          unit: "ratio",
          thresholds: [alertLine(highErrorRatio, "errorRatio")],
          shownAs: "colored text",
        },
        {
          of: 2,
          title: "p95",
          unit: "seconds",
          thresholds: [alertLine(highLatency, "p95Seconds")],
          shownAs: "colored text",
        },
        { of: 3, title: "p99", unit: "seconds" },
      ],
      sortBy: { title: "Requests", descending: true },
      height: 9,
    }),
  ]);
};
