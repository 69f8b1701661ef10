/** The dashboards of components in the shapes that an installation may have: they show what there is, and nothing else. */
import { runChecks } from "../../../lib/checks";
import { formatFinding, mebibytes, type Dashboard, type MonitoringPack } from "../../../lib/model";
import {
  alertmanagerPack,
  fluentdPack,
  grafanaPack,
  jaegerPack,
  lokiPack,
  prometheusPack,
  shippedPacks,
} from "../../../lib/packs";
import { deployedHere, installationOf } from "../../checks/dashboards/installation";
import { provenIn } from "../../proof/panels/proven";
import { worldOfPacks } from "../../proof/panels/worlds";

const prometheus = (props: Partial<Parameters<typeof prometheusPack>[0]> = {}) =>
  prometheusPack({ namespace: "watch", job: "p-prometheus", operatorJob: "p-operator", ...props });
const jaeger = (props: Partial<Parameters<typeof jaegerPack>[0]> = {}) =>
  jaegerPack({ namespace: "tracing", job: "traces", refusesAbove: mebibytes(700), ...props });
const loki = (props: Partial<Parameters<typeof lokiPack>[0]> = {}) =>
  lokiPack({ namespace: "logging", jobs: ["logging/loki"], store: "filesystem", maxStreams: 5_000, ...props });

const dashboardOf = ({ dashboards: [first] }: MonitoringPack): Dashboard => {
  if (first === undefined) throw new Error("there is no dashboard");
  return first;
};
const rowsOf = (pack: MonitoringPack) => dashboardOf(pack).rows.flatMap(({ title }) => title ?? []);
const panelsOf = (pack: MonitoringPack) =>
  dashboardOf(pack).rows.flatMap(({ panels }) => panels.map(({ title }) => title));

test.each([
  ["alerts to Alertmanager", { alertmanagers: 3 }, "Alerts on their way to Alertmanager"],
  ["remote write", { remoteWrite: true }, "Remote write"],
])("Prometheus shows %s only where there is some", (_, props, title) => {
  expect(rowsOf(prometheus(props))).toContain(title);
  expect(rowsOf(prometheus())).not.toContain(title);
});

test("Loki on a file system shows no requests to a store", () => {
  const toStore = (pack: MonitoringPack) => panelsOf(pack).filter((title) => title.startsWith("Requests to the store"));
  expect(toStore(loki({ store: "gcs" }))).toHaveLength(3);
  expect(toStore(loki())).toEqual([]);
});

test.each([
  ["elasticsearch", "Bulk writes that failed"],
  ["cassandra", "Statements to Cassandra that failed"],
  ["badger", "Since badger cleaned up"],
  ["memory", undefined],
] as const)("Jaeger on %s shows its storage, and no other", (storage, title) => {
  const ofKinds = ["Bulk writes that failed", "Statements to Cassandra that failed", "Since badger cleaned up"];
  expect(panelsOf(jaeger({ storage })).filter((each) => ofKinds.includes(each))).toEqual(title ? [title] : []);
});

test("Jaeger without metrics from spans shows none", () => {
  expect(rowsOf(jaeger())).toContain("Metrics from spans");
  expect(rowsOf(jaeger({ spanMetrics: false }))).not.toContain("Metrics from spans");
});

/** All components of an installation, beside what else there is. */
const small = [
  prometheus(),
  alertmanagerPack({ namespace: "watch", job: "am", replicas: 1 }),
  grafanaPack({ namespace: "watch", job: "g", dataSources: 3 }),
  loki(),
  jaeger({ storage: "badger", sampling: false, spanMetrics: false }),
  fluentdPack({ namespace: "agents", job: "f" }),
];
const large = [
  prometheus({ pods: 3, alertmanagers: 3 }),
  alertmanagerPack({ namespace: "watch", job: "am", replicas: 3 }),
  grafanaPack({ namespace: "watch", job: "g", dataSources: 3 }),
  loki({ jobs: ["distributor", "ingester", "querier"].map((name) => `logging/loki-${name}`), store: "azure" }),
  jaeger({ storage: "cassandra" }),
  fluentdPack({ namespace: "agents", job: "f" }),
];

const installed = (components: readonly MonitoringPack[]) => {
  const names = new Set(components.map(({ name }) => name));
  // Home tells of the components by their usual names.
  const others = shippedPacks().filter(({ name }) => name !== "home" && !names.has(name));
  return deployedHere([...components, ...others]);
};

const shapes = { small: installed(small), large: installed(large) };
const uids = new Set(small.map((pack) => dashboardOf(pack).uid));

test.each(Object.entries(shapes))("nothing is wrong with the dashboards of a %s installation", (_, packs) => {
  const found = runChecks([installationOf(packs)]).filter(
    ({ path, check }) =>
      uids.has(path.split(".")[2] ?? "") &&
      path.startsWith("prod.dashboards") &&
      // Home is left out of these installations.
      check !== "dashboard/dead-link",
  );
  expect(found.map(formatFinding)).toEqual([]);
});

provenIn(
  Object.entries(shapes).map(([name, packs]) => {
    const world = worldOfPacks(name, packs);
    return { ...world, dashboards: world.dashboards.filter(({ uid }) => uids.has(uid)) };
  }),
);
