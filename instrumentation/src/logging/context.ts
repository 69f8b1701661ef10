/** Fields that belong to what is being done, not to who does it: every line that is written within carries them, across `await` and callbacks. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { EventEmitter } from "node:events";
import { LOG_FIELDS } from "@cdktf-observability/contract";
import { asFields, asList, asText, isError } from "./kinds";

export type ContextFields = Readonly<Record<string, unknown>>;

interface Context {
  readonly fields: ContextFields;
  /** The fields that it began with: the same for all that happens in one request. */
  readonly origin: ContextFields;
}

const storage = new AsyncLocalStorage<Context>();

export const NO_CONTEXT: ContextFields = {};

/** The fields that lines written here carry. */
export const currentContext = (): ContextFields => storage.getStore()?.fields ?? NO_CONTEXT;

/** Runs the function with these fields on top of those that are there already; returns what it returns. */
export function withContext<Result>(fields: object, run: () => Result): Result {
  const around = storage.getStore();
  const all = { ...around?.fields, ...copyOf(fields) };
  return storage.run({ fields: all, origin: around?.origin ?? all }, run);
}

/** Runs the function with these fields and none of those around: a request may begin while another one's events are told. */
export const inNewContext = <Result>(fields: ContextFields, run: () => Result): Result =>
  storage.run({ fields, origin: fields }, run);

/**
 * Keeps the present context for the listeners of an emitter: what a socket tells (`data`, `end`, `close` of a request) comes from outside of
 * every request, or from within another one.
 */
export function keepContext(emitter: EventEmitter): void {
  const kept = storage.getStore();
  if (kept === undefined) return;
  const emit = emitter.emit.bind(emitter);
  emitter.emit = (...event) => {
    const same = storage.getStore()?.origin === kept.origin;
    return same ? emit(...event) : storage.run(kept, () => emit(...event));
  };
}

/** Further fields would not fit into a line. */
const MOST_FIELDS = 200;

/** The fields as they are now: what changes them later, or throws when read, must not reach other people's lines. */
function copyOf(fields: unknown): ContextFields {
  try {
    if (typeof fields !== "object" || fields === null) return { value: fields };
    if (isError(fields)) return { [LOG_FIELDS.error]: fields };
    if (asText(fields) !== undefined || asList(fields)) return { value: fields };
    return Object.fromEntries(firstOf(asFields(fields).entries));
  } catch {
    return NO_CONTEXT;
  }
}

function* firstOf<Each>(all: Iterable<Each>): Iterable<Each> {
  let count = 0;
  for (const each of all) {
    if (count === MOST_FIELDS) return;
    count += 1;
    yield each;
  }
}
