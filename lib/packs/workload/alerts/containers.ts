/** When a container does not run: it restarts, does not start, or is killed. */
import { alert, hours, minutes, plus, seconds, times } from "../../../model";
import { notMatches, promql } from "../../../query";
import { fires, series, silent, type SeriesBuilder } from "../../../testing";
import { stateTests } from "../../failure-tests";
import { kubernetes } from "../metrics";
import { containerCrashLoopingRunbook } from "../runbooks/container-crash-looping";
import { containerOomKilledRunbook } from "../runbooks/container-oom-killed";
import { containerRestartsRunbook } from "../runbooks/container-restarts";
import { containerWaitingRunbook } from "../runbooks/container-waiting";
import type { Select } from "../selection";
import { APP, APP_NAME, SIDECAR, stateOf } from "../situation";

const CONTAINER = "{{ $labels.namespace }}/{{ $labels.pod }} ({{ $labels.container }})";

/** It comes up, works for a while, and ends again. */
export const containerRestarts = (select: Select) => {
  const texts = (container: string, count: string) => ({
    summary: `${container} has restarted ${count} times`,
    description: `${count} restarts within an hour: the container starts and ends again and again.`,
  });
  return alert("ContainerRestarts", {
    parameters: { restarts: 5 },
    // Rounded, because an increase that is spread over the whole window is a little more than what was counted.
    expr: ({ restarts }) => promql`
      round(max by (namespace, pod, container) (increase(${select(kubernetes.restarts)}[1h]))) > ${restarts}
    `,
    for: minutes(0),
    severity: "warning",
    onMissingData: "silent",
    ...texts(CONTAINER, '{{ $value | printf "%.0f" }}'),
    runbook: containerRestartsRunbook,
    tests: ({ restarts, for: pending }) => {
      const counted = (container: typeof APP) => series(kubernetes.restarts, stateOf(container));
      const few = Math.floor(restarts);
      return [
        fires("one restart more than the limit, most of an hour ago", {
          given: [
            counted(APP)
              .constant(7, minutes(10))
              .constant(8 + few, hours(2)),
            counted({ ...APP, pod: "cart-1" }).constant(3, hours(2)),
            counted(SIDECAR).constant(0, hours(2)),
          ],
          after: minutes(60),
          notBefore: plus(minutes(10), pending, seconds(-30)),
          expect: [{ labels: APP, ...texts(APP_NAME, String(few + 1)) }],
        }),
        silent("as many restarts as the limit allows", {
          given: [counted(APP).constant(0, minutes(10)).constant(few, hours(2))],
          for: hours(2),
        }),
      ];
    },
  });
};

/** Kubernetes has begun to wait between the attempts. */
export const containerCrashLooping = (select: Select) => {
  const texts = (container: string) => ({
    summary: `${container} crashes whenever it is started`,
    description: "Kubernetes waits up to five minutes between two attempts to start the container (CrashLoopBackOff).",
  });
  return alert("ContainerCrashLooping", {
    parameters: { window: minutes(5) },
    // Between two attempts the container runs for a moment, which must not end the alert.
    expr: ({ window }) => promql`
      max by (namespace, pod, container) (
        max_over_time(${select(kubernetes.waitingReason, { reason: "CrashLoopBackOff" })}[${window}])
      ) > 0
    `,
    for: minutes(10),
    severity: "warning",
    onMissingData: "silent",
    ...texts(CONTAINER),
    runbook: containerCrashLoopingRunbook,
    tests: ({ window, for: pending }) => {
      const waiting = (reason: string) => series(kubernetes.waitingReason, { ...stateOf(APP), reason });
      const time = plus(pending, hours(1));
      // kube-state-metrics shows the reason only while it holds.
      const round = times(0.8, window);
      const rounds = Math.ceil((pending.milliseconds + window.milliseconds) / round.milliseconds) + 1;
      const looping = Array.from({ length: rounds }).reduce<SeriesBuilder>(
        (built) => built.constant(1, seconds(30)).gap(plus(round, seconds(-30))),
        waiting("CrashLoopBackOff"),
      );
      const expect = [{ labels: APP, ...texts(APP_NAME) }];
      return [
        fires("a moment of waiting in every window", {
          given: [looping],
          after: plus(pending, seconds(30)),
          notBefore: pending.milliseconds === 0 ? undefined : plus(pending, seconds(-30)),
          expect,
        }),
        fires("most of a window after the last wait", {
          given: [looping],
          after: plus(times(rounds - 1, round), times(0.7, window)),
          expect,
        }),
        silent("waiting for something else", { given: [waiting("ContainerCreating").constant(1, time)], for: time }),
      ];
    },
  });
};

