/** The dashboards that come with the library, held to every check of dashboards and of queries. */
import { runChecks } from "../../../lib/checks";
import { formatFinding, type Finding } from "../../../lib/model";
import { http, httpObjectives, shippedPacks } from "../../../lib/packs";
import { sloPack } from "../../../lib/slo";
import { deployedHere, installationOf } from "./installation";

/** Dashboards of objectives need one. */
const objectives = sloPack("checkout-objectives", {
  metrics: http,
  slos: httpObjectives({ service: "checkout", namespace: "shop" }),
});

const shipped = installationOf(deployedHere([...shippedPacks(), objectives]));

/** Pages of runbooks are made by the platform, and judged with it. */
const ofDashboards = ({ check, path }: Finding): boolean =>
  check !== "alert/no-runbook-page" &&
  (path.startsWith("prod.dashboards") || /^dashboard\/|^alert\/unknown-dashboard$/.test(check));

test("nothing is wrong with the dashboards that come with the library", () => {
  const found = runChecks([shipped]).filter(ofDashboards);
  expect(found.map(formatFinding)).toEqual([]);
});
