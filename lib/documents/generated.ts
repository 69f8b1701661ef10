/** All pages of `docs/generated/`, by file name. */
import { checkEntries } from "../checks";
import type { Finding, Model } from "../model";
import { architecturePages } from "./architecture";
import { assessmentPages } from "./assessment";
import { checksPage } from "./checks-page";
import { dashboardPages } from "./dashboards";
import { indexPage } from "./index-page";
import { integrationPages } from "./integration";
import { metricPages } from "./metrics";
import type { Documented, Page } from "./page";
import { planPages } from "./plan";
import { routePages } from "./routes";
import { runbookPages } from "./runbooks";
import { sloPages } from "./slos";

/** In the order in which somebody reads who arrives. */
const DOCUMENTS: readonly ((documented: Documented) => readonly Page[])[] = [
  assessmentPages,
  architecturePages,
  planPages,
  metricPages,
  dashboardPages,
  runbookPages,
  sloPages,
  integrationPages,
  routePages,
];

/** The documents of one environment. */
export const documentsOf = (documented: Documented): readonly Page[] => DOCUMENTS.flatMap((pages) => pages(documented));

/**
 * @param models of the environments that are documented
 * @param findings what the checks say of them, where they have been asked already
 */
export const generatedDocuments = (
  models: readonly Model[],
  findings?: readonly Finding[],
): ReadonlyMap<string, string> => {
  const environments = new Map(models.map((model) => [model.name, documentsOf({ model, findings })]));
  return new Map([
    ["README.md", indexPage(environments)],
    ["checks.md", checksPage(checkEntries)],
    ...[...environments.values()].flat().map(({ path, text }) => [path, text] as const),
  ]);
};
