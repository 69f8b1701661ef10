/** What a name proves: the words that images, libraries and connection strings are told in. */
import type { InfrastructureKind } from "../assessment";

/** A server that applications connect to. */
export interface KnownServer {
  readonly kind: Exclude<InfrastructureKind, "clouds" | "orchestration">;
  readonly name: string;
}

/** Words of one line, parted by spaces: tables read better so. */
export const words = (line: string): readonly string[] => line.split(/\s+/).filter((word) => word !== "");

/** From a table `name: "spelling spelling"` to spelling → entry. */
export const bySpelling = <Entry>(
  table: Readonly<Record<string, string>>,
  entry: (name: string) => Entry,
): readonly (readonly [string, Entry])[] =>
  Object.entries(table).flatMap(([name, spellings]) =>
    words(spellings).map((spelling): readonly [string, Entry] => [spelling, entry(name)]),
  );
