/** Where lines end: the log store, what else is wanted, and a way for what the pipeline itself has failed at. */
import type { Directive } from "../../../model";
import { ruby } from "../../../pipeline";
import type { FluentdSettings } from "../props";
import { cleaned } from "./cleaned";
import { documents, DOCUMENT_ID } from "./documents";
import { toLoki, type Destination } from "./loki";
import { filter, label, MESSAGE, nameOf, onTo, ORIGIN } from "./names";
import { whence } from "./records";

export const outputs = (settings: FluentdSettings, destination: Destination | undefined): readonly Directive[] => [
  label("OUTPUT", settings.also.length === 0 ? onTo("LOKI") : copied(settings)),
  toLoki(settings, destination),
  ...documents(settings),
  fallback(settings),
];

/** The log store first, so that no other one keeps lines from it. */
const copied = ({ also }: FluentdSettings): Directive => ({
  name: "match",
  argument: "**",
  parameters: {
    "@type": "copy",
    "@id": "copy_to_all",
    // What one of them takes out of a record the others still have.
    copy_mode: "deep",
  },
  sections: [
    store("LOKI"),
    ...also.map((_, index) => ({ ...store(nameOf(also, index).toUpperCase()), argument: "ignore_error" })),
  ],
});

const store = (name: string): Directive => ({
  name: "store",
  parameters: { "@type": "relabel", "@id": `to_${name.toLowerCase()}`, "@label": `@${name}` },
});

/**
 * A line that a filter fails at goes to the log store all the same, as it is but for its secrets. What an index refuses is there already,
 * and would be sent once more.
 * Nothing here can fail, whatever the record is: it would come back to where it is.
 */
const fallback = (settings: FluentdSettings): Directive =>
  label(
    "ERROR",
    filter("grep", "filter_error_new", {}, { name: "exclude", parameters: { key: DOCUMENT_ID, pattern: "/./" } }),
    filter(
      "record_transformer",
      "filter_error_line",
      { enable_ruby: true, renew_record: true },
      {
        name: "record",
        parameters: {
          [MESSAGE]: cleaned(ruby`(record["log"].is_a?(String) ? record["log"] : record.inspect)`),
          [ORIGIN]: whence(settings.labels, ruby`${"fluentd"}`),
        },
      },
    ),
    onTo("LOKI", "to_loki_of_error"),
  );