/** No image, no configuration, no volume: the container has never begun. */
export const containerWaiting = (select: Select) => {
  const texts = (container: string) => ({
    summary: `${container} cannot be started`,
    description:
      "Kubernetes has been trying to start the container since the alert's wait began, and something that it needs is missing.",
  });
  return alert("ContainerWaiting", {
    // The reason changes between attempts, so it is left out. Init containers may take their time, and crash loops have an alert of their own.
    expr: promql`
      max by (namespace, pod, container) (
        ${select(kubernetes.waitingReason, { reason: notMatches("CrashLoopBackOff|PodInitializing") })}
      ) > 0
    `,
    for: minutes(20),
    severity: "warning",
    onMissingData: "silent",
    ...texts(CONTAINER),
    runbook: containerWaitingRunbook,
    tests: ({ for: pending }) => {
      const waiting = (reason: string) => series(kubernetes.waitingReason, { ...stateOf(APP), reason });
      const time = plus(pending, hours(1));
      return [
        ...stateTests({
          state: waiting("ImagePullBackOff"),
          bad: 1,
          good: 0,
          pending,
          expect: [{ labels: APP, ...texts(APP_NAME) }],
        }),
        silent("crash loops and init containers", {
          given: [waiting("CrashLoopBackOff").constant(1, time), waiting("PodInitializing").constant(1, time)],
          for: time,
        }),
      ];
    },
  });
};

/** It asked for more memory than its limit, and the kernel ended it. */
export const containerOomKilled = (select: Select) => {
  const texts = (container: string) => ({
    summary: `${container} was killed because it used all of its memory`,
    description:
      "The container was started anew after the kernel had ended it for exceeding its memory limit (OOMKilled).",
  });
  return alert("ContainerOomKilled", {
    parameters: { window: minutes(15) },
    // The reason stays until the next end of the container, so only a restart makes it news.
    expr: ({ window }) => promql`
      max by (namespace, pod, container) (increase(${select(kubernetes.restarts)}[${window}])) > 0
      and on (namespace, pod, container)
      max by (namespace, pod, container) (${select(kubernetes.lastTerminatedReason, { reason: "OOMKilled" })}) == 1
    `,
    for: minutes(0),
    severity: "warning",
    onMissingData: "silent",
    ...texts(CONTAINER),
    runbook: containerOomKilledRunbook,
    tests: ({ window }) => {
      const time = times(3, window);
      const restarts = (container: typeof APP) => series(kubernetes.restarts, stateOf(container));
      const ended = (container: typeof APP, reason: string) =>
        series(kubernetes.lastTerminatedReason, { ...stateOf(container), reason }).constant(1, time);
      const OTHER_POD = { ...APP, pod: "cart-1" };
      return [
        fires("a restart for want of memory, still known when most of the window is over", {
          given: [
            restarts(APP).constant(0, minutes(5)).constant(1, time),
            ended(APP, "OOMKilled"),
            restarts(SIDECAR).constant(0, minutes(5)).constant(1, time),
            ended(SIDECAR, "Error"),
            restarts(OTHER_POD).constant(2, time),
            ended(OTHER_POD, "OOMKilled"),
          ],
          after: plus(minutes(5), times(0.8, window)),
          expect: [{ labels: APP, ...texts(APP_NAME) }],
        }),
        silent("killed long ago", { given: [restarts(APP).constant(1, time), ended(APP, "OOMKilled")], for: time }),
        silent("a restart for another reason", {
          given: [restarts(APP).constant(0, minutes(5)).constant(1, time), ended(APP, "Error")],
          for: time,
        }),
      ];
    },
  });
};
