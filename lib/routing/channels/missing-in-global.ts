/** What a channel leaves to `global` and `global` does not say, so that Alertmanager would not start or would tell somebody else. */
import type { GlobalSettings } from "../global";
import type { ChannelSettings } from "./channel";
import { NO_DOCUMENT, wantsDocuments } from "./jira";

export interface MissingInGlobal<Path> {
  /** Of the channel, as it was given. */
  readonly path: Path;
  /** What is wrong in it, below that path. */
  readonly property: string;
  readonly problem: string;
  readonly mend: string;
}
type Missing = Omit<MissingInGlobal<unknown>, "path">;

/** All that channels lack although they are fine by themselves. */
export const missingInGlobal = <Path>(
  global: GlobalSettings,
  channels: readonly { readonly input: ChannelSettings; readonly path: Path }[],
): readonly MissingInGlobal<Path>[] =>
  channels.flatMap(({ input, path }) => missing(global, input).map((each) => ({ path, ...each })));

const nowhere = (property: string, what: string, globally: string): Missing => ({
  property,
  problem: `is missing, here and in global.${globally}`,
  mend: `write ${what} here, or once for all as global.${globally}`,
});

const missing = (global: GlobalSettings, input: ChannelSettings): readonly Missing[] => {
  switch (input.kind) {
    case "email":
      return [
        ...(input.smarthost === undefined && global.smtp?.smarthost === undefined
          ? [nowhere("smarthost", '"smtp.acme.example:587"', "smtp.smarthost")]
          : []),
        ...(input.from === undefined && global.smtp?.from === undefined
          ? [nowhere("from", '"alerts@acme.example"', "smtp.from")]
          : []),
      ];
    case "jira":
      return [
        ...(input.apiUrl === undefined && global.jira?.apiUrl === undefined
          ? [nowhere("apiUrl", '"https://acme.atlassian.net/rest/api/2"', "jira.apiUrl")]
          : []),
        ...(input.apiUrl === undefined && input.description === undefined && wantsDocuments(global.jira?.apiUrl)
          ? [NO_DOCUMENT]
          : []),
      ];
    case "opsgenie":
      return input.apiKey === undefined && global.opsgenie?.apiKey === undefined
        ? [nowhere("apiKey", 'existingSecret("opsgenie")', "opsgenie.apiKey")]
        : [];
    case "rocketchat":
      return input.credentials === undefined && global.rocketchat?.credentials === undefined
        ? [nowhere("credentials", 'existingSecret("rocketchat")', "rocketchat.credentials")]
        : [];
    case "slack":
      return missingForSlack(global, input);
    case "telegram":
      return input.botToken === undefined && global.telegram?.botToken === undefined
        ? [nowhere("botToken", 'existingSecret("telegram")', "telegram.botToken")]
        : [];
    case "victorops":
      return input.apiKey === undefined && global.victorops?.apiKey === undefined
        ? [nowhere("apiKey", 'existingSecret("victorops")', "victorops.apiKey")]
        : [];
    case "discord":
    case "msteamsv2":
    case "pagerduty":
    case "pushover":
    case "sns":
    case "webex":
    case "webhook":
      return [];
  }
};

/** How Alertmanager puts the two together: config/config.go of 0.34.2. */
const missingForSlack = (
  global: GlobalSettings,
  input: Extract<ChannelSettings, { readonly kind: "slack" }>,
): readonly Missing[] => {
  const { webhook, appToken, channel, http } = input;
  const globalApp = global.slack?.appToken;
  if (webhook !== undefined)
    return globalApp !== undefined && http?.authentication?.kind !== "bearerToken"
      ? [
          {
            property: "webhook",
            problem: "is never called: Alertmanager takes the app of global.slack.appToken instead",
            mend: "take global.slack.appToken out and write appToken in the channels that need it",
          },
        ]
      : [];
  if (appToken === undefined && globalApp === undefined)
    return global.slack?.webhook === undefined
      ? [nowhere("webhook", 'existingSecret("slack-webhook")', "slack.webhook")]
      : [];
  return [
    ...(appToken === undefined && channel === undefined
      ? [
          {
            property: "channel",
            problem: "is missing, and the app of global.slack.appToken has none of its own",
            mend: 'write e.g. "#alerts"',
          },
        ]
      : []),
    ...((http ?? global.http)?.authentication !== undefined
      ? [
          {
            property: "http",
            problem: "identifies itself in another way than by the app's token, so that Slack does not know the app",
            mend:
              http === undefined ? "write http: {} here, which keeps global.http away" : "leave out its authentication",
          },
        ]
      : []),
  ];
};
