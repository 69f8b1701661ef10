/** `node look.cjs --report FILE [--runbooks UID,…]`: draws every dashboard of an environment, of runbook pages these, in a real browser, every row opened, and writes down what could be seen. */
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { openPreview, type Preview } from "../server/preview";
import { endAll } from "../server/programs";
import { openBrowser } from "./chromium";
import { openDashboard, unfold } from "./drawn";
import { tour, type Tour } from "./tour";
import { factsOfPage, type DashboardFacts } from "./facts";

export interface Seen extends DashboardFacts {
  readonly uid: string;
  /** What the browser complained about. */
  readonly complaints: readonly string[];
}

const WIDTH = 1_400;
/** Dashboards that are open at the same time. */
const AT_ONCE = 2;

const look = async (preview: Preview, wanted: (uid: string) => boolean): Promise<readonly Seen[]> => {
  const browser = await openBrowser();
  const seen: Seen[] = [];
  const left = preview.dashboards.map(({ uid }) => uid).filter(wanted);
  const work = async (): Promise<void> => {
    for (let uid = left.shift(); uid !== undefined; uid = left.shift()) {
      const { page, complaints, close } = await openDashboard(browser, {
        url: preview.url,
        uid,
        theme: "dark",
        width: WIDTH,
      });
      await unfold(page);
      seen.push({ uid, ...(await page.evaluate(factsOfPage)), complaints });
      await close();
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    await browser.close();
  }
  return seen;
};

const tourOf = async ({ url }: Preview, uid: string): Promise<Tour> => {
  const browser = await openBrowser();
  try {
    return await tour(browser, url, uid);
  } finally {
    await browser.close();
  }
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      root: { type: "string", default: process.cwd() },
      promtool: { type: "string", default: "promtool" },
      prometheus: { type: "string", default: "prometheus" },
      environment: { type: "string" },
      // There are hundreds of them, all made alike.
      runbooks: { type: "string", default: "" },
      // Instead of drawing all: what a person would do on this one.
      tour: { type: "string" },
      report: { type: "string", default: "report.json" },
    },
  });
  const { promtool, prometheus, environment } = values;
  const root = resolve(values.root);
  const runbooks = values.runbooks.split(",");
  const preview = await openPreview({
    project: { root, environment, folder: join(root, "preview", ".cache", environment ?? "default") },
    programs: { promtool, prometheus },
    port: 0,
    files: __dirname,
    report: (line) => console.log(line),
  });
  try {
    const seen =
      values.tour === undefined
        ? await look(preview, (uid) => !uid.startsWith("runbook-") || runbooks.includes(uid))
        : await tourOf(preview, values.tour);
    writeFileSync(values.report, JSON.stringify(seen));
  } finally {
    await preview.close();
  }
};

main()
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => endAll().then(() => process.exit()));
