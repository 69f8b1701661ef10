/**
 * Patterns that take exponential time: where one text can be taken in two ways within a repetition, a search that goes back tries every
 * combination of them before it gives up. Decided on the automaton of the pattern's places (Glushkov), not by the look of it.
 */
import { overlap, type Node, type Pattern, type Ranges } from "./syntax";

/** More places than any sane pattern has; the check below grows with their square. */
export const MOST_PLACES = 400;

/** `undefined` where the pattern is too large to tell. */
export const isExponential = (pattern: Pattern): boolean | undefined => {
  const automaton = new Automaton();
  automaton.add(pattern.node);
  return automaton.places.length > MOST_PLACES ? undefined : automaton.hasTwoWays();
};

interface Part {
  readonly first: readonly number[];
  readonly last: readonly number[];
  /** It may be empty. */
  readonly nullable: boolean;
}

const EMPTY: Part = { first: [], last: [], nullable: true };
/** Of a long run, so many are told apart. */
const COPIES = 3;

class Automaton {
  readonly places: Ranges[] = [];
  private readonly follow: Map<number, number>[] = [];

  add(node: Node): Part {
    switch (node.kind) {
      case "edge":
      case "wordEdge":
        return EMPTY;
      case "set": {
        if (this.places.length > MOST_PLACES) return EMPTY;
        const place = this.places.push(node.ranges) - 1;
        this.follow.push(new Map());
        return { first: [place], last: [place], nullable: false };
      }
      case "group":
        return this.add(node.node);
      case "sequence":
        return node.items.reduce<Part>((before, item) => this.then(before, this.add(item)), EMPTY);
      case "choice": {
        const parts = node.options.map((option) => this.add(option));
        return {
          first: parts.flatMap(({ first }) => first),
          last: parts.flatMap(({ last }) => last),
          nullable: parts.some(({ nullable }) => nullable),
        };
      }
      case "repeat":
        return this.repeat(node);
    }
  }

  private repeat({ node, least, most }: Extract<Node, { kind: "repeat" }>): Part {
    const needed = Math.min(least, COPIES);
    const further = most === Infinity ? (needed === 0 ? 1 : 0) : Math.min(most - least, COPIES);
    let whole = EMPTY;
    let end: Part | undefined;
    for (let index = 0; index < needed + further; index += 1) {
      const part = this.add(node);
      const step = index < needed ? part : { ...part, nullable: true };
      end = part;
      whole = this.then(whole, step);
    }
    // The last one again and again.
    if (most === Infinity && end !== undefined) this.connect(end.last, end.first);
    return whole;
  }

  private then(before: Part, after: Part): Part {
    this.connect(before.last, after.first);
    return {
      first: before.nullable ? [...before.first, ...after.first] : before.first,
      last: after.nullable ? [...before.last, ...after.last] : after.last,
      nullable: before.nullable && after.nullable,
    };
  }

  private connect(from: readonly number[], to: readonly number[]): void {
    for (const place of from)
      for (const next of to) this.follow[place]?.set(next, (this.follow[place]?.get(next) ?? 0) + 1);
  }

  /** From a place back to itself in two ways by the same text: a circle of pairs that holds two equal places and two different ones. */
  hasTwoWays(): boolean {
    const circles = circlesIn(
      this.places.map((_, place) => this.pair(place, place)),
      (pair) => this.next(pair),
    );
    const equal = (circle: ReadonlySet<number>) => [...circle].filter((pair) => pair % (this.places.length + 1) === 0);
    return circles.some((circle) => {
      const places = new Set(equal(circle).map((pair) => pair % this.places.length));
      if (places.size > 0 && places.size < circle.size) return true;
      // Two repetitions around one and the same step: each counts the step as its own.
      return [...places].some((place) =>
        [...(this.follow[place] ?? [])].some(([next, ways]) => ways > 1 && places.has(next)),
      );
    });
  }

  /** Two places without their order; of equal ones, a multiple of one more than their number. */
  private pair = (a: number, b: number): number => Math.min(a, b) * this.places.length + Math.max(a, b);

  private *next(pair: number): Iterable<number> {
    const [a, b] = [Math.floor(pair / this.places.length), pair % this.places.length];
    for (const nextA of this.follow[a]?.keys() ?? [])
      for (const nextB of this.follow[b]?.keys() ?? [])
        if (overlap(this.places[nextA] ?? [], this.places[nextB] ?? [])) yield this.pair(nextA, nextB);
  }
}

/** What can be left and come back to, by what is entered together (Tarjan), without recursion because circles can be long. */
const circlesIn = (
  starts: readonly number[],
  next: (node: number) => Iterable<number>,
): readonly ReadonlySet<number>[] => {
  const order = new Map<number, number>();
  const lowest = new Map<number, number>();
  const stack: number[] = [];
  const open = new Set<number>();
  const circles: ReadonlySet<number>[] = [];
  const enter = (node: number) => {
    order.set(node, order.size);
    lowest.set(node, order.size - 1);
    stack.push(node);
    open.add(node);
    return { node, rest: next(node)[Symbol.iterator]() as Iterator<number, void>, itself: false };
  };
  const lower = (node: number, value: number | undefined): void => {
    if (value !== undefined) lowest.set(node, Math.min(lowest.get(node) ?? value, value));
  };
  for (const start of starts) {
    if (order.has(start)) continue;
    const path = [enter(start)];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const step = top.rest.next();
      if (step.done !== true) {
        const { value } = step;
        top.itself ||= value === top.node;
        if (!order.has(value)) path.push(enter(value));
        else if (open.has(value)) lower(top.node, order.get(value));
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) lower(above.node, lowest.get(top.node));
      if (lowest.get(top.node) !== order.get(top.node)) continue;
      const circle = new Set(stack.splice(stack.lastIndexOf(top.node)));
      for (const node of circle) open.delete(node);
      if (circle.size > 1 || top.itself) circles.push(circle);
    }
  }
  return circles;
};
