/** The dashboards that come with the library, held to every check of dashboards and of queries. */
import { runChecks } from "../../../lib/checks";
import { deployed, formatFinding, grafanaLinks, model, seconds, days, type Finding } from "../../../lib/model";
import { http, httpObjectives, shippedPacks } from "../../../lib/packs";
import { sloPack } from "../../../lib/slo";

/** Dashboards of objectives need one. */
const objectives = sloPack("checkout-objectives", {
  metrics: http,
  slos: httpObjectives({ service: "checkout", namespace: "shop" }),
});

const packs = [...shippedPacks(), objectives].map((pack) =>
  deployed(pack, { team: "platform", ...grafanaLinks("https://grafana.example") }),
);

const shipped = model("prod", "production", [
  {
    packs: packs.map((pack) => ({ path: `prod.packs.${pack.name}`, pack })),
    dashboards: packs.flatMap(({ dashboards }) =>
      dashboards.map((dashboard) => ({
        path: `prod.dashboards.${dashboard.uid}`,
        folder: "platform",
        dashboard,
        bytes: 0,
      })),
    ),
    dataSources: ["prometheus", "loki", "jaeger"].map((uid) => ({
      path: `prod.grafana.dataSources.${uid}`,
      uid,
      type: uid,
    })),
    evaluators: [
      {
        path: "prod.prometheus",
        scrapeInterval: seconds(30),
        evaluationInterval: seconds(30),
        retention: days(30),
        externalLabels: { cluster: "prod" },
      },
    ],
  },
]);

/** Pages of runbooks are made by the platform, and judged with it. */
const ofDashboards = ({ check, path }: Finding): boolean =>
  check !== "alert/no-runbook-page" &&
  (path.startsWith("prod.dashboards") || /^dashboard\/|^alert\/unknown-dashboard$/.test(check));

test("nothing is wrong with the dashboards that come with the library", () => {
  const found = runChecks([shipped]).filter(ofDashboards);
  expect(found.map(formatFinding)).toEqual([]);
});
