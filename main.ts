/** The app: every environment becomes two stacks. `cdktf` runs this file; `npm start` runs it with a summary for people. */
import { run } from "./lib/cli";
import { environments } from "./stacks/environments";
import { stacksOf } from "./stacks/stacks-of";

// Whoever reads with `head` has seen enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = run(process.argv.slice(2), { environments, stacks: stacksOf });
