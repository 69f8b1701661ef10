/** Links to pages of Grafana as templates write them: opened from a notification, a page shows what the alert is about. */
import { LINKED_LABELS } from "../../model";

/** As a part of the query of a link that a browser's `decodeURIComponent` reads, for which a plus is a plus and no space. */
export const inQuery = (expression: string): string => String.raw`(reReplaceAll "\\+" "%20" (urlquery ${expression}))`;

export type LinkAnnotation = "runbook_url" | "dashboard_url";

/** A dashboard about a service compares its pods, and whose pod or node is known may be scraped at more addresses than one. */
const NARROW = `or (and (eq . "pod") $labels.service) (and (eq . "instance") (or $labels.pod $labels.node))`;

/**
 * Sets a variable to a link of an alert, or of all alerts of a notification: with each label of theirs that a page may have as a variable and
 * that the link does not name itself. Grafana leaves alone what its page does not ask for; a link to elsewhere stays as it is.
 * @param variable `$url`
 * @param annotations an expression that gives the annotations, `.Annotations`
 * @param labels an expression that gives the labels, `.Labels`
 */
export const linked = (variable: string, annotation: LinkAnnotation, annotations: string, labels: string): string =>
  [
    `{{ ${variable} := trimSpace ${annotations}.${annotation} }}`,
    `{{ if match "/d/[^/]+$" ${variable} }}`,
    `{{ $labels := ${labels} }}`,
    `{{ $sign := "?" }}{{ if match "[?]" ${variable} }}{{ $sign = "&" }}{{ end }}`,
    `{{ range stringSlice ${LINKED_LABELS.map((label) => `"${label}"`).join(" ")} }}`,
    "{{ $value := index $labels . }}",
    ...(annotation === "dashboard_url" ? [`{{ if ${NARROW} }}{{ $value = "" }}{{ end }}`] : []),
    `{{ if and $value (not (match (printf "[?&]var-%s=" .) ${variable})) }}`,
    `{{ ${variable} = printf "%s%svar-%s=%s" ${variable} $sign . ${inQuery("$value")} }}{{ $sign = "&" }}`,
    "{{ end }}{{ end }}{{ end }}",
  ].join("");
