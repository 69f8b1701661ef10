/** Opsgenie: an alert that its rotations and escalations take over. */
import * as z from "zod";
import { didYouMean, secretRef, url, type Values } from "../../model";
import { secretFile } from "../secrets";
import { TEMPLATES, use } from "../templates/shipped";
import { httpShape } from "./http";
import { entry } from "./entry";
import { spelled } from "./spelling";
import { channelShape, isTemplate, oneOf, plain, refuse, templated, type PropsOf } from "./shape";

const RESPONDERS = ["team", "teams", "user", "escalation", "schedule"] as const;

const responder = z
  .strictObject({
    /** `teams` takes several names with ',' between them. May be a template. */
    type: templated,
    /** @default none */
    id: templated.optional(),
    /** @default none */
    name: templated.optional(),
    /** @default none */
    username: templated.optional(),
  })
  .superRefine(
    refuse(({ type, id, name, username }) => [
      isTemplate(type) || RESPONDERS.some((each) => each === type)
        ? undefined
        : {
            at: ["type"],
            problem: `is "${type}", which Opsgenie does not know${didYouMean(type, RESPONDERS)}`,
            mend: `write one of ${RESPONDERS.join(", ")}, or a template that gives one`,
          },
      id === undefined && name === undefined && username === undefined
        ? { at: ["name"], problem: "is missing", mend: "write one of id, name, username" }
        : undefined,
    ]),
  );

export const opsgenieChannel = z.strictObject({
  kind: z.literal("opsgenie"),
  ...channelShape,
  ...httpShape,
  /** Secret with the entry `apiKey` of an API integration. @default `global.opsgenie.apiKey` */
  apiKey: secretRef("apiKey").optional(),
  /** Address of the API, e.g. https://api.eu.opsgenie.com/. @default `global.opsgenie.apiUrl` */
  apiUrl: url.optional(),
  /** Cut after 130 characters. @default the shipped title */
  message: templated.optional(),
  /** @default the shipped text */
  description: templated.optional(),
  /** @default the alerts of this receiver in Alertmanager */
  source: templated.optional(),
  /** Further details by name; Alertmanager adds the labels that all alerts share. @default runbook, dashboard and silence */
  details: z.record(plain, templated).readonly().optional(),
  /** What is affected. @default none */
  entity: templated.optional(),
  /** Who is called. @default those of the integration */
  responders: z.array(responder).readonly().optional(),
  /** Names of actions that the alert offers. @default none */
  actions: z.array(templated).readonly().optional(),
  /** @default none */
  tags: z.array(templated).readonly().optional(),
  /** @default none */
  note: templated.optional(),
  /** @default "P3" for warning, "P5" for info, else "P1" */
  priority: oneOf("P1", "P2", "P3", "P4", "P5").optional(),
  /** Write message and description anew with each notification. @default false */
  updateAlerts: z.boolean().optional(),
});

/** `opsgenie({ apiKey: existingSecret("opsgenie"), responders: [{ type: "team", name: "dba" }] })` */
export const opsgenie = (props: PropsOf<typeof opsgenieChannel>): z.input<typeof opsgenieChannel> => ({
  kind: "opsgenie",
  ...props,
});

/** Alerts of different severities have none in common: then the highest counts. */
const PRIORITY =
  '{{ if eq .CommonLabels.severity "warning" }}P3{{ else if eq .CommonLabels.severity "info" }}P5{{ else }}P1{{ end }}';

const DETAILS = {
  runbook: use(TEMPLATES.runbookUrl),
  dashboard: use(TEMPLATES.dashboardUrl),
  silence: use(TEMPLATES.silenceUrl),
} as const;

export const opsgenieSettings = (channel: z.output<typeof opsgenieChannel>): Values =>
  entry(channel, {
    apiKeyFile: channel.apiKey && secretFile(channel.apiKey, "apiKey"),
    apiUrl: channel.apiUrl,
    message: channel.message ?? use(TEMPLATES.title),
    description: channel.description ?? use(TEMPLATES.text),
    source: channel.source ?? use(TEMPLATES.alertsUrl),
    details: channel.details ?? DETAILS,
    entity: channel.entity,
    responders: channel.responders?.map((each) => spelled(each)),
    actions: channel.actions?.join(","),
    tags: channel.tags?.join(","),
    note: channel.note,
    priority: channel.priority ?? PRIORITY,
    updateAlerts: channel.updateAlerts,
  });
