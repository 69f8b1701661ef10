/** The exporter itself: its modules, and whether Prometheus gets answers from it. */
import { alert, minutes, scrape } from "../../../../model";
import { matchers, promql } from "../../../../query";
import { series } from "../../../../testing";
import { conditionTests, onceTests } from "../../../limit-tests";
import { blackbox } from "../metrics";
import { configNotLoadedRunbook } from "../runbooks/config-not-loaded";
import { moduleUnknownRunbook } from "../runbooks/module-unknown";
import { notRunRunbook } from "../runbooks/not-run";
import { ADDRESS, exporterOf } from "../situation";
import type { BlackboxTarget } from "../target";

/** Probes go on with the modules that were read last. */
export const configNotLoaded = (target: BlackboxTarget) =>
  alert("BlackboxConfigNotLoaded", {
    expr: promql`
      min by (namespace, service, pod) (
        ${blackbox.configLoaded}{${matchers({ namespace: target.namespace, job: target.job })}}
      ) == 0
    `,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.pod }} cannot read its modules",
    description: "The file of modules is wrong; the modules that were read last are still in use.",
    runbook: configNotLoadedRunbook,
    tests: ({ for: pending }) => {
      const loaded = (pod: string) => series(blackbox.configLoaded, exporterOf(target, pod));
      return conditionTests({
        pending,
        bad: (time) => [loaded("a").constant(0, time), loaded("b").constant(1, time)],
        good: (time) => [loaded("a").constant(1, time)],
        expect: [
          {
            labels: { namespace: target.namespace, service: target.job, pod: "a" },
            summary: "a cannot read its modules",
          },
        ],
      });
    },
  });

/** A Probe that was never going to work. */
export const moduleUnknown = (target: BlackboxTarget) =>
  alert("BlackboxModuleUnknown", {
    expr: promql`
      sum by (namespace, service) (
        increase(${blackbox.unknownModules}{${matchers({ namespace: target.namespace, job: target.job })}}[15m])
      ) > 0
    `,
    for: minutes(0),
    severity: "warning",
    onMissingData: "silent",
    summary:
      "{{ $labels.namespace }}/{{ $labels.service }} was asked {{ $value | humanize }} times for a module that it does not have",
    description: "A Probe names a module that the exporter does not have; it is never carried out.",
    runbook: moduleUnknownRunbook,
    tests: onceTests({
      counted: series(blackbox.unknownModules, exporterOf(target, "a")),
      window: minutes(15),
      expect: [
        {
          labels: { namespace: target.namespace, service: target.job },
          summary: `${target.namespace}/${target.job} was asked 1 times for a module that it does not have`,
        },
      ],
    }),
  });

/** Neither success nor failure: the exporter did not answer in time, or refused the probe. */
export const notRun = (target: BlackboxTarget) =>
  alert("ProbeNotRun", {
    expr: promql`max by (namespace, job, instance) (${scrape.up}{${matchers({ job: target.probeJob })}}) == 0`,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    summary: "{{ $labels.instance }} is not probed",
    description: "Prometheus gets no result for a probe: whether the address answers is not known.",
    runbook: notRunRunbook,
    tests: ({ for: pending }) => {
      const up = (instance: string) =>
        series(scrape.up, { namespace: target.namespace, job: target.probeJob, instance });
      return conditionTests({
        pending,
        bad: (time) => [up(ADDRESS).constant(0, time), up("https://pay.example").constant(1, time)],
        good: (time) => [up(ADDRESS).constant(1, time)],
        expect: [
          {
            labels: { namespace: target.namespace, job: target.probeJob, instance: ADDRESS },
            summary: `${ADDRESS} is not probed`,
          },
        ],
      });
    },
  });
