/** The business on the overview of applications and on the dashboard of a service: what a person who is not on call asks about. */
import type { Row } from "../../model";
import { query, row, timeSeries } from "../../dashboards";
import { promql, type MatcherList } from "../../query";
import { toRunbook, type ServiceLabels } from "../service-link";
import { activeUsers, dailyRevenue, hourlyRevenue, registrationRate } from "./rules";

const THIRD = { width: 8, height: 8 } as const;

/**
 * @param chosen matchers of `namespace` and `service`
 * @param service the one whose business it is @default several are shown
 */
export const businessRow = (chosen: MatcherList, service?: ServiceLabels): Row =>
  row("Business", [
    timeSeries("Active users over time", {
      description: "People who use the product, by time frame. It follows the hour of the day and the day of the week.",
      queries: [query(promql`max by (timeframe) (${activeUsers}{${chosen}})`, "{{timeframe}}")],
      unit: "count",
      min: 0,
      links: [toRunbook("BusinessActiveUsersDropped", service)],
      ...THIRD,
    }),
    timeSeries("Registrations per hour", {
      description: "People who signed up within the hour before, by what they chose.",
      queries: [query(promql`3600 * sum by (plan) (${registrationRate}{${chosen}})`, "{{plan}}")],
      unit: "count",
      stacked: true,
      min: 0,
      links: [toRunbook("BusinessRegistrationsDropped", service)],
      ...THIRD,
    }),
    timeSeries("Revenue", {
      description:
        "Money taken within the hour and within the day before, each currency by itself. The day stands on the axis at the right.",
      queries: [
        query(promql`0.01 * sum by (currency) (${hourlyRevenue}{${chosen}})`, "{{currency}} in an hour"),
        query(promql`0.01 * sum by (currency) (${dailyRevenue}{${chosen}})`, "{{currency}} in a day"),
      ],
      unit: "count",
      min: 0,
      styles: [{ series: "/ in a day$/", rightAxis: true, dashed: true }],
      links: [toRunbook("BusinessRevenueDropped", service)],
      ...THIRD,
    }),
  ]);
