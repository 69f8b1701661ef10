/** Pushover: a message on the phones of a user or a group, which rings until somebody has seen it. */
import * as z from "zod";
import { duration, hours, prometheusDuration, seconds, secretRef, type Values } from "../../model";
import { secretFile } from "../secrets";
import { TEMPLATES, use } from "../templates/shipped";
import { httpShape } from "./http";
import { entry } from "./entry";
import { channelShape, link, notBoth, oneOf, refuse, templated, type PropsOf } from "./shape";

/** pushover.net/api, emergency priority. */
const SHORTEST_RETRY = seconds(30);
const LONGEST_EXPIRE = hours(3);
/** Alertmanager's own. */
const RETRY = seconds(60);
const EXPIRE = hours(1);

export const pushoverChannel = z
  .strictObject({
    kind: z.literal("pushover"),
    ...channelShape,
    ...httpShape,
    /** Secret with the entry `userKey` of a user or a group. Alertmanager does not trim that file: no line break at its end. */
    userKey: secretRef("userKey"),
    /** Secret with the entry `token` of the application. Alertmanager does not trim that file: no line break at its end. */
    token: secretRef("token"),
    /** Cut after 250 characters. @default the shipped title */
    title: templated.optional(),
    /** Cut after 1024 characters. @default the shipped text */
    message: templated.optional(),
    /** @default the alerts of this receiver in Alertmanager, Alertmanager's own */
    url: link.optional(),
    /** @default "Alertmanager" */
    urlTitle: templated.optional(),
    /** Name of one device. @default all of them */
    device: templated.optional(),
    /** @default that of the user */
    sound: templated.optional(),
    /** "2" rings until it is seen. @default "2" while it fires, "0" when it is over, for warning and for info */
    priority: oneOf("-2", "-1", "0", "1", "2").optional(),
    /** How often it rings at priority 2, from 30 s up. @default seconds(60), Alertmanager's own */
    retry: duration.optional(),
    /** When it stops ringing, at most hours(3). @default hours(1), Alertmanager's own */
    expire: duration.optional(),
    /** When the message vanishes from the phones. @default never */
    ttl: duration.optional(),
    /** The message is HTML. @default false */
    html: z.boolean().optional(),
    /** @default false */
    monospace: z.boolean().optional(),
  })
  .superRefine(
    refuse((settings) => {
      const { html, monospace, retry = RETRY, expire = EXPIRE } = settings;
      return [
        html === true && monospace === true ? notBoth(settings, "html", "monospace") : undefined,
        retry.milliseconds < SHORTEST_RETRY.milliseconds
          ? {
              at: ["retry"],
              problem: `is ${prometheusDuration(retry)}, and Pushover refuses less than 30s`,
              mend: "write seconds(30) or more",
            }
          : undefined,
        expire.milliseconds > LONGEST_EXPIRE.milliseconds
          ? {
              at: ["expire"],
              problem: `is ${prometheusDuration(expire)}, and Pushover refuses more than 3h`,
              mend: "write hours(3) or less",
            }
          : undefined,
        retry.milliseconds > expire.milliseconds
          ? {
              at: ["retry"],
              problem: `is ${prometheusDuration(retry)}, longer than expire, which is ${prometheusDuration(expire)}`,
              mend: "write a shorter one: it would never ring again",
            }
          : undefined,
      ];
    }),
  );

/** `pushover({ userKey: existingSecret("pushover-dba"), token: existingSecret("pushover") })` */
export const pushover = (props: PropsOf<typeof pushoverChannel>): z.input<typeof pushoverChannel> => ({
  kind: "pushover",
  ...props,
});

/** Alerts of different severities have none in common: then it rings. */
const PRIORITY =
  '{{ if or (eq .Status "resolved") (eq .CommonLabels.severity "warning" "info") }}0{{ else }}2{{ end }}';

export const pushoverSettings = (channel: z.output<typeof pushoverChannel>): Values =>
  entry(channel, {
    userKeyFile: secretFile(channel.userKey, "userKey"),
    tokenFile: secretFile(channel.token, "token"),
    title: channel.title ?? use(TEMPLATES.title),
    message: channel.message ?? use(TEMPLATES.text),
    url: channel.url,
    urlTitle: channel.urlTitle ?? "Alertmanager",
    device: channel.device,
    sound: channel.sound,
    priority: channel.priority ?? PRIORITY,
    retry: channel.retry,
    expire: channel.expire,
    ttl: channel.ttl,
    html: channel.html,
    monospace: channel.monospace,
  });
