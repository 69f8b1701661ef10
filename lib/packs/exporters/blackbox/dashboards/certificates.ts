/** Certificates of the probed addresses, the first to end at the top. */
import { alertLine, now, row, table } from "../../../../dashboards";
import { promql } from "../../../../query";
import { certificateExpiring, certificateUrgent } from "../alerts/quality";
import { blackbox } from "../metrics";
import { HERE } from "./chosen";

export const certificatesRow = row("Certificates", [
  table("Certificates by end", {
    description:
      "When the first of the certificates that an address shows ends. A renewed one shows here with the next probe.",
    height: 7,
    queries: [
      now(promql`min by (namespace, instance) (${blackbox.certificateExpiry}${HERE} - time())`),
      now(promql`min by (namespace, instance) (${blackbox.certificateExpiry}${HERE})`),
    ],
    columns: [
      { of: "instance", title: "Address" },
      { of: "namespace", title: "Namespace", width: 160 },
      { of: 1, title: "Ends", unit: { grafana: "dateTimeAsIso" }, width: 200 },
      {
        of: 0,
        title: "Left",
        unit: "seconds",
        width: 160,
        shownAs: "colored background",
        thresholds: [
          alertLine(certificateExpiring, "remaining", { below: true }),
          alertLine(certificateUrgent, "remaining", { below: true }),
        ],
      },
    ],
    sortBy: { title: "Left", descending: false },
    whenEmpty: "no address has a certificate",
  }),
]);
