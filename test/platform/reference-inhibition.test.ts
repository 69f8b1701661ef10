/** Services of another repository: what the platform's Alertmanager knows of them, by their labels alone. */
import { registeredInhibition } from "../../lib/packs";
import { allHold } from "../../lib/routing/matchers";
import { CHECKOUT, modelOf, platform, reference } from "../services/hosts";

const services = reference();
services.monitorHttpService(CHECKOUT);
const alerts = modelOf(services)
  .packs.filter(({ path }) => path.startsWith("prod.packs."))
  .flatMap(({ pack }) => pack.alerts)
  .map(({ name, labels }) => ({ ...labels, alertname: name }));
const rules = modelOf(platform()).routings.flatMap(({ configuration }) => configuration.inhibitRules);

test("the rules of a platform without any service are about those of a reference", () => {
  const own = rules.filter(({ path }) => path.includes(".registered."));
  expect(own).toHaveLength(registeredInhibition("dev.packs").length);
  const [availability, latency, scraped] = own.map(({ source, target }) => ({
    hides: alerts.filter((labels) => allHold(source, labels)).map(({ alertname }) => alertname),
    hidden: alerts.filter((labels) => allHold(target, labels)).map(({ alertname }) => alertname),
  }));
  // One for each window.
  expect(new Set(availability?.hides)).toEqual(new Set(["HttpAvailabilityBurnsFast"]));
  expect(availability?.hidden).toEqual(["HttpHighErrorRatio"]);
  expect(new Set(latency?.hides)).toEqual(new Set(["HttpLatencyBurnsFast"]));
  expect(latency?.hidden).toEqual(["HttpHighLatency"]);
  expect(scraped?.hidden).toEqual(["HttpTrafficGone", "HttpAvailabilityNoData", "HttpLatencyNoData"]);
});
