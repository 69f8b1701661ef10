/** Mistakes in what is told when, and together with what. */
import { days, hours, minutes } from "../../../../lib/model";
import { withIntervals, withRoot, withRoutes } from "./reference";
import type { Seeded } from "./row";

export const timeRows: readonly Seeded[] = [
  {
    title: "a wait that is longer than the time between news",
    tree: withRoutes({ info: { groupWait: minutes(10) } }),
    check: "routing/timing",
    at: ".route.routes[4].groupWait",
    words: ["groupWait 10m is not below groupInterval 5m (of the route above)"],
  },
  {
    title: "news less often than what is repeated",
    tree: withRoot({ groupInterval: hours(24) }),
    check: "routing/timing",
    at: ".route.repeatInterval",
    words: ["repeatInterval 12h is below groupInterval 1d", "it tells again every 1d"],
    also: ["routing/tells-too-briefly", "routing/timing", "routing/told-too-seldom"],
  },
  {
    title: "a repetition within the time between news",
    tree: withRoutes({ posts: { repeatInterval: minutes(1) } }),
    check: "routing/timing",
    at: ".route.routes[3].repeatInterval",
    words: ["repeatInterval 1m is below groupInterval 5m"],
  },
  {
    title: "a repetition after a week, of which nothing is remembered then",
    tree: withRoutes({ info: { repeatInterval: days(7) } }),
    check: "routing/repeat-beyond-retention",
    at: ".route.routes[4].repeatInterval",
    words: ["repeatInterval 7d is longer than the 5d", "retention of at least 7d"],
    also: ["routing/told-too-seldom"],
  },
  {
    title: "a memory that is shorter than what is repeated",
    tree: withRoutes({ info: { repeatInterval: hours(6) } }),
    facts: { retention: hours(8) },
    check: "routing/repeat-beyond-retention",
    at: ".route.repeatInterval",
    words: ["repeatInterval 12h is longer than the 8h"],
  },
  {
    title: "a label that is named twice",
    tree: withRoot({ groupBy: ["alertname", "service", "alertname"] }),
    check: "routing/group-by",
    at: ".route.groupBy[2]",
    words: ["names alertname a second time"],
  },
  {
    title: "labels beside all of them",
    tree: withRoot({ groupBy: ["...", "service"] }),
    check: "routing/group-by",
    at: ".route.groupBy",
    words: ['write groupBy: "all"'],
  },
  {
    title: "a label to group by that no alert has",
    tree: withRoot({ groupBy: ["alertname", "namespaces"] }),
    check: "routing/group-by-label",
    at: ".route.groupBy[1]",
    words: ['did you mean "namespace"?'],
  },
  {
    title: "a time interval that does not exist",
    tree: withRoutes({ info: { activeTimeIntervals: ["offices"] } }),
    check: "routing/unknown-interval",
    at: ".route.routes[4].activeTimeIntervals[0]",
    words: ['did you mean "office"?'],
    also: ["routing/unused-interval"],
  },
  {
    title: "a time interval that no route names",
    tree: withIntervals({ holidays: [{ months: ["december"], daysOfMonth: ["24:26"] }] }),
    check: "routing/unused-interval",
    at: ".timeIntervals.holidays",
    words: ['muteTimeIntervals: ["holidays"]'],
  },
  {
    title: "a day that does not come",
    tree: withIntervals(
      { leap: [{ months: ["february"], daysOfMonth: ["30"] }] },
      withRoutes({ info: { muteTimeIntervals: ["leap"] } }),
    ),
    check: "routing/interval-never",
    at: ".timeIntervals.leap",
    words: ["never holds"],
  },
  {
    title: "a year that is over",
    tree: withIntervals({ move: [{ years: ["2019:2020"] }] }, withRoutes({ info: { muteTimeIntervals: ["move"] } })),
    check: "routing/interval-over",
    at: ".timeIntervals.move",
    words: ["is over"],
  },
  {
    title: "an interval that is every day",
    tree: withIntervals({ office: [{ weekdays: ["sunday:saturday"] }] }),
    check: "routing/interval-always",
    at: ".timeIntervals.office",
    words: ["always holds"],
  },
  {
    title: "a route that is muted while it is active",
    tree: withRoutes({ info: { muteTimeIntervals: ["office"] } }),
    check: "routing/never-tells",
    at: ".route.routes[4].muteTimeIntervals",
    words: ["active only in office and muted in office"],
  },
  {
    title: "a leap day in years that have none",
    tree: withIntervals(
      { leap: [{ months: ["february"], daysOfMonth: ["29"], years: ["2021:2023"] }] },
      withRoutes({ info: { muteTimeIntervals: ["leap"] } }),
    ),
    check: "routing/interval-never",
    at: ".timeIntervals.leap",
    words: ["no day has all that it asks for"],
  },
  {
    title: "what is told in office hours, and again after a day",
    tree: withRoutes({ info: { repeatInterval: days(1) } }),
    check: "routing/told-too-seldom",
    at: ".route.routes[4].repeatInterval",
    words: ["told again after 1d5m", "silent for only 16h", "fires again is told to nobody", "at most 15h50m"],
  },
  {
    title: "a night shift whose pages are repeated after the day",
    tree: withRoutes({
      databases: {
        routes: [
          {
            matchers: { severity: "critical" },
            receiver: "dba-oncall",
            activeTimeIntervals: ["office"],
            continue: true,
          },
          { matchers: { severity: "critical" }, receiver: "dba-oncall", muteTimeIntervals: ["office"] },
        ],
      },
    }),
    check: "routing/paged-too-seldom",
    at: ".route.routes[1].routes[1].repeatInterval",
    words: ["told again after 12h5m", "silent for only 8h", "at most 7h50m"],
  },
  {
    title: "a summary once a day, told in office hours",
    tree: withRoutes({
      info: { groupWait: hours(1), groupInterval: days(1), repeatInterval: days(1) },
    }),
    check: "routing/tells-too-briefly",
    at: ".route.routes[4].groupInterval",
    words: ["groupInterval 1d is not below the 8h", "only within office"],
    also: ["routing/told-too-seldom"],
  },
  {
    title: "pages in office hours only",
    tree: withRoutes({ pages: { activeTimeIntervals: ["office"] } }),
    check: "routing/page-muted",
    at: ".route.routes[2].activeTimeIntervals",
    words: ["wakes nobody at times", "only within office"],
  },
  {
    title: "pages that are muted at weekends",
    tree: withIntervals(
      { weekend: [{ weekdays: ["saturday", "sunday"] }] },
      withRoutes({
        databases: {
          routes: [{ matchers: { severity: "critical" }, receiver: "dba-oncall", muteTimeIntervals: ["weekend"] }],
        },
      }),
    ),
    check: "routing/page-muted",
    at: ".route.routes[1].routes[0].muteTimeIntervals",
    words: ["not within weekend"],
  },
];
