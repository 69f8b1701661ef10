/** `npm run preview [-- --environment NAME] [--port N] [--shot DIR]`: dashboards to look at, until it is ended. */
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { openPreview } from "./preview";
import { endAll } from "./programs";
import { BuildError } from "./project";
import { takePictures } from "./pictures";
import { watchSources } from "./watch";

const USAGE = `usage: npm run preview [-- --environment NAME] [--port N] [--shot DIR [--dashboard UID]...]

  --environment NAME  whose dashboards; the first one by default
  --port N            where to serve them; 4100 by default, 0 for any that is free
  --shot DIR          take a picture of each dashboard instead (runbook pages left out), and end
  --dashboard UID     of these dashboards only; may be given several times
  --theme light       of the pictures; dark by default
  --help              print this`;

const DEFAULT_PORT = 4_100;

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      // From tools/bootstrap.mjs.
      root: { type: "string", default: process.cwd() },
      promtool: { type: "string", default: "promtool" },
      prometheus: { type: "string", default: "prometheus" },
      environment: { type: "string", short: "e" },
      port: { type: "string" },
      shot: { type: "string" },
      dashboard: { type: "string", multiple: true },
      theme: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  const { promtool, prometheus, environment, shot } = values;
  const root = resolve(values.root);
  if (values.help === true) {
    console.log(USAGE);
    return 0;
  }
  const folder = join(root, "preview", ".cache");
  const preview = await openPreview({
    project: { root, environment, folder: join(folder, environment ?? "default") },
    programs: { promtool, prometheus },
    port: Number(values.port ?? (shot === undefined ? DEFAULT_PORT : 0)),
    files: __dirname,
    report: (line) => console.log(`  ${line}`),
  });
  if (shot !== undefined) {
    try {
      await takePictures(preview, {
        folder: shot,
        wanted: values.dashboard,
        theme: values.theme === "light" ? "light" : "dark",
      });
      return 0;
    } finally {
      await preview.close();
    }
  }
  console.log(`\n${preview.dashboards.length} dashboards at ${preview.url} (Ctrl+C ends it)`);
  const stop = watchSources(root, preview.renew);
  await new Promise<void>((done) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => done());
  });
  stop();
  await preview.close();
  return 0;
};

void main()
  .catch((error: unknown) => {
    console.error(error instanceof BuildError ? error.message : error);
    return 1;
  })
  .then(async (code) => {
    await endAll();
    process.exit(code);
  });
