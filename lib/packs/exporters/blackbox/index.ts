/** What is seen from outside: the blackbox exporter and the addresses that it probes. */
import { pack } from "../../../model";
import { eachLeavingOut, eachNarrowed, type Registered } from "../../registered";
import { exporterDown } from "../exporter-down";
import { failing, flapping, nameUnresolved, serverError } from "./alerts/answers";
import { configNotLoaded, moduleUnknown, notRun } from "./alerts/exporter";
import { certificateExpiring, certificateUrgent, dnsSlow, slow } from "./alerts/quality";
import { probesDashboard } from "./dashboards/probes";
import { blackbox } from "./metrics";
import { exporterDownRunbook } from "./runbooks/exporter-down";
import type { BlackboxTarget } from "./target";

export { blackbox } from "./metrics";

/** What can ail an address. */
const addressAlerts = [
  failing,
  serverError,
  nameUnresolved,
  flapping,
  slow,
  dnsSlow,
  certificateExpiring,
  certificateUrgent,
] as const;

/**
 * `blackboxPack({ namespace: "observability", job: "blackbox-exporter", probeJob: "probe" })`. The alerts about addresses hold for every
 * Probe in the cluster, whatever its `job`.
 */
export const blackboxPack = (target: BlackboxTarget) =>
  pack("blackbox", {
    metrics: blackbox,
    alerts: [
      exporterDown(
        "BlackboxExporterDown",
        [{ namespace: target.namespace, job: target.job }],
        "any address that is probed",
        exporterDownRunbook,
      ),
      configNotLoaded(target),
      moduleUnknown(target),
      notRun(target),
      ...eachLeavingOut(addressAlerts, "probe"),
    ],
    dashboards: [probesDashboard],
    dashboard: "probes",
  });

/** The same about one address that a team has registered. */
export const addressAlertsOf = (who: Registered) => eachNarrowed(addressAlerts, who);
