/** Every query of every panel that is shipped, asked of a real Prometheus in a small synthetic world: it returns data, with the labels that its panel shows. */
import { deployed, grafanaLinks } from "../../lib/model";
import { http, httpObjectives, shippedPacks } from "../../lib/packs";
import { sloPack } from "../../lib/slo";
import { provenIn } from "./panels/proven";
import { worldOfPacks } from "./panels/worlds";

/** What is shipped promises nothing; whoever installs it does. */
const promises = sloPack("checkout-objectives", {
  metrics: http,
  slos: httpObjectives({ service: "checkout", namespace: "shop" }),
});

const packs = [...shippedPacks(), promises].map((pack) =>
  deployed(pack, { team: "platform", ...grafanaLinks("https://grafana.example") }),
);

provenIn([worldOfPacks("shipped", packs)]);
