/** What the checks cost where there are many objectives: twice as many take about twice as long. */
import { checks } from "../../../lib/checks";
import { findings } from "../../../lib/checks/check";
import { availability, type SloProps } from "../../../lib/slo";
import { environment, objective } from "./seeded/row";

const named = (index: number): Partial<SloProps> => ({
  name: `service-${index}-availability`,
  service: `service-${index}`,
  sli: availability({
    total: { kind: "promql", text: `web_requests_total{service="service-${index}"}` },
    bad: { kind: "promql", text: `web_requests_total{service="service-${index}", status_code=~"5.."}` },
  }),
});

const secondsFor = (count: number): number => {
  const model = environment({ slos: Array.from({ length: count }, (_, index) => objective(named(index))) });
  const begin = process.cpuUsage();
  findings(checks, [model]);
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1_000_000;
};

test("the checks of many objectives do not grow with their square", () => {
  secondsFor(10);
  const [few, many] = [secondsFor(25), secondsFor(100)];
  const exponent = Math.log(many / few) / Math.log(4);
  console.info(
    `checks of 25 objectives: ${few.toFixed(1)} s, of 100: ${many.toFixed(1)} s, growth exponent ${exponent.toFixed(2)}`,
  );
  expect(exponent).toBeLessThan(1.5);
}, 120_000);
