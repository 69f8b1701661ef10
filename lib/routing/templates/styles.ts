/** How the messages of each kind of channel are written. */
import type { Style } from "./message";

const LINE = "\n";
const printed = (expression: string): string => `{{ ${expression} }}`;

export const PLAIN: Style = {
  shown: printed,
  strong: (piece) => piece,
  paragraph: (piece) => piece + LINE,
  list: (items) => items,
  item: (piece) => `• ${piece}${LINE}`,
  lineBreak: `${LINE}  `,
  link: (label, target) => `${label}: ${target}`,
  hasLinks: true,
  alerts: 5,
  short: 200,
  long: 400,
};

/** Slack's mrkdwn. Three signs start something there and are written as in HTML; a | or > would end the target of a link. */
export const SLACK: Style = {
  ...PLAIN,
  shown: (expression) =>
    `{{ ${expression} | reReplaceAll "&" "&amp;" | reReplaceAll "<" "&lt;" | reReplaceAll ">" "&gt;" }}`,
  strong: (piece) => `*${piece}*`,
  link: (label, target) => `<${target.replace(" }}", ' | reReplaceAll "[|]" "%7C" }}')}|${label}>`,
  hasLinks: false,
  // Slack shows 8000 characters of an attachment.
  short: 150,
  long: 300,
};

/** Markdown of Discord, Microsoft Teams and Webex. */
export const MARKDOWN: Style = {
  ...PLAIN,
  shown: (expression) => String.raw`{{ ${expression} | reReplaceAll "([\\\\*\\[\\]<>\x60])" "\\$1" }}`,
  strong: (piece) => `**${piece}**`,
  paragraph: (piece) => piece + LINE + LINE,
  list: (items) => items + LINE,
  item: (piece) => `- ${piece}${LINE}`,
  lineBreak: `  ${LINE}  `,
  link: (label, target) => `[${label}](${target})`,
  // Discord cuts a message after 4096 characters.
  short: 120,
  long: 240,
};

/** The HTML that Telegram knows: no paragraphs, no lists. A message of more than 4096 characters is not sent at all. */
export const TELEGRAM: Style = {
  ...PLAIN,
  strong: (piece) => `<b>${piece}</b>`,
  link: (label, target) => `<a href="${target}">${label}</a>`,
  alerts: 3,
  short: 120,
  long: 160,
};

export const HTML: Style = {
  ...PLAIN,
  strong: (piece) => `<strong>${piece}</strong>`,
  paragraph: (piece) => `<p>${piece}</p>`,
  list: (items) => `<ul>${items}</ul>`,
  item: (piece) => `<li>${piece}</li>`,
  lineBreak: "<br>",
  link: (label, target) => `<a href="${target}">${label}</a>`,
  // A mail has room.
  alerts: 20,
  long: 1000,
};
