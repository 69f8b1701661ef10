/** The documents as a site, opened from disk in a real browser: what people click, search and read. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(__dirname, "..", "..");
const looking = join(root, "preview", "dist", "documents.cjs");

interface PageFacts {
  readonly title: string;
  readonly links: readonly string[];
  readonly anchors: readonly string[];
  readonly pictures: readonly { readonly source: string; readonly width: number }[];
  readonly diagrams: readonly { readonly drawn: boolean; readonly text: string }[];
  readonly tooWide: boolean;
  readonly contrast: number;
  readonly bright: boolean;
  readonly complaints: readonly string[];
}

interface SiteReport {
  readonly pages: Readonly<Record<string, PageFacts>>;
  readonly phone: Readonly<Record<string, PageFacts>>;
  readonly searches: Readonly<Record<string, { readonly first: string; readonly opened: string }>>;
  readonly menu: string;
}

const browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const hasBrowser = (process.env["PATH"] ?? "")
  .split(delimiter)
  .some((folder) => browsers.some((name) => existsSync(join(folder, name))));
const lacking = [
  ...(hasBrowser ? [] : ["Chromium on PATH (Debian: the package chromium)"]),
  ...(existsSync(looking) ? [] : ["what drives it (node tools/preview.mjs prepare)"]),
];

/** Milliseconds: what the site is made with may have to be installed first. */
const PATIENCE = 300_000;

/** What people type, and where they must land. */
const SEARCHES: Readonly<Record<string, RegExp>> = {
  PostgresDown: /^docs\/generated\/prod\/runbooks\/.+#postgresdown$/,
  http_requests_total: /^docs\/generated\/prod\/metrics\.html#http_requests_total$/,
  "checkout availability": /^docs\/generated\/prod\/slos\.html#checkout-availability$/,
};

if (lacking.length > 0) {
  describe("the site", () => {
    test.skip(`opens from disk (needs ${lacking.join("; ")})`, () => undefined);
  });
} else {
  describe("the site", () => {
    const folder = mkdtempSync(join(tmpdir(), "site-"));
    const site = join(folder, "site");
    let report: SiteReport;

    const run = (...args: readonly string[]): void => {
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: PATIENCE });
      if (status !== 0) throw new Error(`${stdout}\n${stderr}`);
    };

    beforeAll(() => {
      run(join(root, "tools", "site.mjs"), site);
      const file = join(folder, "report.json");
      run(looking, "--site", site, "--report", file, ...Object.keys(SEARCHES).flatMap((words) => ["--search", words]));
      report = JSON.parse(readFileSync(file, "utf8")) as SiteReport;
    }, PATIENCE);

    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const each = <Fact>(view: "pages" | "phone", fact: (page: PageFacts) => Fact): Readonly<Record<string, Fact>> =>
      Object.fromEntries(Object.entries(report[view]).map(([name, page]) => [name, fact(page)]));
    const wrong = <Fact>(
      view: "pages" | "phone",
      isRight: (page: PageFacts) => boolean,
      fact: (page: PageFacts) => Fact,
    ) =>
      Object.entries(report[view])
        .filter(([, page]) => !isRight(page))
        .map(([name, page]) => [name, fact(page)]);

    test("has the eight documents of prod, the index and the guides", () => {
      const documents = [
        "assessment",
        "architecture",
        "plan",
        "metrics",
        "dashboards",
        "runbooks",
        "slos",
        "integration",
      ];
      expect(Object.keys(report.pages)).toEqual(
        expect.arrayContaining([
          "index.html",
          "docs/generated/index.html",
          ...documents.map((name) => `docs/generated/prod/${name}.html`),
          "docs/slo-mathematics.html",
        ]),
      );
    });

    test("complains of nothing and asks no network", () => {
      expect(
        wrong(
          "pages",
          ({ complaints }) => complaints.length === 0,
          ({ complaints }) => complaints,
        ),
      ).toEqual([]);
      expect(
        wrong(
          "phone",
          ({ complaints }) => complaints.length === 0,
          ({ complaints }) => complaints,
        ),
      ).toEqual([]);
    });

    test("has no dead link", () => {
      const base = pathToFileURL(site).href;
      const anchors = each("pages", (page) => new Set(page.anchors));
      const dead = Object.entries(report.pages).flatMap(([name, { links }]) =>
        links
          .filter((link) => link.startsWith("file:"))
          .filter((link) => {
            const [file = "", hash] = link.split("#");
            if (!file.startsWith(base)) return true;
            const known = anchors[decodeURI(file.slice(base.length + 1))];
            if (known === undefined) return !existsSync(fileURLToPath(file));
            return hash !== undefined && hash !== "" && !known.has(decodeURIComponent(hash));
          })
          .map((link) => `${name}: ${link.replace(base, "")}`),
      );
      expect(dead).toEqual([]);
    });

    test("draws every diagram and shows every picture", () => {
      const diagrams = Object.values(report.pages).flatMap((page) => page.diagrams);
      expect(diagrams.length).toBeGreaterThan(3);
      expect(diagrams.filter(({ drawn }) => !drawn)).toEqual([]);
      const pictures = Object.values(report.pages).flatMap((page) => page.pictures);
      expect(pictures.length).toBeGreaterThan(3);
      expect(pictures.filter(({ width }) => width === 0)).toEqual([]);
    });

    test("fits a phone, and is dark where people want it dark", () => {
      expect(
        wrong(
          "phone",
          ({ tooWide }) => !tooWide,
          ({ title }) => title,
        ),
      ).toEqual([]);
      expect(
        wrong(
          "phone",
          ({ bright, contrast }) => !bright && contrast >= 7,
          ({ contrast }) => contrast,
        ),
      ).toEqual([]);
      expect(
        wrong(
          "pages",
          ({ bright, contrast }) => bright && contrast >= 7,
          ({ contrast }) => contrast,
        ),
      ).toEqual([]);
      expect(report.menu).toMatch(/^docs\/.+\.html$/);
    });

    test.each(Object.entries(SEARCHES))("a search for %s opens %s", (words, place) => {
      expect(report.searches[words]?.opened).toMatch(place);
    });
  });
}
