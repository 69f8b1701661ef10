/** The worlds in which dashboards are proven: what packs bring, and what a model deploys. */
import type { Dashboard, DeployedPack, Model } from "../../../lib/model";
import { withSharedObjectives } from "../../../lib/services";

export interface World {
  /** Of letters and dashes. */
  readonly name: string;
  readonly packs: readonly DeployedPack[];
  readonly dashboards: readonly Dashboard[];
}

export const worldOfPacks = (name: string, packs: readonly DeployedPack[]): World => ({
  name,
  packs,
  dashboards: packs.flatMap(({ dashboards }) => dashboards),
});

/** Until the content stack registers what it provisions, what the packs bring. */
export const worldOfModel = ({ name, packs: facts, dashboards }: Model): World => {
  const packs = facts.map(({ pack }) => pack);
  return dashboards.length === 0
    ? worldOfPacks(name, packs)
    : { name, packs: withSharedObjectives(packs), dashboards: dashboards.map(({ dashboard }) => dashboard) };
};
