/** What nothing is registered for, with what to do instead. */
import type { Assessment, Evidence } from "../assessment";
import { POSTGRES_LIKE, REDIS_LIKE, spokenBy } from "../recommendations";

/** The first place, as one opens it in an editor. */
export const placeOf = ([first]: readonly Evidence[]): string =>
  first === undefined
    ? "seen nowhere in particular"
    : `${first.file}${first.line === undefined ? "" : `:${first.line}`}`;

export const notesOf = (assessment: Assessment): readonly string[] => [
  ...notes(assessment),
  ...ownDatabases(assessment),
];

const notes = ({ infrastructure: { databases, queues, caches } }: Assessment): readonly string[] =>
  [...databases, ...queues, ...caches]
    .filter(({ name }) => ![...POSTGRES_LIKE, ...REDIS_LIKE].includes(name))
    .map(({ name, evidence }) => {
      const spoken = spokenBy(name);
      return `Decide: ${name} (${placeOf(evidence)}) has no call of its own${spoken === undefined ? "" : `; its metrics come from ${spoken}`}.`;
    });

const ownDatabases = ({ services }: Assessment): readonly string[] =>
  services
    .filter(({ kind }) => kind.value === "database")
    .map(
      ({ name, evidence }) =>
        `Decide: ${name} (${placeOf(evidence)}) is a database that nothing is registered for yet.`,
    );
