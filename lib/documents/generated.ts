/** All pages of `docs/generated/`, by file name. */
import { checkEntries } from "../checks";
import type { Model } from "../model";
import { checksPage } from "./checks-page";
import { routesPage } from "./routes-page";
import { slosPage } from "./slo-page";

/** @param models of all environments */
export const generatedDocuments = (models: readonly Model[]): ReadonlyMap<string, string> =>
  new Map([
    ["checks.md", checksPage(checkEntries)],
    ...models.map((model) => [`routes-${model.name}.md`, routesPage(model)] as const),
    ...models.filter(hasSlos).map((model) => [`slos-${model.name}.md`, slosPage(model)] as const),
  ]);

const hasSlos = ({ packs }: Model): boolean => packs.some(({ pack }) => pack.slos.length > 0);
