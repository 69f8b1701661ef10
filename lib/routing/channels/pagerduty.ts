/** PagerDuty through its Events API v2. The API v1 (`service_key`) knows neither severity nor links and is not offered. */
import * as z from "zod";
import { duration, secretRef, url, type Values } from "../../model";
import { secretFile } from "../secrets";
import { TEMPLATES, use } from "../templates/shipped";
import { httpShape } from "./http";
import { entry } from "./entry";
import { spelled } from "./spelling";
import { channelShape, data, link, oneOf, plain, templated, type PropsOf } from "./shape";

const linkWithText = z.strictObject({
  /** Left out of the incident where it is empty. */
  href: link,
  text: templated,
});

const image = z.strictObject({
  /** Left out of the incident where it is empty. */
  src: link,
  /** @default none */
  alt: templated.optional(),
  /** What it opens. @default nothing */
  href: link.optional(),
});

export const pagerdutyChannel = z.strictObject({
  kind: z.literal("pagerduty"),
  ...channelShape,
  ...httpShape,
  /** Secret with the entry `routingKey` of an integration of kind "Events API v2". */
  routingKey: secretRef("routingKey"),
  /** Address of the API. @default `global.pagerduty.url` */
  url: url.optional(),
  /** What tells PagerDuty. @default "Alertmanager" */
  client: templated.optional(),
  /** @default the alerts of this receiver in Alertmanager */
  clientUrl: link.optional(),
  /** What the incident is called. Cut after 1024 characters. @default the shipped title */
  description: templated.optional(),
  /** What is affected. @default the label `cluster`, or "Alertmanager" */
  source: templated.optional(),
  /** @default the shipped template: that of the alerts */
  severity: oneOf("critical", "error", "warning", "info").optional(),
  /** @default the label `alertname` that the alerts share */
  class: templated.optional(),
  /** @default the label `service` that the alerts share */
  component: templated.optional(),
  /** @default the label `namespace` that the alerts share */
  group: templated.optional(),
  /** Further details by name; Alertmanager adds `firing`, `resolved`, `num_firing` and `num_resolved`. @default the shipped text */
  details: z.record(plain, data).readonly().optional(),
  /** @default Runbook, Dashboard and Silence */
  links: z.array(linkWithText).readonly().optional(),
  /** @default none */
  images: z.array(image).readonly().optional(),
  /** How long one call may take. @default no limit but that of the notification */
  timeout: duration.optional(),
});

/** `pagerduty({ routingKey: existingSecret("pagerduty-dba") })` */
export const pagerduty = (props: PropsOf<typeof pagerdutyChannel>): z.input<typeof pagerdutyChannel> => ({
  kind: "pagerduty",
  ...props,
});

const LINKS = [
  { href: use(TEMPLATES.runbookUrl), text: "Runbook" },
  { href: use(TEMPLATES.dashboardUrl), text: "Dashboard" },
  { href: use(TEMPLATES.silenceUrl), text: "Silence" },
] as const;

export const pagerdutySettings = (channel: z.output<typeof pagerdutyChannel>): Values => {
  const { links = LINKS } = channel;
  return entry(channel, {
    routingKeyFile: secretFile(channel.routingKey, "routingKey"),
    url: channel.url,
    client: channel.client ?? "Alertmanager",
    clientUrl: channel.clientUrl ?? use(TEMPLATES.alertsUrl),
    description: channel.description ?? use(TEMPLATES.title),
    source: channel.source ?? "{{ with .CommonLabels.cluster }}{{ . }}{{ else }}Alertmanager{{ end }}",
    severity: channel.severity ?? use(TEMPLATES.pagerdutySeverity),
    class: channel.class ?? "{{ .CommonLabels.alertname }}",
    component: channel.component ?? "{{ .CommonLabels.service }}",
    group: channel.group ?? "{{ .CommonLabels.namespace }}",
    details: channel.details ?? { description: use(TEMPLATES.text) },
    links: links.length === 0 ? undefined : links.map((each) => spelled(each)),
    images: channel.images?.map((each) => spelled(each)),
    timeout: channel.timeout,
  });
};
