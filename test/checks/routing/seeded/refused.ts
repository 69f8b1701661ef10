/** Mistakes that the schema refuses before there is a routing. */
import { seconds } from "../../../../lib/model";
import { reference } from "./reference";
import type { Refused } from "./row";

const root = (change: object): object => ({ ...reference, route: { ...reference.route, ...change } });

export const refused: readonly Refused[] = [
  {
    title: "match, as it was called before",
    input: root({ routes: [{ match: { severity: "critical" }, receiver: "platform" }] }),
    at: ".route.routes[0].match",
    words: "matchers",
  },
  {
    title: "names as the file has them",
    input: root({ group_wait: seconds(10) }),
    at: ".route.group_wait",
    words: "groupWait",
  },
  { title: "no time between news", input: root({ groupInterval: seconds(0) }), at: ".route.groupInterval", words: "" },
  {
    title: "a secret in clear text",
    input: {
      ...reference,
      receivers: { ...reference.receivers, dba: [{ kind: "pagerduty", routingKey: "in-clear-text" }] },
    },
    at: ".receivers.dba",
    words: "existingSecret",
  },
  {
    title: "a weekday as others write it",
    input: { ...reference, timeIntervals: { office: [{ weekdays: ["mon:fri"] }] } },
    at: ".timeIntervals.office[0].weekdays[0]",
    words: "monday",
  },
  {
    title: "a zone by the name of a city alone",
    input: { ...reference, timeIntervals: { office: [{ weekdays: ["monday"], zone: "Berlin" }] } },
    at: ".timeIntervals.office[0].zone",
    words: "Europe/Berlin",
  },
  {
    title: "an hour that the day does not have",
    input: { ...reference, timeIntervals: { office: [{ times: [{ from: "09:00", to: "25:00" }] }] } },
    at: ".timeIntervals.office[0].times[0].to",
    words: "24:00",
  },
  {
    title: "a team that does not exist",
    input: { ...reference, defaultTeam: "platfrom" },
    at: ".defaultTeam",
    words: "platform",
  },
  {
    title: "a pack with two owners",
    input: { ...reference, teams: { platform: { packs: ["redis"] }, dba: { packs: ["redis"] } } },
    at: ".teams.dba.packs[0]",
    words: "platform",
  },
  {
    title: "a matcher that is a list",
    input: root({ routes: [{ matchers: { severity: ["critical", "warning"] }, receiver: "platform" }] }),
    at: ".route.routes[0].matchers.severity",
    words: "matches(",
  },
];
