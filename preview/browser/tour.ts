/** Does what a person would do on a page: choose, point, follow a link, change the light. Says what came of it. */
import type { Browser, Page } from "playwright-core";
import { openDashboard, settled } from "./drawn";

export interface Tour {
  /** The address after a value was chosen. */
  readonly chosen: string;
  /** What the next variable offers then. */
  readonly narrowed: readonly string[];
  /** What stands at the pointer over the first course. */
  readonly pointed: string;
  /** Where the first link of the first table leads. */
  readonly followed: { readonly from: string; readonly to: string; readonly panels: number };
  /** The page's colour before and after. */
  readonly light: readonly [string, string];
  /** The address after a stretch of time was marked. */
  readonly zoomed: string;
  readonly complaints: readonly string[];
}

export const tour = async (browser: Browser, url: string, uid: string): Promise<Tour> => {
  const { page, complaints, close } = await openDashboard(browser, { url, uid, theme: "dark", width: 1_400 });
  const followed = await follow(page);
  await page.goBack();
  await settled(page);
  const { chosen, narrowed } = await choose(page);
  const pointed = await point(page);
  const zoomed = await zoom(page);
  const dark = await color(page);
  await page.getByLabel("Light theme").click();
  await settled(page);
  const light = await color(page);
  await close();
  return { chosen, narrowed, pointed, followed, light: [dark, light], zoomed, complaints };
};

const color = (page: Page): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

const choose = async (page: Page): Promise<Pick<Tour, "chosen" | "narrowed">> => {
  await page.getByLabel("Value of Namespace").click();
  await page.getByText("shop", { exact: true }).last().click();
  await settled(page);
  await page.keyboard.press("Escape");
  await page.getByLabel("Value of Service").click();
  const narrowed = await page.getByRole("option").allTextContents();
  await page.keyboard.press("Escape");
  return { chosen: page.url(), narrowed };
};

const firstCourse = (page: Page) => page.locator('[data-type="timeseries"] .u-over').first();

const point = async (page: Page): Promise<string> => {
  await firstCourse(page).scrollIntoViewIfNeeded();
  await firstCourse(page).hover();
  return (await page.locator('[data-testid="data-testid viz-tooltip-wrapper"]').first().textContent()) ?? "";
};

const zoom = async (page: Page): Promise<string> => {
  const box = await firstCourse(page).boundingBox();
  if (box === null) throw new Error("No course is drawn.");
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.3, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, y, { steps: 5 });
  await page.mouse.up();
  await page.waitForTimeout(300);
  await settled(page);
  return page.url();
};

const follow = async (page: Page): Promise<Tour["followed"]> => {
  const link = page.locator('[data-type="table"] a').first();
  const from = (await link.getAttribute("href")) ?? "";
  await link.click();
  await settled(page);
  return { from, to: page.url(), panels: await page.locator("[data-panel]").count() };
};
