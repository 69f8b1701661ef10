/** The two sides of a release's values: what the user wrote in the escape hatch, and what the component set, which would be our own error. */
import type { ChartPin, Release, Values } from "../../model";
import type { Problem } from "../check";

type Finder = (pin: ChartPin, values: Values, path: string) => Iterable<Problem>;

export function* eachSide(releases: readonly Release[], find: Finder): Iterable<Problem> {
  for (const { path, chart, userValues, ownValues } of releases) {
    yield* find(chart, userValues, `${path}.values`);
    yield* find(chart, ownValues, `${path}.chart`);
  }
}
