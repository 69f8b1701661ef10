/** Mistakes that an objective has by itself. */
import { days, hours, minutes, seconds } from "../../../../lib/model";
import { promql } from "../../../../lib/query";
import { availability, calendarMonth, composite, queueAge } from "../../../../lib/slo";
import { objective, web, type Refused } from "./row";

const level = (more: object) => ({ burnRate: 14.4, long: hours(1), short: minutes(5), severity: "critical", ...more });
const levels = (...all: readonly object[]) => ({ alerting: { levels: all.map(level) } });

export const refused: readonly Refused[] = [
  {
    title: "an objective of 100 %",
    props: { objective: "100%" },
    at: ".objective",
    words: ["an error budget of 1 - 1 = 0", "each threshold is a burn rate x 0 = 0"],
  },
  { title: "an objective of 0 %", props: { objective: "0%" }, at: ".objective", words: ["1 - 0 = 1"] },
  {
    title: "more than everything",
    props: { objective: "999%" },
    at: ".objective",
    words: ["is 999 %, and no more than 100 % can be good"],
  },
  { title: "a comma", props: { objective: "99,9%" }, at: ".objective", words: ['"99.9%"'] },
  { title: "a share without its sign", props: { objective: "99.9" }, at: ".objective", words: ["no percentage"] },
  { title: "a number", props: { objective: 0.999 }, at: ".objective", words: ["is 0.999"] },
  { title: "a period of ten minutes", props: { window: minutes(10) }, at: ".window", words: ["shorter than an hour"] },
  {
    title: "a period of a minute and a half",
    props: { window: seconds(5_430) },
    at: ".window",
    words: ["5430 s / 60 s = 90.5 evaluations"],
  },
  { title: "a bare number of days", props: { window: 30 }, at: ".window", words: ["days(30)"] },
  {
    title: "a zone by the name of a city alone",
    props: { window: calendarMonth("Berlin") },
    at: ".window.zone",
    words: ["Europe/Berlin"],
  },
  {
    title: "a short window that is longer than the long one",
    props: levels({ long: minutes(5), short: hours(1) }),
    at: ".alerting.levels[0].short",
    words: ["is 1h, which is not shorter than the long window of 5m"],
  },
  {
    title: "a short window as long as the long one",
    props: levels({ long: hours(1), short: hours(1) }),
    at: ".alerting.levels[0].short",
    words: ["is 1h, which is not shorter than the long window of 1h"],
  },
  {
    title: "a window of a minute and a half",
    props: levels({ short: seconds(90) }),
    at: ".alerting.levels[0].short",
    words: ["is 90 s, and 90 s / 60 s = 1.5 evaluations"],
  },
  {
    title: "a long window beyond the period",
    props: { ...levels({ burnRate: 1, long: days(3), short: hours(6) }), window: days(1) },
    at: ".alerting.levels[0].long",
    words: ["1 x 3d / 1d = 300 % of the error budget"],
  },
  {
    title: "two levels of one severity and one window",
    props: levels({}, { burnRate: 12 }),
    at: ".alerting.levels[1].long",
    words: ["is 1h, as that of levels[0], which is critical too"],
  },
  {
    title: "a ticket over a part of a range",
    props: levels({ burnRate: 1, long: minutes(63), short: minutes(5), severity: "warning" }),
    at: ".alerting.levels[0].long",
    words: ["is 1h3m, and 1h3m / 5m = 12.6", "a multiple of 5m"],
  },
  {
    title: "a burn rate of nothing",
    props: levels({ burnRate: 0 }),
    at: ".alerting.levels[0].burnRate",
    words: ["is 0, which is not from 0.01"],
  },
  { title: "no levels", props: { alerting: { levels: [] } }, at: ".alerting.levels", words: ["nobody is told"] },
  {
    title: "a severity as others call it",
    props: levels({ severity: "page" }),
    at: ".alerting.levels[0].severity",
    words: ['"critical"'],
  },
  {
    title: "half an event",
    props: { alerting: { minimumEvents: 0.5 } },
    at: ".alerting.minimumEvents",
    words: ["is 0.5, which is no whole number from 0"],
  },
  {
    title: "fewer than no events",
    props: { alerting: { minimumEvents: -10 } },
    at: ".alerting.minimumEvents",
    words: ["is -10, which is no whole number from 0"],
  },
  { title: "no traffic", props: { expectedTraffic: 0 }, at: ".expectedTraffic", words: ["is 0 events per second"] },
  {
    title: "traffic of an indicator that counts time",
    props: { expectedTraffic: 5, sli: queueAge({ oldest: promql`${web.oldestMessage}`, atMost: minutes(5) }) },
    at: ".expectedTraffic",
    words: ["is 5 per second, and the indicator counts time: one second each second"],
  },
  {
    title: "a name that becomes too long in alerts",
    props: { name: "web-availability-of-all-the-customers-in-all-the-countries" },
    at: ".name",
    words: ["58 + 13 = 71", "more than the 60 that a phone shows", "shorten it to 47 characters"],
  },
  { title: "a name in CamelCase", props: { name: "WebAvailability" }, at: ".name", words: ["checkout-availability"] },
  { title: "an owner with a space", props: { owner: "Team Web" }, at: ".owner", words: ["DNS-1123"] },
  { title: "a label twice", props: { groupBy: ["route", "route"] }, at: ".groupBy[1]", words: ["there already"] },
  {
    title: "a label of our own",
    props: { groupBy: ["slo"] },
    at: ".groupBy[0]",
    words: ["what the name of an objective is"],
  },
  { title: "the bound of a bucket", props: { groupBy: ["le"] }, at: ".groupBy[0]", words: ["where a bucket ends"] },
  {
    title: "a namespace twice",
    props: { namespace: "shop", groupBy: ["namespace"] },
    at: ".namespace",
    words: ["groupBy takes the label from the series"],
  },
  {
    title: "a rate of a rate",
    props: {
      sli: availability({
        total: promql`rate(${web.requestsTotal}[5m])`,
        bad: promql`${web.requestsTotal}{status_code=~"5.."}`,
      }),
    },
    at: ".sli",
    words: ["reads rate(web_requests_total[5m]), which is no selector of one metric"],
  },
  {
    title: "an indicator by hand that does not say what it reads",
    props: { sli: { rates: () => ({}) } },
    at: ".sli",
    words: ["is no indicator", "availability({ total, bad })"],
  },
  {
    title: "a weight of nothing",
    props: { name: "journey", sli: composite({ parts: [{ slo: objective(), weight: 0 }] }) },
    at: ".sli.parts[0].weight",
    words: ["is 0, so that events of web-availability would count 0 times"],
  },
  {
    title: "a weight below nothing",
    props: { name: "journey", sli: composite({ parts: [{ slo: objective(), weight: -2 }] }) },
    at: ".sli.parts[0].weight",
    words: ["-2 x 1 event = -2"],
  },
  {
    title: "a part twice",
    props: {
      name: "journey",
      sli: composite({
        parts: [
          { slo: objective(), weight: 1 },
          { slo: objective(), weight: 2 },
        ],
      }),
    },
    at: ".sli.parts[1].slo",
    words: ["parts[0] is already", "with the weight 3"],
  },
  {
    title: "a journey of no parts",
    props: { name: "journey", sli: composite({ parts: [] }) },
    at: ".sli.parts",
    words: ["is empty"],
  },
  {
    title: "a property that is misspelt",
    props: { objectve: "99%" },
    at: ".objectve",
    words: ['did you mean "objective"?'],
  },
];
