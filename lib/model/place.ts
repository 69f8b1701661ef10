/** Where in somebody's code an object was written, so that a failing proof can say which line to open. */

const OWN_FRAMES = 2;

/** `file:line` of the caller of the function that calls this; undefined where the engine does not tell. */
export const callSite = (): string | undefined => {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = OWN_FRAMES + 1;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = before;
  const frame = stack.split("\n")[OWN_FRAMES + 1] ?? "";
  return /\(?((?:file:\/\/)?\/?[^()\s][^()]*?:\d+):\d+\)?$/.exec(
    frame.replace(/^\s*at /, "").replace(/^.*\(/, "("),
  )?.[1];
};
