/** The runbooks of an environment: an index, and the alerts of each pack. */
import type { DeployedAlert, DeployedPack, Model } from "../../model";
import { runbookFile } from "../links";
import { pageHead, type Documented, type Page, anchorOf } from "../page";
import { alertSection, contextOf, type SectionContext } from "./alert-section";
import { HOW_TO_READ, runbooksPage } from "./index-page";
import { placeholdersOf } from "./placeholders";

export const runbookPages = ({ model }: Documented): readonly Page[] => [
  {
    path: `${model.name}/runbooks.md`,
    title: `Runbooks: ${model.name}`,
    purpose: "Every alert by severity, team and component, with the way to what to do about it.",
    text: runbooksPage(model),
  },
  ...model.packs.flatMap(({ pack }) => packPages(model, pack)),
];

type Variants = readonly [DeployedAlert, ...DeployedAlert[]];

const packPages = (model: Model, pack: DeployedPack): readonly Page[] => {
  const context = contextOf(model, pack, placeholdersOf(model, pack.name));
  const files = new Map<string, Variants[]>();
  for (const variants of variantsOf(pack)) {
    const file = runbookFile(model, pack.name, variants[0].name);
    const known = files.get(file);
    if (known === undefined) files.set(file, [variants]);
    else known.push(variants);
  }
  return [...files].map(([file, alerts]) => packPage(file, alerts, context));
};

/** Alerts by name, in their order. */
const variantsOf = ({ alerts }: DeployedPack): readonly Variants[] => {
  const named = new Map<string, Variants>();
  for (const alert of alerts) {
    const known = named.get(alert.name);
    named.set(alert.name, known === undefined ? [alert] : [...known, alert]);
  }
  return [...named.values()];
};

const packPage = (file: string, alerts: readonly Variants[], context: SectionContext): Page => {
  const { model } = context;
  const title = `Runbooks of ${file}: ${model.name}`;
  return {
    path: `${model.name}/runbooks/${file}.md`,
    title,
    purpose: `What to do about the alerts of ${file}.`,
    text: [
      pageHead(title),
      `[All alerts](../runbooks.md), [how to read what stands here](../runbooks.md#${anchorOf(HOW_TO_READ)}).`,
      alerts.map(([{ name, severity }]) => `- [\`${name}\`](#${anchorOf(name)}), ${severity}`).join("\n"),
      ...alerts.map((variants) => alertSection(variants, context)),
    ]
      .join("\n\n")
      .concat("\n"),
  };
};
