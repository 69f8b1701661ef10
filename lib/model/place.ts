/** Where in somebody's code an object was written, so that a failing proof can say which line to open. */
import { once } from "./later";

const OWN_FRAMES = 2;

/**
 * `file:line` of the caller of the function that calls this; undefined where the engine does not tell. It is put into words when somebody asks:
 * the engine takes its time for that, and of thousands of rules hardly one is asked.
 */
export const callSite = (): (() => string | undefined) => {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = OWN_FRAMES + 1;
  const trace = new Error();
  Error.stackTraceLimit = before;
  return once(() => siteIn(trace.stack ?? ""));
};

const siteIn = (stack: string): string | undefined => {
  const frame = stack.split("\n")[OWN_FRAMES + 1] ?? "";
  return /\(?((?:file:\/\/)?\/?[^()\s][^()]*?:\d+):\d+\)?$/.exec(
    frame.replace(/^\s*at /, "").replace(/^.*\(/, "("),
  )?.[1];
};
