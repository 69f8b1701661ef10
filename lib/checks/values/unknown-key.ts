/** Keys that the chart does not have, or that none of its templates reads: Helm accepts them in silence. */
import { distance } from "fastest-levenshtein";
import { join, type ChartPin, type Model, type Values } from "../../model";
import { at, check, type Problem } from "../check";
import { valuesOf } from "../example";
import { hasMoved } from "./moved-key";
import { placesOf } from "./places";
import { eachSide } from "./sides";
import { mismatches, type Keys } from "./walk";

/** More names than this help nobody. */
const LISTED = 12;

export const unknownKeys = (pin: ChartPin, values: Values, path: string): readonly Problem[] =>
  mismatches(pin, values).flatMap((mismatch) => {
    if (mismatch.kind === "type" || hasMoved(pin, mismatch.keys, values)) return [];
    const place = at(join(path, mismatch.keys));
    return mismatch.kind === "unread"
      ? [place.problem(`is read by no template of ${pin.name} ${pin.version}: it has no effect`).mend("remove it")]
      : [
          place
            .problem(`is no key of ${pin.name} ${pin.version}, which ignores it`)
            .mend(mendOf(pin, mismatch.keys, mismatch.known)),
        ];
  });

const mendOf = (pin: ChartPin, keys: Keys, known: readonly string[]): string => {
  const name = String(keys.at(-1));
  const similar = nearest(name, known);
  if (similar !== undefined) return `did you mean ${JSON.stringify(similar)}?`;
  const places = placesOf(pin.name, keys);
  if (places.length > 0) return `it is at ${places.map((place) => join("", place)).join(", or at ")}`;
  return known.length > 0 && known.length <= LISTED
    ? `remove it, or write one of ${[...known].sort().join(", ")}`
    : "remove it";
};

/** The known name that a typing error separates from this one: letters in another order, or a step for every third letter at most. */
const nearest = (name: string, known: readonly string[]): string | undefined =>
  known
    .map((candidate) => ({ candidate, steps: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(
      ({ candidate, steps }) =>
        steps <= Math.max(1, Math.round(Math.min(name.length, candidate.length) / 3)) ||
        sortedLetters(name) === sortedLetters(candidate),
    )
    .sort((a, b) => a.steps - b.steps || (a.candidate < b.candidate ? -1 : 1))[0]?.candidate;

const sortedLetters = (name: string): string => [...name.toLowerCase()].sort().join("");

export const unknownKey = check({
  id: "values/unknown-key",
  severity: "error",
  reason: "Charts ignore keys that they do not know: a typing error is a setting that is missing, and nothing says so.",
  *find({ releases }: Model): Iterable<Problem> {
    yield* eachSide(releases, unknownKeys);
  },
  examples: () => ({
    passing: [valuesOf({ singleBinary: { replicas: 3 } })],
    failing: [valuesOf({ singleBinary: { replica: 3 } })],
  }),
});
