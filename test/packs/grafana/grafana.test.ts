/** The Grafana pack as an installation sets it. */
import { textOf } from "../../../lib/model";
import { grafanaPack } from "../../../lib/packs";

const pack = grafanaPack({ namespace: "observability", job: "grafana", dataSources: 6 });

test("no alert speaks of another Grafana in the cluster", () => {
  const others = pack.alerts.filter(({ expr }) => !textOf(expr).includes('namespace="observability",job="grafana"'));
  expect(others.map(({ name }) => name)).toEqual([]);
});

test("as many data sources are wanted as Grafana is given", () => {
  const missing = pack.alerts.find(({ name }) => name === "GrafanaDataSourcesMissing");
  expect(textOf(missing?.expr ?? "")).toMatch(/< 6$/);
});
