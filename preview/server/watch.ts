/** Says when something in the sources was saved, once for what was saved together. */
import { existsSync, watch, type FSWatcher } from "node:fs";
import { join } from "node:path";

const SOURCES = ["lib", "stacks", "main.ts"];
/** Editors write a file in several steps. Milliseconds. */
const QUIET = 300;

export const watchSources = (root: string, saved: () => Promise<void>): (() => void) => {
  let timer: NodeJS.Timeout | undefined;
  let busy = false;
  let again = false;
  const work = async (): Promise<void> => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    await saved();
    busy = false;
    if (again) {
      again = false;
      await work();
    }
  };
  const watchers: readonly FSWatcher[] = SOURCES.filter((path) => existsSync(join(root, path))).map((path) =>
    watch(join(root, path), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => void work(), QUIET);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const each of watchers) each.close();
  };
};
