/** How lines wait on the node until somebody takes them. */
import * as z from "zod";
import {
  bytes,
  duration,
  gibibytes,
  humanBytes,
  mebibytes,
  seconds,
  volume,
  type Bytes,
  type Duration,
} from "../../../model";

const nodeFolder = z.strictObject({
  kind: z.literal("hostFolder"),
  path: z.string().refine((text) => /^(\/[\w.-]+)+$/.test(text) && !/\/\.\.?(?:\/|$)/.test(text), {
    error: "is no absolute path",
    params: { mend: "write e.g. /var/lib/fluentd" },
  }),
  /** What of the node's disk all buffers together may take. @default unknown: nothing is held against it */
  room: bytes.optional(),
});
const ownVolume = z.strictObject({ kind: z.literal("podVolume"), volume });

/** A folder of the node, which survives the pod: `hostFolder("/var/lib/fluentd", { room: gibibytes(20) })`. */
export const hostFolder = (path: string, options: { readonly room?: Bytes } = {}): z.input<typeof nodeFolder> => ({
  kind: "hostFolder",
  path,
  ...options,
});

/** A volume that comes and goes with the pod, for nodes without room of their own: `podVolume({ size: gibibytes(10) })`. */
export const podVolume = (props: z.input<typeof volume>): z.input<typeof ownVolume> => ({
  kind: "podVolume",
  volume: props,
});

/** Where the buffers and the positions in the log files are kept. */
export const location = z.discriminatedUnion("kind", [nodeFolder, ownVolume]);
type Location = z.output<typeof location>;

/** The share of a volume that buffers may fill; positions and the file system itself need some, too. */
const ROOM = 0.9;
/** Less than an outage of minutes would fill. */
export const SMALLEST = mebibytes(64);

/** What all buffers together may take; undefined on a node of which nothing is known. */
export const roomOf = (where: Location): Bytes | undefined =>
  where.kind === "hostFolder" ? where.room : { kind: "bytes", bytes: Math.floor(ROOM * where.volume.size.bytes) };

const size = bytes.refine((amount) => amount.bytes >= SMALLEST.bytes, {
  error: "is less than an outage of minutes would fill",
  params: { mend: `write at least mebibytes(${SMALLEST.bytes / 2 ** 20})` },
});

const interval = (least: Duration, mend: string) =>
  duration.refine(({ milliseconds }) => milliseconds >= least.milliseconds, {
    error: "is shorter than a buffer is looked at",
    params: { mend },
  });

/** Most that is sent at once: in JSON, a chunk of nothing but control characters grows to six times its size. */
export const chunkUpTo = (most: Bytes) =>
  bytes.refine((size) => size.bytes <= most.bytes, {
    error: "is more than is taken at once",
    params: { mend: `write at most mebibytes(${most.bytes / 2 ** 20})` },
  });

/** What the buffer of each output can be told. */
export const bufferShape = {
  /** How long lines wait to be sent together. @default seconds(5) */
  flushInterval: interval({ kind: "duration", milliseconds: 100 }, "write milliseconds(100) or more").default(
    seconds(5),
  ),
  /**
   * Most that is sent at once. In JSON, with quotes escaped, it grows to about twice that, and to six times if all of it were control
   * characters: still below the 20 MiB that our Loki takes at once. @default 2 MiB
   */
  chunkSize: chunkUpTo(mebibytes(3)).default(mebibytes(2)),
  /** Longest wait between two tries, which grow from a second on, and never end. @default seconds(30): a store that is back gets the logs within half a minute */
  retryMaxInterval: duration.default(seconds(30)),
} as const;

/** A chunk that the buffer cannot hold twice is never written while another is sent. */
const NOT_TWICE = {
  path: ["chunkSize"],
  error: "does not fit into the buffer twice",
  params: { mend: "write less, or a larger size" },
};
const chunkFits = ({ size, chunkSize }: { readonly size: Bytes; readonly chunkSize: Bytes }): boolean =>
  2 * chunkSize.bytes <= size.bytes;

/** What to do when a buffer is full. */
export const whenFull = z.enum(["block", "drop oldest"]);

export const mainBuffer = z
  .strictObject({
    /** What may be kept on each node while the log store does not answer; of several `workers`, each has its part of it. @default 4 GiB */
    size: size.default(gibibytes(4)),
    /**
     * When that is full. `"block"` stops reading until there is room: the files of the containers are a buffer, too, until the kubelet rotates
     * them away, and nothing is lost before that. `"drop oldest"` reads on and loses what has waited longest. @default "block"
     */
    whenFull: whenFull.default("block"),
    ...bufferShape,
    /** Where the buffers and the positions in the log files are kept. @default hostFolder("/var/lib/fluentd") */
    location: location.prefault(hostFolder("/var/lib/fluentd")),
  })
  .refine(chunkFits, NOT_TWICE);

export const outputBuffer = z
  .strictObject({
    /** What may be kept on each node while it does not answer. @default 1 GiB */
    size: size.default(gibibytes(1)),
    /**
     * When that is full. `"drop oldest"` loses for this output what has waited longest, and keeps the others going: the log store has it all.
     * `"block"` loses nothing, and while this output is away and its buffer full, nothing is sent anywhere. @default "drop oldest"
     */
    whenFull: whenFull.default("drop oldest"),
    ...bufferShape,
    /** Most that is sent at once; a search engine takes 100 MiB unless it is told otherwise. @default 2 MiB */
    chunkSize: chunkUpTo(mebibytes(16)).default(mebibytes(2)),
  })
  .refine(chunkFits, NOT_TWICE);

export type BufferSettings = z.output<typeof outputBuffer>;

/** What is wrong with the sizes of all buffers together. */
export const beyondRoom = (
  where: Location,
  sizes: readonly Bytes[],
): { readonly message: string; readonly mend: string } | undefined => {
  const room = roomOf(where);
  const all = sizes.reduce((sum, { bytes: each }) => sum + each, 0);
  if (room === undefined || all <= room.bytes) return undefined;
  const [amount, most] = [all, room.bytes].map((each) => humanBytes({ kind: "bytes", bytes: each }));
  return {
    message:
      sizes.length === 1
        ? `does not fit into the ${where.kind === "podVolume" ? "volume" : "room there is"}`
        : `and those of the other outputs are ${amount}, more than the room there is`,
    mend:
      where.kind === "podVolume"
        ? `write at most nine tenths of the volume's size for all buffers together: ${most}`
        : `write at most ${most} for all buffers together, or more room`,
  };
};
