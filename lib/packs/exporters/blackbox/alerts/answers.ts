/** What probes find: addresses that do not answer, one cause per alert. */
import { alert, minutes, plus, type Duration } from "../../../../model";
import { promql } from "../../../../query";
import { fires, series, silent } from "../../../../testing";
import { conditionTests } from "../../../limit-tests";
import { blackbox } from "../metrics";
import { failingRunbook } from "../runbooks/failing";
import { flappingRunbook } from "../runbooks/flapping";
import { nameUnresolvedRunbook } from "../runbooks/name-unresolved";
import { serverErrorRunbook } from "../runbooks/server-error";
import { ADDRESS, probed } from "../situation";

const success = (value: 0 | 1, time: Duration, instance = ADDRESS) =>
  series(blackbox.success, probed(instance)).constant(value, time);

/** No answer, a wrong one, or none in time; not where a more precise alert knows the cause. */
export const failing = alert("ProbeFailing", {
  expr: promql`
    ${blackbox.success} == 0
    unless ${blackbox.httpStatus} >= 500
    unless ${blackbox.ipProtocol} == 0
  `,
  for: minutes(5),
  severity: "critical",
  onMissingData: "silent",
  summary: "{{ $labels.instance }} does not answer as it should",
  description: "Every probe of this address has failed since the alert began to wait.",
  runbook: failingRunbook,
  tests: ({ for: pending }) => {
    const time = plus(pending, minutes(5));
    const status = (code: number) => series(blackbox.httpStatus, probed()).constant(code, time);
    const protocol = (version: number) => series(blackbox.ipProtocol, probed()).constant(version, time);
    return [
      ...conditionTests({
        pending,
        bad: () => [success(0, time), status(404), protocol(4), success(1, time, "https://pay.example")],
        good: () => [success(1, time), status(200), protocol(4)],
        expect: [{ labels: probed(), summary: `${ADDRESS} does not answer as it should` }],
      }),
      fires("with a status just below those of a server's errors", {
        given: [success(0, time), status(499), protocol(4)],
        after: plus(pending, minutes(1)),
        expect: [{ labels: probed(), summary: `${ADDRESS} does not answer as it should` }],
      }),
      silent("while the server answers with an error of its own", {
        given: [success(0, time), status(500), protocol(4)],
        for: time,
      }),
      silent("while the name has no address", { given: [success(0, time), status(0), protocol(0)], for: time }),
    ];
  },
});

/** The service is there, and fails. */
export const serverError = alert("ProbeServerError", {
  expr: promql`${blackbox.httpStatus} >= 500 and ${blackbox.success} == 0`,
  for: minutes(5),
  severity: "critical",
  onMissingData: "silent",
  summary: "{{ $labels.instance }} answers with status {{ $value }}",
  description: "The address is reached, and answers that it failed (5xx).",
  runbook: serverErrorRunbook,
  tests: ({ for: pending }) =>
    conditionTests({
      pending,
      bad: (time) => [
        series(blackbox.httpStatus, probed()).constant(503, time),
        success(0, time),
        series(blackbox.httpStatus, probed("https://pay.example")).constant(200, time),
        success(0, time, "https://pay.example"),
        // A module may take a 503 for an answer.
        series(blackbox.httpStatus, probed("https://closed.example")).constant(503, time),
        success(1, time, "https://closed.example"),
      ],
      good: (time) => [series(blackbox.httpStatus, probed()).constant(499, time), success(0, time)],
      expect: [{ labels: probed(), summary: `${ADDRESS} answers with status 503` }],
    }),
});

/** Nobody can reach it by its name. */
export const nameUnresolved = alert("ProbeNameUnresolved", {
  expr: promql`${blackbox.success} == 0 and ${blackbox.ipProtocol} == 0`,
  for: minutes(5),
  severity: "critical",
  onMissingData: "silent",
  summary: "The name of {{ $labels.instance }} has no address",
  description: "The exporter could not look the name up, so that nothing was tried.",
  runbook: nameUnresolvedRunbook,
  tests: ({ for: pending }) => {
    const protocol = (version: number, time: Duration, instance = ADDRESS) =>
      series(blackbox.ipProtocol, probed(instance)).constant(version, time);
    return [
      ...conditionTests({
        pending,
        bad: (time) => [
          success(0, time),
          protocol(0, time),
          success(0, time, "https://pay.example"),
          protocol(4, time, "https://pay.example"),
        ],
        good: (time) => [success(0, time), protocol(6, time)],
        expect: [{ labels: probed(), summary: `The name of ${ADDRESS} has no address` }],
      }),
      // A probe through a proxy looks no name up.
      silent("where the probe succeeds without an address of its own", {
        given: [success(1, minutes(60)), protocol(0, minutes(60))],
        for: plus(pending, minutes(5)),
      }),
    ];
  },
});

/** It answers, and then again it does not. */
export const flapping = alert("ProbeFlapping", {
  /** Within half an hour. */
  parameters: { changes: 4 },
  expr: ({ changes }) => promql`changes(${blackbox.success}[30m]) > ${changes}`,
  for: minutes(0),
  severity: "warning",
  onMissingData: "silent",
  summary: "{{ $labels.instance }} changed {{ $value }} times between answering and not",
  description: ({ changes }) =>
    `Within half an hour, probes went over from success to failure or back more than ${changes} times.`,
  runbook: flappingRunbook,
  tests: ({ changes, for: pending }) => {
    const often = Math.floor(changes) + 1;
    // All of them within the half hour, with time to wait, and not within a quarter.
    const apart = minutes(20 / often);
    const changed = (count: number) =>
      Array.from({ length: count }, (_, index) => index % 2).reduce(
        (built, value) => built.constant(value, apart),
        series(blackbox.success, probed()).constant(1, apart),
      );
    return [
      silent("as often as allowed", { given: [changed(often - 1)], for: minutes(60) }),
      fires("once more than allowed", {
        given: [changed(often), series(blackbox.success, probed("https://pay.example")).constant(0, minutes(60))],
        after: plus(minutes(21), pending),
        expect: [{ labels: probed(), summary: `${ADDRESS} changed ${often} times between answering and not` }],
      }),
    ];
  },
});
