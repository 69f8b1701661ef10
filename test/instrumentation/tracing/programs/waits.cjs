// Makes a span, and then waits for a signal, to which it reacts in the way that its argument names.
const { CustomTracer } = require("@cdktf-observability/instrumentation");

const ways = {
  // Nobody but the package listens.
  nobody: () => {},
  // Ends in good order, by its own choice of a status.
  exits: () =>
    process.on("SIGTERM", () => {
      console.log("closing");
      setTimeout(() => process.exit(7), 700);
    }),
  // The same with a listener that is gone as soon as it was called.
  once: () =>
    process.once("SIGTERM", () => {
      console.log("closing");
      setTimeout(() => process.exit(7), 700);
    }),
  // Stays.
  ignores: () => process.on("SIGTERM", () => console.log("ignored")),
  // As the package signal-exit: acts only where nobody but itself listens.
  polite: () => {
    process.__signal_exit_emitter__ = { count: 1 };
    const listener = () => {
      if (process.listeners("SIGTERM").length > process.__signal_exit_emitter__.count) return;
      console.log("cleaned up");
      process.removeListener("SIGTERM", listener);
      process.kill(process.pid, "SIGTERM");
    };
    process.on("SIGTERM", listener);
  },
};
ways[process.argv[2]]();

new CustomTracer().traceOperation("work", () => {});
setInterval(() => {}, 1000);
console.log("ready");
