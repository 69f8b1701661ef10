/** What there is one of: workloads with one replica, and data that are in one place. */
import { code, prose, table, type Model } from "../../model";

export interface SinglePoint {
  readonly what: string;
  readonly why: string;
  /** It can be mended where the environment says so. */
  readonly avoidable: boolean;
  readonly path: string;
}

export const singlePoints = ({ stores, workloads }: Model): readonly SinglePoint[] => [
  ...workloads
    .filter(({ replicas }) => replicas === 1)
    .map(({ name, path, singleton }) => ({
      what: `workload ${code(name)}`,
      why: singleton === true ? "one replica is all there can be, or all that is needed" : "one replica",
      avoidable: singleton !== true,
      path,
    })),
  ...stores
    .filter(
      ({ external, keeps, name, size }) =>
        external !== true &&
        (size === undefined || workloads.some((each) => each.name === name && each.replicas === 1)) &&
        keeps !== "tables that are being compacted",
    )
    .map(({ keeps = "data", name, path, size }) => ({
      what: `${prose(keeps)} of ${code(name)}`,
      why: size === undefined ? "in the pod, gone with it" : "on one volume",
      avoidable: true,
      path,
    })),
];

export const singlePointsText = (model: Model): string => {
  const points = singlePoints(model);
  return points.length === 0
    ? "None: everything is there more than once, or outside of the cluster."
    : table(
        ["what", "why", "where"],
        points.map(({ path, what, why }) => [what, why, code(path)]),
      );
};
