/** Whoever comes from an alert finds on its dashboard what the alert judges. */
import { seriesOf, textOf, type MonitoringPack } from "../../../lib/model";
import { shippedPacks } from "../../../lib/packs";

const COMPONENTS = ["prometheus", "alertmanager", "grafana", "loki", "jaeger", "fluentd"];

/** Names of the contract's metrics and of recordings in a query. */
const metricsIn = (text: string): readonly string[] => text.match(/[a-zA-Z_:][a-zA-Z0-9_:]*(?=[{[\s)])/g) ?? [];

const shown = ({ dashboards }: MonitoringPack): ReadonlySet<string> =>
  new Set(
    dashboards.flatMap(({ rows }) =>
      rows.flatMap(({ panels }) =>
        panels.flatMap((panel) =>
          panel.type === "text" ? [] : panel.queries.flatMap(({ expr }) => metricsIn(textOf(expr))),
        ),
      ),
    ),
  );

test.each(COMPONENTS)("every metric that an alert of %s judges stands on its dashboard", (name) => {
  const pack = shippedPacks().find((each) => each.name === name) as MonitoringPack;
  const known = new Set(
    Object.values(pack.metrics ?? {}).flatMap((metric) => seriesOf(metric).map((each) => each.name)),
  );
  const there = shown(pack);
  const missing = pack.alerts.flatMap((alert) =>
    metricsIn(textOf(alert.expr)).flatMap((metric) =>
      known.has(metric) && !there.has(metric) ? [`${alert.name}: ${metric}`] : [],
    ),
  );
  expect(missing).toEqual([]);
});
