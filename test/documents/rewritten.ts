/** What a page about an environment says otherwise after one fact has changed. */
import { App } from "cdktf";
import type { Environment } from "../../lib";
import type { Documented, Page } from "../../lib/documents/page";
import type { Finding, Model } from "../../lib/model";
import { modelsOf } from "../../lib/terraform";
import { stacksOf } from "../../stacks/stacks-of";
import { temporaryFolder } from "../stacks/synthesized";

/** Findings may be known already. */
type Pages = (documented: Documented & { readonly findings?: readonly Finding[] }) => readonly Page[];

const written = new WeakMap<Pages, WeakMap<Model, string>>();

/** The text of the one page, written once. No check is asked: that takes seconds. */
export const textOf = (pages: Pages, model: Model): string => {
  const known = written.get(pages) ?? new WeakMap<Model, string>();
  written.set(pages, known);
  const text = known.get(model) ?? pages({ model, findings: [] })[0]?.text;
  if (text === undefined) throw new Error("no page");
  known.set(model, text);
  return text;
};

/** Lines that stand in the page after the change, and did not before. */
export const newLines = (pages: Pages, before: Model, after: Model): readonly string[] => {
  const old = new Set(textOf(pages, before).split("\n"));
  return textOf(pages, after)
    .split("\n")
    .filter((line) => !old.has(line));
};

/** The model of an environment, with the services of this installation. */
export const modelOf = (environment: Environment): Model => {
  const app = new App({ outdir: temporaryFolder() });
  Array.from(stacksOf(app, environment));
  const [model] = modelsOf(app);
  if (model === undefined) throw new Error(`no model of ${environment.name}`);
  return model;
};

/** Every series that a metric of the environment is exported under, or that a rule records. */
export const seriesNames = ({ packs }: Model): ReadonlySet<string> =>
  new Set([
    "up",
    ...packs.flatMap(({ pack }) => [
      ...Object.values(pack.metrics ?? {}).flatMap(({ name }) => [
        name,
        `${name}_bucket`,
        `${name}_sum`,
        `${name}_count`,
      ]),
      ...pack.recordingRules.map(({ name }) => name),
    ]),
  ]);

/** Names in the fences of a language that look like series. */
export const seriesIn = (text: string): readonly string[] =>
  [...text.matchAll(/^```promql\n([^]*?)\n```$/gm)].flatMap(([, query = ""]) =>
    [
      ...query
        .replaceAll(/"[^"]*"/g, "")
        .replaceAll(/\b(by|on|without) \([^)]*\)/g, "")
        .replaceAll(/\{[^}]*\}/g, "")
        .matchAll(/[a-z]+(?:[_:][a-z0-9]+)+/g),
    ].map(([name]) => name),
  );
