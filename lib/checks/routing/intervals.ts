/** Time intervals that say nothing, and routes that they leave no time. */
import { alwaysHolds, beforeStatedYears, matchersText, neverHolds, routesIn, tellingMoment } from "../../routing";
import { at, check, type Problem } from "../check";
import { ofSeverity, treeOf } from "../example-routing";
import { routedModel } from "./model-example";
import { routedOf } from "./outcomes";

export const intervalNever = check({
  id: "routing/interval-never",
  severity: "error",
  reason: "A time interval that never holds mutes nothing, and a route that is active only then tells nobody.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { routing } of routedOf(model))
      for (const { path, periods } of routing.configuration.timeIntervals)
        if (neverHolds(periods, beforeStatedYears(periods, new Date())))
          yield at(path)
            .problem("never holds: no day has all that it asks for")
            .mend('write a period that comes, such as { weekdays: ["monday:friday"] }');
  },
  examples: () => ({
    passing: [withInterval([{ daysOfMonth: ["29"], months: ["february"] }]), withInterval([{ years: ["2020:2021"] }])],
    failing: [
      withInterval([{ daysOfMonth: ["31"], months: ["february"] }]),
      withInterval([{ daysOfMonth: ["29"], months: ["february"], years: ["2021:2023"] }]),
    ],
  }),
});

export const intervalOver = check({
  id: "routing/interval-over",
  severity: "warning",
  reason:
    "All years of the time interval are past: it mutes nothing any more, and a route that is active only then tells nobody.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    const now = new Date();
    for (const { routing } of routedOf(model))
      for (const { path, periods } of routing.configuration.timeIntervals)
        if (neverHolds(periods, now) && !neverHolds(periods, beforeStatedYears(periods, now)))
          yield at(path)
            .problem("is over: it does not hold again")
            .mend("remove it and what names it, or write years that are to come");
  },
  examples: () => ({
    passing: [
      withInterval([{ years: ["2020:2999"], weekdays: ["sunday"] }]),
      withInterval([{ years: ["2020"] }, { weekdays: ["sunday"] }]),
    ],
    failing: [withInterval([{ years: ["2020:2021"] }])],
  }),
});

export const intervalAlways = check({
  id: "routing/interval-always",
  severity: "error",
  reason:
    "A time interval that always holds is none: a route that it mutes tells nobody, and one that is active then is active anyway.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { routing } of routedOf(model))
      for (const { path, periods } of routing.configuration.timeIntervals)
        if (alwaysHolds(periods, new Date()))
          yield at(path)
            .problem("always holds: there is no moment outside of it")
            .mend("leave out a time of the day, a weekday or a month; or remove the interval and what names it");
  },
  examples: () => ({
    passing: [withInterval([{ weekdays: ["monday:saturday"] }])],
    failing: [
      withInterval([{ weekdays: ["sunday:saturday"] }]),
      withInterval([{ times: [{ from: "00:00", to: "12:00" }] }, { times: [{ from: "12:00", to: "24:00" }] }]),
    ],
  }),
});

export const neverTells = check({
  id: "routing/never-tells",
  severity: "error",
  reason: "Alerts get to such a route, are taken away from all others, and are told to nobody at any time.",
  judges: "each by itself",
  *find(model): Iterable<Problem> {
    for (const { routing } of routedOf(model)) {
      const { configuration } = routing;
      const known = new Set(configuration.timeIntervals.map(({ name }) => name));
      for (const route of routesIn(configuration.route)) {
        const { muteTimeIntervals: mute, activeTimeIntervals: active } = route;
        // A name of nothing is another finding.
        if (mute.length + active.length === 0 || [...mute, ...active].some((name) => !known.has(name))) continue;
        const periods = configuration.timeIntervals
          .filter(({ name }) => [...mute, ...active].includes(name))
          .flatMap((each) => each.periods);
        // One that told somebody once is not stopped by the New Year: its interval is over, which is another finding.
        if (tellingMoment(route, configuration, beforeStatedYears(periods, new Date())) !== undefined) continue;
        const what = [
          ...(active.length === 0 ? [] : [`active only in ${active.join(", ")}`]),
          ...(mute.length === 0 ? [] : [`muted in ${mute.join(", ")}`]),
        ].join(" and ");
        yield at(`${route.path}.${mute.length > 0 ? "muteTimeIntervals" : "activeTimeIntervals"}`)
          .problem(`leaves no time at which ${matchersText(route)} is told: it is ${what}`)
          .mend("take one of the intervals out; what nobody must ever be told goes to a receiver without channels");
      }
    }
  },
  examples: () => ({
    passing: [
      routedModel({
        route: treeOf(
          ...PAGES,
          ofSeverity("warning", "shop", { activeTimeIntervals: ["office"], muteTimeIntervals: ["lunch"] }),
        ),
        timeIntervals: { ...OFFICE, lunch: [{ times: [{ from: "12:00", to: "13:00" }] }] },
      }),
      routedModel({
        route: treeOf(...PAGES, ofSeverity("warning", "shop", { activeTimeIntervals: ["move"] })),
        timeIntervals: { move: [{ years: ["2020"] }] },
      }),
    ],
    failing: [
      routedModel({
        route: treeOf(
          ...PAGES,
          ofSeverity("warning", "shop", { activeTimeIntervals: ["office"], muteTimeIntervals: ["office"] }),
        ),
        timeIntervals: OFFICE,
      }),
      routedModel({
        route: treeOf(...PAGES, ofSeverity("warning", "shop", { muteTimeIntervals: ["am", "pm"] })),
        timeIntervals: {
          am: [{ times: [{ from: "00:00", to: "12:00" }] }],
          pm: [{ times: [{ from: "12:00", to: "24:00" }] }],
        },
      }),
    ],
  }),
});

type Periods = Parameters<typeof neverHolds>[0];

const PAGES = [ofSeverity("critical", "shop-oncall")];
const OFFICE = { office: [{ weekdays: ["monday:friday" as const], times: [{ from: "09:00", to: "17:00" }] }] };

const withInterval = (periods: Periods) =>
  routedModel({
    route: treeOf(...PAGES, ofSeverity("warning", "shop", { muteTimeIntervals: ["quiet"] })),
    timeIntervals: { quiet: periods },
  });
