/** Whatever `slo` takes, rules and tests are made of it and judged: nothing throws, nothing runs for ever. */
import { runChecks } from "../../../lib/checks";
import { days, hours, milliseconds, minutes, prometheusDuration, type Slo } from "../../../lib/model";
import { promql } from "../../../lib/query";
import {
  bounds,
  calendarDay,
  calendarMonth,
  calendarQuarter,
  calendarWeek,
  calendarYear,
  composite,
  defaultLevels,
  freshness,
  latency,
  probeSuccess,
  queueAge,
  throughputFloor,
} from "../../../lib/slo";
import { answered, environment, objective, web } from "./seeded/row";

/** Of mulberry32: the same objectives in every run. */
const numbers = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

const ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"];
const OBJECTIVES = ["0.000001%", "1%", "50%", "90%", "93.06%", "99%", "99.9%", "99.95%", "99.999%", "99.999999999999%"];

const randomObjective = (seed: number): Slo => {
  const random = numbers(seed);
  const from = <T>(all: readonly [T, ...T[]] | readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  const window = from([
    minutes(60 + Math.floor(random() * 3_000)),
    days(1 + Math.floor(random() * 400)),
    from([calendarDay, calendarWeek, calendarMonth, calendarQuarter, calendarYear])(from(ZONES)),
  ]);
  const severity = from(["critical", "warning", "info"] as const);
  const short = 1 + Math.floor(random() * 20);
  const longer = 1 + Math.floor(random() * 39);
  // What does not page looks at whole base ranges.
  const base = Math.min(5, short);
  const own = [
    severity === "critical"
      ? { severity, short: minutes(short), long: minutes(Math.min(60, short + longer)) }
      : {
          severity,
          short: minutes(base * Math.ceil(short / 5)),
          long: minutes(base * (Math.ceil(short / 5) + Math.ceil(longer / 5))),
        },
  ].map((level) => ({ ...level, burnRate: from([1, 2, 14.4, 0.05, 1_000]) }));
  return objective({
    name: "web-objective",
    window,
    objective: from(OBJECTIVES),
    groupBy: from([[], ["route"], ["namespace", "service"]]),
    sli: from([
      () => answered,
      () => latency({ histogram: web.requestDuration, threshold: milliseconds(from([500, 300, 1])) }),
      () => latency({ histogram: web.paymentDuration, threshold: milliseconds(from([250, 300])) }),
      () => freshness({ lastSuccess: promql`${web.lastBackup}`, within: hours(26) }),
      () => queueAge({ oldest: promql`${web.oldestMessage}`, atMost: minutes(5) }),
      () => bounds({ gauge: promql`${web.requestsInFlight}`, atLeast: from([0, 1, 1_000]) }),
      () => probeSuccess({ probe: promql`${web.reachable}` }),
      () => throughputFloor({ counter: promql`${web.requestsTotal}`, perSecond: from([0.001, 10]) }),
      () => composite({ parts: [{ slo: objective(), weight: from([0.1, 3]) }] }),
    ])(),
    alerting: {
      levels: from([defaultLevels(window), own]),
      minimumEvents: from([undefined, 0, 1, 1_000_000]),
      missingData: from([undefined, { for: minutes(1) }]),
    },
  });
};

const SEEDS = Array.from({ length: 60 }, (_, index) => index + 1);
/** Of one objective, with all of its tests, on a slow machine. */
const MOST_MILLISECONDS = 5_000;

test.each(SEEDS)("objective %i is made and judged", (seed) => {
  const slo = randomObjective(seed);
  const begin = Date.now();
  const slos = slo.sli.parts === undefined ? [slo] : [objective(), slo];
  const model = environment({ slos, retention: days(400) });
  const found = runChecks([model], "2027-01-01");
  const took = Date.now() - begin;
  const what = `${slo.sli.kind} ${slo.objective} ${"milliseconds" in slo.window ? prometheusDuration(slo.window) : slo.window.unit}`;
  expect({ what, inTime: took < MOST_MILLISECONDS }).toEqual({ what, inTime: true });
  for (const { problem, mend } of found) expect(`${problem} ${mend}`).not.toMatch(/undefined|NaN|Infinity|\[object/);
  // What was computed is no mistake of whoever wrote the objective.
  const ofRules = found.filter(({ check }) => /^(promql|rule|group|alert)\//.test(check));
  expect({ what, ofRules: ofRules.map(({ check, path, problem }) => `${check} ${path} ${problem}`) }).toEqual({
    what,
    ofRules: [],
  });
});
