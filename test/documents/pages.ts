/** Pages as tests look at them: all of an environment, where their links lead, and which of them a change touches. */
import { posix } from "node:path";
import { dashboardPages } from "../../lib/documents/dashboards";
import { metricPages } from "../../lib/documents/metrics";
import { anchorOf, type Page } from "../../lib/documents/page";
import { routePages } from "../../lib/documents/routes";
import { runbookPages } from "../../lib/documents/runbooks";
import { sloPages } from "../../lib/documents/slos";
import { withOwn, type DeployedAlert, type DeployedPack, type Model } from "../../lib/model";

/** The pages about what an environment watches, by path. */
export const watchedPages = (model: Model): ReadonlyMap<string, Page> =>
  new Map(
    [metricPages, dashboardPages, runbookPages, sloPages, routePages]
      .flatMap((pages) => pages({ model }))
      .map((page) => [page.path, page]),
  );

/** Paths below the environment of what reads otherwise after a change. */
export const touched = (before: Model, after: Model): readonly string[] => {
  const [old, now] = [watchedPages(before), watchedPages(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((path) => old.get(path)?.text !== now.get(path)?.text)
    .map((path) => path.slice(before.name.length + 1))
    .sort();
};

export interface PageLink {
  readonly text: string;
  readonly path: string;
  readonly anchor: string;
}

/** What a page leads to beside the web, from where it stands; what stands in fences leads nowhere. */
export const linksIn = ({ path, text }: Page): readonly PageLink[] =>
  [...text.replaceAll(/^ *```.*?^ *```$/gms, "").matchAll(/\[((?:`[^`]*`|\\.|[^\]\\`])*)\]\(([^)\s]+)\)/g)].flatMap(
    ([, words = "", address = ""]) => {
      if (/^[a-z]+:/.test(address)) return [];
      const [file = "", anchor = ""] = address.split("#");
      return [{ text: words, anchor, path: file === "" ? path : posix.join(posix.dirname(path), file) }];
    },
  );

export const anchorsOf = ({ text }: Page): readonly string[] =>
  [...text.replaceAll(/^ *```.*?^ *```$/gms, "").matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading));

/** With one pack changed. */
export const withPack = (model: Model, name: string, change: (pack: DeployedPack) => Partial<DeployedPack>): Model => ({
  ...model,
  packs: model.packs.map((fact) =>
    fact.pack.name === name ? { ...fact, pack: { ...fact.pack, ...change(fact.pack) } } : fact,
  ),
});

/** With one alert changed. */
export const withAlert = (
  model: Model,
  name: string,
  change: (alert: DeployedAlert) => Partial<DeployedAlert>,
): Model => ({
  ...model,
  packs: model.packs.map((fact) => ({
    ...fact,
    pack: {
      ...fact.pack,
      alerts: fact.pack.alerts.map((alert) =>
        alert.name === name ? (withOwn(alert, change(alert)) as DeployedAlert) : alert,
      ),
    },
  })),
});

/** The environment that shows most. */
export const named = (models: readonly Model[], name: string): Model => {
  const found = models.find((model) => model.name === name);
  if (found === undefined) throw new Error(`no environment ${name}`);
  return found;
};
