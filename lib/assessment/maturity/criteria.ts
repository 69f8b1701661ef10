/** What maturity is counted by: each criterion with what it is worth. Ten points for each pillar. */
import type { Evidence, PillarScore } from "../assessment";
import {
  DASHBOARD_TOOLS,
  evidenceOf,
  hasTool,
  isProblem,
  LOG_TOOLS,
  METRIC_STORES,
  objectivesSeen,
  PROBE_TOOLS,
  problemEvidence,
  subjectOf,
  TRACE_TOOLS,
  type Asking,
} from "../recommendations";

export type Pillar = PillarScore["pillar"];

export interface Reached {
  /** What was counted, in words: `3 of 7 services are scraped`. */
  readonly text: string;
  /** How much of it, from 0 to 1. */
  readonly share: number;
  readonly evidence: readonly Evidence[];
}

export interface Criterion {
  readonly pillar: Pillar;
  /** Points for all of it. */
  readonly of: number;
  readonly reached: (asking: Asking) => Reached;
}

interface Seen {
  readonly evidence: readonly Evidence[];
}

const yes = (text: string, holds: boolean, evidence: readonly Evidence[] = []): Reached => ({
  text,
  share: holds ? 1 : 0,
  evidence,
});

/** Of nothing at all, nothing is reached. */
const part = (some: number, all: number, words: string, evidence: readonly Evidence[] = []): Reached => ({
  text: `${some} of ${all} ${words}`,
  share: all === 0 ? 0 : some / all,
  evidence,
});

const toolOf =
  (names: readonly string[], text: string) =>
  (asking: Asking): Reached =>
    yes(text, hasTool(asking, names), toolEvidence(asking, names));

const toolEvidence = ({ monitoring }: Asking, names: readonly string[]): readonly Evidence[] =>
  evidenceOf(monitoring.tools.filter(({ name }) => names.includes(name)));

const servicesWith =
  (words: string, having: (service: Asking["services"][number]) => Seen | undefined, ofKind?: "web") =>
  ({ services }: Asking): Reached => {
    const all = services.filter(({ kind }) => ofKind === undefined || kind.value === ofKind);
    const some = all.flatMap((service) => having(service) ?? []);
    return part(some.length, all.length, words, evidenceOf(some));
  };

/** Whether something of it is measured. */
const measured = ({ needs }: Asking, names: readonly string[]): readonly Seen[] =>
  names.flatMap((name) => {
    const found = needs.filter((each) => each.of === name && each.status === "exists");
    return found.length === 0 ? [] : [{ evidence: found.flatMap(({ evidence }) => evidence) }];
  });

const problems = ({ monitoring }: Asking, subjects: readonly ReturnType<typeof subjectOf>[]) =>
  monitoring.problems.filter((each) => isProblem(each) && subjects.includes(subjectOf(each)));

const faultless =
  (text: string, subjects: readonly ReturnType<typeof subjectOf>[], judged: (asking: Asking) => number) =>
  (asking: Asking): Reached => {
    const found = problems(asking, subjects);
    const some = judged(asking) > 0;
    return yes(
      some ? `${text}: ${found.length} problems` : `${text}: there is nothing to judge`,
      some && found.length === 0,
      found.map(problemEvidence),
    );
  };

const plain =
  (names: readonly string[], text: string) =>
  ({ monitoring }: Asking): Reached => {
    const here = monitoring.tools.filter(({ name }) => names.length === 0 || names.includes(name));
    // Retired are single products of a tool, too: `jaeger-v1`.
    const old = monitoring.retired.filter(
      ({ name }) => names.length === 0 || names.some((each) => name === each || name.startsWith(`${each}-`)),
    );
    return yes(text, here.length > 0 && old.length === 0, evidenceOf(old.length > 0 ? old : here));
  };

