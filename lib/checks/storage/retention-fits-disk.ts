/** Data that is kept by size must fit on its volume, with room for what is not counted. */
import { fraction, gibibytes, humanBytes, type Model } from "../../model";
import { at, check, type Problem } from "../check";
import { environmentWith } from "../example";

/**
 * Share of the volume that counted data may fill. The write-ahead log, the head block and compaction are not counted:
 * Prometheus's storage documentation advises at most 80 to 85 %, and 90 % is where it gets tight.
 */
const USABLE = 0.9;

export const retentionFitsDisk = check({
  id: "storage/retention-fits-disk",
  severity: "error",
  reason: "A retention size above the volume never deletes anything: the disk fills and the store stops.",
  *find({ stores }: Model): Iterable<Problem> {
    for (const { path, size, retentionSize } of stores)
      if (size !== undefined && retentionSize !== undefined && retentionSize.bytes > size.bytes * USABLE)
        yield at(path)
          .problem(`keeps up to ${humanBytes(retentionSize)} on a volume of ${humanBytes(size)}`)
          .mend(`keep at most ${humanBytes(fraction(size, USABLE))}, or enlarge the volume`);
  },
  examples: () => ({
    passing: [kept(90)],
    failing: [kept(95)],
  }),
});

const kept = (gibi: number) =>
  environmentWith({
    stores: [
      {
        path: "example.prometheus.retentionSize",
        name: "prometheus",
        size: gibibytes(100),
        retentionSize: gibibytes(gibi),
      },
    ],
  });
