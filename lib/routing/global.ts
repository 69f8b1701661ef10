/** The `global` section: what receivers have in common. */
import * as z from "zod";
import { duration, secretRef, url, type Values } from "../model";
import { httpClient, httpClientValue } from "./channels/http";
import { jiraApiUrl } from "./channels/jira";
import { notBoth, refuse } from "./channels/shape";
import { smtpFields, smtpShape } from "./channels/smtp";
import { spelled } from "./channels/spelling";
import { secretFile } from "./secrets";

/** What is left out is Alertmanager's own (0.34.2, config/config.go). */
const settings = z.strictObject({
  /** When an alert counts as over that is sent without an end and not again. Prometheus always sends one. @default minutes(5) */
  resolveTimeout: duration.optional(),
  /** How to talk HTTP to whatever is told. @default directly, without identification */
  http: httpClient.optional(),
  /** The mail server. @default none */
  smtp: z.strictObject(smtpShape).optional(),
  slack: z
    .strictObject({
      /** Secret with the entry `url` of an incoming webhook. @default none */
      webhook: secretRef("url").optional(),
      /** Secret with the entry `token` of an app that may `chat:write`; instead of `webhook`. @default none */
      appToken: secretRef("token").optional(),
      /** Where the app posts. @default "https://slack.com/api/chat.postMessage" */
      appUrl: url.optional(),
    })
    .superRefine(refuse((settings) => [notBoth(settings, "webhook", "appToken")]))
    .optional(),
  pagerduty: z
    .strictObject({
      /** @default "https://events.pagerduty.com/v2/enqueue" */
      url: url.optional(),
    })
    .optional(),
  opsgenie: z
    .strictObject({
      /** Secret with the entry `apiKey`. @default none */
      apiKey: secretRef("apiKey").optional(),
      /** @default "https://api.opsgenie.com/" */
      apiUrl: url.optional(),
    })
    .optional(),
  victorops: z
    .strictObject({
      /** Secret with the entry `apiKey`. @default none */
      apiKey: secretRef("apiKey").optional(),
      /** @default "https://alert.victorops.com/integrations/generic/20131114/alert/" */
      apiUrl: url.optional(),
    })
    .optional(),
  telegram: z
    .strictObject({
      /** Secret with the entry `token` of the bot. @default none */
      botToken: secretRef("token").optional(),
      /** @default "https://api.telegram.org" */
      apiUrl: url.optional(),
    })
    .optional(),
  webex: z
    .strictObject({
      /** @default "https://webexapis.com/v1/messages" */
      apiUrl: url.optional(),
    })
    .optional(),
  rocketchat: z
    .strictObject({
      /** Secret with the entries `userId` and `token`. @default none */
      credentials: secretRef("userId", "token").optional(),
      /** @default "https://open.rocket.chat/" */
      apiUrl: url.optional(),
    })
    .optional(),
  jira: z
    .strictObject({
      /** Address of the REST API with its version. @default none */
      apiUrl: jiraApiUrl.optional(),
    })
    .optional(),
});
export type GlobalSettings = z.output<typeof settings>;
export type GlobalInput = z.input<typeof settings>;
export const globalSettings: z.ZodType<GlobalSettings, GlobalInput> = settings;

/** The section as Alertmanager reads it. */
export const globalValues = (settings: GlobalSettings): Values => {
  const { resolveTimeout, http, smtp, slack, pagerduty, opsgenie, victorops, telegram, webex, rocketchat, jira } =
    settings;
  return spelled({
    resolveTimeout,
    httpConfig: http && httpClientValue(http),
    ...spelled(smtp === undefined ? {} : smtpFields(smtp), "smtp_"),
    slackApiUrlFile: slack?.webhook && secretFile(slack.webhook, "url"),
    slackAppTokenFile: slack?.appToken && secretFile(slack.appToken, "token"),
    slackAppUrl: slack?.appUrl,
    pagerdutyUrl: pagerduty?.url,
    opsgenieApiKeyFile: opsgenie?.apiKey && secretFile(opsgenie.apiKey, "apiKey"),
    opsgenieApiUrl: opsgenie?.apiUrl,
    victoropsApiKeyFile: victorops?.apiKey && secretFile(victorops.apiKey, "apiKey"),
    victoropsApiUrl: victorops?.apiUrl,
    telegramBotTokenFile: telegram?.botToken && secretFile(telegram.botToken, "token"),
    telegramApiUrl: telegram?.apiUrl,
    webexApiUrl: webex?.apiUrl,
    rocketchatTokenIdFile: rocketchat?.credentials && secretFile(rocketchat.credentials, "userId"),
    rocketchatTokenFile: rocketchat?.credentials && secretFile(rocketchat.credentials, "token"),
    rocketchatApiUrl: rocketchat?.apiUrl,
    jiraApiUrl: jira?.apiUrl,
  });
};
