/** Numbers of panels, computed from their titles: a panel keeps its address (`viewPanel=panel-…`) when others come before it. */
import type { Dashboard } from "../model";

const OFFSET = 2_166_136_261;
const PRIME = 16_777_619;
/** Short enough for an address, long enough that thirty titles hardly ever meet. */
const IDS = 1_000_000;

/** FNV-1a, in 32 bits. */
const digest = (text: string): number =>
  Buffer.from(text).reduce((hash, byte) => Math.imul(hash ^ byte, PRIME) >>> 0, OFFSET);

/** `row` and the title for a row, because a panel may have the same. */
export const rowKey = (title: string): string => `row ${title}`;

/** By title; of two titles with one number, the one later in the alphabet takes the next. */
export const panelIds = ({ rows }: Pick<Dashboard, "rows">): ReadonlyMap<string, number> => {
  const keys = rows.flatMap(({ title, panels }) => [
    ...(title === undefined ? [] : [rowKey(title)]),
    ...panels.map((panel) => panel.title),
  ]);
  const taken = new Set<number>();
  return new Map(
    [...new Set(keys)].sort().map((key) => {
      let id = digest(key) % IDS;
      // Grafana takes 0 for none.
      while (id === 0 || taken.has(id)) id += 1;
      taken.add(id);
      return [key, id];
    }),
  );
};
