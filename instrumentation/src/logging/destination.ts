/**
 * Where lines go. pino's own destination is not used: on a full disk its synchronous flush tries for ever, so that `fatal` and the end of the
 * process hang. This one writes once per turn of the event loop, and synchronously, as console.log does: nothing is under way when the
 * process ends, and lines keep their order.
 */
import { openSync, writeSync } from "node:fs";
import { clearTimeout, setImmediate, setTimeout } from "node:timers";

export interface Destination {
  /** @returns whether the line was taken; an urgent one is, up to a reserve, also when too many wait already */
  readonly write: (line: string, urgent?: boolean) => boolean;
  /** Waits until the lines are with the operating system, for a bounded time. @returns whether they are */
  readonly flush: () => boolean;
  /** How many lines were lost since the last call; 0 while there is no room to tell it. */
  readonly dropped: () => number;
}

/** Characters that are gathered within one turn before they are written all the same. */
const CHUNK = 65_536;
/** Characters that wait while the destination takes nothing; what comes on top is lost, and counted. */
export const MOST_WAITING = 8 * 1024 * 1024;
/** What urgent lines may add to that. */
export const RESERVE = 2 * 1024 * 1024;
/** Milliseconds. How long a flush may hold up the process, and how often it and the background try again. */
const LONGEST_FLUSH = 1000;
const PAUSE_IN_FLUSH = 5;
const PAUSE_WHEN_FULL = 20;
const PAUSE_AFTER_ERROR = 1000;

/** Nobody reads any more: these never end. */
const GONE: ReadonlySet<string> = new Set(["EPIPE", "EBADF", "ECONNRESET", "ENXIO"]);
/** The reader is slow. */
const FULL: ReadonlySet<string> = new Set(["EAGAIN", "EBUSY", "EINTR"]);

type State = "open" | "full" | "failing" | "gone";

/** Those with lines that are not written yet, for the end of the process. */
const unfinished = new Set<FileDestination>();
let watchesExit = false;
let exits = false;

function finishAtExit(destination: FileDestination): void {
  unfinished.add(destination);
  if (watchesExit) return;
  watchesExit = true;
  process.on("exit", () => {
    exits = true;
    for (const each of unfinished) each.flush();
  });
}

class FileDestination implements Destination {
  readonly #fd: number;
  #waiting = "";
  /** What was begun to be written. */
  #chunk: Buffer | undefined;
  #state: State = "open";
  #scheduled = false;
  #retry: NodeJS.Timeout | undefined;
  #dropped = 0;

  constructor(fd: number) {
    this.#fd = fd;
  }

  readonly write = (line: string, urgent = false): boolean => {
    if (this.#state === "gone") return false;
    if (this.#waiting.length + line.length > MOST_WAITING + (urgent ? RESERVE : 0)) {
      this.#dropped += 1;
      return false;
    }
    if (this.#waiting === "") finishAtExit(this);
    this.#waiting += line;
    if (this.#state !== "open") return true;
    if (exits || this.#waiting.length >= CHUNK) this.#writeAll();
    else if (!this.#scheduled) this.#schedule();
    return true;
  };

  readonly flush = (): boolean => {
    const end = performance.now() + LONGEST_FLUSH;
    while (!this.#writeAll()) {
      if (this.#state !== "full" || performance.now() >= end) return false;
      sleep(PAUSE_IN_FLUSH);
    }
    return this.#state === "open";
  };

  readonly dropped = (): number => {
    if (this.#state !== "open" || this.#dropped === 0) return 0;
    const count = this.#dropped;
    this.#dropped = 0;
    return count;
  };

  #schedule(): void {
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#writeAll();
    });
  }

  /** @returns whether nothing is left to be written */
  #writeAll(): boolean {
    if (this.#state === "gone") return true;
    try {
      while (this.#chunk || this.#waiting !== "") {
        this.#chunk ??= this.#nextChunk();
        const written = writeSync(this.#fd, this.#chunk);
        this.#chunk = written < this.#chunk.length ? this.#chunk.subarray(written) : undefined;
      }
      this.#state = "open";
      unfinished.delete(this);
      return true;
    } catch (problem) {
      return this.#fail(problem);
    }
  }

  #nextChunk(): Buffer {
    const chunk = Buffer.from(this.#waiting);
    this.#waiting = "";
    return chunk;
  }

  /** @returns whether all is lost */
  #fail(problem: unknown): boolean {
    const code = problem instanceof Error && "code" in problem ? String(problem.code) : "";
    if (GONE.has(code)) {
      this.#end();
      return true;
    }
    this.#state = FULL.has(code) ? "full" : "failing";
    this.#retry ??= setTimeout(
      () => {
        this.#retry = undefined;
        this.#writeAll();
      },
      this.#state === "full" ? PAUSE_WHEN_FULL : PAUSE_AFTER_ERROR,
    ).unref();
    return false;
  }

  #end(): void {
    this.#state = "gone";
    this.#waiting = "";
    this.#chunk = undefined;
    unfinished.delete(this);
    clearTimeout(this.#retry);
  }
}

const nap = new Int32Array(new SharedArrayBuffer(4));

const sleep = (milliseconds: number): void => void Atomics.wait(nap, 0, 0, milliseconds);

const standard = new Map<number, Destination>();

/** The standard ones are shared, so that lines of several loggers keep their order; another descriptor may be closed, and mean another file then. */
export function descriptorDestination(fd: number): Destination {
  if (fd !== 1 && fd !== 2) return new FileDestination(fd);
  const destination = standard.get(fd) ?? new FileDestination(fd);
  standard.set(fd, destination);
  return destination;
}

/** The file, opened at once so that lines can be flushed from the first on. Throws where it cannot be opened. */
export const fileDestination = (path: string): Destination => new FileDestination(openSync(path, "a"));
