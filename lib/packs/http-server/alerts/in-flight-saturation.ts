/**
 * Saturation, without knowing a capacity: by Little's law, what is in flight divided by what is answered per second is the time that a
 * request spends in the pod. It counts those that hang and are never answered, which neither the error ratio nor the latency sees.
 */
import { alert, hours, minutes, plus, times } from "../../../model";
import { promql } from "../../../query";
import { fires, humanize, humanizeDuration, silent } from "../../../testing";
import { inFlightByPod, rateByPod } from "../rules";
import { inFlightSaturationRunbook } from "../runbooks/in-flight-saturation";
import { standardHttp, type BusyHttpMetrics } from "../http-metrics";
import { http } from "../metrics";
import { CART, trafficOf } from "../situations";

/** @param metrics what its tests speak of */
export const inFlightSaturationOf = (metrics: BusyHttpMetrics) =>
  alert("HttpInFlightSaturation", {
    parameters: {
      /** How long it may take to answer what is in flight at the pace of the last five minutes. */
      secondsToAnswer: 5,
      /** Requests in flight that are too few to speak of saturation. */
      requestsInFlight: 10,
    },
    expr: ({ secondsToAnswer, requestsInFlight }) =>
      // `unless` rather than a division: a pod that answers nothing has no pace to divide by.
      promql`${inFlightByPod} > ${requestsInFlight} unless ${inFlightByPod} <= ${secondsToAnswer} * ${rateByPod}`,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    summary: "{{ $value | humanize }} requests are stuck in {{ $labels.namespace }}/{{ $labels.pod }}",
    description: ({ secondsToAnswer }) =>
      `On average over five minutes {{ $value | humanize }} requests to {{ $labels.service }} were in flight in this pod. At the pace at which it answers, they take more than ${humanizeDuration(secondsToAnswer)}.`,
    runbook: inFlightSaturationRunbook,
    tests: ({ secondsToAnswer, requestsInFlight: few, for: pending }) => {
      const { requests, inFlight } = trafficOf(metrics);
      const pace = (10 * (few + 1)) / secondsToAnswer;
      const stuck = (count: number) => ({
        labels: { ...CART, pod: "cart-1" },
        summary: `${humanize(count)} requests are stuck in shop/cart-1`,
        description: `On average over five minutes ${humanize(count)} requests to cart were in flight in this pod. At the pace at which it answers, they take more than ${humanizeDuration(secondsToAnswer)}.`,
      });
      const busyPod = [
        requests({ pod: "cart-2" }).ratePerSecond(pace, hours(6)),
        inFlight({ pod: "cart-2" }).constant(0.5 * secondsToAnswer * pace, hours(6)),
      ];
      return [
        fires("one of two pods needs a fifth more time", {
          given: [
            ...busyPod,
            requests().ratePerSecond(pace, hours(6)),
            inFlight().constant(1.2 * secondsToAnswer * pace, hours(6)),
          ],
          after: plus(pending, minutes(10)),
          expect: [stuck(1.2 * secondsToAnswer * pace)],
        }),
        fires("a new pod has never answered", {
          given: [inFlight().constant(1.2 * few, hours(6))],
          after: plus(pending, minutes(10)),
          expect: [stuck(1.2 * few)],
        }),
        silent("a twentieth less than the time it may take", {
          given: [
            requests().ratePerSecond(pace, hours(6)),
            inFlight()
              .constant(0, minutes(5))
              .constant(0.95 * secondsToAnswer * pace, hours(6)),
          ],
          for: plus(pending, hours(1)),
        }),
        silent("none of a few is answered", {
          given: [requests().ratePerSecond(0, hours(6)), inFlight().constant(0.95 * few, hours(6))],
          for: plus(pending, hours(1)),
        }),
        silent("a pile that is worked off in half of the wait", {
          given: [
            requests()
              .ratePerSecond(pace, plus(minutes(20), times(0.5, pending)))
              .ratePerSecond(1e6, hours(6)),
            inFlight()
              .constant(0, minutes(20))
              .constant(100 * secondsToAnswer * pace, times(0.5, pending))
              .constant(0, hours(6)),
          ],
          for: plus(pending, minutes(50)),
        }),
      ];
    },
  });

export const inFlightSaturation = inFlightSaturationOf({ ...standardHttp, inFlight: http.requestsInFlight });
