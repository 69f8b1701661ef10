/** When the business itself drops, though every machine may be well. */
import { alert, minutes, prometheusDuration, weeks } from "../../model";
import { promql } from "../../query";
import { humanize, humanizePercentage } from "../../testing";
import { activeUsers, hourlyRevenue, registrationRateByService } from "./rules";
import { activeUsersDroppedRunbook } from "./runbooks/active-users-dropped";
import { registrationsDroppedRunbook } from "./runbooks/registrations-dropped";
import { revenueDroppedRunbook } from "./runbooks/revenue-dropped";
import { dropped, dropTests } from "./situations";

/** With which time it is compared, and how much of it may be lost. */
const SEASON = {
  /** One season. Two of them and an hour must lie within the retention of Prometheus. */
  ago: weeks(1),
} as const;

/** Fewer people sign up than at this hour in the last two weeks. */
export const registrationsDropped = alert("BusinessRegistrationsDropped", {
  parameters: {
    ...SEASON,
    /** Share of then below which they have dropped. */
    remaining: 0.5,
    /** People in the hour of then from which on half of them is no chance: of 50 expected, fewer than 25 come once in ten thousand hours. */
    registrationsPerHour: 50,
  },
  expr: ({ registrationsPerHour, ...season }) =>
    dropped(
      promql`3600 * ${registrationRateByService} offset ${season.ago} > ${registrationsPerHour}`,
      registrationRateByService,
      season,
    ),
  for: minutes(30),
  severity: "warning",
  onMissingData: "silent",
  summary: ({ ago }) =>
    `Fewer people sign up at {{ $labels.namespace }}/{{ $labels.service }} than the {{ $value | humanize }} per hour of ${prometheusDuration(ago)} ago`,
  description: ({ ago, remaining }) =>
    `{{ $value | humanize }} people signed up in this hour ${prometheusDuration(ago)} ago. In the last hour fewer than ${humanizePercentage(remaining)} of them did, and fewer than ${humanizePercentage(remaining)} of those of the season before.`,
  runbook: registrationsDroppedRunbook,
  tests: ({ registrationsPerHour, ...season }) =>
    dropTests({
      ...season,
      now: registrationRateByService,
      minimum: registrationsPerHour / 3600,
      texts: (service, then) => ({
        summary: `Fewer people sign up at ${service} than the ${humanize(3600 * then)} per hour of ${prometheusDuration(season.ago)} ago`,
        description: `${humanize(3600 * then)} people signed up in this hour ${prometheusDuration(season.ago)} ago. In the last hour fewer than ${humanizePercentage(season.remaining)} of them did, and fewer than ${humanizePercentage(season.remaining)} of those of the season before.`,
      }),
    }),
});

/** Less money comes in than at this hour in the last two weeks. */
export const revenueDropped = alert("BusinessRevenueDropped", {
  parameters: {
    ...SEASON,
    /** Lower than for people: a few large orders make an hour. */
    remaining: 0.3,
    /** Units of the currency in the hour of then; should be 40 orders or more, or the size of a single one decides. */
    revenuePerHour: 2000,
  },
  expr: ({ revenuePerHour, ...season }) =>
    dropped(promql`0.01 * ${hourlyRevenue} offset ${season.ago} > ${revenuePerHour}`, hourlyRevenue, season),
  for: minutes(30),
  severity: "warning",
  onMissingData: "silent",
  summary: ({ ago }) =>
    `{{ $labels.namespace }}/{{ $labels.service }} takes less than the {{ $value | humanize }} {{ $labels.currency }} per hour of ${prometheusDuration(ago)} ago`,
  description: ({ ago, remaining }) =>
    `{{ $value | humanize }} {{ $labels.currency }} came in in this hour ${prometheusDuration(ago)} ago. In the last hour it was less than ${humanizePercentage(remaining)} of that, and less than ${humanizePercentage(remaining)} of the season before.`,
  runbook: revenueDroppedRunbook,
  tests: ({ revenuePerHour, ...season }) =>
    dropTests({
      ...season,
      now: hourlyRevenue,
      labels: { currency: "EUR" },
      minimum: 100 * revenuePerHour,
      texts: (service, then) => ({
        summary: `${service} takes less than the ${humanize(then / 100)} EUR per hour of ${prometheusDuration(season.ago)} ago`,
        description: `${humanize(then / 100)} EUR came in in this hour ${prometheusDuration(season.ago)} ago. In the last hour it was less than ${humanizePercentage(season.remaining)} of that, and less than ${humanizePercentage(season.remaining)} of the season before.`,
      }),
    }),
});

/** Fewer people use the product than at this hour in the last two weeks. */
export const activeUsersDropped = alert("BusinessActiveUsersDropped", {
  parameters: {
    ...SEASON,
    /** Share of then below which they have dropped. */
    remaining: 0.5,
    /** People of then from which on half of them is no chance. */
    users: 100,
  },
  expr: ({ users, ...season }) => dropped(promql`${activeUsers} offset ${season.ago} > ${users}`, activeUsers, season),
  for: minutes(30),
  severity: "warning",
  onMissingData: "silent",
  summary: ({ ago }) =>
    `Fewer {{ $labels.timeframe }} users of {{ $labels.namespace }}/{{ $labels.service }} than the {{ $value | humanize }} of ${prometheusDuration(ago)} ago`,
  description: ({ ago, remaining }) =>
    `At this hour ${prometheusDuration(ago)} ago there were {{ $value | humanize }} active users ({{ $labels.timeframe }}). Now there are fewer than ${humanizePercentage(remaining)} of them, and fewer than ${humanizePercentage(remaining)} of those of the season before.`,
  runbook: activeUsersDroppedRunbook,
  tests: ({ users, ...season }) =>
    dropTests({
      ...season,
      now: activeUsers,
      labels: { timeframe: "daily" },
      minimum: users,
      texts: (service, then) => ({
        summary: `Fewer daily users of ${service} than the ${humanize(then)} of ${prometheusDuration(season.ago)} ago`,
        description: `At this hour ${prometheusDuration(season.ago)} ago there were ${humanize(then)} active users (daily). Now there are fewer than ${humanizePercentage(season.remaining)} of them, and fewer than ${humanizePercentage(season.remaining)} of those of the season before.`,
      }),
    }),
});
