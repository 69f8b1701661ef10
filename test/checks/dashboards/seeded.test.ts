/** Mistakes in dashboards: each is found at its place, with its mend, and nothing else is said of it. */
import { checkEntries, dashboardChecks, runChecks } from "../../../lib/checks";
import type { Finding, Model } from "../../../lib/model";
import { board, panel } from "./seeded/change";
import { linkRows } from "./seeded/links";
import { nameRows } from "./seeded/names";
import { partRows } from "./seeded/parts";
import { queryRows } from "./seeded/queries";
import { environment, sound } from "./seeded/shop";

const rows = [...queryRows, ...partRows, ...nameRows, ...linkRows];

const TODAY = "2027-01-01";

/** An environment of dashboards alone has no routing; what that lacks is no mistake of theirs. */
const found = (model: Model): readonly Finding[] =>
  runChecks([model], TODAY).filter(({ check }) => !check.startsWith("routing/"));

test("the sound dashboards give no finding", () => expect(found(environment(sound))).toEqual([]));

test("there are at least forty mistakes, each of its own", () => {
  expect(rows.length).toBeGreaterThanOrEqual(40);
  expect(new Set(rows.map(({ title }) => title)).size).toBe(rows.length);
});

test("every check of dashboards has its mistake", () => {
  const seeded = new Set(rows.map(({ check }) => check));
  // Recorded totals are a mistake of rules first.
  const missing = dashboardChecks.map(({ id }) => id).filter((id) => !seeded.has(id));
  expect(missing).toEqual(["dashboard/rate-of-recording"]);
});

test.each(rows.map((row) => [row.title, row] as const))("%s", (_, { change, check, at, words, also = [] }) => {
  const findings = found(environment(change(sound)));
  const own = findings.filter((each) => each.check === check && each.path === `prod.${at}`);
  expect({ own: own.length, all: findings.map(({ check: id, path }) => `${id} ${path}`) }).toMatchObject({ own: 1 });
  const said = own.map(({ problem, mend }) => `${problem} -> ${mend}`).join("\n");
  for (const each of words) expect(said).toContain(each);
  expect([...new Set(findings.map(({ check: id }) => id))].sort()).toEqual([check, ...also].sort());
});

describe("waivers", () => {
  const waiver = { check: "dashboard/no-description", reason: "It is said in the title.", until: "2027-12-31" };
  const ROUTES = "Requests by route";

  test("on a panel speak of the panel", () => {
    expect(found(environment(panel(ROUTES, { description: "", waivers: [waiver] })(sound)))).toEqual([]);
    const other = environment(panel("In flight", { description: "" })(panel(ROUTES, { waivers: [waiver] })(sound)));
    expect(found(other).map(({ check, path }) => `${check} ${path}`)).toEqual([
      "dashboard/no-description prod.dashboards.shop.panels.In flight.description",
      "waiver/unused prod.dashboards.shop.panels.Requests by route.waivers[0]",
    ]);
  });

  test("on a dashboard speak of all of its panels, and of no other dashboard", () => {
    const waived = board({ waivers: [waiver] });
    expect(found(environment(waived(panel(ROUTES, { description: "" })(sound))))).toEqual([]);
    const elsewhere = environment(waived(board({ description: "" }, {}, "orders")(sound)));
    expect(found(elsewhere).map(({ check }) => check)).toEqual(["dashboard/no-description", "waiver/unused"]);
  });

  test("of a check that is over are findings again", () => {
    const over = { ...waiver, until: "2026-12-31" };
    const findings = found(environment(panel(ROUTES, { description: "", waivers: [over] })(sound)));
    expect(findings.map(({ check }) => check)).toEqual(["dashboard/no-description", "waiver/expired"]);
  });
});

test("what is asked of dashboards is a check like any other", () => {
  const ids = new Set(checkEntries.map(({ id }) => id));
  for (const { id } of dashboardChecks) expect(ids).toContain(id);
});
