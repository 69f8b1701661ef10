/** When a volume has no room left, or will have none soon. */
import { alert, days, hours, inSeconds, minutes } from "../../../model";
import { promql } from "../../../query";
import { humanizePercentage, series } from "../../../testing";
import { fillingTests } from "../../filling-tests";
import { limitTests } from "../../limit-tests";
import { kubernetes } from "../metrics";
import { volumeAvailable } from "../rules";
import { volumeFillingUpRunbook } from "../runbooks/volume-filling-up";
import { volumeInodesLowRunbook } from "../runbooks/volume-inodes-low";
import { volumeNearlyFullRunbook } from "../runbooks/volume-nearly-full";
import type { Select } from "../selection";
import { CLAIM, ofVolume } from "../situation";

const VOLUME = "{{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }}";
const NAME = "shop/data-cart-0";
const SHARE = "{{ $value | humanizePercentage }}";

/** The next write may fail. */
export const volumeNearlyFull = (select: Select) => {
  const texts = (volume: string, share: string) => ({
    summary: `Volume ${volume} has ${share} of its room left`,
    description: `${share} of the volume is free. When it is full, whatever writes to it fails.`,
  });
  return alert("VolumeNearlyFull", {
    parameters: { free: 0.05 },
    expr: ({ free }) => promql`${volumeAvailable(select)} < ${free}`,
    for: minutes(5),
    severity: "critical",
    onMissingData: "silent",
    ...texts(VOLUME, SHARE),
    runbook: volumeNearlyFullRunbook,
    tests: ({ free, for: pending }) =>
      limitTests({
        limit: free,
        beyond: "below",
        pending,
        ratio: true,
        given: (value, time) => [
          series(kubernetes.volumeAvailable, ofVolume(CLAIM)).constant(value, time),
          series(kubernetes.volumeCapacity, ofVolume(CLAIM)).constant(1, time),
        ],
        expect: (value) => [{ labels: CLAIM, ...texts(NAME, humanizePercentage(value)) }],
      }),
  });
};

/** At the pace of the last hours it is full within days. */
export const volumeFillingUp = (select: Select) => {
  const texts = (volume: string, share: string) => ({
    summary: `Volume ${volume} will be full within four days`,
    description: `${share} of the volume is free, and at the pace of the last hours that is used up within days.`,
  });
  return alert("VolumeFillingUp", {
    parameters: { free: 0.2, window: hours(6), horizon: days(4) },
    expr: ({ free, window, horizon }) => promql`
      ${volumeAvailable(select)} < ${free}
      and on (namespace, persistentvolumeclaim)
      min by (namespace, persistentvolumeclaim) (
        predict_linear(${select(kubernetes.volumeAvailable)}[${window}], ${inSeconds(horizon)})
      ) < 0
    `,
    for: hours(1),
    severity: "warning",
    onMissingData: "silent",
    ...texts(VOLUME, SHARE),
    runbook: volumeFillingUpRunbook,
    tests: ({ free, window, horizon, for: pending }) =>
      fillingTests({
        free: series(kubernetes.volumeAvailable, ofVolume(CLAIM)),
        whole: series(kubernetes.volumeCapacity, ofVolume(CLAIM)),
        floor: free,
        window,
        horizon,
        pending,
        expect: (share) => [{ labels: CLAIM, ...texts(NAME, humanizePercentage(share)) }],
      }),
  });
};

/** There is room, but no more names for files. */
export const volumeInodesLow = (select: Select) => {
  const texts = (volume: string, share: string) => ({
    summary: `Volume ${volume} has ${share} of its inodes left`,
    description: `The volume can take only ${share} of its files yet. When none are left no file can be created, however much room there is.`,
  });
  return alert("VolumeInodesLow", {
    parameters: { free: 0.05 },
    // Some file systems know no limit and tell 0.
    expr: ({ free }) => promql`
      min by (namespace, persistentvolumeclaim) (${select(kubernetes.volumeInodesFree)})
      / (max by (namespace, persistentvolumeclaim) (${select(kubernetes.volumeInodes)}) > 0)
      < ${free}
    `,
    for: minutes(15),
    severity: "warning",
    onMissingData: "silent",
    ...texts(VOLUME, SHARE),
    runbook: volumeInodesLowRunbook,
    tests: ({ free, for: pending }) =>
      limitTests({
        limit: free,
        beyond: "below",
        pending,
        ratio: true,
        given: (value, time) => [
          series(kubernetes.volumeInodesFree, ofVolume(CLAIM)).constant(value, time),
          series(kubernetes.volumeInodes, ofVolume(CLAIM)).constant(1, time),
          series(kubernetes.volumeInodesFree, ofVolume({ ...CLAIM, namespace: "bank" })).constant(0, time),
          series(kubernetes.volumeInodes, ofVolume({ ...CLAIM, namespace: "bank" })).constant(0, time),
        ],
        expect: (value) => [{ labels: CLAIM, ...texts(NAME, humanizePercentage(value)) }],
      }),
  });
};
