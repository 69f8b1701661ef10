/** `node documents.cjs --site FOLDER --report FILE`: opens every page of the documents from disk in a real browser, searches, and writes down what could be seen. */
import { readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { openBrowser } from "./chromium";

/** What can be seen of a page, collected in the browser. */
export interface PageFacts {
  readonly title: string;
  readonly links: readonly string[];
  readonly anchors: readonly string[];
  readonly pictures: readonly { readonly source: string; readonly width: number }[];
  readonly diagrams: readonly { readonly drawn: boolean; readonly text: string }[];
  /** The page itself is wider than the screen: people would have to move it to and fro. */
  readonly tooWide: boolean;
  /** Contrast of the text on its background, as WCAG computes it. */
  readonly contrast: number;
  readonly bright: boolean;
}

const factsOfPage = (): PageFacts => {
  const channels = (colour: string): readonly number[] => (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
  const luminance = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = channels(colour)
      .map((each) => each / 255)
      .map((each) => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const style = getComputedStyle(document.body);
  const [text, back] = [luminance(style.color), luminance(style.backgroundColor)];
  const main = document.querySelector("main") ?? document.body;
  return {
    title: document.title,
    links: [...document.querySelectorAll("a[href]")].map((link) => (link as HTMLAnchorElement).href),
    anchors: [...document.querySelectorAll("[id]")].map(({ id }) => id),
    pictures: [...main.querySelectorAll("img")].map(({ src, naturalWidth }) => ({ source: src, width: naturalWidth })),
    diagrams: [...main.querySelectorAll(".mermaid")].map((diagram) => ({
      drawn: diagram.querySelector("svg g") !== null && !/syntax error/i.test(diagram.textContent),
      text: diagram.textContent.slice(0, 80),
    })),
    tooWide: document.documentElement.scrollWidth > window.innerWidth,
    contrast: (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05),
    bright: back > 0.5,
  };
};

export interface SiteReport {
  readonly pages: Readonly<Record<string, PageFacts & { readonly complaints: readonly string[] }>>;
  /** The same pages on a phone in dark mode. */
  readonly phone: Readonly<Record<string, PageFacts & { readonly complaints: readonly string[] }>>;
  readonly searches: Readonly<Record<string, { readonly first: string; readonly opened: string }>>;
  /** Where the menu led on a phone. */
  readonly menu: string;
}

const DESK: BrowserContextOptions = { viewport: { width: 1_280, height: 900 }, colorScheme: "light" };
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, colorScheme: "dark" };

const visit = async (browser: Browser, site: string, files: readonly string[], options: BrowserContextOptions) => {
  const context = await browser.newContext(options);
  const facts: Record<string, PageFacts & { complaints: readonly string[] }> = {};
  const left = [...files];
  const work = async (): Promise<void> => {
    const page = await context.newPage();
    let complaints: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      if (!/^(file|data|blob):/.test(request.url())) complaints.push(`asks the network: ${request.url()}`);
    });
    for (let file = left.shift(); file !== undefined; file = left.shift()) {
      complaints = [];
      await page.goto(addressOf(site, file), { waitUntil: "load" });
      await drawn(page);
      facts[file] = { ...(await page.evaluate(factsOfPage)), complaints };
    }
  };
  await Promise.all([work(), work()]);
  await context.close();
  return facts;
};

const addressOf = (site: string, file: string): string => pathToFileURL(join(site, file)).href;

/** Diagrams are drawn after the page is there. */
const drawn = (page: Page): Promise<unknown> =>
  page
    .waitForFunction(
      () => [...document.querySelectorAll(".mermaid")].every((each) => each.hasAttribute("data-processed")),
      undefined,
      { timeout: 20_000 },
    )
    .then(() => page.waitForTimeout(50))
    // What is not drawn is told by the facts.
    .catch(() => undefined);

const search = async (browser: Browser, site: string, words: string) => {
  const context = await browser.newContext(DESK);
  const page = await context.newPage();
  await page.goto(addressOf(site, "index.html"));
  await page.keyboard.press("/");
  await page.keyboard.type(words);
  const first = page.locator("#found [role=option]").first();
  await first.waitFor({ timeout: 20_000 });
  const text = (await first.textContent()) ?? "";
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.pathname.endsWith("/index.html") || url.hash !== "", { timeout: 20_000 });
  const opened = decodeURI(page.url()).slice(pathToFileURL(site).href.length + 1);
  await context.close();
  return { first: text, opened };
};

const throughTheMenu = async (browser: Browser, site: string): Promise<string> => {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await page.goto(addressOf(site, "index.html"));
  await page.click("#menu");
  await page.click("#pages summary:has-text('Guides')");
  await page.click("#pages details[open] a:visible >> nth=-1");
  const opened = page.url().slice(pathToFileURL(site).href.length + 1);
  await context.close();
  return opened;
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      site: { type: "string", default: "site" },
      search: { type: "string", multiple: true, default: [] },
      report: { type: "string", default: "report.json" },
    },
  });
  const site = resolve(values.site);
  const files = readdirSync(site, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(".html"))
    .sort();
  const browser = await openBrowser();
  try {
    const searches: Record<string, { first: string; opened: string }> = {};
    for (const words of values.search) searches[words] = await search(browser, site, words);
    const report: SiteReport = {
      pages: await visit(browser, site, files, DESK),
      phone: await visit(browser, site, files, PHONE),
      searches,
      menu: await throughTheMenu(browser, site),
    };
    writeFileSync(values.report, JSON.stringify(report));
  } finally {
    await browser.close();
  }
};

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
