/** A webhook: whatever takes Alertmanager's JSON by HTTP; also the far end of the dead man's switch. */
import * as z from "zod";
import { count, duration, secretRef, text, type Values } from "../../model";
import { secretFile } from "../secrets";
import { httpShape } from "./http";
import { entry } from "./entry";
import { channelShape, data, exactlyOne, refuse, type PropsOf } from "./shape";

/** Where else an address goes it mostly carries a secret in itself, which would stand in clear text. */
const inCluster = text({
  holds: (value) => {
    if (!URL.canParse(value) || /\s/.test(value)) return false;
    const { protocol, hostname, username, password, search } = new URL(value);
    const within = /^[^.]+\.[^.]+\.svc(\..+)?$|^localhost$|^127\.0\.0\.1$/.test(hostname);
    return /^https?:$/.test(protocol) && within && username === "" && password === "" && search === "";
  },
  problem: "is no address of a service in the cluster that can stand in clear text",
  mend: 'write e.g. http://pager.tools.svc:8080/alerts; for any other, url: existingSecret("…"), a Secret with the entry url',
});

export const webhookChannel = z
  .strictObject({
    kind: z.literal("webhook"),
    ...channelShape,
    ...httpShape,
    /** Secret with the entry `url`; may be a template. */
    url: secretRef("url").optional(),
    /** Address of a service in the cluster, which holds no secret; instead of `url`. */
    service: inCluster.optional(),
    /** It leads to a machine that notices silence: the far end of the dead man's switch. @default false */
    heartbeat: z.boolean().optional(),
    /** Alerts in one message; what is above is counted, not sent. @default all */
    maxAlerts: count(1).optional(),
    /** How long one call may take. @default no limit but that of the notification */
    timeout: duration.optional(),
    /** Data to send instead of Alertmanager's own message; texts and names in it may be templates. @default none */
    payload: data.optional(),
  })
  .superRefine(
    refuse((settings) => [
      exactlyOne(settings, "url", "service"),
      settings.heartbeat === true && settings.pages === true
        ? {
            at: ["pages"],
            problem: "is true for a heartbeat, which is called as long as all is well",
            mend: "leave one of them out",
          }
        : undefined,
    ]),
  );

/** `webhook({ url: existingSecret("heartbeat"), heartbeat: true })` */
export const webhook = (props: PropsOf<typeof webhookChannel>): z.input<typeof webhookChannel> => ({
  kind: "webhook",
  ...props,
});

export const webhookSettings = (channel: z.output<typeof webhookChannel>): Values => {
  const { http, url, heartbeat = false, sendResolved = !heartbeat } = channel;
  return entry(
    { sendResolved, http },
    {
      url: channel.service,
      urlFile: url && secretFile(url, "url"),
      maxAlerts: channel.maxAlerts,
      timeout: channel.timeout,
      payload: channel.payload,
    },
  );
};
