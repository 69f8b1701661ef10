/** What probes find of addresses that answer: slowly, by a slow name server, or with a certificate that ends soon. */
import { alert, days, hours, inSeconds, minutes, times, type Duration, type Metric } from "../../../../model";
import { promql } from "../../../../query";
import { humanizeDuration, series, type SeriesBuilder } from "../../../../testing";
import { ago, limitTests } from "../../../limit-tests";
import { blackbox } from "../metrics";
import { certificateExpiringRunbook } from "../runbooks/certificate-expiring";
import { certificateUrgentRunbook } from "../runbooks/certificate-urgent";
import { dnsSlowRunbook } from "../runbooks/dns-slow";
import { slowRunbook } from "../runbooks/slow";
import { ADDRESS, probed } from "../situation";

/** Slow for every other five minutes: this value on average over any ten minutes, but over no five. */
const onAverage = (metric: Metric, value: number, time: Duration, instance = ADDRESS): SeriesBuilder =>
  Array.from({ length: Math.ceil(time.milliseconds / minutes(10).milliseconds) }).reduce<SeriesBuilder>(
    (built) => built.constant(0, minutes(5)).constant(2 * value, minutes(5)),
    series(metric, probed(instance)),
  );

/** People wait, or give up. */
export const slow = alert("ProbeSlow", {
  /** Seconds, on average over ten minutes. */
  parameters: { seconds: 2 },
  expr: ({ seconds }) => promql`
    avg_over_time(${blackbox.duration}[10m]) > ${seconds} and ${blackbox.success} == 1
  `,
  for: minutes(10),
  severity: "warning",
  onMissingData: "silent",
  summary: "{{ $labels.instance }} takes {{ $value | humanizeDuration }} to answer",
  description: ({ seconds }) =>
    `The address answers as it should, but over ten minutes it took more than ${humanizeDuration(seconds)} on average.`,
  runbook: slowRunbook,
  tests: ({ seconds, for: pending }) =>
    limitTests({
      limit: seconds,
      pending,
      window: minutes(10),
      addsUp: true,
      given: (value, time) => [
        onAverage(blackbox.duration, value, times(3, time)),
        series(blackbox.success, probed()).constant(1, times(3, time)),
        onAverage(blackbox.duration, 2 * value, times(3, time), "https://pay.example"),
        series(blackbox.success, probed("https://pay.example")).constant(0, times(3, time)),
      ],
      expect: (value) => [{ labels: probed(), summary: `${ADDRESS} takes ${humanizeDuration(value)} to answer` }],
    }),
});

/** All that looks names up there is slow, too. */
export const dnsSlow = alert("ProbeDnsSlow", {
  /** Seconds, on average over ten minutes. */
  parameters: { seconds: 0.5 },
  expr: ({ seconds }) => promql`avg_over_time(${blackbox.lookupTime}[10m]) > ${seconds}`,
  for: minutes(10),
  severity: "warning",
  onMissingData: "silent",
  summary: "It takes {{ $value | humanizeDuration }} to look up the name of {{ $labels.instance }}",
  description: ({ seconds }) =>
    `Over ten minutes, looking the name up took more than ${humanizeDuration(seconds)} on average.`,
  runbook: dnsSlowRunbook,
  tests: ({ seconds, for: pending }) =>
    limitTests({
      limit: seconds,
      pending,
      window: minutes(10),
      addsUp: true,
      given: (value, time) => [
        onAverage(blackbox.lookupTime, value, times(3, time)),
        series(blackbox.lookupTime, probed("https://pay.example")).constant(0.01, times(3, time)),
      ],
      expect: (value) => [
        {
          labels: probed(),
          summary: `It takes ${humanizeDuration(value)} to look up the name of ${ADDRESS}`,
        },
      ],
    }),
});

/** Between two samples of the tests of certificates, whose alerts wait for an hour. */
const SPARSE = minutes(5);

/** The time to a certificate's end, always so much. */
const expiresIn = (remaining: number, time: Duration, instance = ADDRESS): SeriesBuilder =>
  ago(series(blackbox.certificateExpiry, probed(instance)), -remaining, time, SPARSE);

const certificateTests = (remaining: Duration, pending: Duration) =>
  limitTests({
    limit: inSeconds(remaining),
    pending,
    beyond: "below",
    interval: SPARSE,
    given: (value, time) => [expiresIn(value, time), expiresIn(10 * inSeconds(remaining), time, "https://pay.example")],
    expect: (value) => [
      {
        labels: probed(),
        summary: `The certificate of ${ADDRESS} ends in ${humanizeDuration(value)}`,
      },
    ],
  });

/** Whatever renews certificates should have done so by now. */
export const certificateExpiring = alert("ProbeCertificateExpiring", {
  parameters: { remaining: days(21) },
  expr: ({ remaining }) => promql`${blackbox.certificateExpiry} - time() < ${inSeconds(remaining)}`,
  for: hours(1),
  severity: "warning",
  onMissingData: "silent",
  summary: "The certificate of {{ $labels.instance }} ends in {{ $value | humanizeDuration }}",
  description:
    "The first of the certificates that the server shows ends soon. They are usually renewed 30 days before.",
  runbook: certificateExpiringRunbook,
  tests: ({ remaining, for: pending }) => certificateTests(remaining, pending),
});

/** The last days in which nobody has noticed. */
export const certificateUrgent = alert("ProbeCertificateUrgent", {
  parameters: { remaining: days(7) },
  expr: ({ remaining }) => promql`${blackbox.certificateExpiry} - time() < ${inSeconds(remaining)}`,
  for: hours(1),
  severity: "critical",
  onMissingData: "silent",
  inhibits: ["ProbeCertificateExpiring"],
  summary: "The certificate of {{ $labels.instance }} ends in {{ $value | humanizeDuration }}",
  description:
    "The first of the certificates that the server shows ends within days: clients will then refuse to connect.",
  runbook: certificateUrgentRunbook,
  tests: ({ remaining, for: pending }) => certificateTests(remaining, pending),
});
