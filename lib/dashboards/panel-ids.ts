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

export type PanelIds = (dashboard: Pick<Dashboard, "rows">) => ReadonlyMap<string, number>;

/** By title; of two titles with one number, the one later in the alphabet takes the next. */
export const panelIds: PanelIds = (dashboard) => idsOf(keysIn(dashboard));

/** For many dashboards: those of hundreds of services have the same titles. */
export const panelIdsAlike = (): PanelIds => {
  const known = new Map<string, ReadonlyMap<string, number>>();
  return (dashboard) => {
    const keys = keysIn(dashboard);
    const titles = JSON.stringify(keys);
    const ids = known.get(titles) ?? idsOf(keys);
    known.set(titles, ids);
    return ids;
  };
};

const keysIn = ({ rows }: Pick<Dashboard, "rows">): readonly string[] => {
  const keys: string[] = [];
  for (const { title, panels } of rows) {
    if (title !== undefined) keys.push(rowKey(title));
    for (const panel of panels) keys.push(panel.title);
  }
  return keys;
};

const idsOf = (keys: readonly string[]): ReadonlyMap<string, number> => {
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
