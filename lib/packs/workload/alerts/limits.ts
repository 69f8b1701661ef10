/** When a container comes near its limits. */
import { alert, minutes } from "../../../model";
import { not, promql } from "../../../query";
import { humanizePercentage, series } from "../../../testing";
import { limitTests } from "../../limit-tests";
import { kubernetes } from "../metrics";
import { cpuOfLimit, memoryOfLimit } from "../rules";
import { containerCpuNearLimitRunbook } from "../runbooks/container-cpu-near-limit";
import { containerCpuThrottledRunbook } from "../runbooks/container-cpu-throttled";
import { containerMemoryNearLimitRunbook } from "../runbooks/container-memory-near-limit";
import type { Select } from "../selection";
import { APP, APP_NAME, limitOf, ofContainer, SIDECAR } from "../situation";

const CONTAINER = "{{ $labels.namespace }}/{{ $labels.pod }} ({{ $labels.container }})";
const SHARE = "{{ $value | humanizePercentage }}";

/** Little is left until it is slowed down. */
export const containerCpuNearLimit = (select: Select) => {
  const texts = (container: string, share: string) => ({
    summary: `${container} uses ${share} of its CPU limit`,
    description: `Over the last five minutes the container used ${share} of the CPU that it may use. At 100% it is slowed down.`,
  });
  return alert("ContainerCpuNearLimit", {
    parameters: { ratio: 0.9 },
    expr: ({ ratio }) => promql`${cpuOfLimit(select)} > ${ratio}`,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(CONTAINER, SHARE),
    runbook: containerCpuNearLimitRunbook,
    tests: ({ ratio, for: pending }) =>
      limitTests({
        limit: ratio,
        pending,
        window: minutes(5),
        given: (value, time) => [
          series(kubernetes.cpuSeconds, { ...ofContainer(APP), cpu: "total" }).ratePerSecond(0.5 * value, time),
          limitOf(APP, "cpu", 0.5, time),
        ],
        expect: (value) => [{ labels: APP, ...texts(APP_NAME, humanizePercentage(value)) }],
      }),
  });
};

/** Little is left until it is killed. */
export const containerMemoryNearLimit = (select: Select) => {
  const texts = (container: string, share: string) => ({
    summary: `${container} uses ${share} of its memory limit`,
    description: `The container holds ${share} of the memory that it may use. At 100% the kernel ends it.`,
  });
  return alert("ContainerMemoryNearLimit", {
    parameters: { ratio: 0.9 },
    expr: ({ ratio }) => promql`${memoryOfLimit(select)} > ${ratio}`,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    ...texts(CONTAINER, SHARE),
    runbook: containerMemoryNearLimitRunbook,
    tests: ({ ratio, for: pending }) =>
      limitTests({
        limit: ratio,
        pending,
        ratio: true,
        given: (value, time) => [
          series(kubernetes.workingSet, ofContainer(APP)).constant(1000 * value, time),
          limitOf(APP, "memory", 1000, time),
        ],
        expect: (value) => [{ labels: APP, ...texts(APP_NAME, humanizePercentage(value)) }],
      }),
  });
};

/** It has to stop in a good part of the scheduler's periods, so that each request takes longer. */
export const containerCpuThrottled = (select: Select) => {
  const texts = (container: string, share: string) => ({
    summary: `${container} is slowed down in ${share} of its periods`,
    description: `In ${share} of the scheduler's periods of the last five minutes the container had used up its CPU limit and had to stop.`,
  });
  return alert("ContainerCpuThrottled", {
    parameters: { ratio: 0.25, window: minutes(5) },
    expr: ({ ratio, window }) => promql`
      max by (namespace, pod, container) (
        rate(${select(kubernetes.cpuThrottledPeriods, { container: not("") })}[${window}])
        / (rate(${select(kubernetes.cpuPeriods, { container: not("") })}[${window}]) > 0)
      ) > ${ratio}
    `,
    for: minutes(15),
    severity: "info",
    onMissingData: "silent",
    ...texts(CONTAINER, SHARE),
    runbook: containerCpuThrottledRunbook,
    tests: ({ ratio, window, for: pending }) =>
      limitTests({
        limit: ratio,
        pending,
        ratio: true,
        window,
        given: (value, time) => [
          series(kubernetes.cpuThrottledPeriods, ofContainer(APP)).ratePerSecond(0.8 * value, time),
          series(kubernetes.cpuPeriods, ofContainer(APP)).ratePerSecond(0.8, time),
          series(kubernetes.cpuThrottledPeriods, ofContainer(SIDECAR)).constant(0, time),
          series(kubernetes.cpuPeriods, ofContainer(SIDECAR)).constant(0, time),
        ],
        expect: (value) => [{ labels: APP, ...texts(APP_NAME, humanizePercentage(value)) }],
      }),
  });
};
