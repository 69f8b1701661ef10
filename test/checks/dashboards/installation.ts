/** An environment of these packs with all that dashboards are judged by: data sources, a Prometheus, the dashboards where they are deployed. */
import { days, deployed, grafanaLinks, model, seconds, type Model, type MonitoringPack } from "../../../lib/model";

export const deployedHere = (packs: readonly MonitoringPack[]) =>
  packs.map((pack) => deployed(pack, { team: "platform", ...grafanaLinks("https://grafana.example") }));

export const installationOf = (packs: ReturnType<typeof deployedHere>): Model =>
  model("prod", "production", [
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
