/** What the page of objectives says beside its figures: what is done when a budget is spent, and where things are told of further. */
import { dashboardPages } from "../../lib/documents/dashboards";
import { sloPages } from "../../lib/documents/slos";
import { days, type Model } from "../../lib/model";
import { installedModels } from "./models";
import { linksIn, named } from "./pages";
import { orders, smallModel } from "./small-slos";

const prod = named(installedModels, "prod");
const pageOf = (model: Model): string => sloPages({ model })[0]?.text ?? "";
const page = pageOf(prod);
const sectionOf = (name: string, text = page): string => text.split(`\n## ${name}\n`)[1]?.split(/\n## /)[0] ?? "";

test("every objective of every pack has its section", () => {
  const headings = [...page.matchAll(/^## (.+)$/gm)].map(([, name]) => name);
  expect(headings).toEqual(prod.packs.flatMap(({ pack }) => pack.slos.map(({ name }) => name)));
});

test("what is done when the budget is spent is the policy of the SRE workbook, unless somebody says otherwise", () => {
  expect(sectionOf("checkout-availability")).toContain(
    "### When the budget is spent\n\nAll changes and releases are halted, except for security fixes",
  );
  const own = pageOf(smallModel([orders({ whenSpent: "The team stops selling *gifts*." })]));
  expect(sectionOf("orders-availability", own)).toContain(
    "### When the budget is spent\n\nThe team stops selling \\*gifts\\*.",
  );
});

test("a policy is plain text", () => {
  for (const whenSpent of ["", "{{ $value }}", "two\nlines"]) expect(() => orders({ whenSpent })).toThrow(/whenSpent/);
});

test("the budget is told in minutes and in events", () => {
  expect(sectionOf("checkout-availability")).toContain(
    "43.2 minutes of total outage, or 1,000 of each 1,000,000 requests.",
  );
  expect(pageOf(smallModel([orders({ window: days(7), expectedTraffic: 2 })]))).toContain(
    "or 1,210 of 1,209,600 events at 2 per second.",
  );
});

test("each leads to its dashboard, its metrics and the runbooks of its alerts", () => {
  const section = sectionOf("checkout-availability");
  expect(section).toContain("Dashboard: [Service: checkout](dashboards.md#service-checkout).");
  expect(dashboardPages({ model: prod })[0]?.text).toContain("\n## service-checkout\n");
  expect(section).toContain("It reads [`http_requests_total`](metrics.md#http_requests_total).");
  for (const alert of ["BurnsFast", "BurnsSlowly", "NoData"].map((end) => `HttpAvailability${end}`))
    expect(section).toContain(`[\`${alert}\`](runbooks/checkout-objectives.md#${alert.toLowerCase()})`);
});

test("of so many objectives that one page is too large, each has its figures on a page of its own", () => {
  const many = Array.from({ length: 90 }, (_, number) => orders({ name: `orders-${number}` }));
  const pages = sloPages({ model: smallModel(many) });
  const name = smallModel().name;
  expect(pages.map(({ path }) => path)).toEqual([
    `${name}/slos.md`,
    ...many.map((slo) => `${name}/slos/${slo.name}.md`),
  ]);
  const paths = new Set(pages.map(({ path }) => path));
  for (const page of pages) {
    expect(Buffer.byteLength(page.text)).toBeLessThan(400_000);
    for (const { path } of linksIn(page).filter((each) => each.path.startsWith(`${name}/slos`)))
      expect(paths).toContain(path);
  }
  expect(pages[1]?.text).toContain("(../../../slo-mathematics.md#recorded-series)");
  expect(pages[1]?.text).toContain("(../runbooks/shop-objectives.md#orders0burnsfast)");
});
