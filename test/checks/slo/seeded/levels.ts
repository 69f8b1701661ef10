/** Mistakes in levels and windows. */
import { days, hours, minutes, seconds } from "../../../../lib/model";
import { calendarMonth, calendarQuarter } from "../../../../lib/slo";
import { level, one, TICKET, type Seeded } from "./row";

const PAGE = level(14.4, hours(1), minutes(5));

const burn: readonly Seeded[] = [
  {
    title: "an objective of 90 % with the usual levels",
    environment: one({ objective: "90%" }),
    check: "slo/never-fires",
    at: "web-availability.alerting.levels[0]",
    words: [
      "14.4 x (1 - 0.90) = 1.44, and no error ratio exceeds 1: this level can fire for objectives above 93.06 %",
      "a burnRate below 10 here",
    ],
  },
  {
    title: "an objective of 80 %, for which two levels are out of reach",
    environment: one({ objective: "80%" }),
    check: "slo/never-fires",
    at: "web-availability.alerting.levels[1]",
    words: ["6 x (1 - 0.80) = 1.2", "above 83.34 %", "below 5 here"],
  },
  {
    title: "a threshold of exactly 1",
    environment: one({
      objective: "99%",
      alerting: { levels: [level(100, hours(1), minutes(5), "critical"), TICKET] },
    }),
    check: "slo/never-fires",
    at: "web-availability.alerting.levels[0]",
    words: ["100 x (1 - 0.99) = 1, and no error ratio exceeds 1", "above 99 %"],
  },
  {
    title: "a page after three days of fast burning",
    environment: one({
      alerting: { levels: [level(14.4, days(3), hours(6), "critical"), level(1, days(6), hours(6), "warning")] },
    }),
    check: "slo/too-late",
    at: "web-availability.alerting.levels[0].long",
    words: ["14.4 x 3d / 30d = 144 % of the error budget", "below 2d2h (30d / 14.4)", "a burnRate below 10"],
  },
  {
    title: "windows of a month for an objective of a week",
    environment: one({
      window: days(7),
      alerting: { levels: [PAGE, level(3, days(3), hours(6), "warning"), level(1, days(6), hours(6), "info")] },
    }),
    check: "slo/too-late",
    at: "web-availability.alerting.levels[1].long",
    words: ["3 x 3d / 7d = 128.6 %", "below 2d8h (7d / 3)"],
  },
  {
    title: "a ticket for half of the allowed speed",
    environment: one({ alerting: { levels: [PAGE, level(0.5, days(3), hours(6), "warning")] } }),
    check: "slo/slow-burn",
    at: "web-availability.alerting.levels[1].burnRate",
    words: ["0.5 x (1 - 0.999) = 0.05 % of bad requests", "1 - 0.5 = 50 % of the error budget is left"],
  },
  {
    title: "burn rates that grow with the windows",
    environment: one({
      alerting: {
        levels: [level(6, hours(1), minutes(5), "critical"), level(14.4, hours(6), minutes(30), "critical"), TICKET],
      },
    }),
    check: "slo/level-order",
    at: "web-availability.alerting.levels[1]",
    words: ["14.4 x (1 - 0.999) = 1.44 % over 6h", "6 x (1 - 0.999) = 0.6 % over 1h was reached before"],
  },
  {
    title: "pages alone",
    environment: one({ alerting: { levels: [PAGE, level(6, hours(6), minutes(30), "critical")] } }),
    check: "slo/untold-burn",
    at: "web-availability.alerting.levels",
    words: ["at 6 times, of which nobody is told", "30d / 6 = 5d"],
  },
];

const windows: readonly Seeded[] = [
  {
    title: "a quarter in a Prometheus that keeps a month",
    environment: one({ window: days(90) }),
    check: "slo/retention",
    at: "web-availability.window",
    words: ["look back 90d, and prod.prometheus keeps 30d: 90d - 30d = 60d are missing"],
  },
  {
    title: "a calendar month, which can be longer than 30 days",
    environment: one({ window: calendarMonth("Europe/Berlin") }),
    check: "slo/retention",
    at: "web-availability.window",
    words: ["31d1h - 30d = 1d1h are missing", "keep 31d1h or more"],
  },
  {
    title: "a calendar quarter with 92 days",
    environment: one({ window: calendarQuarter("UTC") }, { retention: days(92) }),
    check: "slo/retention",
    at: "web-availability.window",
    words: ["92d1h - 92d = 1h are missing"],
  },
  {
    title: "the default retention of Prometheus",
    environment: one({ window: days(30) }, { retention: days(15) }),
    check: "slo/retention",
    at: "web-availability.window",
    words: ["30d - 15d = 15d are missing", "a window of at most 15d"],
  },
  {
    title: "a short window of a minute",
    environment: one({ alerting: { levels: [level(14.4, hours(1), minutes(1), "critical"), TICKET] } }),
    check: "slo/scrape-interval",
    at: "web-availability.alerting.levels[0].short",
    words: ["1m / 30s = 2 samples", "4 are needed", "a short window of 2m or more", "every 15s or more often (1m / 4)"],
  },
  {
    title: "a scrape every two minutes",
    environment: one({}, { scrapeInterval: minutes(2) }),
    check: "slo/scrape-interval",
    at: "web-availability.alerting.levels[0].short",
    words: ["5m / 2m = 2.5 samples", "every 1m15s or more often: 5m / 4"],
  },
  {
    title: "a pack that is made for more scrapes than there are",
    environment: one({}, { scrapeInterval: minutes(1), madeFor: seconds(15) }),
    check: "slo/scrape-gap",
    at: "web-availability",
    words: ["1m - 15s = 45s of each 5m are counted in no window, 15 %"],
  },
];

export const levelRows = [...burn, ...windows];
