/** The worlds in which dashboards are proven: what packs bring, and what a model deploys. */
import { deployed, grafanaLinks, type Dashboard, type DeployedPack, type Model } from "../../../lib/model";
import { sharedObjectives } from "../../../lib/services";

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

/**
 * With what services of other repositories may bring and none of these has: so that the pages of their alerts, which a platform has in any case, are
 * proven, too.
 */
const withSharedObjectives = (packs: readonly DeployedPack[]): readonly DeployedPack[] => {
  const known = new Set(packs.flatMap(({ alerts }) => alerts.map(({ name }) => name)));
  const further = sharedObjectives().filter(({ alerts }) => alerts.every(({ name }) => !known.has(name)));
  return [
    ...packs,
    ...further.map((pack) => deployed(pack, { team: "example", ...grafanaLinks("https://grafana.example") })),
  ];
};
