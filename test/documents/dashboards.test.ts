/** The page of dashboards: their panels with what they ask, the lines of alerts where these are deployed, and pictures that there are. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { dashboardPages, PICTURES } from "../../lib/documents/dashboards";
import { PICTURE } from "../../lib/documents/runbooks/index-page";
import type { Model } from "../../lib/model";
import { installedModels } from "./models";
import { linksIn, named, withAlert } from "./pages";

const prod = named(installedModels, "prod");
const shown = prod.dashboards.map(({ dashboard }) => dashboard).filter(({ uid }) => !uid.startsWith("runbook-"));
const pageOf = (model: Model): string => dashboardPages({ model })[0]?.text ?? "";
const page = pageOf(prod);

/** What stands below the heading of a dashboard. */
const sectionOf = (uid: string, text = page): string => text.split(`\n## ${uid}\n`)[1]?.split(/\n## /)[0] ?? "";

test.each(shown.map((dashboard) => [dashboard.uid, dashboard] as const))(
  "%s: purpose, address, and each panel with its queries",
  (uid, { title, description, rows }) => {
    const section = sectionOf(uid);
    expect(section).toContain(`**${title}.** ${description}`);
    expect(section).toContain(`<https://grafana.acme.example/d/${uid}>`);
    for (const { panels } of rows)
      for (const panel of panels) {
        expect(section).toContain(`\n| ${panel.title.replaceAll(/[()]/g, "\\$&")} | `);
        if (panel.type !== "text") for (const { expr } of panel.queries) expect(section).toContain(expr.text.trim());
      }
  },
);

test("queries are folded away, each in the language that it is written in", () => {
  expect(sectionOf("logs")).toContain("<details><summary>Queries</summary>");
  expect(sectionOf("logs")).toContain("```logql\n");
  expect(sectionOf("loki")).toContain("```promql\n");
});

test("a panel names the alert whose line it draws, with the threshold that is deployed", () => {
  const line = "[`HttpHighErrorRatio`](runbooks/checkout.md#httphigherrorratio) above `0.02`";
  expect(sectionOf("service-checkout")).toContain(line);
  const other = withAlert(prod, "HttpHighErrorRatio", ({ parameters }) => ({
    parameters: { ...parameters, errorRatio: 0.03 },
  }));
  expect(sectionOf("service-checkout", pageOf(other))).toContain(line.replace("0.02", "0.03"));
});

test("every picture is there, and of a dashboard or an alert that there is", () => {
  const folder = join(__dirname, "..", "..", "docs", "pictures");
  for (const [uid, file] of Object.entries(PICTURES)) {
    expect(shown.map((dashboard) => dashboard.uid)).toContain(uid);
    expect({ file, exists: existsSync(join(folder, file)) }).toEqual({ file, exists: true });
    expect(sectionOf(uid)).toContain(`](../../pictures/${file})`);
  }
  expect(existsSync(join(folder, PICTURE.file))).toBe(true);
});

test("a dashboard without a picture has none", () =>
  expect(dashboardPages({ model: prod }, {})[0]?.text).not.toContain("../pictures/"));

test("of so many dashboards that one page is too large, each has its panels on a page of its own", () => {
  const many: Model = {
    ...prod,
    dashboards: [
      ...prod.dashboards,
      ...Array.from({ length: 15 }, (_, index) => index).flatMap((index) =>
        prod.dashboards
          .filter(({ dashboard }) => dashboard.uid === "service-checkout")
          .map((fact) => ({ ...fact, dashboard: { ...fact.dashboard, uid: `service-shop-${index}` } })),
      ),
    ],
  };
  const pages = dashboardPages({ model: many });
  expect(pages.map(({ path }) => path)).toEqual([
    "prod/dashboards.md",
    ...[...shown.map(({ uid }) => uid), ...Array.from({ length: 15 }, (_, index) => `service-shop-${index}`)]
      .sort()
      .map((uid) => `prod/dashboards/${uid}.md`),
  ]);
  const paths = new Set(pages.map(({ path }) => path));
  for (const each of pages) {
    expect(Buffer.byteLength(each.text)).toBeLessThan(400_000);
    for (const { path } of linksIn(each))
      expect(paths.has(path) || /^prod\/(runbooks\/|runbooks\.md)|\.\.\//.test(path) ? "" : path).toBe("");
  }
});
