/** The words of notifications: one file of named templates, so that all receivers say the same. */
import { observabilityFile } from "./observability-file";

/** Templates that channels use, by what they give. */
export const TEMPLATES = {
  /** One line: status, how many, what, how bad, where. */
  title: "observability.title",
  /** The same in ASCII and at most 99 characters, for Amazon's SNS. */
  subject: "observability.subject",
  /** What has been seen, for each alert. Plain text. */
  text: "observability.text",
  /** The same as Markdown, for Discord, Microsoft Teams and Webex. */
  markdown: "observability.markdown",
  /** The same for Slack: bold, escaped, without the links that are buttons. */
  slackText: "observability.slack.text",
  /** `danger`, `warning`, `good`; blue for an alert that is but information. */
  slackColor: "observability.slack.color",
  /** Title and text for Telegram's HTML mode, at most what a message holds. */
  telegram: "observability.telegram",
  /** Title and text as HTML, for e-mail. */
  html: "observability.html",
  /** Links of the group; each is empty where the alerts have none, or not the same. */
  runbookUrl: "observability.runbook_url",
  dashboardUrl: "observability.dashboard_url",
  /** Opens the form for a silence with the labels that all alerts of the group share. */
  silenceUrl: "observability.silence_url",
  /** Alertmanager's page with the alerts of the receiver. */
  alertsUrl: "observability.alerts_url",
  /** Slack's buttons, word and link: Alertmanager's page in the place of a link that is empty, for a button must lead somewhere. */
  slackRunbook: "observability.slack.runbook",
  slackRunbookUrl: "observability.slack.runbook_url",
  slackDashboard: "observability.slack.dashboard",
  slackDashboardUrl: "observability.slack.dashboard_url",
  /** `critical`, `warning`, `info` for PagerDuty; `error` for what has no severity of ours. */
  pagerdutySeverity: "observability.pagerduty.severity",
} as const;

/** `{{ template "observability.title" . }}` */
export const use = (name: (typeof TEMPLATES)[keyof typeof TEMPLATES]): string => `{{ template "${name}" . }}`;

/** Name of the file. */
export const SHIPPED_TEMPLATES = "observability.tmpl";
export const shippedTemplates = observabilityFile;
