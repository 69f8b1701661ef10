/** What the blackbox exporter tells: of itself, and of each address that it probes. */
import { contract, counter, gauge, SERVICE_TARGET } from "../../../model";

export const blackbox = {
  ...contract(
    {
      targetLabels: SERVICE_TARGET,
      exporter: "blackbox_exporter",
      source: "blackbox_exporter 0.23.0, scraped; 0.28.0, source",
    },
    {
      configLoaded: gauge("blackbox_exporter_config_last_reload_successful", {
        unit: "boolean",
        help: "1 where the file of modules could be read the last time.",
      }),
      unknownModules: counter("blackbox_module_unknown_total", {
        help: "Probes that asked for a module that does not exist.",
      }),
    },
  ),
  ...contract(
    {
      // The operator sets these on a Probe's targets; `instance` is the address that is probed.
      targetLabels: ["namespace", "job", "instance"],
      optionalTargetLabels: ["probe", "service"],
      exporter: "blackbox_exporter",
      source: "blackbox_exporter 0.23.0, scraped from /probe; 0.28.0, source",
    },
    {
      success: gauge("probe_success", { unit: "boolean", help: "1 where the probe got the answer that it wants." }),
      duration: gauge("probe_duration_seconds", { unit: "seconds", help: "How long the whole probe took." }),
      lookupTime: gauge("probe_dns_lookup_time_seconds", {
        unit: "seconds",
        help: "How long it took to look the name of the address up.",
      }),
      ipProtocol: gauge("probe_ip_protocol", {
        help: "4 or 6, by which protocol the address is reached; 0 where its name could not be looked up.",
      }),
      httpStatus: gauge("probe_http_status_code", { help: "Status of the last answer; 0 where there was none." }),
      httpDuration: gauge("probe_http_duration_seconds", {
        unit: "seconds",
        help: "How long each phase of an HTTP probe took, redirects added up.",
        labels: { phase: ["resolve", "connect", "tls", "processing", "transfer"] },
      }),
      certificateExpiry: gauge("probe_ssl_earliest_cert_expiry", {
        unit: "timestamp",
        help: "When the first of the certificates that were shown ends.",
      }),
    },
  ),
};
