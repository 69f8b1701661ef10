/** When somebody must look at an HTTP service. */
import { alert, hours, minutes } from "../../model";
import { promql } from "../../query";
import { fires, humanizePercentage, series, silent } from "../../testing";
import { http } from "./metrics";
import { errorRatioByService } from "./rules";
import { highErrorRatioRunbook } from "./runbooks/high-error-ratio";

const CART = { namespace: "shop", service: "cart" };
const answered = (status_code: string, labels = {}) =>
  series(http.requestsTotal, { ...CART, method: "GET", route: "/", status_code, ...labels });

/** So many requests fail that users see errors now. */
export const highErrorRatio = alert("HttpHighErrorRatio", {
  parameters: { errorRatio: 0.05 },
  expr: ({ errorRatio }) => promql`${errorRatioByService} > ${errorRatio}`,
  for: minutes(5),
  severity: "critical",
  onMissingData: "silent",
  summary: "{{ $value | humanizePercentage }} of requests to {{ $labels.namespace }}/{{ $labels.service }} fail",
  description: ({ errorRatio }) =>
    `{{ $value | humanizePercentage }} of the requests of the last five minutes were answered with a status of 5xx; ${humanizePercentage(errorRatio)} is the limit.`,
  runbook: highErrorRatioRunbook,
  tests: ({ errorRatio, for: pending }) =>
    [
      fires("a fifth above the limit", {
        given: [
          answered("200").ratePerSecond(100 * (1 - 1.2 * errorRatio), hours(1)),
          answered("503").ratePerSecond(100 * 1.2 * errorRatio, hours(1)),
        ],
        after: minutes(30),
        expect: [
          {
            labels: CART,
            summary: `${humanizePercentage(1.2 * errorRatio)} of requests to shop/cart fail`,
            description: `${humanizePercentage(1.2 * errorRatio)} of the requests of the last five minutes were answered with a status of 5xx; ${humanizePercentage(errorRatio)} is the limit.`,
          },
        ],
      }),
      silent("a twentieth below the limit", {
        given: [
          answered("200").ratePerSecond(100 * (1 - 0.95 * errorRatio), hours(1)),
          answered("503").ratePerSecond(100 * 0.95 * errorRatio, hours(1)),
        ],
        for: hours(1),
      }),
      silent("a burst shorter than the wait", {
        given: [
          answered("200").ratePerSecond(1, hours(1)),
          answered("503").constant(0, minutes(20)).ratePerSecond(100, minutes(0.5)).constant(3000, minutes(30)),
        ],
        for: hours(1),
      }),
    ].slice(0, pending.milliseconds > 0 ? 3 : 2),
});
