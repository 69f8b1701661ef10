/** Leaves out a share of the lines that matter least, and counts them, so that a figure made of lines can be put right. */
import type { LogLevel } from "@cdktf-observability/contract";

/** Lines of higher levels, and the audit log, are never left out. */
export type SampledLevel = Extract<LogLevel, "trace" | "debug" | "info">;

/** The share of a level's lines that is kept, 0 to 1. */
export type LogSampling = { readonly [Level in SampledLevel]?: number };

export interface Sampler {
  /** Whether this line is written. Lines of one trace are all kept or all left out, in each service that keeps the same share. */
  readonly keeps: (level: LogLevel, traceId: string | undefined) => boolean;
  /** How many of the level were left out since the last call. */
  readonly leftOut: (level: LogLevel) => number;
  readonly levels: readonly LogLevel[];
}

/** Undefined where all is kept. */
export function sampler(sampling: LogSampling = {}): Sampler | undefined {
  const shares = new Map<LogLevel, number>(
    (["trace", "debug", "info"] as const).flatMap((level) => {
      const share = sampling[level];
      return typeof share === "number" && share >= 0 && share < 1 ? [[level, share] as const] : [];
    }),
  );
  if (shares.size === 0) return undefined;
  const counts = new Map<LogLevel, number>();
  return {
    keeps: (level, traceId) => {
      const share = shares.get(level);
      if (share === undefined || positionOf(traceId) < share) return true;
      counts.set(level, (counts.get(level) ?? 0) + 1);
      return false;
    },
    leftOut: (level) => {
      const count = counts.get(level) ?? 0;
      if (count > 0) counts.delete(level);
      return count;
    },
    levels: [...shares.keys()],
  };
}

/** 0 to 1, evenly: by the end of the trace's id, which is random by its specification; without a trace by chance. */
const positionOf = (traceId: string | undefined): number =>
  traceId === undefined ? Math.random() : Number.parseInt(traceId.slice(-8), 16) / 2 ** 32;
