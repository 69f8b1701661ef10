/** To Loki: labels that are bounded, and behind them the line, as JSON where it has fields and as it was where it has none. */
import { environmentVariable, json, SERVICE, urlOf, type Directive, type Endpoint } from "../../../model";
import { ruby } from "../../../pipeline";
import type { FluentdSettings } from "../props";
import { buffer, everyInterval, setAside } from "./buffer";
import { filter, KUBERNETES, label, MESSAGE, ORIGIN, PASSWORD_VARIABLE } from "./names";

/** Where logs go. */
export interface Destination {
  readonly endpoint: Endpoint;
  /** The tenant to write as. @default one tenant only */
  readonly tenant?: string;
  /** It asks for the tenant's password, which stands in `PASSWORD_VARIABLE`. */
  readonly login: boolean;
}

/** Fields of the record that are no part of the line: labels and the time of the entry say them, or nobody asks for them. */
const BESIDE_THE_LINE = [KUBERNETES, "docker", ORIGIN];

/** What is no field but the text of a line is sent as it is. */
const line = (most: number) =>
  ruby`(->(own) { own.keys == [${MESSAGE}] && own[${MESSAGE}].is_a?(String) ? own[${MESSAGE}] : own.to_json }).call(record.reject { |key, _| ${BESIDE_THE_LINE}.include?(key) }).byteslice(0, ${most}).scrub("")`;

/** The labels of a stream, by where they stand in the record. Each has as many values as the cluster has things of the kind. */
export const STREAM_LABELS: Readonly<Record<string, string>> = {
  namespace: `$.${KUBERNETES}.namespace_name`,
  pod: `$.${KUBERNETES}.pod_name`,
  container: `$.${KUBERNETES}.container_name`,
  node: `$.${ORIGIN}.node`,
  [SERVICE]: `$.${ORIGIN}.${SERVICE}`,
};

export const toLoki = (settings: FluentdSettings, destination: Destination | undefined): Directive =>
  destination === undefined
    ? label("LOKI", { name: "match", argument: "**", parameters: { "@type": "null", "@id": "out_nowhere" } })
    : label(
        "LOKI",
        filter(
          "record_transformer",
          "filter_loki_line",
          { enable_ruby: true, renew_record: true, keep_keys: json([KUBERNETES, ORIGIN]) },
          { name: "record", parameters: { line: line(settings.lines.maxSize.bytes) } },
        ),
        output(settings, destination),
      );

const output = (
  { labels, buffer: waiting, workers }: FluentdSettings,
  { endpoint, tenant, login }: Destination,
): Directive => ({
  name: "match",
  argument: "**",
  parameters: {
    "@type": "loki",
    "@id": "out_loki",
    // Without it, the plug-in would send everything to a service of Grafana's.
    url: urlOf(endpoint),
    tenant: login ? undefined : tenant,
    username: login ? tenant : undefined,
    password: login ? environmentVariable(PASSWORD_VARIABLE) : undefined,
    extra_labels: json(labels),
    remove_keys: json([KUBERNETES, ORIGIN]),
    // Nothing is left but the line.
    drop_single_key: true,
    line_format: "json",
    // Loki takes lines out of order, so flushing threads need no streams of their own.
    include_thread_label: false,
  },
  sections: [
    { name: "label", parameters: STREAM_LABELS },
    buffer(waiting, { name: "loki", workers, when: everyInterval(waiting.flushInterval) }),
    setAside("loki"),
  ],
});
