/** Pictures of dashboards, as high as they are. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { openBrowser } from "../browser/chromium";
import { openDashboard } from "../browser/drawn";
import { smallPicture } from "../browser/small-picture";
import type { Preview } from "./preview";

interface Pictures {
  readonly folder: string;
  /** Uids. @default all but runbook pages */
  readonly wanted: readonly string[] | undefined;
  readonly theme: "dark" | "light";
}

const WIDTH = 1_400;

export const takePictures = async (
  { url, dashboards }: Pick<Preview, "url" | "dashboards">,
  { folder, wanted, theme }: Pictures,
): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  const browser = await openBrowser();
  try {
    for (const { uid } of dashboards) {
      if (!(wanted?.includes(uid) ?? !uid.startsWith("runbook-"))) continue;
      const { page, complaints, close } = await openDashboard(browser, { url, uid, theme, width: WIDTH });
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width: WIDTH, height: Math.max(height, 300) });
      await page.waitForTimeout(300);
      const file = resolve(join(folder, `${uid}.png`));
      writeFileSync(file, await smallPicture(page, await page.screenshot()));
      console.log(`  ${file}${complaints.length === 0 ? "" : `: ${complaints.join("; ")}`}`);
      await close();
    }
  } finally {
    await browser.close();
  }
};
