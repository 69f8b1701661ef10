/**
 * Something to be done before a signal ends the process, without deciding that it ends. A listener takes away the default effect of a signal: where nobody else listens, it
 * has to be brought about again, by sending the signal once more without us.
 */
import { isMainThread } from "node:worker_threads";
import { property } from "./result";

export const SIGNALS = ["SIGTERM", "SIGINT"] as const;

/** Seconds after which a process that a signal did not end is listened for again. */
const SURVIVED = 1;

/**
 * Runs the work at a signal. Where the application listens to the signal as well, ending is the application's affair; else the process ends by the signal as soon as the work is
 * done, or at once when the signal comes again meanwhile. The work has to be bounded in time. Gives back what removes the listeners.
 */
export function beforeSignals(work: () => Promise<unknown>): () => void {
  // Signals reach the main thread only, and to send one from elsewhere would end the whole process.
  if (!isMainThread) return () => undefined;
  let working = false;
  const listener = (signal: NodeJS.Signals): void => {
    // Asked now: a listener that was added by `once` is gone when the work is done, and still decides.
    const alone = isAlone(signal, listener);
    if (working) return alone ? raise(signal, listener) : undefined;
    working = true;
    const done = (): void => {
      working = false;
      if (alone && isAlone(signal, listener)) raise(signal, listener);
    };
    work().then(done, done);
  };
  // First in the row, for the same reason.
  for (const signal of SIGNALS) process.prependListener(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.removeListener(signal, listener);
  };
}

/** Nobody else decides. The package signal-exit, part of many others, listens as well, but only acts where it is the last to listen. */
function isAlone(signal: NodeJS.Signals, listener: NodeJS.SignalsListener): boolean {
  const others = process.listeners(signal).filter((each) => each !== listener).length;
  return others <= listenersOfSignalExit();
}

function listenersOfSignalExit(): number {
  const emitters: readonly unknown[] = [
    Reflect.get(process, Symbol.for("signal-exit emitter")),
    Reflect.get(process, "__signal_exit_emitter__"),
  ];
  return emitters
    .map((emitter) => property(emitter, "count"))
    .reduce<number>((sum, each) => (typeof each === "number" ? sum + each : sum), 0);
}

/** Sends the signal again, to whatever effect it has without us: as a rule the end, at once. The first process of a container survives it; then we listen on. */
function raise(signal: NodeJS.Signals, listener: NodeJS.SignalsListener): void {
  process.removeListener(signal, listener);
  try {
    process.kill(process.pid, signal);
  } catch {
    // Not permitted: then nobody can end this process that way.
  }
  setTimeout(() => {
    if (!process.listeners(signal).includes(listener)) process.on(signal, listener);
  }, SURVIVED * 1000).unref();
}
