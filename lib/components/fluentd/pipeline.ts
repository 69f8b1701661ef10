/** The way of a log line: read, put together, blackened, parsed, told where it comes from, and sent. */
import type { Directive } from "../../model";
import { configurationText } from "../../pipeline";
import type { FluentdSettings } from "./props";
import { chosen } from "./stages/choose";
import { CLEANED_FILE, cleanedCode } from "./stages/cleaned";
import { containerLogs, wholeLines } from "./stages/container-logs";
import { journalRecords, journalSources } from "./stages/journal";
import type { Destination } from "./stages/loki";
import { counted, ownMetrics, refusals } from "./stages/metrics";
import { label, onTo } from "./stages/names";
import { outputs } from "./stages/outputs";
import { receivedRecords, receivingSources } from "./stages/received";
import { containerRecords, records } from "./stages/records";
import { system } from "./stages/workers";

export { ownLogs } from "./stages/container-logs";
export type { Destination } from "./stages/loki";
export { METRICS_PORT, NODE_VARIABLE, PASSWORD_VARIABLE, STATE_FOLDER } from "./stages/names";
export { pipelineSecrets, secretMounts, secretVariables, secretVolumes } from "./stages/secrets";

/** All parts of the configuration, by the names that the chart's own files have, so that none of those is left. */
export const configurationParts = (
  settings: FluentdSettings,
  destination: Destination | undefined,
): Readonly<Record<string, readonly Directive[]>> => ({
  "01_sources.conf": [
    ...system(settings.workers),
    ...containerLogs(settings),
    ...journalSources(settings),
    ...receivingSources(settings),
    ...ownMetrics(settings.workers),
    refusals,
  ],
  "02_filters.conf": [
    ...wholeLines(settings),
    records(settings, containerRecords),
    ...journalRecords(settings),
    ...receivedRecords(settings),
  ],
  "03_dispatch.conf": [label("DISPATCH", counted, ...chosen(settings.filters), onTo("OUTPUT"))],
  "04_outputs.conf": outputs(settings, destination),
  ...(settings.extra.length === 0
    ? {}
    : { "05_extra.conf": settings.extra.map((each, index) => ({ ...each, place: `extra[${index}]` })) }),
});

export const configurationFiles = (
  settings: FluentdSettings,
  destination: Destination | undefined,
): Readonly<Record<string, string>> => ({
  [MAIN_FILE]: "@include config.d/0*.conf\n",
  [CLEANED_FILE]: cleanedCode(settings.lines),
  ...Object.fromEntries(
    Object.entries(configurationParts(settings, destination)).map(([name, parts]) => [name, configurationText(parts)]),
  ),
});

/** The chart's own one throws away what Fluentd logs itself, by which alone some losses can be seen. */
const MAIN_FILE = "fluent.conf";
