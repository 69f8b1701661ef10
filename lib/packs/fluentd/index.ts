/** Fluentd on every node: whether it reads, whether what it reads arrives, and whether its buffer holds. */
import { pack } from "../../model";
import { agentDown, down, restarting } from "./alerts/availability";
import { bufferFilling, bufferFull } from "./alerts/buffer";
import { deliveryErrors, deliveryFailing, flushSlow, notFlushing, retrying } from "./alerts/delivery";
import { logsRefused } from "./alerts/loss";
import { inputStopped, logVolumeSpike } from "./alerts/reading";
import { fluentdDashboard } from "./dashboards";
import { fluentd } from "./metrics";
import { fluentdRules } from "./rules";
import type { FluentdTarget } from "./target";

export { fluentd } from "./metrics";
export type { FluentdTarget } from "./target";

/** `fluentdPack({ namespace: "observability-agents", job: "fluentd" })`: see `FluentdTarget` for what to pass. */
export const fluentdPack = (target: FluentdTarget) => {
  const rules = fluentdRules(target);
  return pack("fluentd", {
    metrics: fluentd,
    recordingRules: [rules.recordsByNode, rules.writeErrorRatio],
    alerts: [
      down(target),
      agentDown(target),
      restarting(target),
      inputStopped(target, rules),
      logVolumeSpike(target, rules),
      deliveryFailing(target, rules),
      deliveryErrors(target, rules),
      logsRefused(target),
      retrying(target),
      notFlushing(target),
      flushSlow(target),
      bufferFull(target),
      bufferFilling(target),
    ],
    dashboards: [fluentdDashboard(target, rules)],
    dashboard: "fluentd",
  });
};
