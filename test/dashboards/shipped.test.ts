import { alertsFor, dashboardJson, dashboardText } from "../../lib/dashboards";
import { deployed, grafanaLinks, type DeployedPack, type MonitoringPack } from "../../lib/model";
import { shippedPacks } from "../../lib/packs";

const deployment = { team: "platform", ...grafanaLinks("https://grafana.example") };
const packs: readonly DeployedPack[] = shippedPacks().map((pack: MonitoringPack) => deployed(pack, deployment));

test.each(packs.flatMap((pack) => pack.dashboards.map((each) => [each.uid, each, alertsFor(pack, packs)] as const)))(
  "%s",
  (_, each, alerts) => expect(dashboardText(dashboardJson(each, { alerts }))).toMatchSnapshot(),
);
