/** Every dashboard of an environment, drawn by Grafana's own components in a real browser over a real Prometheus: what can be seen is what people get. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const root = join(__dirname, "..", "..");
const looking = join(root, "preview", "dist", "look.cjs");

interface PanelFacts {
  readonly title: string;
  readonly type: string;
  readonly status: string;
  readonly notice?: string;
  readonly thrown?: string;
  readonly box: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
  readonly plot?: { readonly width: number; readonly height: number };
  readonly cut: readonly string[];
  readonly unseen: readonly string[];
}

interface Seen {
  readonly uid: string;
  readonly missing?: string;
  readonly panels: readonly PanelFacts[];
  readonly complaints: readonly string[];
}

const browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const hasBrowser = (process.env["PATH"] ?? "")
  .split(delimiter)
  .some((folder) => browsers.some((name) => existsSync(join(folder, name))));

const program = (name: string): string | undefined => {
  const finder = join(root, "tools", "tools.mjs");
  const { status, stdout } = spawnSync(process.execPath, [finder, "path", name], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
};

const needs: Readonly<Record<string, string | undefined>> = {
  "Chromium on PATH (Debian: the package chromium)": hasBrowser ? "there" : undefined,
  "the bundled preview (node tools/preview.mjs prepare)": existsSync(looking) ? looking : undefined,
  "the compiled project (npm run build)": existsSync(join(root, "dist", "main.js")) ? "there" : undefined,
  promtool: program("promtool"),
  "prometheus (node tools/preview.mjs prepare)": program("prometheus"),
};
const lacking = Object.entries(needs).flatMap(([name, found]) => (found === undefined ? [name] : []));

const ENVIRONMENT = "prod";
/** Milliseconds. The first time, the world must be made. */
const PATIENCE = 900_000;
/** Pages of runbooks are all made by one function: these few stand for the others. */
const RUNBOOKS = ["runbook-http-high-error-ratio", "runbook-container-crash-looping", "runbook-watchdog"];

if (lacking.length > 0) {
  describe("the preview", () => {
    test.skip(`draws every panel of every dashboard (needs ${lacking.join("; ")})`, () => undefined);
  });
} else {
  describe("the preview", () => {
    let seen: readonly Seen[] = [];

    const looked = (...args: readonly string[]): unknown => {
      const folder = mkdtempSync(join(tmpdir(), "preview-"));
      try {
        const report = join(folder, "report.json");
        const programs = ["promtool", "prometheus"].flatMap((name) => [`--${name}`, program(name) ?? name]);
        const all = [looking, "--root", root, "--environment", ENVIRONMENT, ...programs, "--report", report, ...args];
        const { status, stdout, stderr } = spawnSync(process.execPath, all, { encoding: "utf8", timeout: PATIENCE });
        if (status !== 0) throw new Error(`${stdout}\n${stderr}`);
        return JSON.parse(readFileSync(report, "utf8"));
      } finally {
        rmSync(folder, { recursive: true });
      }
    };

    beforeAll(() => {
      seen = looked("--runbooks", RUNBOOKS.join(",")) as readonly Seen[];
    }, PATIENCE);

    /** One line for each panel that is not as it should be. */
    const wrong = (judge: (panel: PanelFacts) => string | undefined): readonly string[] =>
      seen.flatMap(({ uid, panels }) =>
        panels.flatMap((panel) => {
          const reason = judge(panel);
          return reason === undefined ? [] : [`${uid} / ${panel.title}: ${reason}`];
        }),
      );

    test("shows the dashboards that people begin with", () => {
      expect(seen.map(({ uid }) => uid)).toEqual(
        expect.arrayContaining([
          "home",
          "application",
          "service",
          "slo-overview",
          "loki",
          "kubernetes-cluster",
          ...RUNBOOKS,
        ]),
      );
      expect(
        seen.filter(({ panels }) => panels.length === 0).map(({ uid, missing }) => `${uid}: ${missing ?? ""}`),
      ).toEqual([]);
    });

    test("draws every panel", () => {
      expect(
        wrong(({ status, notice, thrown }) =>
          thrown !== undefined || (status !== "drawn" && status !== "empty") ? (thrown ?? notice ?? status) : undefined,
        ),
      ).toEqual([]);
    });

    test("has data for every panel, or the panel says what it means that there are none", () => {
      expect(wrong(({ status, notice }) => (status === "empty" && notice === "No data" ? notice : undefined))).toEqual(
        [],
      );
    });

    test("makes the browser complain about nothing", () => {
      expect(seen.flatMap(({ uid, complaints }) => complaints.map((complaint) => `${uid}: ${complaint}`))).toEqual([]);
    });

    test("lays no panel over another", () => {
      const overlaps = seen.flatMap(({ uid, panels }) =>
        panels.flatMap((one, index) =>
          panels
            .slice(index + 1)
            .flatMap((other) => (overlap(one, other) ? [`${uid}: ${one.title} and ${other.title}`] : [])),
        ),
      );
      expect(overlaps).toEqual([]);
    });

    test("leaves room for courses beside their legends, and for the names in these", () => {
      const LEAST = { width: 120, height: 50 };
      // A long list may end below the edge, as long as one sees that it is a list.
      const SCROLLED_TO = 2;
      const COURSES = ["timeseries", "heatmap", "state-timeline"];
      expect(
        wrong(({ type, status, plot, cut, unseen }) => {
          if (cut.length > 0) return `cut off: ${cut.join(", ")}`;
          if (unseen.length > SCROLLED_TO)
            return `one must scroll to ${unseen.length} names of the legend: stand it beside the panel`;
          if (plot === undefined && status === "drawn" && COURSES.includes(type)) return "nothing is drawn";
          if (plot === undefined || (plot.width >= LEAST.width && plot.height >= LEAST.height)) return undefined;
          return `${Math.round(plot.width)} × ${Math.round(plot.height)} pixels are left`;
        }),
      ).toEqual([]);
    });

    test(
      "does what a person asks of it: a value, a stretch of time, a link, the other light",
      () => {
        expect(looked("--tour", "application")).toEqual({
          chosen: expect.stringMatching(/\?var-namespace=shop$/) as string,
          narrowed: expect.not.arrayContaining(["catalog", "player"]) as string[],
          pointed: expect.stringMatching(/^2026-06-17 \d\d:\d\d:\d\d.*GET[\d.]+ req\/s/) as string,
          followed: {
            from: expect.stringMatching(/^\/d\/service\?from=now-6h&to=now&.*var-service=\w+/) as string,
            to: expect.stringContaining("/d/service?") as string,
            panels: expect.any(Number) as number,
          },
          light: ["rgb(17, 18, 23)", "rgb(251, 251, 251)"],
          zoomed: expect.stringMatching(/from=\d+&to=\d+&var-namespace=shop$/) as string,
          complaints: [],
        });
      },
      PATIENCE,
    );
  });
}

const overlap = ({ box: one }: PanelFacts, { box: other }: PanelFacts): boolean =>
  one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1;
