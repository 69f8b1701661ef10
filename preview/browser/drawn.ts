/** Opens one dashboard and waits until all of its panels are drawn. */
import type { Browser, Page } from "playwright-core";

export interface Opening {
  readonly url: string;
  readonly uid: string;
  readonly theme: "dark" | "light";
  readonly width: number;
}

export interface Opened {
  readonly page: Page;
  /** What the browser complained about. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/** Milliseconds. */
const PATIENCE = 60_000;

export const openDashboard = async (browser: Browser, { url, uid, theme, width }: Opening): Promise<Opened> => {
  const context = await browser.newContext({ viewport: { width, height: 1_000 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(`${url}/d/${uid}${theme === "light" ? "?theme=light" : ""}`);
  await settled(page);
  return { page, complaints, close: () => context.close() };
};

/** Opens all closed rows. */
export const unfold = async (page: Page): Promise<void> => {
  for (let row = page.locator('[data-row][aria-expanded="false"]').first(); (await row.count()) > 0;) await row.click();
  await settled(page);
};

export const settled = async (page: Page): Promise<void> => {
  await page.waitForFunction(
    () =>
      document.querySelector("[data-missing]") !== null ||
      (document.querySelector("#grid, [data-panel]") !== null &&
        document.querySelector('[data-status="loading"]') === null),
    undefined,
    { timeout: PATIENCE },
  );
  // Bars grow for a second; courses are painted in the next frames.
  await page.waitForTimeout(400);
};