export const CRITERIA: readonly Criterion[] = [
  { pillar: "metrics", of: 3, reached: toolOf(METRIC_STORES, "something stores metrics") },
  {
    pillar: "metrics",
    of: 3,
    reached: ({ services, monitoring }) => {
      const names = services.map(({ name }) => name);
      const scraped = monitoring.scraped.filter(({ value }) => names.includes(value));
      return part(scraped.length, names.length, "services are scraped", evidenceOf(scraped));
    },
  },
  {
    pillar: "metrics",
    of: 2,
    reached: (asking) => {
      const names = asking.services.map(({ name }) => name);
      const needed = asking.needs.filter((each) => names.includes(each.of));
      const there = needed.filter(({ status }) => status === "exists");
      return part(there.length, needed.length, "signals of services are measured", evidenceOf(there));
    },
  },
  {
    pillar: "metrics",
    of: 2,
    reached: (asking) => {
      const { databases, queues, caches } = asking.infrastructure;
      const names = [...databases, ...queues, ...caches].map(({ name }) => name);
      const found = measured(asking, names);
      return part(found.length, names.length, "databases, queues and caches are measured", evidenceOf(found));
    },
  },
  {
    pillar: "alerting",
    of: 3,
    reached: ({ monitoring: { judged, tellsPeople } }) =>
      yes(
        `${judged.alerts} alerts in rules that could be read`,
        judged.alerts > 0 || tellsPeople.length > 0,
        tellsPeople,
      ),
  },
  {
    pillar: "alerting",
    of: 4,
    reached: ({ monitoring: { tellsPeople } }) =>
      yes("an alert reaches a channel with people in it", tellsPeople.length > 0, tellsPeople),
  },
  {
    pillar: "alerting",
    of: 3,
    reached: faultless(
      "rules and routes pass our checks",
      ["rules", "routes"],
      ({ monitoring: { judged } }) => judged.rules + judged.receivers,
    ),
  },
  {
    pillar: "dashboards",
    of: 3,
    reached: (asking) =>
      yes(
        "something shows dashboards",
        hasTool(asking, DASHBOARD_TOOLS) || asking.monitoring.judged.dashboards > 0,
        toolEvidence(asking, DASHBOARD_TOOLS),
      ),
  },
  {
    pillar: "dashboards",
    of: 4,
    reached: ({ monitoring: { judged } }) =>
      yes(`${judged.dashboards} dashboards are kept as files`, judged.dashboards > 0),
  },
  {
    pillar: "dashboards",
    of: 3,
    reached: faultless("dashboards pass our checks", ["dashboards"], ({ monitoring: { judged } }) => judged.dashboards),
  },
  { pillar: "logs", of: 7, reached: toolOf(LOG_TOOLS, "something collects logs") },
  { pillar: "logs", of: 3, reached: plain(LOG_TOOLS, "what collects them is maintained") },
  { pillar: "traces", of: 7, reached: toolOf(TRACE_TOOLS, "something carries traces") },
  { pillar: "traces", of: 3, reached: plain(TRACE_TOOLS, "what carries them is maintained") },
  {
    pillar: "objectives",
    of: 10,
    reached: (asking) => {
      const seen = objectivesSeen(asking);
      const web = asking.services.filter(({ kind }) => kind.value === "web");
      const promised = web.filter(({ name }) => seen(name));
      return part(promised.length, web.length, "web services have an objective", evidenceOf(promised));
    },
  },
  { pillar: "operations", of: 3, reached: servicesWith("services have an owner", ({ owner }) => owner) },
  {
    pillar: "operations",
    of: 2,
    reached: servicesWith("web services have a health endpoint", ({ health }) => health[0], "web"),
  },
  {
    pillar: "operations",
    of: 2,
    reached: servicesWith(
      "web services run more than once",
      ({ replicas }) => (replicas !== undefined && replicas.value > 1 ? replicas : undefined),
      "web",
    ),
  },
  { pillar: "operations", of: 1, reached: toolOf(PROBE_TOOLS, "something tries addresses from outside") },
  { pillar: "operations", of: 2, reached: plain([], "every monitoring tool is maintained") },
];
