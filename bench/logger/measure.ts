/**
 * Rounds in which each logger writes the same lines, one after the other and in changing order, so that whatever else the machine does meets
 * all of them. Counted is the time of the processor, not of the clock: other processes hardly change it.
 */
import { CHILD_FIELDS, type Scenario, type Subject } from "./lines";
import { type Fixture, fixturesOn, type LoggerName, type Target, turn } from "./loggers";

export interface Rounds {
  readonly rounds: number;
  /** Lines of a logger in one round. */
  readonly lines: number;
  /** Lines within one turn of the event loop: what a busy service writes before it looks for what has arrived. */
  readonly perTurn: number;
}

export interface Result {
  readonly scenario: string;
  readonly target: Target;
  /** Of the middle round, per second of the processor. */
  readonly linesPerSecond: Readonly<Record<LoggerName, number>>;
  /** Of the middle round: how many lines a logger writes in the time in which pino writes one. */
  readonly ratio: Readonly<Record<LoggerName, number>>;
}

const WARM_UP = 4;

export async function measure(scenario: Scenario, target: Target, rounds: Rounds): Promise<Result> {
  const fixtures = fixturesOn(target);
  const children = new Map(fixtures.map(({ name, subject }) => [name, subject.child(CHILD_FIELDS)]));
  const speeds: Record<LoggerName, number>[] = [];
  for (let round = -WARM_UP; round < rounds.rounds; round += 1) {
    const speed: Record<LoggerName, number> = { pino: 0, ours: 0, winston: 0 };
    for (const fixture of inOrderOf(round + WARM_UP, fixtures))
      speed[fixture.name] = await speedOf(fixture, children.get(fixture.name) ?? fixture.subject, scenario, rounds);
    if (round >= 0) speeds.push(speed);
  }
  for (const { close } of fixtures) close();
  const middle = (of: (speed: Record<LoggerName, number>) => number): number => median(speeds.map(of));
  return {
    scenario: scenario.name,
    target,
    linesPerSecond: byName((name) => middle((speed) => speed[name])),
    ratio: byName((name) => middle((speed) => speed[name] / speed.pino)),
  };
}

/** All orders in turn: who comes first pays for what was there before. */
const inOrderOf = <Each>(round: number, all: readonly Each[]): readonly Each[] => {
  const turned = all.map((_, index) => all[(index + round) % all.length] as Each);
  return Math.floor(round / all.length) % 2 === 0 ? turned : turned.reverse();
};

/** Lines per second of the processor. */
async function speedOf(
  { subject, written }: Fixture,
  child: Subject,
  { line }: Scenario,
  { lines, perTurn }: Rounds,
): Promise<number> {
  globalThis.gc?.();
  await turn();
  const before = process.cpuUsage();
  for (let index = 0; index < lines; index += 1) {
    line(subject, child, index);
    if (index % perTurn === perTurn - 1) await turn();
  }
  await written();
  const { user, system } = process.cpuUsage(before);
  return (lines / Math.max(1, user + system)) * 1e6;
}

const byName = <Value>(of: (name: LoggerName) => Value): Record<LoggerName, Value> => ({
  pino: of("pino"),
  ours: of("ours"),
  winston: of("winston"),
});

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
};
