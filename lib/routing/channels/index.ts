/** Every way to tell somebody that Alertmanager 0.34 knows and that has a future. */
export { channel, channelOf, type ChannelInput, type ChannelSettings } from "./channel";
export { missingInGlobal, type MissingInGlobal } from "./missing-in-global";
export { templateTextsOf, type TemplateText } from "./texts";
export { discord } from "./discord";
export { email } from "./email";
export { jira } from "./jira";
export { microsoftTeams } from "./microsoft-teams";
export { opsgenie } from "./opsgenie";
export { pagerduty } from "./pagerduty";
export { pushover } from "./pushover";
export { rocketchat } from "./rocketchat";
export { slack } from "./slack";
export { sns } from "./sns";
export { telegram } from "./telegram";
export { victorops } from "./victorops";
export { webex } from "./webex";
export { webhook } from "./webhook";
