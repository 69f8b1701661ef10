/** How far back an alert looks: what the page of its runbook shows as the alert sees it. */
import { runbookPage, type Model } from "../../model";
import { nodesOf } from "../../query";
import { contentOf } from "../content/content";
import { RUNBOOK_UID } from "./links-in";

/** The ranges in the expression of the alert whose page has that uid. */
export type Windows = (uid: string) => ReadonlySet<string>;

const NONE: ReadonlySet<string> = new Set();

const cache = new WeakMap<Model, Windows>();

export const windowsOf = (model: Model): Windows => {
  const known = cache.get(model) ?? find(model);
  cache.set(model, known);
  return known;
};

const find = (model: Model): Windows => {
  const windows = new Map<string, Set<string>>();
  for (const { rule, node } of contentOf(model).alerts) {
    const page = `${RUNBOOK_UID}${runbookPage(rule.name)}`;
    const own = windows.get(page) ?? new Set();
    windows.set(page, own);
    for (const each of node === undefined ? [] : nodesOf(node))
      if ((each.kind === "selector" || each.kind === "subquery") && each.range !== undefined) own.add(each.range.text);
  }
  return (uid) => windows.get(uid) ?? NONE;
};
