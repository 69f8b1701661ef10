/** Slack: a message with buttons, through an incoming webhook or as an app. */
import * as z from "zod";
import { duration, secretRef, text, url, type Values } from "../../model";
import { secretFile } from "../secrets";
import { TEMPLATES, use } from "../templates/shipped";
import { httpClientValue, httpShape, tokenAuthorization } from "./http";
import { entry } from "./entry";
import { spelled } from "./spelling";
import {
  channelShape,
  isTemplate,
  link,
  notBoth,
  oneOf,
  refuse,
  templated,
  type Contradiction,
  type PropsOf,
} from "./shape";

/** Where an app posts (Alertmanager's own default of `slack_app_url`), and the one address that lets messages be updated. */
const POST_MESSAGE = "https://slack.com/api/chat.postMessage";

/** Slack shows no more in one attachment. */
const MOST_BUTTONS = 5;

const target = text({
  holds: (value) => isTemplate(value) || /^([#@]\S+|[CDGU][A-Z0-9]{8,})$/.test(value),
  problem: "is no Slack channel",
  mend: 'write "#channel", "@person", the id of a channel or a template',
});

const confirmation = z.strictObject({
  text: templated,
  /** @default none */
  title: templated.optional(),
  /** @default "Okay", Slack's own */
  okText: templated.optional(),
  /** @default "Cancel", Slack's own */
  dismissText: templated.optional(),
});

/** A button with a link, or one that an app of yours is told of. */
const button = z
  .strictObject({
    text: templated,
    /** What it opens. Slack hides the button where it is empty. */
    url: link.optional(),
    /** What the app is told was pressed. */
    name: templated.optional(),
    /** What the app is told with it. @default none */
    value: templated.optional(),
    /** @default "default", Slack's own */
    style: oneOf("default", "primary", "danger").optional(),
    /** What the app's button asks before it does anything. @default it does not ask */
    confirm: confirmation.optional(),
  })
  .superRefine(
    refuse((settings): readonly (Contradiction | undefined)[] => [
      settings.url === undefined && settings.name === undefined
        ? {
            at: ["url"],
            problem: "is missing",
            mend: "write what it opens; or a name, by which an app of yours knows it",
          }
        : // Alertmanager drops all of these where there is an address.
          (notBoth(settings, "url", "name") ??
          notBoth(settings, "url", "value") ??
          notBoth(settings, "url", "confirm")),
    ]),
  );

const field = z.strictObject({
  title: templated,
  value: templated,
  /** Let it stand beside another. @default `shortFields` */
  short: z.boolean().optional(),
});

export const slackChannel = z
  .strictObject({
    kind: z.literal("slack"),
    ...channelShape,
    ...httpShape,
    /** Secret with the entry `url` of an incoming webhook. @default `global.slack.webhook`, unless `appToken` is given */
    webhook: secretRef("url").optional(),
    /** Secret with the entry `token` of an app that may `chat:write`. @default `global.slack.appToken`, unless `webhook` is given */
    appToken: secretRef("token").optional(),
    /** Where the app posts. @default `global.slack.appUrl` */
    appUrl: url.optional(),
    /** `#channel`, `@person` or an id. Webhooks of newer apps post to their own channel whatever it says. @default the webhook's own */
    channel: target.optional(),
    /** @default "Alertmanager", Alertmanager's own */
    username: templated.optional(),
    /** `good`, `warning`, `danger` or `#rrggbb`. @default the shipped colour of the severity */
    color: templated.optional(),
    /** Cut after 1024 characters. @default the shipped title */
    title: templated.optional(),
    /** @default the alerts of this receiver in Alertmanager */
    titleLink: link.optional(),
    /** Text above the attachment. @default none */
    pretext: templated.optional(),
    /** @default the shipped text for Slack */
    text: templated.optional(),
    /** Text of the message itself, where mentions notify: `<!subteam^S01234567>`. @default none */
    messageText: templated.optional(),
    /** What a phone shows before the message is opened. @default the shipped title */
    fallback: templated.optional(),
    /** @default none */
    fields: z.array(field).readonly().optional(),
    /** @default false */
    shortFields: z.boolean().optional(),
    /** At most five. @default Runbook, Dashboard and Silence */
    actions: z
      .array(button)
      .readonly()
      .refine((buttons) => buttons.length <= MOST_BUTTONS, {
        error: `has more than ${MOST_BUTTONS} buttons, which Slack does not show`,
        params: { mend: `write at most ${MOST_BUTTONS}` },
      })
      .optional(),
    /** @default none */
    footer: templated.optional(),
    /** By which an app of yours knows the message. @default none */
    callbackId: templated.optional(),
    /** `:fire:` @default none */
    iconEmoji: templated.optional(),
    /** @default none */
    iconUrl: link.optional(),
    /** @default none */
    imageUrl: link.optional(),
    /** @default none */
    thumbUrl: link.optional(),
    /** Make links of names and channels. @default false */
    linkNames: z.boolean().optional(),
    /** Parts in which Slack's formatting counts. @default fallback, pretext and text */
    mrkdwnIn: z
      .array(z.enum(["fallback", "fields", "footer", "pretext", "text", "title"]))
      .readonly()
      .optional(),
    /** Change the message that stands instead of writing another. Only an app can. @default false */
    updateMessage: z.boolean().optional(),
    /** How long one call may take. @default no limit but that of the notification */
    timeout: duration.optional(),
  })
  .superRefine(
    refuse((settings): readonly (Contradiction | undefined)[] => [
      notBoth(settings, "webhook", "appToken"),
      settings.appToken !== undefined && settings.channel === undefined
        ? {
            at: ["channel"],
            problem: "is missing",
            mend: "write the channel that the app posts to; a token names none",
          }
        : undefined,
      settings.appToken !== undefined && settings.http?.authentication !== undefined
        ? {
            at: ["http", "authentication"],
            problem: "stands beside appToken, which is what identifies the app",
            mend: "leave one of them out",
          }
        : undefined,
      settings.updateMessage === true && settings.appToken === undefined
        ? {
            at: ["updateMessage"],
            problem: "needs an app, because a webhook cannot change what it has written",
            mend: 'write appToken: existingSecret("slack-app"), a Secret with the entry token',
          }
        : undefined,
      settings.updateMessage === true && settings.appUrl !== undefined && settings.appUrl !== POST_MESSAGE
        ? { at: ["appUrl"], problem: "keeps messages from being updated", mend: "leave it out" }
        : undefined,
    ]),
  );
type Slack = z.output<typeof slackChannel>;

/** `slack({ webhook: existingSecret("slack-webhook"), channel: "#alerts" })` */
export const slack = (props: PropsOf<typeof slackChannel>): z.input<typeof slackChannel> => ({
  kind: "slack",
  ...props,
});

const BUTTONS: NonNullable<Slack["actions"]> = [
  { text: use(TEMPLATES.slackRunbook), url: use(TEMPLATES.slackRunbookUrl) },
  { text: use(TEMPLATES.slackDashboard), url: use(TEMPLATES.slackDashboardUrl) },
  { text: "Silence", url: use(TEMPLATES.silenceUrl) },
];

const actionValue = ({ confirm, ...rest }: NonNullable<Slack["actions"]>[number]): Values => ({
  type: "button",
  ...spelled(rest),
  ...(confirm === undefined ? {} : { confirm: spelled(confirm) }),
});

/** Alertmanager lets messages be updated only where the address and the token are said apart (0.34.2, config/notifiers.go). */
const updating = ({ appToken, http }: Slack): Values =>
  appToken === undefined
    ? {}
    : {
        api_url: POST_MESSAGE,
        update_message: true,
        http_config: { ...httpClientValue(http ?? {}), ...tokenAuthorization(secretFile(appToken, "token")) },
      };

export const slackSettings = (channel: Slack): Values => {
  const { webhook, appToken, actions = BUTTONS, fields, updateMessage = false } = channel;
  return {
    ...entry(channel, {
      apiUrlFile: webhook && secretFile(webhook, "url"),
      appTokenFile: appToken && !updateMessage ? secretFile(appToken, "token") : undefined,
      appUrl: channel.appUrl,
      channel: channel.channel,
      username: channel.username,
      color: channel.color ?? use(TEMPLATES.slackColor),
      title: channel.title ?? use(TEMPLATES.title),
      titleLink: channel.titleLink ?? use(TEMPLATES.alertsUrl),
      pretext: channel.pretext,
      text: channel.text ?? use(TEMPLATES.slackText),
      messageText: channel.messageText,
      fallback: channel.fallback ?? use(TEMPLATES.title),
      fields: fields?.map((each) => spelled(each)),
      shortFields: channel.shortFields,
      actions: actions.length === 0 ? undefined : actions.map(actionValue),
      footer: channel.footer,
      callbackId: channel.callbackId,
      iconEmoji: channel.iconEmoji,
      iconUrl: channel.iconUrl,
      imageUrl: channel.imageUrl,
      thumbUrl: channel.thumbUrl,
      linkNames: channel.linkNames,
      mrkdwnIn: channel.mrkdwnIn,
      timeout: channel.timeout,
    }),
    ...(updateMessage ? updating(channel) : {}),
  };
};
