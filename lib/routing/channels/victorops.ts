/** VictorOps, which is Splunk On-Call now: an incident for those whom its routing key leads to. */
import * as z from "zod";
import { secretRef, text, url, type Values } from "../../model";
import { secretFile } from "../secrets";
import { TEMPLATES, use } from "../templates/shipped";
import { httpShape } from "./http";
import { entry } from "./entry";
import { channelShape, isTemplate, oneOf, templated, type PropsOf } from "./shape";

/** What Alertmanager writes itself (0.34.2, config/notifiers.go). */
const RESERVED: readonly string[] = [
  "routing_key",
  "message_type",
  "state_message",
  "entity_display_name",
  "monitoring_tool",
  "entity_id",
  "entity_state",
];

const fieldName = text({
  holds: (name) => name.trim() !== "" && !isTemplate(name) && !RESERVED.includes(name),
  problem: "is no field that can be added",
  mend: `write a plain name other than ${RESERVED.join(", ")}`,
});

export const victoropsChannel = z.strictObject({
  kind: z.literal("victorops"),
  ...channelShape,
  ...httpShape,
  /** Secret with the entry `apiKey` of the REST integration. @default `global.victorops.apiKey` */
  apiKey: secretRef("apiKey").optional(),
  /** Address of the API. @default `global.victorops.apiUrl` */
  apiUrl: url.optional(),
  /** Whom it leads to; no secret. */
  routingKey: templated,
  /** @default "WARNING" and "INFO" by severity, else "CRITICAL" */
  messageType: oneOf("CRITICAL", "WARNING", "INFO").optional(),
  /** Cut after 20480 characters. @default the shipped text */
  stateMessage: templated.optional(),
  /** @default the shipped title */
  entityDisplayName: templated.optional(),
  /** @default "Alertmanager" */
  monitoringTool: templated.optional(),
  /** Further fields by name. @default links to runbook, dashboard and silence */
  customFields: z.record(fieldName, templated).readonly().optional(),
});

/** `victorops({ apiKey: existingSecret("victorops"), routingKey: "dba" })` */
export const victorops = (props: PropsOf<typeof victoropsChannel>): z.input<typeof victoropsChannel> => ({
  kind: "victorops",
  ...props,
});

/** Alerts of different severities have none in common: then the highest counts. */
const MESSAGE_TYPE =
  '{{ if eq .CommonLabels.severity "warning" }}WARNING{{ else if eq .CommonLabels.severity "info" }}INFO{{ else }}CRITICAL{{ end }}';

/** `vo_annotate.u.` makes a link of a field (Splunk On-Call, annotations). */
const LINKS = {
  "vo_annotate.u.Runbook": use(TEMPLATES.runbookUrl),
  "vo_annotate.u.Dashboard": use(TEMPLATES.dashboardUrl),
  "vo_annotate.u.Silence": use(TEMPLATES.silenceUrl),
} as const;

export const victoropsSettings = (channel: z.output<typeof victoropsChannel>): Values =>
  entry(channel, {
    apiKeyFile: channel.apiKey && secretFile(channel.apiKey, "apiKey"),
    apiUrl: channel.apiUrl,
    routingKey: channel.routingKey,
    messageType: channel.messageType ?? MESSAGE_TYPE,
    stateMessage: channel.stateMessage ?? use(TEMPLATES.text),
    entityDisplayName: channel.entityDisplayName ?? use(TEMPLATES.title),
    monitoringTool: channel.monitoringTool ?? "Alertmanager",
    customFields: channel.customFields ?? LINKS,
  });
