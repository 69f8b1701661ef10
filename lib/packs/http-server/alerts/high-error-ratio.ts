/** So many requests fail that users see errors now. */
import { alert, hours, minutes, plus, times } from "../../../model";
import { promql } from "../../../query";
import { fires, humanizePercentage, silent } from "../../../testing";
import { errorRateByService, errorRatioByService } from "../rules";
import { highErrorRatioRunbook } from "../runbooks/high-error-ratio";
import { standardHttp, type HttpMetrics } from "../http-metrics";
import { CART, trafficOf } from "../situations";

/** @param metrics what its tests speak of */
export const highErrorRatioOf = (metrics: HttpMetrics) =>
  alert("HttpHighErrorRatio", {
    parameters: {
      /** Share of all requests. */
      errorRatio: 0.05,
      /** Failed requests per second from which on the share says something: three in five minutes, so that a single one at night pages nobody. */
      failuresPerSecond: 0.01,
    },
    expr: ({ errorRatio, failuresPerSecond }) =>
      promql`${errorRatioByService} > ${errorRatio} and ${errorRateByService} > ${failuresPerSecond}`,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    summary: "{{ $value | humanizePercentage }} of requests to {{ $labels.namespace }}/{{ $labels.service }} fail",
    description: ({ errorRatio }) =>
      `{{ $value | humanizePercentage }} of the requests of the last five minutes were answered with a status of 5xx; ${humanizePercentage(errorRatio)} is the limit.`,
    runbook: highErrorRatioRunbook,
    tests: ({ errorRatio, failuresPerSecond, for: pending }) => {
      const { requests } = trafficOf(metrics);
      const enough = 100 + (10 * failuresPerSecond) / errorRatio;
      const aFew = 1.2 * Math.max(failuresPerSecond, 0.001);
      const texts = (share: number) => ({
        summary: `${humanizePercentage(share)} of requests to shop/cart fail`,
        description: `${humanizePercentage(share)} of the requests of the last five minutes were answered with a status of 5xx; ${humanizePercentage(errorRatio)} is the limit.`,
      });
      const failing = (share: number, perSecond = enough) => [
        requests().ratePerSecond(perSecond * (1 - share), hours(6)),
        requests({ status_code: "503" }).ratePerSecond(perSecond * share, hours(6)),
      ];
      return [
        fires("a fifth above the limit", {
          given: failing(1.2 * errorRatio),
          after: plus(pending, minutes(10)),
          expect: [{ labels: CART, ...texts(1.2 * errorRatio) }],
        }),
        fires("the few that come all fail", {
          given: failing(1, aFew),
          after: plus(pending, minutes(10)),
          expect: [{ labels: CART, ...texts(1) }],
        }),
        silent("a twentieth below the limit", { given: failing(0.95 * errorRatio), for: plus(pending, hours(1)) }),
        silent("all fail, but they are too few", {
          given: failing(1, 0.95 * failuresPerSecond),
          for: plus(pending, hours(1)),
        }),
        silent("errors for half of the wait, then a flood of good answers", {
          given: [
            requests()
              .ratePerSecond(1, plus(minutes(20), times(0.5, pending)))
              .ratePerSecond(1e6, minutes(30)),
            requests({ status_code: "503" })
              .ratePerSecond(0, minutes(20))
              .ratePerSecond(100 * failuresPerSecond, times(0.5, pending))
              .ratePerSecond(0, minutes(30)),
          ],
          for: plus(pending, minutes(50)),
        }),
      ];
    },
  });

export const highErrorRatio = highErrorRatioOf(standardHttp);
