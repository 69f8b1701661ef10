/** Nobody asks any more, though they did at this time of the week before: what leads to the service is broken. */
import { alert, hours, minutes, plus, prometheusDuration, times, weeks } from "../../../model";
import { promql } from "../../../query";
import { fires, humanizePercentage, series, silent } from "../../../testing";
import { rateByService } from "../rules";
import { trafficGoneRunbook } from "../runbooks/traffic-gone";
import { CART, SEARCH } from "../situations";

export const trafficGone = alert("HttpTrafficGone", {
  parameters: {
    /** With which time it is compared. Must lie within the retention of Prometheus. */
    ago: weeks(1),
    /** Share of the traffic of then below which it is gone. */
    remaining: 0.1,
    /** Traffic of then that is worth being compared with: 360 requests in the hour. */
    requestsPerSecond: 0.1,
  },
  expr: ({ ago, remaining, requestsPerSecond }) => {
    // The hour around that time: neither the morning's rise nor the evening's fall is taken for a loss.
    const then = promql`avg_over_time(${rateByService}[1h] offset ${plus(ago, minutes(-30))})`;
    // `unless` rather than a comparison: also a service without any series left has lost its traffic.
    return promql`${then} > ${requestsPerSecond} unless ${rateByService} > ${remaining} * ${then}`;
  },
  for: minutes(15),
  severity: "warning",
  onMissingData: "silent",
  summary: ({ ago }) =>
    `{{ $labels.namespace }}/{{ $labels.service }} gets next to no requests; ${prometheusDuration(ago)} ago it got {{ $value | printf "%.2f" }}/s`,
  description: ({ ago, remaining }) =>
    `The requests of the last five minutes are less than ${humanizePercentage(remaining)} of the {{ $value | printf "%.2f" }}/s in the hour around this time ${prometheusDuration(ago)} ago, or there are none at all.`,
  runbook: trafficGoneRunbook,
  tests: ({ ago, remaining, requestsPerSecond, for: pending }) => {
    // A week of samples of what is recorded, rather than of all that it is recorded from.
    const interval = minutes(10);
    const rate = (labels: Readonly<Record<string, string>>) => series(rateByService.name, labels);
    const busy = 1000 * Math.max(requestsPerSecond, 0.001);
    const barely = 1.2 * Math.max(requestsPerSecond, 0.001);
    const [before, after] = [plus(ago, hours(3)), plus(pending, minutes(30))];
    const rest = plus(after, hours(1));
    const gone = (labels: typeof CART | typeof SEARCH, was: number) => ({
      labels,
      summary: `shop/${labels.service} gets next to no requests; ${prometheusDuration(ago)} ago it got ${was.toFixed(2)}/s`,
      description: `The requests of the last five minutes are less than ${humanizePercentage(remaining)} of the ${was.toFixed(2)}/s in the hour around this time ${prometheusDuration(ago)} ago, or there are none at all.`,
    });
    const bursts = [1, 2, 3].reduce(
      (so) => so.constant(0, minutes(30)).constant(busy, minutes(30)),
      rate({ ...CART, service: "bursts" }),
    );
    return [
      // Several services in one test: a week is long, and promtool goes through it once for each.
      fires("a fifth less than what may remain; little, and all of its pods are gone", {
        given: [
          rate(CART)
            .constant(busy, before)
            .constant(0.8 * remaining * busy, rest),
          rate(SEARCH).constant(barely, before).stale(),
        ],
        after: plus(before, after),
        expect: [gone(CART, busy), gone(SEARCH, barely)],
        interval,
      }),
      silent(
        "a twentieth more than what may remain; little, for half an hour; every other half hour then, little all the time now",
        {
          given: [
            rate(CART)
              .constant(busy, before)
              .constant(1.05 * remaining * busy, rest),
            rate(SEARCH)
              .constant(0, hours(2))
              .constant(1.9 * requestsPerSecond, minutes(30))
              .constant(0, plus(ago, rest)),
            bursts.constant(0.55 * remaining * busy, plus(ago, rest)),
          ],
          for: plus(before, after),
          interval,
        },
      ),
      silent("gone for half of the wait", {
        given: [rate(CART).constant(busy, before).constant(0, times(0.5, pending)).constant(busy, rest)],
        for: plus(before, after),
        interval,
      }),
    ];
  },
});
